/** The programme in words: what is in force, what was before, and the definition itself. */
import { CodeOutlined, DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Drawer, Select, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { download } from '../../ui/download.ts'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { type Programme, programmeQuery } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Changes } from './changes.tsx'
import { versionsQuery } from './drafts/queries.ts'
import { History } from './history.tsx'

export function ProgrammePage() {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<number>()
  const current = useQuery(programmeQuery)
  const other = useQuery({
    queryKey: ['programme', 'version', chosen],
    queryFn: () =>
      ask(regulars.GET('/v1/programme/versions/{version}', { params: { path: { version: chosen ?? 0 } } })),
    enabled: chosen !== undefined,
  })
  const shown = chosen === undefined ? current : other
  return (
    <Page
      title={t('rooms.programme')}
      actions={
        <>
          <Link to="/programme/drafts" className="page-link">
            {t('drafts.title')}
          </Link>
          {shown.data === undefined ? null : <Definition programme={shown.data} />}
        </>
      }
    >
      <Versions chosen={chosen ?? current.data?.version} onChange={setChosen} />
      <Answered of={shown} rows={10}>
        {(programme) => (
          <div className="programme">
            <Changes version={programme.version} />
            <InWords programme={programme} />
            <History chosen={programme.version} choose={setChosen} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

type VersionsProps = { readonly chosen: number | undefined; readonly onChange: (version: number) => void }

function Versions({ chosen, onChange }: VersionsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  // The first version decides every order, however old: it is in force from the first instant that computers know.
  const effective = (at: string) =>
    Date.parse(at) <= 0
      ? t('programme.sinceBeginning')
      : t('programme.since', { moment: format.moment(at), zone: format.timeZone })
  const asked = useQuery(versionsQuery)
  return (
    <Answered of={asked} rows={1}>
      {({ items }) => {
        const shown = items.find(({ version }) => version === chosen)
        return (
          <div className="versions">
            <Select
              aria-label={t('programme.version')}
              value={chosen ?? null}
              onChange={(version) => version !== null && onChange(version)}
              options={items.map(({ version, current, effectiveAt }) => ({
                value: version,
                label: `${t('programme.number', { version })} · ${current ? t('programme.current') : effective(effectiveAt)}`,
              }))}
              className="version-choice"
            />
            {shown === undefined ? null : (
              <span className="quiet">
                {effective(shown.effectiveAt)}
                {shown.note === '' ? '' : ` · ${shown.note}`}
              </span>
            )}
            {shown === undefined || shown.current ? null : (
              <Alert type="warning" showIcon title={t('programme.notCurrent')} />
            )}
          </div>
        )
      }}
    </Answered>
  )
}

function InWords({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation()
  const words = textOf(programme.words, useLanguage())
  return (
    <div className="programme">
      <Card title={words.name} extra={<Tag>{t('programme.number', { version: programme.version })}</Tag>}>
        <p>{words.basics}</p>
      </Card>
      <Card title={t('programme.wallets')}>
        <Sentences of={words.wallets} />
      </Card>
      <Card title={t('programme.rules')}>
        <Sentences of={words.earningRules} />
      </Card>
      {words.ladders.map((ladder) => (
        <Card key={ladder.code} title={ladder.name}>
          <p>{ladder.sentence}</p>
          <Sentences of={ladder.tiers} />
        </Card>
      ))}
      {words.benefits.length === 0 ? null : (
        <Card title={t('programme.benefits')}>
          <Sentences of={words.benefits} />
        </Card>
      )}
      {words.couponIssues.length === 0 ? null : (
        <Card title={t('programme.couponIssues')}>
          <Sentences of={words.couponIssues} />
        </Card>
      )}
      {words.offerGroups.map((group) => (
        <Card key={group.code} title={`${t('programme.offers')} · ${group.name}`}>
          <p>{group.sentence}</p>
          <Sentences of={words.offers.filter((offer) => offer.group === group.code)} />
        </Card>
      ))}
    </div>
  )
}

type Sentence = { readonly code: string; readonly name: string; readonly sentence: string }

function Sentences({ of }: { readonly of: readonly Sentence[] }) {
  return (
    <dl className="sentences">
      {of.map(({ code, name, sentence }) => (
        <div key={code}>
          <dt>
            {name} <code className="quiet">{code}</code>
          </dt>
          <dd>{sentence}</dd>
        </div>
      ))}
    </dl>
  )
}

function Definition({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const json = JSON.stringify(programme.definition, null, 2)
  return (
    <>
      <Button icon={<CodeOutlined />} onClick={() => setOpen(true)}>
        {t('programme.definition')}
      </Button>
      <Button
        icon={<DownloadOutlined />}
        onClick={() =>
          download({ name: `programme-v${programme.version}.json`, type: 'application/json', content: json })
        }
      >
        {t('programme.download')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('programme.definition')} size="large">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard */}
        <pre className="json" tabIndex={0}>
          {json}
        </pre>
      </Drawer>
    </>
  )
}

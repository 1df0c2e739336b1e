/** What is bought together: for whoever plans a bundle or a shelf. */
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { CodeChoice } from '../../../ui/codes.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { useNaming } from '../../../ui/programme.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Level } from '../goods.ts'
import { Reported } from '../reports.tsx'
import { Bubbles, Network } from './drawn.tsx'
import { type Asked, type Baskets, useBaskets } from './queries.ts'

const days = [30, 90, 180, 365, 730] as const
const supports = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1] as const
const confidences = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9] as const

export function BasketsPage() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>({
    ...{ days: 90, level: 'product', store: undefined, channel: undefined, tier: undefined, segment: undefined },
    ...{ support: 0.005, confidence: 0.2 },
  })
  const report = useBaskets(asked)
  return (
    <Page title={t('insights.baskets.title')}>
      <p className="quiet">{t('insights.baskets.meaning')}</p>
      <Choices asked={asked} onChange={(part) => setAsked({ ...asked, ...part })} />
      <Reported of={report} missing={({ missing }) => missing}>
        {(baskets) => <Told baskets={baskets} level={asked.level} />}
      </Reported>
    </Page>
  )
}

type ChoicesProps = { readonly asked: Asked; readonly onChange: (part: Partial<Asked>) => void }

function Choices({ asked, onChange }: ChoicesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const format = useFormat()
  const { ladders, tierName } = useNaming()
  const [main] = ladders
  const segments = useQuery({
    queryKey: ['insights', 'settings', 'rfm-segments'],
    queryFn: () => ask(regulars.GET('/v1/insights/settings/rfm-segments')),
  })
  const shares = (all: readonly number[]) => all.map((value) => ({ value, label: format.percent(value) }))
  return (
    <div className="insights-choices">
      <Segmented
        aria-label={t('insights.baskets.level')}
        value={asked.level}
        onChange={(level) => onChange({ level })}
        options={[
          { value: 'product' as const, label: t('insights.baskets.products') },
          { value: 'category' as const, label: t('insights.baskets.categories') },
        ]}
      />
      <Select
        aria-label={t('insights.baskets.period')}
        value={asked.days}
        onChange={(chosen) => onChange({ days: chosen })}
        options={days.map((count) => ({ value: count, label: t('insights.baskets.days', { count }) }))}
        popupMatchSelectWidth={false}
      />
      <CodeChoice
        of="stores"
        label={t('insights.baskets.store')}
        placeholder={t('insights.baskets.store')}
        value={asked.store}
        onChange={(store) => onChange({ store })}
      />
      <CodeChoice
        of="channels"
        label={t('insights.baskets.channel')}
        placeholder={t('insights.baskets.channel')}
        value={asked.channel}
        onChange={(channel) => onChange({ channel })}
      />
      <Select
        aria-label={t('insights.baskets.tier')}
        placeholder={t('insights.baskets.tier')}
        allowClear
        className="filter"
        value={asked.tier ?? null}
        onChange={(tier: string | null | undefined) => onChange({ tier: tier ?? undefined })}
        options={(main?.tiers ?? []).map(({ code }) => ({ value: code, label: tierName(main?.code ?? '', code) }))}
      />
      <Select
        aria-label={t('insights.baskets.segment')}
        placeholder={t('insights.baskets.segment')}
        allowClear
        className="filter"
        value={asked.segment ?? null}
        onChange={(segment: string | null | undefined) => onChange({ segment: segment ?? undefined })}
        options={(segments.data?.value ?? []).map(({ code, name }) => ({
          value: code,
          label: textOf(name, language) ?? code,
        }))}
      />
      <span className="insights-range">
        <Explained by={t('insights.baskets.supportMeaning')}>{t('insights.baskets.supportFrom')}</Explained>
        <Select
          aria-label={t('insights.baskets.supportFrom')}
          value={asked.support}
          onChange={(support) => onChange({ support })}
          options={shares(supports)}
          popupMatchSelectWidth={false}
        />
      </span>
      <span className="insights-range">
        <Explained by={t('insights.baskets.confidenceMeaning')}>{t('insights.baskets.confidenceFrom')}</Explained>
        <Select
          aria-label={t('insights.baskets.confidenceFrom')}
          value={asked.confidence}
          onChange={(confidence) => onChange({ confidence })}
          options={shares(confidences)}
          popupMatchSelectWidth={false}
        />
      </span>
    </div>
  )
}

function Told({ baskets, level }: { readonly baskets: Baskets; readonly level: Level }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div className="insights-numbers">
        <Card>
          <div className="quiet">{t('insights.baskets.orders')}</div>
          <div className="figure-number">{format.number(baskets.orders)}</div>
          {baskets.tooLong === 0 ? null : (
            <div className="quiet">{t('insights.baskets.tooLong', { count: baskets.tooLong })}</div>
          )}
          {baskets.baskets + baskets.tooLong === baskets.orders ? null : (
            <div className="quiet">{t('insights.baskets.drawn', { count: baskets.baskets })}</div>
          )}
        </Card>
        <Card>
          <div className="quiet">{t('insights.baskets.found')}</div>
          <div className="figure-number">{format.number(baskets.rulesFound)}</div>
          <div className="quiet">{t('insights.baskets.least', { support: format.percent(baskets.support) })}</div>
        </Card>
      </div>
      {baskets.rules.length === 0 ? (
        <Nothing title={t('insights.baskets.none')} advice={t('insights.baskets.noneAdvice')} />
      ) : (
        <>
          <Network baskets={baskets} level={level} />
          <Bubbles baskets={baskets} level={level} />
        </>
      )}
    </>
  )
}

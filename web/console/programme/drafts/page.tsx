/** Drafts of the programme: those that are being written, and those that became versions. */
import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Radio, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Older } from '../../../ui/older.tsx'
import { Page } from '../../../ui/page.tsx'
import { paged } from '../../../ui/paging.ts'
import { regulars } from '../../../ui/server.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { NewDraft } from './opening.tsx'
import type { DraftHead } from './queries.ts'
import { StandingTag, standingOf } from './state.tsx'

const PAGE_SIZE = 20
const states = ['open', 'published'] as const
type State = (typeof states)[number]

export function DraftsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [opening, setOpening] = useState(false)
  const { state = 'open' } = useSearch({ from: '/frame/programme/drafts' })
  const navigate = useNavigate()
  const begin = may('programme.publish') ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
      {t('drafts.new')}
    </Button>
  ) : undefined
  return (
    <Page
      title={t('drafts.title')}
      actions={
        <>
          <Link to="/programme" className="page-link">
            {t('drafts.programme')}
          </Link>
          {begin}
        </>
      }
    >
      <div className="filters">
        <Radio.Group
          aria-label={t('drafts.which')}
          optionType="button"
          value={state}
          options={states.map((value) => ({ value, label: t(`drafts.states.${value}`) }))}
          onChange={({ target }: { target: { value?: State } }) =>
            void navigate({
              to: '/programme/drafts',
              search: target.value === 'published' ? { state: 'published' } : {},
            })
          }
        />
      </div>
      <Card className="flush">
        <Drafts state={state} begin={begin} />
      </Card>
      {opening ? <NewDraft close={() => setOpening(false)} /> : null}
    </Page>
  )
}

function Drafts({ state, begin }: { readonly state: State; readonly begin: React.ReactNode }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    paged(['programme', 'drafts', state], (from) =>
      regulars.GET('/v1/programme/drafts', {
        params: { query: { state, limit: PAGE_SIZE, ...from } },
      }),
    ),
  )
  return (
    <Older
      of={found}
      rows={6}
      empty={
        <Nothing title={t(`drafts.none.${state}`)} advice={t(`drafts.noneAdvice.${state}`)}>
          {state === 'open' ? begin : undefined}
        </Nothing>
      }
    >
      {(drafts) => <DraftTable drafts={drafts} />}
    </Older>
  )
}

function DraftTable({ drafts }: { readonly drafts: readonly DraftHead[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<DraftHead> = [
    {
      title: t('drafts.name'),
      key: 'name',
      render: (_, { draftId, name, note }) => (
        <>
          <Link to="/programme/drafts/$draftId" params={{ draftId }}>
            {name}
          </Link>
          {note === '' ? null : <div className="quiet">{note}</div>}
        </>
      ),
    },
    {
      title: t('drafts.standing'),
      key: 'standing',
      render: (_, draft) => <StandingTag standing={standingOf(draft)} />,
    },
    {
      title: t('drafts.base'),
      key: 'base',
      responsive: ['lg'],
      render: (_, { base, version }) =>
        version === null
          ? t('programme.number', { version: base })
          : t('drafts.became', { version: t('programme.number', { version }) }),
    },
    {
      title: t('drafts.changed'),
      key: 'changed',
      render: (_, { changedAt, changedByName }) => (
        <>
          <span className="figures">{format.moment(changedAt)}</span>
          <div className="quiet">{changedByName}</div>
        </>
      ),
    },
  ]
  return (
    <Table<DraftHead> size="small" rowKey="draftId" columns={columns} dataSource={[...drafts]} pagination={false} />
  )
}

/** All members: found as one types, narrowed by tier, status and when they joined. */
import { ThunderboltOutlined, UserAddOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { useNaming } from '../../ui/programme.ts'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Condition } from '../conditions/tree.ts'
import type { MemberFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { BulkBar } from './bulk.tsx'
import { type Column, ColumnChoice, useMemberColumns } from './columns.tsx'
import { Conditioning } from './conditioning.tsx'
import { EnrolDialog } from './enrol.tsx'
import { ExportMembers } from './exporting.tsx'
import { MemberFiltersBar } from './filters.tsx'
import { narrowingOf, useMembers } from './queries.ts'
import { conditionIn, type SavedFilter, useSavedFilter, useWhole } from './saved.ts'
import { MemberTable } from './table.tsx'
import { Views } from './views.tsx'

export function MembersPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/members' })
  const navigate = useNavigate({ from: '/members' })
  const may = useMay()
  const { timeZone } = useNaming()
  const [enrolling, setEnrolling] = useState(false)
  const saved = useSavedFilter(filters.filter)
  const narrowed = conditionIn(filters.condition) ?? saved?.condition
  const { columns, setColumns } = useShownColumns(saved)
  const [writing, setWriting] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const show = (search: MemberFilters) => void navigate({ search, replace: true })
  const found = useMembers(filters)
  const members = found.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filters).length > 0
  const whole = useWhole(filters, narrowed)
  const apply = (condition: Condition | undefined) => {
    const { condition: _before, filter, ...rest } = filters
    if (condition === undefined) show(rest)
    else show({ ...rest, ...(filter === undefined ? {} : { filter }), condition: JSON.stringify(condition) })
  }
  const enrol = may('members.write') ? (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setEnrolling(true)}>
      {t('members.enrol')}
    </Button>
  ) : undefined
  return (
    <Page
      title={t('rooms.members')}
      actions={
        <>
          <Views
            whole={whole}
            columns={columns}
            open={(filter) => {
              setWriting(true)
              show({ ...(filters.q === undefined ? {} : { q: filters.q }), filter })
            }}
          />
          <Button icon={<ThunderboltOutlined />} onClick={() => void navigate({ to: '/bulk' })}>
            {t('bulk.title')}
          </Button>
          <ColumnChoice shown={columns} onChange={setColumns} />
          {members.length > 0 ? <ExportMembers filters={filters} /> : null}
          {enrol}
        </>
      }
    >
      <MemberFiltersBar
        filters={filters}
        searching={found.isFetching}
        onChange={show}
        conditions={{ open: writing, narrowed: (filters.filter ?? filters.condition) !== undefined, name: saved?.name }}
        onConditions={() => setWriting(!writing)}
      />
      {writing ? (
        <Conditioning
          key={`${filters.filter ?? ''} ${filters.condition ?? ''} ${saved?.revision ?? ''}`}
          value={narrowed}
          saved={saved}
          apply={apply}
          back={() => show(withoutCondition(filters))}
          close={() => setWriting(false)}
        />
      ) : null}
      <BulkBar chosen={chosen} filter={filterOf(filters, timeZone)} clear={() => setChosen([])} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && members.length === 0 && !found.hasNextPage ? (
          <Empty filtered={filtered} clear={() => show({})}>
            {enrol}
          </Empty>
        ) : null}
        {members.length > 0 ? (
          <MemberTable
            members={members}
            columns={columns}
            dimmed={found.isPlaceholderData}
            {...(['members.write', 'points.adjust', 'coupons.give', 'tiers.place'].some(may)
              ? { choosing: { chosen, choose: setChosen } }
              : {})}
            showTag={(tag) => show({ ...filters, tag })}
          />
        ) : null}
        {found.isSuccess && members.length === 0 && found.hasNextPage ? (
          <Nothing title={t('members.lookedThrough')} advice={t('members.lookedThroughAdvice')}>
            <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
              {t('members.lookOn')}
            </Button>
          </Nothing>
        ) : null}
        <More
          found={found}
          count={members.length}
          said={t(found.hasNextPage ? 'members.shown' : 'members.shownAll', { count: members.length })}
        />
      </Card>
      {enrolling ? <EnrolDialog close={() => setEnrolling(false)} /> : null}
    </Page>
  )
}

/** What the server keeps of a run: everything but a search, which is personal. */
function filterOf(filters: MemberFilters, timeZone: string) {
  const { q, condition, ...rest } = narrowingOf(filters, timeZone)
  if (q !== undefined) return undefined
  const own = conditionIn(condition)
  return { ...rest, ...(own === undefined ? {} : { condition: own }) }
}

function withoutCondition({ condition: _written, ...rest }: MemberFilters): MemberFilters {
  return rest
}

/** Those of the saved filter, until somebody chooses others; then those that this device keeps. */
function useShownColumns(saved: SavedFilter | undefined) {
  const [own, keep] = useMemberColumns()
  const [chosenUnder, setChosenUnder] = useState<string>()
  const given = saved?.columns ?? null
  const columns = given === null || chosenUnder === saved?.filterId ? own : given
  const setColumns = (shown: readonly Column[]) => {
    keep(shown)
    setChosenUnder(saved?.filterId)
  }
  return { columns, setColumns }
}

type EmptyProps = { readonly filtered: boolean; readonly clear: () => void; readonly children: ReactNode }

function Empty({ filtered, clear, children }: EmptyProps) {
  const { t } = useTranslation()
  if (!filtered)
    return (
      <Nothing title={t('members.none')} advice={t('members.noneAdvice')}>
        {children}
      </Nothing>
    )
  return (
    <Nothing title={t('members.notFound')} advice={t('members.notFoundAdvice')}>
      <Button onClick={clear}>{t('members.clearFilters')}</Button>
    </Nothing>
  )
}

/** Holds of all members, narrowed by what became of them, wallet and member; open ones are used or released here. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { without } from '../../ui/filters.ts'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { paged } from '../../ui/paging.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { HoldEnding } from '../member/holds.tsx'
import { MemberChoice } from '../members/choice.tsx'
import { Buyer } from '../orders/table.tsx'
import type { PointsFilters } from '../router.tsx'
import { useMay } from '../session.ts'

type Hold = Answer<'/v1/holds', 'get'>['items'][number]

const PAGE_SIZE = 50
const statuses = ['held', 'captured', 'released', 'lapsed'] as const
const colours = { held: 'orange', captured: 'green', released: 'blue', lapsed: 'default' } as const

/** What most people come for. */
const USUAL = 'held'

function useHolds({ status, wallet, member }: PointsFilters) {
  const known = statuses.find((each) => each === (status ?? USUAL))
  const query = {
    ...(known === undefined ? {} : { status: known }),
    ...(wallet === undefined ? {} : { wallet }),
    ...(member === undefined ? {} : { memberId: member }),
    limit: PAGE_SIZE,
  }
  return useInfiniteQuery({
    ...paged(['holds', query], (from) =>
      regulars.GET('/v1/holds', {
        params: { query: { ...query, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
  })
}

export function HoldList() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/points' })
  const navigate = useNavigate({ from: '/points' })
  const found = useHolds(filters)
  const columns = useColumns()
  const holds = found.data?.pages.flatMap((page) => page.items) ?? []
  const { tab: _tab, ...narrowing } = filters
  const filtered = Object.keys(narrowing).length > 0
  const count = holds.length
  return (
    <>
      <Filters />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={6} /> : null}
        {found.isSuccess && count === 0 ? (
          <Nothing title={t('holds.none')} advice={t('holds.noneAdvice')}>
            {filtered ? (
              <Button onClick={() => void navigate({ search: { tab: 'holds' }, replace: true })}>
                {t('pointsDesk.openHolds')}
              </Button>
            ) : null}
          </Nothing>
        ) : null}
        {count > 0 ? (
          <LongTable<Hold> rowKey="holdId" columns={columns} rows={holds} dimmed={found.isPlaceholderData} />
        ) : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'pointsDesk.shown' : 'pointsDesk.shownAll', { count })}
        />
      </Card>
    </>
  )
}

function Filters() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/points' })
  const navigate = useNavigate({ from: '/points' })
  const { wallets, walletName } = useNaming()
  const change = (changed: { status?: string; wallet?: string | undefined; member?: string | undefined }) =>
    void navigate({ search: without({ ...filters, tab: 'holds', ...changed }), replace: true })
  const all = [...statuses, 'all'] as const
  return (
    <search className="filters">
      <Select
        aria-label={t('members.status')}
        value={filters.status ?? USUAL}
        options={all.map((value) => ({ value, label: t(`pointsDesk.statuses.${value}`) }))}
        onChange={(status: string) => change({ status })}
        className="filter"
      />
      <Select
        aria-label={t('member.wallet')}
        placeholder={t('pointsDesk.anyWallet')}
        allowClear
        value={filters.wallet ?? null}
        options={wallets.map(({ code }) => ({ value: code, label: walletName(code) }))}
        onChange={(wallet: string | undefined) => change({ wallet })}
        className="filter"
      />
      <MemberChoice
        label={t('orderList.anyMember')}
        value={filters.member}
        onChange={(member) => change({ member })}
        className="filter-search"
      />
    </search>
  )
}

function useColumns(): TableColumnsType<Hold> {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  return [
    {
      title: t('holds.placed'),
      key: 'placed',
      width: 118,
      className: 'figures',
      render: (_, { placedAt }) => <When at={placedAt} />,
    },
    { title: t('orderList.member'), key: 'member', width: 100, render: (_, hold) => <Buyer order={hold} /> },
    { title: t('holds.reason'), dataIndex: 'reason', width: 120, className: 'broken-anywhere' },
    {
      title: t('holds.amount'),
      key: 'amount',
      width: 100,
      align: 'right',
      className: 'figures',
      render: (_, { amount, wallet }) => format.points(amount, wallet),
    },
    { title: t('members.status'), key: 'status', width: 90, render: (_, hold) => <Status hold={hold} /> },
    {
      title: t('holds.lapses'),
      key: 'lapses',
      width: 118,
      responsive: ['lg'],
      className: 'figures',
      render: (_, { expiresAt, status }) => (status === 'held' ? <When at={expiresAt} /> : t('state.none')),
    },
    {
      key: 'actions',
      width: 140,
      fixed: 'right',
      align: 'right',
      render: (_, hold) =>
        hold.status === 'held' && may('points.redeem') ? (
          <HoldEnding holdId={hold.holdId} memberId={hold.memberId} />
        ) : null,
    },
  ]
}

function Status({ hold: { status, captured, amount, wallet } }: { readonly hold: Hold }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Tag color={colours[status]}>{t(`pointsDesk.statuses.${status}`)}</Tag>
      {status === 'captured' && captured < amount ? (
        <div className="quiet">{format.points(captured, wallet)}</div>
      ) : null}
    </>
  )
}

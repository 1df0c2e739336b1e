/** Adjustments by hand that need a second person: those that wait, and what became of the others. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { paged } from '../../ui/paging.ts'
import { regulars } from '../../ui/server.ts'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { Owner } from '../coupons/found.tsx'
import { type Approval, Decision, useReason } from './deciding.tsx'

const PAGE_SIZE = 50

function useApprovals(state: 'waiting' | 'all') {
  return useInfiniteQuery({
    ...paged(['approvals', 'list', state], (from) =>
      regulars.GET('/v1/points/approvals', {
        params: { query: { state, limit: PAGE_SIZE, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
  })
}

export function Approvals() {
  const { t } = useTranslation()
  const { status } = useSearch({ from: '/frame/points' })
  const navigate = useNavigate({ from: '/points' })
  const state = status === 'all' ? 'all' : 'waiting'
  const found = useApprovals(state)
  const columns = useColumns()
  const approvals = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = approvals.length
  return (
    <>
      <Segmented
        aria-label={t('members.status')}
        className="switch"
        value={state}
        options={(['waiting', 'all'] as const).map((value) => ({ value, label: t(`pointsDesk.asked.${value}`) }))}
        onChange={(value) => void navigate({ search: { tab: 'approvals', status: value }, replace: true })}
      />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={6} /> : null}
        {found.isSuccess && count === 0 ? (
          <Nothing title={t('pointsDesk.noApprovals')} advice={t('pointsDesk.noApprovalsAdvice')} />
        ) : null}
        {count > 0 ? (
          <LongTable<Approval>
            rowKey="approvalId"
            columns={columns}
            rows={approvals}
            dimmed={found.isPlaceholderData}
          />
        ) : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'pointsDesk.requestsShown' : 'pointsDesk.requestsShownAll', { count })}
        />
      </Card>
    </>
  )
}

const colours = { waiting: 'orange', approved: 'green', refused: 'red', lapsed: 'default' } as const

function useColumns(): TableColumnsType<Approval> {
  const { t } = useTranslation()
  const format = useFormat()
  return [
    {
      title: t('pointsDesk.askedAt'),
      key: 'asked',
      width: 118,
      className: 'figures',
      render: (_, { askedAt }) => <When at={askedAt} />,
    },
    { title: t('pointsDesk.askedBy'), dataIndex: 'askedByName', width: 110 },
    {
      title: t('orderList.member'),
      key: 'member',
      width: 100,
      render: (_, { memberId }) => <Owner memberId={memberId} />,
    },
    {
      title: t('entries.change'),
      key: 'change',
      width: 120,
      align: 'right',
      className: 'figures',
      render: (_, { amount, wallet }) => (amount === null ? t('approvals.lots') : format.change(amount, wallet)),
    },
    { title: t('holds.reason'), key: 'reason', width: 190, render: (_, approval) => <Reason approval={approval} /> },
    {
      key: 'state',
      width: 170,
      align: 'right',
      fixed: 'right',
      render: (_, approval) => <State approval={approval} />,
    },
  ]
}

function Reason({ approval }: { readonly approval: Approval }) {
  return <span className="broken-anywhere">{useReason(approval)}</span>
}

function State({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, decidedByName, decidedAt, note } = approval
  if (state === 'waiting') return <Decision approval={approval} />
  const by = [decidedByName, decidedAt === null ? null : format.moment(decidedAt), note].filter((each) => each !== null)
  return (
    <>
      <Tag color={colours[state]}>{t(`pointsDesk.states.${state}`)}</Tag>
      <div className="quiet">{by.join(' · ')}</div>
    </>
  )
}

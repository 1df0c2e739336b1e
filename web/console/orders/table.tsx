import { Link, useNavigate } from '@tanstack/react-router'
import { type TableColumnsType, Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { LongTable } from '../../ui/longtable.tsx'
import { Personal } from '../../ui/personal.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { useMay } from '../session.ts'
import { Paid } from './paid.tsx'
import type { ListedOrder } from './queries.ts'
import { OrderStatusTag } from './status.tsx'

export function OrdersTable({ orders, dimmed }: { readonly orders: readonly ListedOrder[]; readonly dimmed: boolean }) {
  const navigate = useNavigate()
  const columns = useColumns()
  return (
    <LongTable<ListedOrder>
      rowKey="orderId"
      columns={columns}
      rows={orders}
      dimmed={dimmed}
      open={({ number }) => void navigate({ to: '/orders/$number', params: { number } })}
    />
  )
}

function useColumns(): TableColumnsType<ListedOrder> {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  return [
    {
      title: t('orders.placed'),
      key: 'placed',
      width: 118,
      className: 'figures',
      render: (_, { placedAt }) => <When at={placedAt} />,
    },
    {
      title: t('orders.number'),
      key: 'number',
      width: 130,
      className: 'broken-anywhere',
      render: (_, { number }) => (
        <Link to="/orders/$number" params={{ number }}>
          {number}
        </Link>
      ),
    },
    { title: t('orderList.buyer'), key: 'buyer', width: 110, render: (_, order) => <Buyer order={order} /> },
    {
      title: t('members.origin'),
      key: 'origin',
      width: 130,
      responsive: ['lg'],
      render: (_, { channel, store }) => [channel, store].filter((part) => part !== null).join(' · '),
    },
    {
      title: t('orders.paid'),
      key: 'paid',
      width: 105,
      align: 'right',
      className: 'figures',
      render: (_, order) => <Paid order={order} />,
    },
    {
      title: t('orderList.points'),
      key: 'points',
      width: 115,
      align: 'right',
      className: 'figures',
      render: (_, { points }) =>
        points.length === 0
          ? t('state.none')
          : points.map(({ wallet, points: earned }) => <div key={wallet}>{format.points(earned, wallet)}</div>),
    },
    {
      title: t('orderList.offers'),
      key: 'offers',
      width: 150,
      responsive: ['xl'],
      render: (_, { offers, currency }) =>
        offers.map(({ offer, coupon, name, minor }) => (
          <div key={`${offer} ${coupon}`}>
            {answered(name)} {minor === 0 ? null : <span className="quiet">{format.money(-minor, currency)}</span>}
          </div>
        )),
    },
    {
      title: t('members.status'),
      key: 'status',
      width: 90,
      render: (_, { status }) => <OrderStatusTag status={status} />,
    },
  ]
}

/** The member, or that there is none. A caller who may not see members sees that it is one. */
export function Buyer({ order: { memberId, member } }: { readonly order: Pick<ListedOrder, 'member' | 'memberId'> }) {
  const { t } = useTranslation()
  const may = useMay()
  if (memberId === null) return <Tag>{t('orderList.buyers.guest')}</Tag>
  if (!may('members.read')) return t('orderList.buyers.member')
  const name = member?.name ?? null
  return (
    <Link to="/members/$memberId" params={{ memberId }}>
      {name === null ? (member?.number ?? memberId) : <Personal value={name} masked={!may('members.unmask')} />}
    </Link>
  )
}

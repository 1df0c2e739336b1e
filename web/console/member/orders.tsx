/** What the member bought, with lines, what each rule gave, and returns. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { Older } from '../../ui/older.tsx'
import { paged } from '../../ui/paging.ts'
import { regulars } from '../../ui/server.ts'
import { Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { OrderDetail } from '../orders/detail.tsx'
import { Paid } from '../orders/paid.tsx'
import { ReturnDialog } from '../orders/returning.tsx'
import { OrderStatusTag } from '../orders/status.tsx'
import { useMay } from '../session.ts'
import { key, type OrderHead } from './queries.ts'

const PAGE_SIZE = 20

export function Orders({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    paged(key(memberId, 'orders'), (from) =>
      regulars.GET('/v1/members/{memberId}/orders', {
        params: {
          path: { memberId },
          query: { limit: PAGE_SIZE, ...from },
        },
      }),
    ),
  )
  return (
    <Older of={found} empty={<Nothing title={t('orders.none')} advice={t('orders.noneAdvice')} />}>
      {(orders) => <OrderTable orders={orders} memberId={memberId} />}
    </Older>
  )
}

function OrderTable({ orders, memberId }: { readonly orders: readonly OrderHead[]; readonly memberId: string }) {
  const [returning, setReturning] = useState<string>()
  const columns = useColumns(setReturning)
  return (
    <>
      <Table<OrderHead>
        size="small"
        rowKey="orderId"
        columns={columns}
        dataSource={[...orders]}
        pagination={false}
        expandable={{ expandedRowRender: ({ number }) => <OrderDetail number={number} />, expandRowByClick: true }}
      />
      {returning === undefined ? null : (
        <ReturnDialog number={returning} memberId={memberId} close={() => setReturning(undefined)} />
      )}
    </>
  )
}

function useColumns(giveBack: (number: string) => void): TableColumnsType<OrderHead> {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  return [
    { title: t('orders.placed'), key: 'placed', render: (_, { placedAt }) => format.moment(placedAt) },
    {
      title: t('orders.number'),
      key: 'number',
      className: 'figures',
      render: (_, { number }) => (
        <Link to="/orders/$number" params={{ number }}>
          {number}
        </Link>
      ),
    },
    {
      title: t('members.origin'),
      key: 'origin',
      responsive: ['xl'],
      render: (_, { channel, store }) => [channel, store].filter((part) => part !== null).join(' · '),
    },
    {
      title: t('orders.paid'),
      key: 'paid',
      align: 'right',
      className: 'figures',
      render: (_, order) => <Paid order={order} />,
    },
    {
      title: t('members.status'),
      key: 'status',
      render: (_, { status }) => <OrderStatusTag status={status} />,
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, { number, status, netMinor, returnedMinor }) =>
        status === 'confirmed' && returnedMinor < netMinor && may('orders.write') ? (
          <Button
            size="small"
            onClick={(event) => {
              event.stopPropagation()
              giveBack(number)
            }}
          >
            {t('orders.return')}
          </Button>
        ) : null,
    },
  ]
}

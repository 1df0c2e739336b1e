/** All orders, of members and guests: found by number, narrowed by status, place, member and day. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { Card } from '../../ui/card.tsx'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { OrderFiltersBar } from './filters.tsx'
import { useOrders } from './queries.ts'
import { OrdersTable } from './table.tsx'

export function OrdersPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/orders' })
  const navigate = useNavigate({ from: '/orders' })
  const found = useOrders(filters)
  const orders = found.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filters).length > 0
  const count = orders.length
  return (
    <Page title={t('rooms.orders')}>
      <OrderFiltersBar
        filters={filters}
        searching={found.isFetching}
        onChange={(search) => void navigate({ search, replace: true })}
      />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && count === 0 && !filtered ? (
          <Nothing title={t('orders.none')} advice={t('orders.noneAdvice')} />
        ) : null}
        {found.isSuccess && count === 0 && filtered ? (
          <Nothing title={t('orderList.notFound')} advice={t('orderList.notFoundAdvice')}>
            <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('orderList.clearFilters')}</Button>
          </Nothing>
        ) : null}
        {count > 0 ? <OrdersTable orders={orders} dimmed={found.isPlaceholderData} /> : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'orderList.shown' : 'orderList.shownAll', { count })}
        />
      </Card>
    </Page>
  )
}

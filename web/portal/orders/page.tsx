/** What the member bought. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from '../../ui/translation.ts'
import { ordersQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { More } from '../parts/more.tsx'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Nothing } from '../parts/states.tsx'
import { isViewing } from '../viewing/token.ts'

export function OrdersPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const orders = useInfiniteQuery(ordersQuery)
  return (
    <Screen title={t('my.places.orders')}>
      <More of={orders} empty={<Nothing title={t('my.orders.nothing')} advice={t('my.orders.nothingAdvice')} />}>
        {(items) => (
          <Rows>
            {items.map(({ orderId, number, status, placedAt, netMinor, returnedMinor, currency }) => (
              <LinkRow
                key={orderId}
                link={{ to: '/orders/$number', params: { number } }}
                under={[
                  format.moment(placedAt),
                  ...(status === 'confirmed' ? [] : [t(`my.order.status.${status}`)]),
                  ...(returnedMinor > 0
                    ? [t('my.order.returned', { amount: format.money(returnedMinor, currency) })]
                    : []),
                ].join(' · ')}
                aside={format.money(netMinor, currency)}
              >
                {number}
              </LinkRow>
            ))}
          </Rows>
        )}
      </More>
      {isViewing() ? null : (
        <Rows>
          <LinkRow link={{ to: '/claim' }} under={t('my.orders.claimAdvice')}>
            {t('my.claim.title')}
          </LinkRow>
        </Rows>
      )}
    </Screen>
  )
}

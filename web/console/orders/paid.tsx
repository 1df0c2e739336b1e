/** What was paid for an order, and what of it was given back. */

import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { ListedOrder } from './queries.ts'

export function Paid({ order }: { readonly order: Pick<ListedOrder, 'netMinor' | 'returnedMinor' | 'currency'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { netMinor, returnedMinor, currency } = order
  return (
    <>
      {format.money(netMinor, currency)}
      {returnedMinor === 0 ? null : (
        <div className="bad">{t('orders.returned', { money: format.money(returnedMinor, currency) })}</div>
      )}
    </>
  )
}

/** How the lines add up to what was paid. */

import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Order } from './queries.ts'

export function OrderSums({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (minor: number) => format.money(minor, order.currency)
  const gross = order.lines.reduce((sum, { grossMinor }) => sum + grossMinor, 0)
  const inPoints = order.paid.reduce((sum, { minor }) => sum + minor, 0)
  const rows = [
    { key: 'gross', label: t('order.gross'), value: money(gross), shown: gross !== order.netMinor },
    {
      key: 'off',
      label: t('orders.discount'),
      value: money(order.netMinor - gross),
      shown: gross !== order.netMinor,
    },
    ...order.paid.map(({ wallet, points, minor }) => ({
      key: `points ${wallet}`,
      label: t('order.paidIn', { points: format.points(points, wallet) }),
      value: money(-minor),
      shown: true,
    })),
    ...order.payments.map(({ means, minor }) => ({
      key: `means ${means}`,
      label: t('order.means', { means }),
      value: money(minor),
      shown: true,
    })),
    { key: 'due', label: t('order.due'), value: money(order.netMinor - inPoints), shown: true },
  ]
  return (
    <dl className="ledger sums">
      {rows
        .filter(({ shown }) => shown)
        .map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

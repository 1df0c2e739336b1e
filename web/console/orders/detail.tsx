/** What is in an order: its lines, what each rule gave or why it gave nothing, its returns. */
import { Table, type TableColumnsType } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { Answered } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Order, useOrder } from './queries.ts'

type Line = Order['lines'][number]

export function OrderDetail({ number }: { readonly number: string }) {
  const order = useOrder(number)
  return (
    <Answered of={order} rows={3}>
      {(found) => (
        <div className="order">
          <OrderLines order={found} />
          <OrderOffers order={found} />
          <OrderRules order={found} />
          <OrderReturns order={found} />
        </div>
      )}
    </Answered>
  )
}

export function OrderLines({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (minor: number) => format.money(minor, order.currency)
  const figures = { align: 'right', className: 'figures' } as const
  const columns: TableColumnsType<Line> = [
    { title: t('orders.item'), key: 'item', render: (_, line) => <Item line={line} /> },
    { title: t('orders.quantity'), key: 'quantity', ...figures, render: (_, line) => <Quantity line={line} /> },
    {
      title: t('orders.discount'),
      key: 'discount',
      ...figures,
      render: (_, { discountMinor }) => (discountMinor === 0 ? '' : money(-discountMinor)),
    },
    { title: t('orders.net'), key: 'net', ...figures, render: (_, { netMinor }) => money(netMinor) },
  ]
  return <Table<Line> size="small" rowKey="line" columns={columns} dataSource={order.lines} pagination={false} />
}

function Item({ line: { name, sku, fee } }: { readonly line: Line }) {
  const { t } = useTranslation()
  return (
    <>
      {name ?? sku} {name === null ? null : <span className="quiet">{sku}</span>}
      {fee ? <span className="quiet"> · {t('orders.fee')}</span> : null}
    </>
  )
}

function Quantity({ line: { quantity, returnedQuantity } }: { readonly line: Line }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      {format.number(quantity)}
      {returnedQuantity === 0 ? null : (
        <span className="bad"> {t('orders.quantityReturned', { quantity: format.number(returnedQuantity) })}</span>
      )}
    </>
  )
}

export function OrderOffers({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  if (order.offers.length === 0) return null
  return (
    <ul className="plain">
      {order.offers.map(({ offer, coupon, name, minor, gifts }) => (
        <li key={`${offer} ${coupon}`}>
          <strong>{answered(name)}</strong>{' '}
          {minor === 0 ? null : t('orders.reduced', { money: format.money(minor, order.currency) })}{' '}
          {coupon === null ? null : <code className="quiet">{t('orders.coupon', { code: coupon })}</code>}{' '}
          {gifts.map(({ sku, quantity }) => t('orders.gift', { sku, quantity: format.number(quantity) })).join(' ')}
        </li>
      ))}
    </ul>
  )
}

export function OrderRules({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { ruleName, anyTierName } = useNaming()
  if (order.rules.length === 0) return <p className="quiet">{t('orders.noRules')}</p>
  return (
    <ul className="plain">
      {order.rules.map(({ rule, wallet, points, kept, percent, tier, whyNot, eligibleMinor }) => (
        <li key={rule}>
          <strong>{ruleName(rule)}</strong>{' '}
          {whyNot === null
            ? t('orders.gave', {
                points: format.points(points, wallet),
                money: format.money(eligibleMinor, order.currency),
              })
            : t(`orders.whyNot.${whyNot}`)}
          {percent === 100 || whyNot !== null
            ? null
            : ` ${t('orders.times', { factor: format.number(percent / 100), tier: tier === null ? '' : anyTierName(tier) })}`}
          {kept === points ? null : ` ${t('orders.kept', { points: format.points(kept, wallet) })}`}
        </li>
      ))}
    </ul>
  )
}

export function OrderReturns({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (order.returns.length === 0) return null
  return (
    <ul className="plain">
      {order.returns.map(({ returnId, at, reason, refundMinor }) => (
        <li key={returnId}>
          {t('orders.returnedOn', {
            moment: format.moment(at),
            money: format.money(refundMinor, order.currency),
            reason,
          })}
        </li>
      ))}
    </ul>
  )
}

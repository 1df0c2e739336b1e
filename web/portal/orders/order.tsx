/** One order: what was bought, what was taken off, what came of it, and what went back. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { orderQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'

type Order = Answer<'/v1/my/orders/{number}', 'get'>

export function OrderPage() {
  const { t } = useTranslation()
  const { number } = useParams({ from: '/frame/orders/$number' })
  const order = useQuery(orderQuery(number))
  return (
    <Screen title={t('my.order.title')} up="/orders">
      <Answered of={order}>{(found) => <Shown order={found} />}</Answered>
    </Screen>
  )
}

function Shown({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { answered } = useSaid()
  const { number, status, placedAt, store, currency, lines, offers, netMinor, paid } = order
  const money = (minor: number) => format.money(minor, currency)
  return (
    <>
      <Rows>
        <Row
          under={[format.moment(placedAt), ...(store === null ? [] : [store])].join(' · ')}
          aside={t(`my.order.status.${status}`)}
        >
          {number}
        </Row>
      </Rows>
      <Rows title={t('my.order.lines')}>
        {lines.map(({ line, sku, name, quantity, netMinor: net, returnedQuantity }) => (
          <Row
            key={line}
            under={[
              t('my.order.pieces', { count: quantity }),
              ...(returnedQuantity > 0 ? [t('my.order.piecesReturned', { count: returnedQuantity })] : []),
            ].join(' · ')}
            aside={money(net)}
          >
            {name ?? sku}
          </Row>
        ))}
        {offers.map(({ offer, coupon, name, minor }) => (
          <Row
            key={`${offer} ${coupon ?? ''}`}
            aside={minor === 0 ? undefined : money(-minor)}
            under={coupon ?? undefined}
          >
            {answered(name)}
          </Row>
        ))}
        {paid.map(({ wallet, points, minor }) => (
          <Row key={wallet} aside={money(-minor)}>
            {t('my.order.paidWith', { amount: format.points(points, wallet) })}
          </Row>
        ))}
        <Row aside={<strong>{money(netMinor)}</strong>}>
          <strong>{t('my.order.total')}</strong>
        </Row>
      </Rows>
      <Earned order={order} />
      <Returns order={order} />
    </>
  )
}

/** What every wallet has of it now, after what went back. */
function Earned({ order: { rules } }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const wallets = [...new Set(rules.map(({ wallet }) => wallet))]
  const kept = wallets
    .map((wallet) => ({
      wallet,
      points: rules.filter((rule) => rule.wallet === wallet).reduce((sum, rule) => sum + rule.kept, 0),
    }))
    .filter(({ points }) => points > 0)
  if (kept.length === 0) return null
  return (
    <Rows title={t('my.order.earned')}>
      {kept.map(({ wallet, points }) => (
        <Row key={wallet}>{format.change(points, wallet)}</Row>
      ))}
    </Rows>
  )
}

function Returns({ order: { returns, currency } }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (returns.length === 0) return null
  return (
    <Rows title={t('my.order.returns')}>
      {returns.map(({ returnId, at, refundMinor }) => (
        <Row key={returnId} aside={format.money(refundMinor, currency)}>
          {format.moment(at)}
        </Row>
      ))}
    </Rows>
  )
}

/** One order as a workplace: what was bought and paid, what it earned and why, what became of it, and what can be done. */
import { Link, useParams } from '@tanstack/react-router'
import { Typography } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { Answered } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { OrderActions } from './actions.tsx'
import { OrderLines, OrderOffers, OrderReturns, OrderRules } from './detail.tsx'
import { OrderHistory } from './history.tsx'
import { OrderPoints } from './points.tsx'
import { type Order, useOrder } from './queries.ts'
import { OrderStatusTag } from './status.tsx'
import { OrderSums } from './sums.tsx'

export function OrderPage() {
  const { number } = useParams({ from: '/frame/orders/$number' })
  const { t } = useTranslation()
  const order = useOrder(number)
  return (
    <Page
      title={t('order.title', { number })}
      heading={order.data === undefined ? undefined : <Heading order={order.data} />}
      actions={order.data === undefined ? undefined : <OrderActions order={order.data} />}
    >
      <Answered of={order} rows={8}>
        {(found) => <Workplace order={found} />}
      </Answered>
    </Page>
  )
}

function Heading({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { number, status, placedAt, channel, store, programmeVersion } = order
  return (
    <div>
      <Typography.Title level={1} className="page-title">
        <Typography.Text copyable={{ text: number }} className="inherited">
          {t('order.title', { number })}
        </Typography.Text>
        <span className="page-tags">
          <OrderStatusTag status={status} />
        </span>
      </Typography.Title>
      <div className="quiet">
        {[format.moment(placedAt), channel, store].filter((part) => part !== null).join(' · ')}
        {programmeVersion === null ? null : ` · ${t('order.version', { version: programmeVersion })}`}
        {' · '}
        <Whose memberId={order.memberId} />
      </div>
    </div>
  )
}

function Whose({ memberId }: { readonly memberId: string | null }) {
  const { t } = useTranslation()
  const may = useMay()
  if (memberId === null) return t('order.guest')
  if (!may('members.read')) return t('orderList.buyers.member')
  return (
    <Link to="/members/$memberId" params={{ memberId }}>
      {t('order.member')}
    </Link>
  )
}

function Workplace({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  return (
    <div className="member-columns">
      <div className="imports">
        <Card title={t('order.items')}>
          <OrderLines order={order} />
          <OrderSums order={order} />
        </Card>
        <Card title={t('order.why')} className="not-printed">
          <OrderRules order={order} />
          <OrderOffers order={order} />
          <Passed order={order} />
        </Card>
        {order.memberId === null ? null : <OrderPoints number={order.number} memberId={order.memberId} />}
      </div>
      <div className="member-side not-printed">
        {order.returns.length === 0 ? null : (
          <Card title={t('order.returns')}>
            <OrderReturns order={order} />
          </Card>
        )}
        <OrderHistory order={order} />
      </div>
    </div>
  )
}

/** Offers and coupons that were looked at and did not apply, each with its reason. */
function Passed({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  if (order.passed.length === 0) return null
  return (
    <>
      <h3 className="small-head">{t('order.passed')}</h3>
      <ul className="plain">
        {order.passed.map(({ offer, coupon, sentence }) => (
          <li key={`${offer} ${coupon}`}>{answered(sentence)}</li>
        ))}
      </ul>
    </>
  )
}

/** What happened to an order, newest first, in words. */
import { Card } from '../../ui/card.tsx'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Happened } from '../member/happened.tsx'
import { type Order, useOrderTimeline } from './queries.ts'

export function OrderHistory({ order: { number, memberId } }: { readonly order: Order }) {
  const { t } = useTranslation()
  const timeline = useOrderTimeline(number)
  return (
    <Card title={t('order.history')}>
      <Answered of={timeline} rows={3}>
        {({ items }) => {
          if (items.length === 0)
            return <p className="quiet last">{t(memberId === null ? 'order.guestHistory' : 'timeline.none')}</p>
          return <Happened facts={items} />
        }}
      </Answered>
    </Card>
  )
}

/** What the member’s tiers give him now: what is left of it, until when, and when he used it. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { benefitGiftsQuery, benefitsQuery, benefitUsesQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Answered } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'

type Benefit = Answer<'/v1/members/{memberId}/benefits', 'get'>['items'][number]

export function MyBenefits() {
  const { t } = useTranslation()
  const benefits = useQuery(benefitsQuery)
  return (
    <Answered of={benefits} rows={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <Rows title={t('my.benefits.title')}>
              {items.map((benefit) => (
                <Held key={benefit.benefit} benefit={benefit} />
              ))}
            </Rows>
            {items.some(({ quota }) => quota !== null) ? <Used benefits={items} /> : null}
            {items.some(({ gift }) => gift !== null) ? <Given benefits={items} /> : null}
          </>
        )
      }
    </Answered>
  )
}

function Held({ benefit: { name, description, until, quota, gift } }: { readonly benefit: Benefit }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { named } = useSaid()
  const under = (
    <span className="tier-gifts">
      {description === null ? null : <span>{named(description)}</span>}
      {quota === null ? null : <span>{t('my.benefits.next', { day: format.day(quota.nextStartsAt) })}</span>}
      {gift === null ? null : <Coming gift={gift} />}
      {until === null ? null : <span>{t('my.benefits.until', { day: format.lastDay(until) })}</span>}
    </span>
  )
  const what = gift === null ? undefined : <WhatComes gift={gift} />
  const left = quota === null ? what : t('my.benefits.left', { left: quota.left, uses: quota.uses })
  return (
    <Row under={under} aside={left}>
      <strong>{named(name)}</strong>
    </Row>
  )
}

type Gift = NonNullable<Benefit['gift']>

function WhatComes({ gift: { points, wallet } }: { readonly gift: Pick<Gift, 'points' | 'wallet'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  return points === null || wallet === null ? t('my.benefits.gift.coupon') : format.points(points, wallet)
}

/** At which occasion, and on which day where that is known. */
function Coming({ gift: { at, daysBefore, comesAt, dayKnown } }: { readonly gift: Gift }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = t(`my.benefits.gift.${at}`)
  return (
    <>
      <span>{daysBefore === 0 ? when : t('my.benefits.gift.before', { when, days: format.number(daysBefore) })}</span>
      {comesAt === null ? null : <span>{t('my.benefits.gift.comesAt', { day: format.day(comesAt) })}</span>}
      {dayKnown ? null : <span>{t('my.benefits.gift.unknown')}</span>}
    </>
  )
}

function Given({ benefits }: { readonly benefits: readonly Benefit[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { named } = useSaid()
  const { data } = useQuery(benefitGiftsQuery)
  const gifts = data?.items ?? []
  if (gifts.length === 0) return null
  const nameOf = (code: string) => {
    const found = benefits.find(({ benefit }) => benefit === code)
    return found === undefined ? code : named(found.name)
  }
  return (
    <details className="over">
      <summary>{t('my.benefits.given')}</summary>
      <Rows>
        {gifts.map(({ giftId, benefit, givenAt, ...gift }) => (
          <Row key={giftId} under={format.day(givenAt)} aside={<WhatComes gift={gift} />}>
            {nameOf(benefit)}
          </Row>
        ))}
      </Rows>
    </details>
  )
}

function Used({ benefits }: { readonly benefits: readonly Benefit[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { named } = useSaid()
  const { data } = useQuery(benefitUsesQuery)
  const uses = data?.items ?? []
  if (uses.length === 0) return null
  const nameOf = (code: string) => {
    const found = benefits.find(({ benefit }) => benefit === code)
    return found === undefined ? code : named(found.name)
  }
  return (
    <details className="over">
      <summary>{t('my.benefits.used')}</summary>
      <Rows>
        {uses.map(({ useId, benefit, uses: times, usedAt, undone }) => (
          <Row
            key={useId}
            under={format.moment(usedAt)}
            aside={undone === null ? t('my.benefits.times', { times: format.number(times) }) : t('my.benefits.undone')}
          >
            {nameOf(benefit)}
          </Row>
        ))}
      </Rows>
    </details>
  )
}

/** What the member’s tiers give him now: what is left of it, until when, and when he used it. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../ui/server.ts'
import { benefitsQuery, benefitUsesQuery } from '../asked.ts'
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
          </>
        )
      }
    </Answered>
  )
}

function Held({ benefit: { name, description, until, quota } }: { readonly benefit: Benefit }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { named } = useSaid()
  const under = (
    <span className="tier-gifts">
      {description === null ? null : <span>{named(description)}</span>}
      {quota === null ? null : <span>{t('my.benefits.next', { day: format.day(quota.nextStartsAt) })}</span>}
      {until === null ? null : <span>{t('my.benefits.until', { day: format.lastDay(until) })}</span>}
    </span>
  )
  const left = quota === null ? undefined : t('my.benefits.left', { left: quota.left, uses: quota.uses })
  return (
    <Row under={under} aside={left}>
      <strong>{named(name)}</strong>
    </Row>
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

import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useFormat } from '../naming.ts'

export type Coupon = Answer<'/v1/members/{memberId}/coupons', 'get'>['items'][number]

/** From when to when, as far as it is limited. */
export function useValidity(): (coupon: Coupon) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ startsAt, endsAt }) => {
    if (startsAt !== null && Date.parse(startsAt) > Date.now())
      return t('my.coupons.from', { day: format.day(startsAt) })
    return endsAt === null ? t('my.coupons.forever') : t('my.coupons.until', { day: format.lastDay(endsAt) })
  }
}

/** Coupons and their batches in the form that the API gives. */
import type { Static } from 'typebox'
import type { Locale } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import { offerNamed } from '../programme/offers/words.ts'
import type { Programme } from '../programme/rules.ts'
import type { BatchRow, CouponRow } from './batches.ts'
import type * as schemas from './schemas.ts'

const textOrNull = (at: Instant | null): string | null => (at === null ? null : instantText(at))

export function batchShown({ startsAt, endsAt, createdAt, ...batch }: BatchRow) {
  return { ...batch, startsAt: textOrNull(startsAt), endsAt: textOrNull(endsAt), createdAt: instantText(createdAt) }
}

/** Coupons as they are at `now`, with their offers in the language of whoever asks. */
export function couponsShown(programme: Programme, now: Instant, locale: Locale) {
  return (coupon: CouponRow) => {
    const { startsAt, endsAt, claimedAt, validDays: _days, ...rest } = coupon
    const offer = programme.offering.byCode.get(coupon.offer)?.offer
    return {
      ...rest,
      ...(offer === undefined
        ? { name: coupon.offer, sentence: null }
        : offerNamed(offer, programme.definition, locale)),
      status: statusOf(coupon, now),
      startsAt: textOrNull(startsAt),
      endsAt: textOrNull(endsAt),
      claimedAt: textOrNull(claimedAt),
    }
  }
}

function statusOf(
  { status, most, used, endsAt }: CouponRow,
  now: Instant,
): Static<typeof schemas.couponView>['status'] {
  if (status === 'void') return status
  if (most !== null && used >= most) return 'used'
  return endsAt !== null && now >= endsAt ? 'expired' : status
}

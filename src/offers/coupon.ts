/** A coupon as the rules see it: a code that lets an offer apply, to whom and until when. */
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'

export type CouponStatus = 'unclaimed' | 'active' | 'void'

export type Coupon = {
  /** Upper case: people type codes as they please. */
  readonly code: string
  readonly offer: string
  /** Whose it is; null for anyone's. */
  readonly memberId: MemberId | null
  readonly status: CouponStatus
  readonly startsAt: Instant | null
  /** When it was made, issued or claimed: nobody had it before. Null when that is not known. */
  readonly issuedAt: Instant | null
  /** First instant at which it is no longer valid. */
  readonly endsAt: Instant | null
  /** Orders that may use it; null without limit. */
  readonly most: number | null
  readonly mostPerMember: number | null
  /** Orders that use it now, reserved ones among them. */
  readonly used: number
}

export const CODE_AT_MOST = 60

/** The form in which codes are kept and compared. Upper case can be longer and apart again (ΐ), so it is composed after it too. */
export function normalCode(text: string): string {
  return text.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC').trim()
}

export type CouponTrouble =
  | 'coupon-unknown'
  | 'coupon-mistyped'
  | 'coupon-void'
  | 'coupon-unclaimed'
  | 'coupon-not-yet-valid'
  | 'coupon-expired'
  | 'coupon-used-up'
  | 'coupon-of-another-member'
  | 'coupon-member-inactive'
  | 'coupon-for-members'
  | 'coupon-twice'

/** Clocks of tills are behind by minutes: who shows a coupon that he has just got is not told that it does not exist yet. */
export const BEHIND_AT_MOST = 5 * 60_000

/** Who buys, when he may not use what is for members: suspended or closed, or a prospect, who has not joined. */
export type Inactive = { readonly memberId: MemberId; readonly joined: boolean }

/**
 * Why a member (null: nobody known) cannot use a coupon at `at`; undefined when he can.
 */
export function troubleWith(
  coupon: Coupon | undefined,
  {
    memberId,
    inactive,
    at,
    usedByMember,
  }: { memberId: MemberId | null; inactive?: Inactive | undefined; at: Instant; usedByMember: number },
): CouponTrouble | undefined {
  if (coupon === undefined) return 'coupon-unknown'
  if (coupon.status === 'void') return 'coupon-void'
  if (coupon.status === 'unclaimed') return 'coupon-unclaimed'
  if (coupon.memberId !== null && coupon.memberId !== memberId)
    return coupon.memberId === inactive?.memberId ? 'coupon-member-inactive' : 'coupon-of-another-member'
  if (coupon.issuedAt !== null && at < coupon.issuedAt - BEHIND_AT_MOST) return 'coupon-not-yet-valid'
  if (coupon.startsAt !== null && at < coupon.startsAt) return 'coupon-not-yet-valid'
  if (coupon.endsAt !== null && at >= coupon.endsAt) return 'coupon-expired'
  if (coupon.most !== null && coupon.used >= coupon.most) return 'coupon-used-up'
  if (coupon.mostPerMember !== null && memberId === null)
    return inactive?.joined === true ? 'coupon-member-inactive' : 'coupon-for-members'
  if (coupon.mostPerMember !== null && usedByMember >= coupon.mostPerMember) return 'coupon-used-up'
  return undefined
}

/** The member's own counter of a coupon that many may use. */
export function memberCounter(code: string): string {
  return `coupon:${code}`
}

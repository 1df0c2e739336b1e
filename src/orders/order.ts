/** Orders and returns as the rules see them: plain values. Money in minor units of the order's currency. */
import type { LotId, MemberId, OrderId, ReturnId } from '../base/ids.ts'
import type { Currency } from '../base/money.ts'
import type { Instant } from '../base/time.ts'
import type { Passed } from '../offers/readying.ts'
import type { AppliedOffer } from '../offers/rules.ts'
import type { RuleOutcome } from '../points/earning.ts'
import type { Paid, Payment } from './paying.ts'

export type OrderStatus = 'open' | 'confirmed' | 'cancelled'

export type OrderLine = {
  /** 1, 2, 3 … within the order. */
  readonly line: number
  readonly sku: string
  readonly name: string | null
  /** The category and its ancestors as they were when the order was decided, nearest last. */
  readonly category: readonly string[]
  readonly brand: string | null
  readonly quantity: number
  readonly grossMinor: number
  /** The line's own discount, its share of the order's, and what offers took off it. */
  readonly discountMinor: number
  readonly netMinor: number
  /** Postage, packaging, charges: part of the order, never earning. */
  readonly fee: boolean
  readonly returnedQuantity: number
  /** Of the net amount: cumulative, so that returning in parts gives back the same as returning at once. */
  readonly returnedMinor: number
}

/** What was decided at confirmation, kept so that a return can decide again in the same way. */
export type Decision = {
  readonly version: number
  /** Who asked for it, as an id; absent when nobody said. */
  readonly by?: string
  readonly tiers: Readonly<Record<string, string>>
  readonly rules: readonly DecidedRule[]
  /** With what the order still holds of each; absent when there are none. */
  readonly offers?: readonly AppliedOffer[]
  readonly passed?: readonly Passed[]
  /** What was paid in points, and how the rest was; absent when nothing was said. */
  readonly paid?: readonly Paid[]
  readonly payments?: readonly Payment[]
}

/** What an open order keeps for itself until it is confirmed, cancelled or too late. */
export type Reservation = {
  readonly offers: readonly AppliedOffer[]
  readonly passed: readonly Passed[]
  readonly until: Instant
}

export type DecidedRule = RuleOutcome & {
  /** Points of this rule that still stand after returns. */
  readonly kept: number
  readonly lots: readonly LotId[]
}

export type Order = {
  readonly orderId: OrderId
  readonly number: string
  readonly memberId: MemberId
  readonly status: OrderStatus
  readonly currency: Currency
  readonly channel: string
  readonly store: string | null
  readonly placedAt: Instant
  readonly recordedAt: Instant
  readonly fingerprint: Buffer
  readonly lines: readonly OrderLine[]
  readonly decision: Decision | null
  readonly reserved: Reservation | null
  /** The answer that the confirmation gave, given again when it is repeated. */
  readonly answer: unknown
  /** Returns made by this batch; earlier ones are read when they are asked for. */
  readonly returns: readonly Return[]
  /** Keys of returns so far, so that a repeated return is answered and not made again. */
  readonly returnKeys: ReadonlyMap<string, { readonly fingerprint: Buffer; readonly answer: unknown }>
}

export type ReturnedLine = {
  readonly line: number
  readonly quantity: number
  /** In money. */
  readonly refundMinor: number
  /** Worth of the points that had paid for it, which come back as points. */
  readonly pointsMinor?: number
}

export type Return = {
  readonly returnId: ReturnId
  readonly orderId: OrderId
  readonly memberId: MemberId
  /** Names the return within its order; a second return with the same key is the same return. */
  readonly key: string
  readonly at: Instant
  readonly recordedAt: Instant
  readonly reason: string
  readonly lines: readonly ReturnedLine[]
  readonly refundMinor: number
  readonly fingerprint: Buffer
  readonly answer: unknown
}

export function netOf(lines: readonly OrderLine[]): number {
  return lines.reduce((total, line) => total + line.netMinor, 0)
}

/** Of the net amount, after all returns so far. */
export function returnedOf(lines: readonly OrderLine[]): number {
  return lines.reduce((total, line) => total + line.returnedMinor, 0)
}

export function fullyReturned(order: Order): boolean {
  return order.lines.every((line) => line.returnedQuantity === line.quantity)
}

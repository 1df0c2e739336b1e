/**
 * Points as a promise that a sale makes (IFRS 15, B39 – B47), by month of earning: what of a price is for the points, and what of it
 * has become revenue. All in whole minor units, so that books balance to the last of them. Pure.
 */
import { mulDiv, whole } from '../../base/quantities.ts'

/** What points pay: `points` of them are worth `minor`. */
export type PointValue = { readonly minor: number; readonly points: number }

export function worthOf(points: number, { minor, points: per }: PointValue): number {
  return mulDiv(points, minor, per, 'half-up')
}

/** Points of one wallet as a part of a sale. `expected` of `of` points will be redeemed. */
export type Promised = {
  readonly points: number
  readonly value: PointValue
  readonly expected: number
  readonly of: number
}

/** Standalone prices are compared to a millionth of a minor unit. */
const FINENESS = 1_000_000n

/**
 * A price shared between goods and points by their standalone selling prices (IFRS 15.76, B42): goods at their price, a point at
 * what it is worth times the chance that it is redeemed. @returns of each promise; the rest of the price is for the goods
 */
export function allocated(priceMinor: number, promises: readonly Promised[]): number[] {
  const prices = promises.map(standalonePrice)
  const all = prices.reduce((sum, price) => sum + price, BigInt(whole(priceMinor)) * FINENESS)
  if (all <= 0n || priceMinor <= 0) return promises.map(() => 0)
  let [shared, given] = [0n, 0n]
  // Cumulative, so that what is given together never exceeds what all of it comes to.
  return prices.map((price) => {
    shared += price
    const upTo = rounded(BigInt(priceMinor) * shared, all)
    const mine = upTo - given
    given = upTo
    return Number(mine)
  })
}

/** What points are worth that nobody paid for, in minor units. */
export function standaloneMinor(promised: Promised): number {
  return Number(rounded(standalonePrice(promised), FINENESS))
}

function standalonePrice({ points, value, expected, of }: Promised): bigint {
  if (of <= 0 || points <= 0) return 0n
  const worth = BigInt(whole(points)) * BigInt(whole(value.minor)) * BigInt(whole(expected)) * FINENESS
  return worth / (BigInt(whole(value.points)) * BigInt(whole(of)))
}

/** To the nearest, halves up; of figures that are not negative. */
function rounded(value: bigint, divisor: bigint): bigint {
  return (2n * value + divisor) / (2n * divisor)
}

function share(minor: number, part: number, of: number): number {
  return of <= 0 ? 0 : Number(rounded(BigInt(minor) * BigInt(whole(part)), BigInt(whole(of))))
}

/** Points of one wallet that were earned in one month, as the books stand. */
export type Pool = {
  /** Of prices, or of gifts: what was set aside for these points and not taken back. */
  readonly deferredMinor: number
  /** What of it has become revenue. */
  readonly recognisedMinor: number
  /** What of that followed from redemption as if every point would be redeemed. */
  readonly performedMinor: number
  /** Given and not taken back; redeemed so far; to be redeemed in all, as was last expected. */
  readonly points: number
  readonly redeemed: number
  readonly expected: number
}

export const emptyPool: Pool = {
  ...{ deferredMinor: 0, recognisedMinor: 0, performedMinor: 0 },
  ...{ points: 0, redeemed: 0, expected: 0 },
}

/** What a month did to such points. Points that came back more than they went are negative. */
export type PoolMonth = {
  readonly granted: number
  readonly returned: number
  readonly redeemed: number
  /** Still in wallets at the month's end. */
  readonly outstanding: number
  /** To be redeemed in all, as is expected at the month's end; between what was redeemed and that with all that is outstanding. */
  readonly expected: number
  readonly deferredMinor: number
}

/** What moved between the liability and revenue; `returned` leaves the liability for where it came from. */
export type PoolMovement = {
  readonly returned: number
  /** For points redeemed, as if all would be (B42). */
  readonly redemption: number
  /** Breakage in proportion to what was redeemed (B46). */
  readonly breakage: number
  /** Points are gone that were still expected to be redeemed. */
  readonly expiry: number
  /** More or fewer will be redeemed than was expected (15.43). */
  readonly trueUp: number
}

/** A month of a pool. @returns movements that lead from the liability before, with what was deferred, to that after */
export function step(before: Pool, month: PoolMonth): { pool: Pool; movement: PoolMovement } {
  const given = whole(before.points + month.granted)
  const left = whole(given - month.returned)
  const deferred = whole(before.deferredMinor + month.deferredMinor)
  const kept = month.returned > 0 ? deferred - share(deferred, Math.min(month.returned, given), given) : deferred
  const redeemed = Math.max(0, before.redeemed + month.redeemed)
  const outstanding = Math.max(0, month.outstanding)
  const of = Math.max(left, redeemed)

  const within = (expected: number) =>
    Math.min(Math.max(expected, redeemed, redeemed + Math.min(outstanding, 1)), redeemed + outstanding)
  const expected = within(month.expected)
  const beforeExpiry = Math.max(redeemed, before.points <= 0 ? expected : share(of, before.expected, before.points))
  const afterExpiry = within(Math.min(beforeExpiry, redeemed + outstanding))
  const performed = share(kept, redeemed, of)
  const [proportional, expired, recognised] = [beforeExpiry, afterExpiry, expected].map((all) =>
    recognisedOf(kept, redeemed, all),
  )

  const pool = { points: left, redeemed, expected }
  const money = { deferredMinor: kept, recognisedMinor: recognised ?? 0, performedMinor: performed }
  return {
    pool: { ...pool, ...money },
    movement: {
      returned: deferred - kept,
      redemption: performed - before.performedMinor,
      breakage: (proportional ?? 0) - performed - (before.recognisedMinor - before.performedMinor),
      expiry: (expired ?? 0) - (proportional ?? 0),
      trueUp: (recognised ?? 0) - (expired ?? 0),
    },
  }
}

/** Revenue so far: of what was set aside as much as was redeemed of what will be. All of it when nothing can be redeemed any more. */
function recognisedOf(deferredMinor: number, redeemed: number, expected: number): number {
  return expected <= 0 ? deferredMinor : share(deferredMinor, redeemed, expected)
}

export function liabilityOf({ deferredMinor, recognisedMinor }: Pool): number {
  return deferredMinor - recognisedMinor
}

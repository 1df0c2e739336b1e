/** Deciding about the offers of one order, and what of that stands after returns. Pure. */
import type { OfferRoom } from '../points/earning.ts'
import type { CompiledOffer } from '../programme/offers/compile.ts'
import type { Purchase } from '../programme/purchase.ts'
import type { Programme } from '../programme/rules.ts'
import { type Coupon, memberCounter } from './coupon.ts'
import type { Basket } from './pricing.ts'
import { counterOf, type Passed, type Question, type Ready, readied, type Usage, type WhyNot } from './readying.ts'
import { countOf, stacked, type Taken } from './stacking.ts'

/** What an offer's use is counted against: in the member's account, for everybody, or on the coupon itself. */
export type Count = {
  readonly counter: string
  readonly where: 'member' | 'all' | 'coupon'
  readonly of: 'uses' | 'discount' | 'pieces' | 'points'
  /** Null without limit: a coupon that everybody may use is counted all the same. */
  readonly most: number | null
  /** What the order still holds of it. */
  readonly kept: number
}

/** An offer that was applied, as the order keeps it. Money in minor units. */
export type AppliedOffer = {
  readonly offer: string
  readonly coupon: string | null
  readonly minor: number
  /** By line of the order. */
  readonly off: readonly (readonly [line: number, minor: number])[]
  readonly pieces: readonly (readonly [line: number, pieces: number])[]
  readonly gifts: readonly { readonly sku: string; readonly quantity: number }[]
  /** Earning rules that it brings along. */
  readonly bonuses: readonly string[]
  readonly counts: readonly Count[]
  /** Whether a use comes back when everything is returned. */
  readonly restore: boolean
}

export type Pricing = {
  readonly applied: readonly AppliedOffer[]
  readonly passed: readonly Passed[]
  /** Points that the bonuses of an offer may still give together, by bonus, where it limits points. */
  readonly bonusRoom: ReadonlyMap<string, OfferRoom>
}

export const unpriced: Pricing = { applied: [], passed: [], bonusRoom: new Map() }

/** What an order says of offers that nobody asked for by a coupon; a dry run says everything. */
const worthKeeping: ReadonlySet<WhyNot> = new Set(['limit-reached', 'failed'])

export function price(question: Question): Pricing {
  const { ready, passed } = readied(question)
  const { state, passed: beside } = stacked(question.basket, ready)
  const bonusRoom = new Map<string, OfferRoom>()
  for (const taken of state.taken) {
    const points = Math.min(...taken.ready.limits.flatMap(({ of, room }) => (of === 'points' ? [room] : [])))
    if (points !== Number.POSITIVE_INFINITY)
      for (const rule of taken.bonuses) bonusRoom.set(rule, { offer: taken.ready.compiled.offer.code, points })
  }
  return {
    applied: state.taken.map((taken) => appliedOf(taken, question.basket)),
    passed: [...passed, ...beside].filter(
      ({ coupon, whyNot }) => question.explain || coupon !== null || worthKeeping.has(whyNot),
    ),
    bonusRoom,
  }
}

/** What the bonuses of offers that were applied before, to a guest, may still give. */
export function roomLeft(applied: readonly AppliedOffer[], usage: Usage): ReadonlyMap<string, OfferRoom> {
  const rooms = new Map<string, OfferRoom>()
  for (const { offer, bonuses, counts } of applied) {
    const left = counts.flatMap(({ of, where, counter, most }) =>
      of !== 'points' || most === null
        ? []
        : [most - (where === 'member' ? usage.member(counter) : usage.shared(counter))],
    )
    if (left.length > 0) for (const rule of bonuses) rooms.set(rule, { offer, points: Math.max(0, Math.min(...left)) })
  }
  return rooms
}

function appliedOf(taken: Taken, { lines }: Basket): AppliedOffer {
  const { ready, minor } = taken
  const byLine = (parts: readonly number[]) => {
    const found: (readonly [number, number])[] = []
    parts.forEach((part, place) => {
      if (part > 0) found.push([lines[place]?.line ?? 0, part])
    })
    return found
  }
  const { offer } = ready.compiled
  return {
    offer: offer.code,
    coupon: ready.coupon?.code ?? null,
    minor,
    off: byLine(taken.off),
    pieces: byLine(taken.pieces),
    gifts: taken.gifts,
    bonuses: taken.bonuses,
    counts: countsOf(taken),
    restore: offer.onReturn !== 'keep',
  }
}

function countsOf(taken: Taken): Count[] {
  const { coupon, limits }: Ready = taken.ready
  const counts: Count[] = limits.flatMap(({ of, most, counter, shared }) =>
    counter === null ? [] : [{ counter, where: shared ? 'all' : 'member', of, most, kept: countOf(of, taken) }],
  )
  if (coupon === null) return counts
  counts.push({ counter: coupon.code, where: 'coupon', of: 'uses', most: coupon.most, kept: 1 })
  const { mostPerMember } = coupon
  if (mostPerMember !== null)
    counts.push({ counter: memberCounter(coupon.code), where: 'member', of: 'uses', most: mostPerMember, kept: 1 })
  return counts
}

/** What is known of a line after returns. */
export type LineLeft = { readonly line: number; readonly quantity: number; readonly returnedQuantity: number }

/**
 * What an order still holds of its offers: a function of what is left of it, so that parts make the same as the whole.
 * Uses stand until nothing is left, discounts and pieces with their lines, points with what the rules still give.
 */
export function keptOffers(
  applied: readonly AppliedOffer[],
  lines: readonly LineLeft[],
  pointsKept: (rule: string) => number,
): AppliedOffer[] {
  const byLine = new Map(lines.map((line) => [line.line, line]))
  const anyLeft = lines.some((line) => line.returnedQuantity < line.quantity)
  return applied.map((offer) => {
    const keeps = (of: Count['of']): number => {
      switch (of) {
        case 'uses':
          return anyLeft || !offer.restore ? 1 : 0
        case 'discount':
          return offer.off.reduce((sum, [line, minor]) => sum + minor - returnedShare(minor, byLine.get(line)), 0)
        case 'pieces':
          return (
            offer.pieces.reduce((sum, [line, pieces]) => sum + Math.min(pieces, leftOf(byLine.get(line))), 0) +
            (anyLeft ? offer.gifts.reduce((sum, { quantity }) => sum + quantity, 0) : 0)
          )
        case 'points':
          return offer.bonuses.reduce((sum, rule) => sum + pointsKept(rule), 0)
      }
    }
    return { ...offer, counts: offer.counts.map((count) => ({ ...count, kept: keeps(count.of) })) }
  })
}

function leftOf(line: LineLeft | undefined): number {
  return line === undefined ? 0 : line.quantity - line.returnedQuantity
}

function returnedShare(minor: number, line: LineLeft | undefined): number {
  if (line === undefined) return 0
  return Number((BigInt(minor) * BigInt(line.returnedQuantity)) / BigInt(line.quantity))
}

/** The counters of everybody that deciding about a purchase may need: those of offers that may hold and of its coupons. */
export function sharedCounters(
  programme: Programme,
  purchase: Purchase,
  coupons: readonly (Coupon | undefined)[],
): string[] {
  const counters = [
    ...programme.offering.limited(purchase).flatMap((compiled) => countersOf(compiled, purchase, programme)),
    ...coupons.flatMap((coupon) => countersOfCoupon(programme, purchase, coupon)),
  ]
  return [...new Set(counters)]
}

export function countersOfCoupon(programme: Programme, purchase: Purchase, coupon: Coupon | undefined): string[] {
  const compiled = programme.offering.byCode.get(coupon?.offer ?? '')
  return compiled === undefined ? [] : countersOf(compiled, purchase, programme)
}

function countersOf({ offer }: CompiledOffer, purchase: Purchase, programme: Programme): string[] {
  return (offer.limits ?? []).flatMap((limit) =>
    limit.by === 'member' ? [] : (counterOf(offer.code, limit, purchase, programme) ?? []),
  )
}

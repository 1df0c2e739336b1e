/** Which offers may be applied to a basket: each is made ready, or passed over with the reason. Pure. */
import type { MemberId } from '../base/ids.ts'
import { periodAt } from '../points/earning.ts'
import type { CompiledOffer } from '../programme/offers/compile.ts'
import type { OfferLimit } from '../programme/offers/definition.ts'
import type { Purchase } from '../programme/purchase.ts'
import type { Programme } from '../programme/rules.ts'
import { mistyped } from './codes.ts'
import { type Coupon, type CouponTrouble, type Inactive, memberCounter, normalCode, troubleWith } from './coupon.ts'
import { type Basket, type Effect, effectOn } from './pricing.ts'

export type WhyNot =
  | CouponTrouble
  | 'offer-unknown'
  | 'not-now'
  | 'other-currency'
  | 'members-only'
  | 'conditions-not-met'
  | 'nothing-to-reduce'
  | 'another-applies'
  | 'limit-reached'
  | 'identifier-missing'
  | 'failed'

/** An offer or a coupon that was not applied. */
export type Passed = {
  /** Null for a code that belongs to no offer. */
  readonly offer: string | null
  readonly coupon: string | null
  readonly whyNot: WhyNot
  /** The offer that took its place. */
  readonly because?: string
  /** What the order would have to name. */
  readonly identifier?: string
}

/** A limit with what is left of it. Limits by order have no counter. */
export type ReadyLimit = {
  readonly of: OfferLimit['of']
  readonly most: number
  readonly room: number
  readonly counter: string | null
  /** Counted for everybody together, not in the member's account. */
  readonly shared: boolean
}

export type Ready = {
  readonly compiled: CompiledOffer
  readonly coupon: Coupon | null
  readonly effects: readonly Effect[]
  readonly limits: readonly ReadyLimit[]
  /** Whether pieces are limited, and so counted; then with what each line has of them. */
  readonly counted: boolean
  readonly quantities: readonly number[]
}

/** What limits are measured against. */
export type Usage = {
  /** Counted in the member's account. */
  member(counter: string): number
  /** Counted for everybody. */
  shared(counter: string): number
}

export type Question = {
  readonly programme: Programme
  readonly basket: Basket
  /** Null for a buyer who is no member. */
  readonly memberId: MemberId | null
  /** Who buys, when he has an account and is not active. */
  readonly inactive?: Inactive
  /** Codes as they were given, with what is known of each. */
  readonly codes: readonly { readonly code: string; readonly coupon: Coupon | undefined }[]
  readonly usage: Usage
  /** True: also say of every offer that cannot hold why it does not. */
  readonly explain: boolean
}

/** Ready ones stand in the order in which they are applied. */
export function readied(question: Question): { ready: Ready[]; passed: Passed[] } {
  const { programme, basket, explain } = question
  const { offering } = programme
  const ready: Ready[] = []
  const passed: Passed[] = []
  const consider = (compiled: CompiledOffer, coupon: Coupon | null) => {
    const outcome = outcomeOf(compiled, coupon, question)
    if (typeof outcome !== 'string') ready.push(outcome)
    else
      passed.push({
        ...{ offer: compiled.offer.code, coupon: coupon?.code ?? null, whyNot: outcome },
        ...(outcome === 'identifier-missing' ? { identifier: unnamed(compiled, basket.purchase) ?? '' } : {}),
      })
  }
  const found = offering.automatic(basket.purchase)
  for (const compiled of found) consider(compiled, null)
  for (const use of couponsOf(question)) {
    if ('whyNot' in use) passed.push(use)
    else consider(use.compiled, use.coupon)
  }
  if (explain) passed.push(...unfound(programme, basket.purchase, new Set(found)))
  // Sorting is stable: coupons of one offer stay in the order in which they were given.
  ready.sort((a, b) => a.compiled.position - b.compiled.position)
  return { ready, passed }
}

function outcomeOf(compiled: CompiledOffer, coupon: Coupon | null, question: Question): Ready | WhyNot {
  const { basket, memberId } = question
  try {
    const why = standsAgainst(compiled, basket.purchase, memberId !== null)
    if (why !== undefined) return why
    if (unnamed(compiled, basket.purchase) !== undefined) return 'identifier-missing'
    const limits = limitsOf(compiled, question)
    if (limits.some(({ of, room }) => of === 'uses' && room < 1)) return 'limit-reached'
    const counted = limits.some(({ of }) => of === 'pieces')
    return {
      ...{ compiled, coupon, limits, counted },
      effects: compiled.gives.map((give) => effectOn(give, basket)),
      quantities: counted ? basket.lines.map(({ quantity }) => quantity) : [],
    }
  } catch {
    return 'failed'
  }
}

function standsAgainst(
  { offer, startsAt, endsAt, applies }: CompiledOffer,
  purchase: Purchase,
  known: boolean,
): WhyNot | undefined {
  if (purchase.placedAt < startsAt || purchase.placedAt >= endsAt) return 'not-now'
  if (offer.currency !== undefined && offer.currency !== purchase.currency) return 'other-currency'
  if (offer.members === true && !known) return 'members-only'
  return applies(purchase) ? undefined : 'conditions-not-met'
}

/** The identifier that a limit counts by and the order does not name: it could be used without end. */
function unnamed({ offer }: CompiledOffer, { identifiers }: Purchase): string | undefined {
  return (offer.limits ?? []).flatMap(({ identifier }) =>
    identifier === undefined || identifiers?.has(identifier) === true ? [] : [identifier],
  )[0]
}

/** Offers that the index left out: something that any match must have is missing. */
function unfound(programme: Programme, purchase: Purchase, found: ReadonlySet<CompiledOffer>): Passed[] {
  return programme.offering.offers.flatMap((compiled) => {
    if (found.has(compiled) || compiled.offer.needs === 'coupon') return []
    const whyNot = whyUnfound(compiled, purchase)
    return [{ offer: compiled.offer.code, coupon: null, whyNot }]
  })
}

function whyUnfound(compiled: CompiledOffer, purchase: Purchase): WhyNot {
  try {
    return standsAgainst(compiled, purchase, true) ?? 'nothing-to-reduce'
  } catch {
    return 'failed'
  }
}

function couponsOf({ codes, programme, memberId, inactive, basket, usage }: Question) {
  const seen = new Set<string>()
  return codes.map(({ code: given, coupon }): Passed | { compiled: CompiledOffer; coupon: Coupon } => {
    const code = normalCode(given)
    const refused = (whyNot: WhyNot): Passed => ({ offer: coupon?.offer ?? null, coupon: code, whyNot })
    if (seen.has(code)) return refused('coupon-twice')
    seen.add(code)
    const usedByMember = usage.member(memberCounter(code))
    const trouble = troubleWith(coupon, { memberId, inactive, at: basket.purchase.placedAt, usedByMember })
    if (coupon === undefined && mistyped(code)) return refused('coupon-mistyped')
    if (coupon === undefined || trouble !== undefined) return refused(trouble ?? 'coupon-unknown')
    const compiled = programme.offering.byCode.get(coupon.offer)
    return compiled === undefined || compiled.offer.needs !== 'coupon' ? refused('offer-unknown') : { compiled, coupon }
  })
}

function limitsOf({ offer }: CompiledOffer, { programme, basket, memberId, usage }: Question): ReadyLimit[] {
  return (offer.limits ?? []).flatMap((limit): ReadyLimit[] => {
    const { of, most } = limit
    const shared = limit.by !== 'member'
    const counter = counterOf(offer.code, limit, basket.purchase, programme)
    if (counter === null) return [{ of, most, room: most, counter, shared }]
    // Somebody unknown cannot be counted: a limit by member leaves him nothing.
    if (!shared && memberId === null) return [{ of, most, room: 0, counter, shared }]
    const used = shared ? usage.shared(counter) : usage.member(counter)
    return [{ of, most, room: Math.max(0, most - used), counter, shared }]
  })
}

/** The name under which a limit is counted; null when each order is counted by itself, or does not name what counts. */
export function counterOf(
  offer: string,
  limit: OfferLimit,
  purchase: Pick<Purchase, 'placedAt' | 'store' | 'identifiers'>,
  programme: Programme,
): string | null {
  if (limit.per === 'order') return null
  const counter = `offer:${offer}/${limit.of}/${periodAt(limit.per, purchase.placedAt, programme)}`
  if (limit.by === 'store') return `${counter}@${purchase.store ?? ''}`
  if (limit.by !== 'identifier') return counter
  const hash = purchase.identifiers?.get(limit.identifier ?? '')
  return hash === undefined ? null : `${counter}#${limit.identifier ?? ''}/${hash}`
}

/**
 * Uses of offers and coupons: documents that the desk loads with the accounts and writes in the same transaction. What everybody
 * shares is written under a condition (see store.ts), so that two lanes can never use more than there is.
 */
import type { Account } from '../accounts/account.ts'
import { type Coupon, normalCode } from './coupon.ts'
import type { Usage } from './readying.ts'
import type { AppliedOffer, Count } from './rules.ts'

/** How much of a limit that everybody shares is used. */
export type UsageDoc = {
  readonly kind: 'usage'
  readonly counter: string
  readonly used: number
  readonly most: number | null
}
export type CouponDoc = { readonly kind: 'coupon'; readonly coupon: Coupon }
export type OfferDoc = UsageDoc | CouponDoc

export const usageKey = (counter: string): string => `usage:${counter}`
export const couponKey = (code: string): string => `coupon:${normalCode(code)}`

type Docs = ReadonlyMap<string, unknown>

export function isOfferDoc(doc: unknown): doc is OfferDoc {
  return typeof doc === 'object' && doc !== null && 'kind' in doc && (doc.kind === 'usage' || doc.kind === 'coupon')
}

export function couponIn(docs: Docs, code: string): Coupon | undefined {
  const doc = docs.get(couponKey(code))
  return isOfferDoc(doc) && doc.kind === 'coupon' ? doc.coupon : undefined
}

function usedIn(docs: Docs, counter: string): number {
  const doc = docs.get(usageKey(counter))
  if (!isOfferDoc(doc) || doc.kind !== 'usage') throw new Error(`the use of ${counter} was not loaded`)
  return doc.used
}

export function usageIn(account: Account, docs: Docs): Usage {
  return {
    member: (counter) => account.counters.get(counter) ?? 0,
    shared: (counter) => usedIn(docs, counter),
  }
}

const none: ReadonlyMap<string, OfferDoc> = new Map()

/** An account with the documents beside it. */
export type Books = { readonly account: Account; readonly docs: ReadonlyMap<string, OfferDoc> }

/**
 * Moves uses from what an order held to what it holds now. `docs` of the result are the changed ones.
 * @param loaded what was loaded, changes of earlier steps in front
 */
export function moved(
  account: Account,
  loaded: Docs,
  { from, to }: { from: readonly AppliedOffer[]; to: readonly AppliedOffer[] },
): Books {
  if (from.length === 0 && to.length === 0) return { account, docs: none }
  const docs = new Map<string, OfferDoc>()
  const counters = new Map(account.counters)
  for (const [key, { count, by }] of differences(from, to)) {
    if (count.where === 'member') counters.set(count.counter, (counters.get(count.counter) ?? 0) + by)
    else docs.set(key, raised(loaded, count, by))
  }
  const same = [...counters].every(([counter, used]) => account.counters.get(counter) === used)
  return { account: same ? account : { ...account, counters }, docs }
}

function differences(from: readonly AppliedOffer[], to: readonly AppliedOffer[]) {
  const changes = new Map<string, { count: Count; by: number }>()
  const add = (offers: readonly AppliedOffer[], sign: 1 | -1) => {
    for (const count of offers.flatMap(({ counts }) => counts)) {
      const key = keyOf(count)
      changes.set(key, { count, by: (changes.get(key)?.by ?? 0) + sign * count.kept })
    }
  }
  add(from, -1)
  add(to, 1)
  return [...changes].filter(([, { by }]) => by !== 0)
}

function keyOf({ where, counter }: Count): string {
  if (where === 'member') return `member:${counter}`
  return where === 'coupon' ? couponKey(counter) : usageKey(counter)
}

function raised(loaded: Docs, { where, counter, most }: Count, by: number): OfferDoc {
  if (where === 'all') return { kind: 'usage', counter, used: usedIn(loaded, counter) + by, most }
  const coupon = couponIn(loaded, counter)
  if (coupon === undefined) throw new Error(`the coupon ${counter} was not loaded`)
  return { kind: 'coupon', coupon: { ...coupon, used: coupon.used + by } }
}

/** Uses and coupons as the desk's documents: read with the accounts, and written on the condition that limits hold. */
import type { Database, Tx } from '../platform/postgres/database.ts'
import { couponsByCode, lockCoupons, lockUses, lowerUses, raiseCoupons, raiseUses, usesOf } from './store.ts'
import { couponKey, type OfferDoc, usageKey } from './uses.ts'

/** Every use that is asked for is there; coupons only when they exist. */
export async function loadOfferDocs(
  on: Database | Tx,
  { codes, counters }: { codes: readonly string[]; counters: readonly string[] },
): Promise<Map<string, OfferDoc>> {
  const [coupons, uses] = await Promise.all([
    codes.length === 0 ? [] : couponsByCode(on, [...new Set(codes)]),
    counters.length === 0 ? [] : usesOf(on, [...new Set(counters)]),
  ])
  const docs = new Map<string, OfferDoc>()
  for (const counter of counters) docs.set(usageKey(counter), { kind: 'usage', counter, used: 0, most: null })
  for (const { counter, used, most } of uses) docs.set(usageKey(counter), { kind: 'usage', counter, used, most })
  for (const coupon of coupons) docs.set(couponKey(coupon.code), { kind: 'coupon', coupon })
  return docs
}

type Change = { readonly before: OfferDoc | undefined; readonly after: OfferDoc }

export async function writeOfferDocs(tx: Tx, changes: readonly Change[]): Promise<void> {
  const uses = changes.flatMap(({ before, after }) => {
    if (after.kind !== 'usage') return []
    const by = after.used - (before?.kind === 'usage' ? before.used : 0)
    return by === 0 ? [] : [{ counter: after.counter, by, most: after.most ?? Number.MAX_SAFE_INTEGER }]
  })
  const coupons = changes.flatMap(({ before, after }) => {
    if (after.kind !== 'coupon') return []
    const by = after.coupon.used - (before?.kind === 'coupon' ? before.coupon.used : 0)
    return by === 0 ? [] : [{ coupon: after.coupon, by }]
  })
  const [raised, lowered] = [uses.filter(({ by }) => by > 0), uses.filter(({ by }) => by < 0)]
  await Promise.all([
    lowered.length > 0 &&
      lockUses(
        tx,
        uses.map(({ counter }) => counter),
      ),
    raised.length > 0 && raiseUses(tx, raised),
    lowered.length > 0 && lowerUses(tx, lowered),
    coupons.length > 1 &&
      lockCoupons(
        tx,
        coupons.map(({ coupon }) => coupon.code),
      ),
    coupons.length > 0 && raiseCoupons(tx, coupons),
  ])
}

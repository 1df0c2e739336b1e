/** An order with the offers that apply to it: its lines after them, and the uses that it takes or gives back. Pure. */
import type { Account } from '../accounts/account.ts'
import { wallClock } from '../base/conditions/index.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Coupon } from '../offers/coupon.ts'
import { type Basket, basketFrom } from '../offers/pricing.ts'
import type { Question } from '../offers/readying.ts'
import { type AppliedOffer, countersOfCoupon, type Pricing, price, unpriced } from '../offers/rules.ts'
import { couponIn, couponKey, moved, type OfferDoc, usageIn, usageKey } from '../offers/uses.ts'
import type { Purchase } from '../programme/purchase.ts'
import type { Programme } from '../programme/rules.ts'
import type { DeskDoc, Docs, OrderDoc } from './docs.ts'
import type { OrderDraft } from './draft.ts'
import { changedMeanwhile, priceChanged } from './errors.ts'
import type { Identifiers } from './identifiers.ts'
import type { OrderLine } from './order.ts'

type Content = Pick<OrderDraft, 'channel' | 'store' | 'currency' | 'placedAt'> & {
  readonly lines: readonly OrderLine[]
  readonly identifiers?: Identifiers
}

/** What of an order is not returned, as rules and offers see it; fees earn nothing. */
export function purchaseOf(order: Content, tiers: ReadonlyMap<string, string>, programme: Programme): Purchase {
  return purchaseFrom(order, goodsLeft(order.lines), { tiers, programme })
}

function purchaseFrom(
  order: Content,
  lines: Purchase['lines'],
  { tiers, programme }: { tiers: ReadonlyMap<string, string>; programme: Programme },
): Purchase {
  return {
    channel: order.channel,
    store: order.store,
    currency: order.currency,
    placedAt: order.placedAt,
    clock: () => wallClock(order.placedAt, programme.timeZone),
    netMinor: lines.reduce((total, line) => total + line.netMinor, 0),
    lines,
    tiers,
    ...(order.identifiers === undefined ? {} : { identifiers: order.identifiers }),
  }
}

function goodsLeft(lines: readonly OrderLine[]): Purchase['lines'] {
  return lines
    .filter((line) => !line.fee && line.quantity > line.returnedQuantity)
    .map((line) => ({
      sku: line.sku,
      category: line.category,
      brand: line.brand,
      quantity: line.quantity - line.returnedQuantity,
      netMinor: line.netMinor - line.returnedMinor,
    }))
}

/** A draft as offers see it: goods and fees, each line before offers. */
export function basketOf(draft: Content, tiers: ReadonlyMap<string, string>, programme: Programme): Basket {
  const lines = draft.lines.map(({ line, sku, category, brand, quantity, netMinor, fee }) => ({
    ...{ line, sku, category, brand, quantity, netMinor, fee },
  }))
  const goods = lines.filter(({ fee }) => !fee)
  return basketFrom(purchaseFrom(draft, goods, { tiers, programme }), lines)
}

export type PricedOrder = {
  readonly account: Account
  readonly pricing: Pricing
  readonly lines: readonly OrderLine[]
  /** What was loaded, with the uses that an earlier reservation of the order gave back. */
  readonly docs: Docs
  /** The documents that giving back changed. */
  readonly freed: ReadonlyMap<string, OfferDoc>
}

export type Pricer = {
  readonly draft: OrderDraft
  readonly programme: Programme
  readonly tiers: ReadonlyMap<string, string>
  /** Of a member in good standing; offers for members are for nobody else. */
  readonly memberId: Question['memberId']
  readonly inactive?: NonNullable<Question['inactive']>
  readonly explain: boolean
}

/** Prices a draft anew; what the order had reserved before is free for it again. */
export function priced(account: Account, docs: Docs, doc: OrderDoc | undefined, given: Pricer): PricedOrder | Refusal {
  const { draft, programme } = given
  const reserved = doc === undefined || 'elsewhere' in doc ? [] : (doc.reserved?.offers ?? [])
  if (!knows(docs, reserved)) return changedMeanwhile({ number: draft.number })
  const freed = moved(account, docs, { from: reserved, to: [] })
  const free = over(docs, freed.docs)
  const plain = programme.offering.offers.length === 0 && (draft.coupons ?? []).length === 0
  const pricing = draft.priced === true || plain ? unpriced : price(questionOf(freed.account, free, given))
  const lines = discounted(draft.lines, pricing.applied)
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0)
  if (draft.expectMinor !== undefined && draft.expectMinor !== netMinor)
    return priceChanged({ number: draft.number, expectedMinor: draft.expectMinor, netMinor })
  return { account: freed.account, pricing, lines, docs: free, freed: freed.docs }
}

export function questionOf(account: Account, docs: Docs, given: Pricer): Question {
  const { draft, programme, tiers, memberId, inactive, explain } = given
  const basket = basketOf(draft, tiers, programme)
  // Of a coupon that was made after it was asked what deciding needs, the uses are not at hand: it was not there yet.
  const known = (coupon: Coupon | undefined) =>
    countersOfCoupon(programme, basket.purchase, coupon).every((counter) => docs.has(usageKey(counter)))
      ? coupon
      : undefined
  return {
    programme,
    basket,
    memberId,
    ...(inactive === undefined ? {} : { inactive }),
    codes: (draft.coupons ?? []).map((code) => ({ code, coupon: known(couponIn(docs, code)) })),
    usage: usageIn(account, docs),
    explain,
  }
}

/** The documents in front of those that were loaded. */
export function over(loaded: Docs, changed: ReadonlyMap<string, DeskDoc>): Docs {
  return changed.size === 0 ? loaded : new Map([...loaded, ...changed])
}

/** Whether all uses of these offers were loaded: an order may have changed between asking and locking. */
export function knows(docs: Docs, applied: readonly AppliedOffer[]): boolean {
  return usesKept(applied).every((key) => docs.has(key))
}

/** The keys of the documents that hold the uses of these offers. */
export function usesKept(applied: readonly AppliedOffer[]): string[] {
  return applied.flatMap(({ counts }) =>
    counts.flatMap(({ where, counter }) =>
      where === 'member' ? [] : [where === 'coupon' ? couponKey(counter) : usageKey(counter)],
    ),
  )
}

function discounted(lines: readonly OrderLine[], applied: readonly AppliedOffer[]): readonly OrderLine[] {
  if (applied.length === 0) return lines
  const off = new Map<number, number>()
  for (const [line, minor] of applied.flatMap((each) => each.off)) off.set(line, (off.get(line) ?? 0) + minor)
  return lines.map((line) => {
    const minor = off.get(line.line) ?? 0
    return minor === 0 ? line : { ...line, discountMinor: line.discountMinor + minor, netMinor: line.netMinor - minor }
  })
}

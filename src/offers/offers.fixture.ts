/** Offers, baskets and coupons for the tests of this room, examples and random ones. */
import fc from 'fast-check'
import { at } from '../../tests/support/shop.ts'
import { wallClock } from '../base/conditions/index.ts'
import type { Currency } from '../base/money.ts'
import { accepted } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition } from '../programme/definition.ts'
import type { Give, Offer, OfferGroup } from '../programme/offers/definition.ts'
import type { Purchase } from '../programme/purchase.ts'
import { compileProgramme, type Programme } from '../programme/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import type { Coupon } from './coupon.ts'
import { type Basket, type BasketLine, basketFrom } from './pricing.ts'
import { type Question, readied } from './readying.ts'
import { stacked } from './stacking.ts'

export const zone = 'Asia/Shanghai' as TimeZone
const standard = standardProgramme(zone)
const named = (code: string) => ({ en: code, 'zh-CN': code })

export function group(code: string, more: Partial<OfferGroup> = {}): OfferGroup {
  return { code, name: named(code), mode: 'all', ...more }
}

export function offer(code: string, gives: Give | readonly Give[], more: Partial<Offer> = {}): Offer {
  return {
    code,
    name: named(code),
    group: 'main',
    priority: 0,
    needs: 'nothing',
    currency: 'CNY',
    gives: 'kind' in gives ? [gives] : [...gives],
    ...more,
  }
}

export function programmeWith(offers: readonly Offer[], groups: readonly OfferGroup[] = [group('main')]): Programme {
  const definition: Definition = { ...standard, offers: [...offers], offerGroups: [...groups] }
  return accepted<Programme>(compileProgramme(1, 0 as Instant, definition))
}

export type LineOf = Partial<BasketLine> & { readonly netMinor: number }

export function basket(lines: readonly LineOf[], more: Partial<Purchase> = {}): Basket {
  const placedAt = more.placedAt ?? at('2026-03-06T12:00:00Z')
  const whole = lines.map((line, place) => ({
    line: place + 1,
    sku: 'tea',
    category: [],
    brand: null,
    quantity: 1,
    fee: false,
    ...line,
  }))
  const goods = whole.filter(({ fee }) => !fee)
  const purchase = {
    channel: 'pos',
    store: null,
    currency: 'CNY' as Currency,
    placedAt,
    clock: () => wallClock(placedAt, zone),
    netMinor: goods.reduce((sum, line) => sum + line.netMinor, 0),
    lines: goods,
    tiers: new Map([['status', 'regular']]),
    ...more,
  }
  return basketFrom(purchase, whole)
}

export function coupon(code: string, of: string, more: Partial<Coupon> = {}): Coupon {
  return {
    code,
    offer: of,
    memberId: null,
    status: 'active',
    startsAt: null,
    endsAt: null,
    most: null,
    mostPerMember: null,
    issuedAt: null,
    used: 0,
    ...more,
  }
}

export function question(programme: Programme, what: Basket, more: Partial<Question> = {}): Question {
  return {
    programme,
    basket: what,
    memberId: null,
    codes: [],
    usage: { member: () => 0, shared: () => 0 },
    explain: false,
    ...more,
  }
}

export const codes = (...coupons: readonly Coupon[]): Question['codes'] =>
  coupons.map((each) => ({ code: each.code, coupon: each }))

/** Off by offer, and why the others were passed over. */
export function applied(asked: Question): { off: Record<string, number>; why: Record<string, string>; left: number[] } {
  const { ready, passed } = readied(asked)
  const { state, passed: more } = stacked(asked.basket, ready)
  return {
    off: Object.fromEntries(
      state.taken.map(({ ready: { compiled, coupon: used }, minor }) => [used?.code ?? compiled.offer.code, minor]),
    ),
    why: Object.fromEntries([...passed, ...more].map((each) => [each.coupon ?? each.offer, each.whyNot])),
    left: [...state.left],
  }
}

const few = fc.integer({ min: 1, max: 3 })
const skus = ['tea', 'cup', 'cake'] as const
const scope = fc.option(
  fc.constantFrom(...skus).map((sku) => ({ field: 'line.sku', is: 'equals', value: sku })),
  { nil: undefined },
)
const base = fc.constantFrom('initial' as const, 'remaining' as const)
const scoped = <T extends object>(give: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.tuple(give, scope).map(([each, lines]) => (lines === undefined ? each : { ...each, lines }))
const minor = fc.integer({ min: 1, max: 6_000 })

export const anyGive: fc.Arbitrary<Give> = fc.oneof(
  scoped(
    fc.record({
      kind: fc.constant('percent' as const),
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
      of: fc.constant('goods' as const),
      base,
    }),
  ),
  fc.record({
    kind: fc.constant('percent' as const),
    basisPoints: few.map((n) => n * 3_000),
    of: fc.constant('fees' as const),
    base,
  }),
  scoped(fc.record({ kind: fc.constant('amount' as const), minor, of: fc.constant('goods' as const) })),
  scoped(
    fc.record({
      kind: fc.constant('steps' as const),
      by: fc.constant('amount' as const),
      steps: fc.tuple(minor, minor, minor, minor).map(([a, b, c, d]) => [
        { from: Math.min(a, b), off: { minor: Math.min(c, d) } },
        { from: Math.max(a, b) + 1, off: { minor: Math.max(c, d) } },
      ]),
      base,
    }),
  ),
  scoped(
    fc.record({
      kind: fc.constant('every' as const),
      perMinor: fc.integer({ min: 500, max: 4_000 }),
      offMinor: fc.integer({ min: 1, max: 500 }),
      base,
    }),
  ),
  scoped(
    fc.record({
      kind: fc.constant('buy-get' as const),
      buy: few,
      get: few,
      basisPoints: fc.constantFrom(5_000, 10_000),
    }),
  ),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.array(scoped(fc.record({ quantity: few })), { minLength: 1, maxLength: 2 }),
    priceMinor: fc.integer({ min: 0, max: 4_000 }),
  }),
  fc.record({
    kind: fc.constant('prices' as const),
    prices: fc.constantFrom(...skus).map((sku) => [{ sku, minor: 700 }]),
  }),
)

export const anyBasket: fc.Arbitrary<Basket> = fc
  .array(
    fc.record({
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 5 }),
      netMinor: fc.integer({ min: 0, max: 8_000 }),
      fee: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) => basket(lines))

const anyGroup = fc.record({
  mode: fc.constantFrom('all' as const, 'all' as const, 'first' as const, 'best' as const),
  alone: fc.constantFrom(undefined, undefined, true),
  oncePerLine: fc.constantFrom(undefined, undefined, true),
})

/** A programme of a few groups with automatic offers, and coupons for the others. */
export const anyPromotions = (couponsAtMost: number): fc.Arbitrary<{ programme: Programme; coupons: Coupon[] }> =>
  fc
    .tuple(
      fc.array(anyGroup, { minLength: 1, maxLength: 3 }),
      fc.array(
        fc.record({
          give: anyGive,
          in: fc.nat(2),
          priority: fc.integer({ min: 0, max: 2 }),
          needs: fc.constantFrom('nothing' as const, 'coupon' as const, 'coupon' as const, 'coupon' as const),
          copies: fc.constantFrom(1, 1, 2),
          most: fc.constantFrom(undefined, undefined, 1),
        }),
        { minLength: 1, maxLength: couponsAtMost },
      ),
    )
    .map(([groups, drawn]) => {
      const offers = drawn.map(({ give, in: place, priority, needs, most }, index) =>
        offer(`o${index}`, give, {
          group: `g${place % groups.length}`,
          priority,
          needs,
          ...(most === undefined ? {} : { limits: [{ of: 'uses', most, per: 'order', by: 'all' }] }),
        }),
      )
      const coupons = drawn
        .flatMap(({ needs, copies }, index) =>
          needs === 'coupon'
            ? Array.from({ length: copies }, (_, copy) => coupon(`C${index}-${copy}`, `o${index}`))
            : [],
        )
        .slice(0, couponsAtMost)
      const defined = groups.map(({ mode, alone, oncePerLine }, index) =>
        group(`g${index}`, {
          mode,
          ...(alone === undefined ? {} : { alone }),
          ...(oncePerLine === undefined ? {} : { oncePerLine }),
        }),
      )
      return { programme: programmeWith(offers, defined), coupons }
    })

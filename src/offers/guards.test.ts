/** What the guard rails of a programme say of its offers, against what happens at a checkout. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lint } from '../programme/lint.ts'
import type { Give, Offer } from '../programme/offers/definition.ts'
import type { Programme } from '../programme/rules.ts'
import type { Coupon } from './coupon.ts'
import {
  anyBasket,
  anyGive,
  anyPromotions,
  basket,
  codes,
  coupon,
  group,
  offer,
  programmeWith,
  question,
} from './offers.fixture.ts'
import type { Basket } from './pricing.ts'
import { readied } from './readying.ts'
import { stacked } from './stacking.ts'

/** From so much on even a hundredth of a percent is a minor unit: with less, an offer that always applies may find nothing. */
const ENOUGH = 5_000

const findings = (programme: Programme, code: string) =>
  lint(programme.definition, programme.effectiveAt).filter((finding) => finding.code === code)

/** Offers that applied while there was enough to pay for goods. */
function appliedOn(programme: Programme, what: Basket, coupons: readonly Coupon[]): string[] {
  const { state } = stacked(what, readied(question(programme, what, { codes: codes(...coupons) })).ready)
  const goods = (minor: readonly number[]) => what.goods.reduce((sum, place) => sum + (minor[place] ?? 0), 0)
  let left = goods(what.initial)
  return state.taken.flatMap((taken) => {
    const before = left
    left = goods(taken.left)
    return before < ENOUGH ? [] : [taken.ready.compiled.offer.code]
  })
}

const tenOff: Give = { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'initial' }

/** Offers that ask for little, in groups that exclude much. */
const mostlyAutomatic = fc
  .tuple(
    fc.array(fc.record({ mode: fc.constantFrom('first' as const, 'all' as const), alone: fc.boolean() }), {
      minLength: 2,
      maxLength: 3,
    }),
    fc.array(
      fc.record({
        give: fc.oneof(anyGive, fc.constant(tenOff)),
        in: fc.nat(2),
        priority: fc.nat(2),
        more: fc.constantFrom<Partial<Offer>>({}, {}, { members: true }, { needs: 'coupon' }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([groups, drawn]) => {
    const offers = drawn.map(({ give, in: place, priority, more }, index) =>
      offer(`o${index}`, give, { group: `g${place % groups.length}`, priority, ...more }),
    )
    const coupons = offers.filter(({ needs }) => needs === 'coupon').map(({ code }) => coupon(code.toUpperCase(), code))
    return {
      programme: programmeWith(
        offers,
        groups.map((each, index) => group(`g${index}`, each)),
      ),
      coupons,
    }
  })

test('an offer that is said never to be reached never applies', () => {
  let reported = 0
  fc.assert(
    fc.property(fc.oneof(anyPromotions(8), mostlyAutomatic), anyBasket, ({ programme, coupons }, what) => {
      const applied = new Set(appliedOn(programme, what, coupons))
      for (const { place } of findings(programme, 'offer.never-reached')) {
        reported += 1
        expect(applied.has(place.replace('offers.', ''))).toBe(false)
      }
    }),
    { numRuns: 1_000 },
  )
  expect(reported).toBeGreaterThan(50)
})

const PRICE = 1_000_000
const BASIS_POINT = PRICE / 10_000
/** They leave 46 of a million. */
const nearly = [
  { basisPoints: 3_420, base: 'initial' as const, in: 0 },
  { basisPoints: 5_988, base: 'initial' as const, in: 1 },
  { basisPoints: 899, base: 'remaining' as const, in: 0 },
]

test('percentages that are said to take everything can do so', () => {
  const shares = fc.array(
    fc.record({
      basisPoints: fc.integer({ min: 500, max: 6_000 }),
      base: fc.constantFrom('initial' as const, 'remaining' as const),
      in: fc.nat(1),
    }),
    { minLength: 2, maxLength: 4 },
  )
  const groups = fc.constantFrom(
    [group('g0'), group('g1')],
    [group('g0', { mode: 'best' }), group('g1')],
    [group('g0', { oncePerLine: true }), group('g1', { alone: true })],
  )
  fc.assert(
    fc.property(shares, groups, (drawn, [first, second]) => {
      if (first === undefined || second === undefined) return
      const offers = drawn.map(({ basisPoints, base, in: place }, index) =>
        offer(`o${index}`, { kind: 'percent', basisPoints, of: 'goods', base }, { group: `g${place}` }),
      )
      const programme = programmeWith(offers, [first, second])
      const what = basket([{ netMinor: PRICE }])
      const { state } = stacked(what, readied(question(programme, what)).ready)
      const warned = findings(programme, 'offer.order-for-nothing').length > 0
      // Shares are compared in whole basis points, rounded down: less than one for each share counts as nothing.
      const left = state.left.reduce((sum, minor) => sum + minor, 0)
      if (warned) expect(left).toBeLessThan(BASIS_POINT * drawn.length)
      else expect(left).toBeGreaterThan(0)
    }),
    { numRuns: 500, examples: [[nearly, [group('g0'), group('g1')]]] },
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Give } from '../programme/offers/definition.ts'
import type { Programme } from '../programme/rules.ts'
import { bestCombination } from './combination.ts'
import type { Coupon } from './coupon.ts'
import {
  anyBasket,
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

function total(programme: Programme, what: Basket, coupons: readonly Coupon[]): number {
  const { ready } = readied(question(programme, what, { codes: codes(...coupons) }))
  return stacked(what, ready).state.minor
}

function combine(programme: Programme, what: Basket, coupons: readonly Coupon[]) {
  return bestCombination(what, readied(question(programme, what, { codes: codes(...coupons) })).ready)
}

/** Every subset, priced as a checkout would price it. */
function bruteForce(programme: Programme, what: Basket, coupons: readonly Coupon[]): { minor: number; count: number } {
  let best = { minor: -1, count: 0 }
  for (let mask = 0; mask < 2 ** coupons.length; mask += 1) {
    const chosen = coupons.filter((_, index) => (mask >> index) & 1)
    const minor = total(programme, what, chosen)
    if (minor > best.minor || (minor === best.minor && chosen.length < best.count))
      best = { minor, count: chosen.length }
  }
  return best
}

test('the best combination costs what the best of all subsets costs, with as few coupons', () => {
  fc.assert(
    fc.property(anyPromotions(8), anyBasket, ({ programme, coupons }, what) => {
      const found = combine(programme, what, coupons)
      expect(found.proven).toBe(true)
      expect({ minor: found.minor, count: found.coupons.length }).toEqual(bruteForce(programme, what, coupons))
      const chosen = coupons.filter(({ code }) => found.coupons.includes(code))
      expect(total(programme, what, chosen)).toBe(found.minor)
    }),
    { numRuns: 400 },
  )
})

test('the same holds for twelve coupons', () => {
  fc.assert(
    fc.property(anyPromotions(12), anyBasket, ({ programme, coupons }, what) => {
      const found = combine(programme, what, coupons)
      expect({ minor: found.minor, count: found.coupons.length }).toEqual(bruteForce(programme, what, coupons))
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('a coupon that would spoil a better threshold stays in the purse', () => {
  const programme = programmeWith(
    [
      offer('ten-off', { kind: 'amount', minor: 1_000, of: 'goods' }, { needs: 'coupon', priority: 2 }),
      offer(
        'hundred',
        { kind: 'steps', by: 'amount', base: 'remaining', steps: [{ from: 10_000, off: { minor: 3_000 } }] },
        { priority: 1 },
      ),
    ],
    [group('main')],
  )
  const what = basket([{ netMinor: 10_500 }])
  expect(combine(programme, what, [coupon('TEN', 'ten-off')])).toEqual({ coupons: [], minor: 3_000, proven: true })
})

const only = (sku: string) => ({ field: 'line.sku', is: 'equals', value: sku })
const within = (sku: string | undefined) => (sku === undefined ? {} : { lines: only(sku) })
const off = (minor: number, sku?: string): Give => ({ kind: 'amount', minor, of: 'goods', ...within(sku) })
const step = (from: number, minor: number, sku?: string): Give => ({
  ...{ kind: 'steps', by: 'amount', base: 'remaining', steps: [{ from, off: { minor } }] },
  ...within(sku),
})
const needs = 'coupon' as const
const best = (programme: Programme, what: Basket, ...of: readonly string[]) => {
  const coupons = of.map((each) => coupon(each.toUpperCase(), each))
  const { minor, coupons: chosen } = combine(programme, what, coupons)
  expect({ minor, count: chosen.length }).toEqual(bruteForce(programme, what, coupons))
  return { minor, chosen }
}

test('a small discount that closes the cheap pieces makes the dear one free', () => {
  const programme = programmeWith(
    [
      offer('dear', off(300, 'dear'), { needs, priority: 3 }),
      offer('cheap', off(2, 'cheap'), { needs, priority: 2 }),
      offer('second', { kind: 'buy-get', buy: 1, get: 1, basisPoints: 10_000 }, { needs, priority: 1 }),
    ],
    [group('main', { oncePerLine: true })],
  )
  const what = basket([
    { sku: 'cheap', quantity: 2, netMinor: 200 },
    { sku: 'dear', quantity: 2, netMinor: 2_000 },
  ])
  expect(best(programme, what, 'dear', 'cheap', 'second')).toEqual({ minor: 1_002, chosen: ['CHEAP', 'SECOND'] })
})

test('a small discount that keeps an offer’s first effect away gives its second, larger one', () => {
  const programme = programmeWith([
    offer('much', off(6_000), { needs, priority: 3 }),
    offer('little', off(100), { needs, priority: 2 }),
    offer('both', [step(20_000, 5_000), step(15_100, 15_000)], { needs, priority: 1 }),
  ])
  const found = best(programme, basket([{ netMinor: 20_000 }]), 'much', 'little', 'both')
  expect(found).toEqual({ minor: 15_100, chosen: ['LITTLE', 'BOTH'] })
})

test('of two equal discounts the one that leaves a threshold alone is chosen', () => {
  const programme = programmeWith(
    [
      offer('tea', off(1_000, 'tea'), { needs, group: 'g0', priority: 1 }),
      offer('cup', off(1_000, 'cup'), { group: 'g0' }),
      offer('five', step(5_000, 3_000, 'cup'), { group: 'g1' }),
    ],
    [group('g0', { mode: 'best' }), group('g1')],
  )
  const what = basket([
    { sku: 'tea', netMinor: 5_000 },
    { sku: 'cup', netMinor: 5_000 },
  ])
  expect(best(programme, what, 'tea')).toEqual({ minor: 4_000, chosen: ['TEA'] })
})

test('a search that must be short still finds something: thirty coupons on two thousand lines beside a thousand offers', () => {
  const coupons = Array.from({ length: 30 }, (_, index) => offer(`c${index}`, off(100 + index), { needs, priority: 1 }))
  const others = Array.from({ length: 1_000 }, (_, index) => offer(`o${index}`, off(1)))
  const what = basket(Array.from({ length: 2_000 }, () => ({ netMinor: 100 })))
  const given = coupons.map(({ code }) => coupon(code.toUpperCase(), code))
  const found = combine(programmeWith([...coupons, ...others]), what, given)
  expect(found).toMatchObject({ minor: 4_435, proven: false })
  expect(found.coupons).toHaveLength(30)
})

test('thirty coupons on fifty lines are combined within 20 ms', () => {
  const offers = Array.from({ length: 30 }, (_, index) =>
    offer(
      `o${index}`,
      index % 3 === 0
        ? { kind: 'percent', basisPoints: 300 + index * 10, of: 'goods', base: 'remaining' }
        : index % 3 === 1
          ? { kind: 'amount', minor: 400 + index * 37, of: 'goods' }
          : {
              kind: 'steps',
              by: 'amount',
              base: 'remaining',
              steps: [{ from: 20_000 - index * 300, off: { minor: 900 + index * 11 } }],
            },
      { needs: 'coupon', group: `g${index % 4}`, priority: index % 5 },
    ),
  )
  const groups = [group('g0'), group('g1', { mode: 'best' }), group('g2'), group('g3', { mode: 'first' })]
  const programme = programmeWith(offers, groups)
  const what = basket(Array.from({ length: 50 }, (_, index) => ({ sku: `s${index}`, netMinor: 500 + index * 7 })))
  const coupons = offers.map(({ code }) => coupon(code.toUpperCase(), code))
  // The best of several: what else the machine does meanwhile is not the search's cost.
  const took = Array.from({ length: 9 }, () => {
    const from = performance.now()
    expect(combine(programme, what, coupons).minor).toBeGreaterThan(0)
    return performance.now() - from
  })
  expect(Math.min(...took)).toBeLessThan(20)
})

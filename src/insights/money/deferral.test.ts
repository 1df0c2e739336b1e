import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocated, emptyPool, liabilityOf, type PoolMonth, standaloneMinor, step } from './deferral.ts'

/**
 * IFRS 15 Illustrative Examples, Example 52 "Customer loyalty programme" (IE267 – IE270), in whole currency units: sales of 100,000
 * with 10,000 points worth 1 each, of which 9,500 are expected to be redeemed.
 */
describe('Example 52 of IFRS 15', () => {
  const value = { minor: 1, points: 1 }
  const promised = { points: 10_000, value, expected: 9_500, of: 10_000 }
  const [deferredMinor = 0] = allocated(100_000, [promised])
  const sale = { granted: 10_000, returned: 0, deferredMinor }

  test('of 100,000 the products are 91,324 and the points 8,676', () => {
    expect(standaloneMinor(promised)).toBe(9_500)
    expect([100_000 - deferredMinor, deferredMinor]).toEqual([91_324, 8_676])
  })

  const first = step(emptyPool, { ...sale, redeemed: 4_500, outstanding: 5_500, expected: 9_500 })

  test('at the end of the first year 4,500 are redeemed: revenue 4,110, liability 4,566', () => {
    expect(first.pool.recognisedMinor).toBe(4_110)
    expect(liabilityOf(first.pool)).toBe(4_566)
    const { redemption, breakage, ...rest } = first.movement
    expect(redemption).toBe(Math.round((8_676 * 4_500) / 10_000))
    expect(redemption + breakage).toBe(4_110)
    expect(rest).toEqual({ returned: 0, expiry: 0, trueUp: 0 })
  })

  test('at the end of the second 8,500 of 9,700 are redeemed: revenue 3,493', () => {
    const quiet = { granted: 0, returned: 0, deferredMinor: 0 }
    const second = step(first.pool, { ...quiet, redeemed: 4_000, outstanding: 1_500, expected: 9_700 })
    expect(second.pool.recognisedMinor - first.pool.recognisedMinor).toBe(3_493)
    expect(liabilityOf(second.pool)).toBe(8_676 - 4_110 - 3_493)
    // Under the old estimate more would have been revenue: the change of it is a movement of its own.
    expect(second.movement.trueUp).toBe(7_603 - Math.round((8_676 * 8_500) / 9_500))
  })
})

describe('a price', () => {
  const promise = fc
    .record({
      points: fc.integer({ min: 0, max: 1e7 }),
      value: fc.record({ minor: fc.integer({ min: 1, max: 1000 }), points: fc.integer({ min: 1, max: 1000 }) }),
      of: fc.integer({ min: 1, max: 1e7 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ share, ...rest }) => ({ ...rest, expected: Math.floor(rest.of * share) }))

  test('is shared without rest: no part is negative, and goods keep what points do not take', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.array(promise, { maxLength: 4 }), (price, promises) => {
        const parts = allocated(price, promises)
        expect(parts).toHaveLength(promises.length)
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(price)
      }),
    )
  })

  test('of what nobody will redeem nothing is for the points', () => {
    expect(allocated(500, [{ points: 10, value: { minor: 1, points: 1 }, expected: 0, of: 10 }])).toEqual([0])
    expect(allocated(0, [{ points: 10, value: { minor: 1, points: 1 }, expected: 10, of: 10 }])).toEqual([0])
  })
})

/** Months of a pool in which nothing happens that could not: as shares of what is there. */
const share = fc.double({ min: 0, max: 1, noNaN: true })
const life = fc.array(
  fc
    .record({ granted: fc.integer({ min: 0, max: 10_000 }), price: fc.integer({ min: 0, max: 100_000 }) })
    .chain((sale) =>
      fc.record({
        ...{ granted: fc.constant(sale.granted), deferredMinor: fc.constant(sale.price) },
        ...{ returned: share, redeemed: share, refunded: share, lapsed: share, expected: share },
      }),
    ),
  { minLength: 1, maxLength: 12 },
)

function* lived(months: typeof life extends fc.Arbitrary<infer T> ? T : never): Generator<PoolMonth> {
  let [outstanding, redeemedSoFar] = [0, 0]
  for (const each of months) {
    outstanding += each.granted
    const returned = Math.floor(outstanding * each.returned * 0.3)
    const refunded = Math.floor(redeemedSoFar * each.refunded * 0.2)
    outstanding += refunded - returned
    const spent = Math.floor(outstanding * each.redeemed * 0.7)
    const lapsed = Math.floor((outstanding - spent) * each.lapsed)
    outstanding -= spent + lapsed
    redeemedSoFar += spent - refunded
    const expected = redeemedSoFar + Math.floor(outstanding * each.expected)
    yield {
      granted: each.granted,
      returned,
      redeemed: spent - refunded,
      outstanding,
      expected,
      deferredMinor: each.deferredMinor,
    }
  }
  yield { granted: 0, returned: 0, redeemed: 0, outstanding: 0, expected: redeemedSoFar, deferredMinor: 0 }
}

test('movements lead from one liability to the next, which is never negative and ends at nothing', () => {
  fc.assert(
    fc.property(life, (months) => {
      let pool = emptyPool
      for (const month of lived(months)) {
        const { pool: after, movement } = step(pool, month)
        const moved = Object.values(movement).reduce((sum, each) => sum + each, 0)
        expect(liabilityOf(after)).toBe(liabilityOf(pool) + month.deferredMinor - moved)
        expect(liabilityOf(after)).toBeGreaterThanOrEqual(0)
        expect(after.recognisedMinor).toBeGreaterThanOrEqual(0)
        pool = after
      }
      expect(liabilityOf(pool)).toBe(0)
    }),
  )
})

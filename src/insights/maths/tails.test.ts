import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logGamma } from './special.ts'
import {
  betaShare,
  type Counts,
  corrected,
  countAtLeast,
  countAtMost,
  median,
  robustSpread,
  studentAtLeast,
} from './tails.ts'

describe('shares of a beta distribution', () => {
  test('are polynomials where the parameters are whole', () => {
    // I_x(2, 3) = 6x² − 8x³ + 3x⁴
    for (const x of [0.01, 0.2, 0.5, 0.77, 0.999])
      expect(betaShare(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 12)
    expect([betaShare(0, 2, 3), betaShare(1, 2, 3)]).toEqual([0, 1])
  })

  test('of one side and the other are everything', () => {
    const above = fc.double({ min: 0.05, max: 400, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), above, above, (x, a, b) => {
        expect(betaShare(x, a, b) + betaShare(1 - x, b, a)).toBeCloseTo(1, 8)
      }),
    )
  })
})

/** Student (1908) and any table of t since: the value that is passed with the chance above it. */
test.each([
  [1, 0.025, 12.7062],
  [5, 0.025, 2.57058],
  [10, 0.025, 2.22814],
  [10, 0.005, 3.16927],
  [30, 0.05, 1.69726],
])('Student’s t with %i degrees of freedom passes what tables say', (freedom, chance, value) => {
  expect(studentAtLeast(value, freedom)).toBeCloseTo(chance, 6)
  expect(studentAtLeast(-value, freedom)).toBeCloseTo(1 - chance, 6)
})

/** One term after the other. */
function summed({ mean, variance }: Counts, to: number): number {
  const size = (mean * mean) / (variance - mean)
  const chance = mean / variance
  let sum = 0
  for (let k = 0; k <= to; k += 1)
    sum += Math.exp(
      logGamma(k + size) - logGamma(size) - logGamma(k + 1) + size * Math.log(chance) + k * Math.log1p(-chance),
    )
  return sum
}

test('tails of counts are what their terms add up to', () => {
  const counts = fc.record({
    mean: fc.double({ min: 0.1, max: 40, noNaN: true }),
    more: fc.double({ min: 0.05, max: 5, noNaN: true }),
    count: fc.nat(60),
  })
  fc.assert(
    fc.property(counts, ({ mean, more, count }) => {
      const of = { mean, variance: mean * (1 + more) }
      expect(countAtMost(count, of)).toBeCloseTo(summed(of, count), 9)
      expect(countAtLeast(count + 1, of)).toBeCloseTo(1 - summed(of, count), 9)
    }),
  )
})

/** The fifteen chances of the example in Benjamini & Hochberg (1995), section 3.2; four are believed at 0.05. */
test('of many findings those are believed that Benjamini and Hochberg believed', () => {
  const published = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
    ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  ]
  const found = corrected(published, published.length)
  expect(found.filter((q) => q <= 0.05)).toHaveLength(4)
  expect(found[0]).toBeCloseTo(0.0015, 10)
  expect(found[3]).toBeCloseTo((0.0095 * 15) / 4, 10)
  expect(corrected(published.slice(0, 6), 15).filter((q) => q <= 0.05)).toHaveLength(4)
  expect(corrected(published.toReversed(), 15)).toEqual(found.toReversed())
})

test('a wild value moves neither the middle nor the spread', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(robustSpread([1, 2, 3, 4, 5])).toBeCloseTo(1.4826, 10)
  expect(robustSpread([1, 2, 3, 4, 5_000])).toBeCloseTo(1.4826, 10)
})

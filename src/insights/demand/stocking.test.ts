import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../tests/support/random.ts'
import { sellsSlowly, slowDemand, slowStock, stockFor, toOrder, worthwhileService } from './stocking.ts'

/** Four weeks of 100 pieces each, with independent deviations of 20. */
const weeks = {
  means: [100, 100, 100, 100],
  deviations: [20, 20, 20, 20],
  totalDeviations: [1, 2, 3, 4].map((steps) => 20 * Math.sqrt(steps)),
}

describe('goods that sell often', () => {
  test('are stocked at the quantile of the demand until the next delivery', () => {
    // 400 expected, deviation 40, z of 95 % 1.64485: 465.79.
    expect(stockFor(weeks, { steps: 4, service: 0.95 })).toEqual({ level: 466, expected: 400, safety: 66 })
    expect(stockFor(weeks, { steps: 1, service: 0.5 })).toEqual({ level: 100, expected: 100, safety: 0 })
  })

  test('are stocked for a part of a step, and not for what of it is over', () => {
    // 150 expected, variance 1.5 × 400: 150 + 1.64485 × 24.495 = 190.29.
    expect(stockFor(weeks, { steps: 1.5, service: 0.95 })).toEqual({ level: 191, expected: 150, safety: 41 })
    const rising = { ...weeks, means: [100, 200, 300, 400] }
    expect(stockFor(rising, { steps: 1, service: 0.5, begun: 0.25 })).toMatchObject({ level: 125, expected: 125 })
    expect(stockFor(rising, { steps: 1, service: 0.5, begun: 3.25 })).toBeUndefined()
  })

  test('have no suggestion beyond the forecast', () => {
    expect(stockFor(weeks, { steps: 5, service: 0.9 })).toBeUndefined()
    expect(stockFor(weeks, { steps: 0, service: 0.9 })).toBeUndefined()
  })

  test('need more stock for a higher service level, never less', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 4 }), (one, other, steps) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((service) =>
          stockFor(weeks, { steps, service }),
        )
        expect(low?.level).toBeLessThanOrEqual(high?.level ?? 0)
      }),
    )
  })

  test("a margin of 3 against a loss of 1 is worth three quarters, by the newsvendor's rule", () => {
    expect(worthwhileService({ missing: 3, leftOver: 1 })).toBe(0.75)
    expect(() => worthwhileService({ missing: 0, leftOver: 1 })).toThrow(RangeError)
  })

  test('what is there and on its way need not be ordered', () => {
    expect(toOrder({ level: 466, onHand: 120, onTheWay: 200 })).toBe(146)
    expect(toOrder({ level: 100, onHand: 90, onTheWay: 30 })).toBe(0)
  })
})

describe('slow movers', () => {
  test('are those that sell less than about three times in four steps', () => {
    expect(sellsSlowly([1, 2, 1, 3])).toBe(false)
    expect(sellsSlowly([0, 2, 0, 3])).toBe(true)
    expect(sellsSlowly([null, 2, null, 3])).toBe(false)
    expect(sellsSlowly([0, 0])).toBe(true)
  })

  test('have the quantiles of Poisson in a table: mean 3, 90 % is 5, 95 % is 6, 99 % is 8', () => {
    const demand = { chance: 0.5, size: 2, mean: 1, variance: 1 }
    const levels = [0.9, 0.95, 0.99].map((service) => slowStock(demand, { steps: 3, service }).level)
    expect(levels).toEqual([5, 6, 8])
  })

  test('that vary more have the quantiles of the negative binomial: geometric of mean 1, 90 % is 3', () => {
    // Variance 2 and mean 1 make a geometric distribution: P(X ≤ 2) = 7 ⁄ 8, P(X ≤ 3) = 15 ⁄ 16.
    expect(slowStock({ chance: 0.5, size: 2, mean: 1, variance: 2 }, { steps: 1, service: 0.9 }).level).toBe(3)
  })

  test('of many pieces meet the normal approximation where the two take turns', () => {
    const of = (mean: number) =>
      slowStock({ chance: 1, size: mean, mean, variance: 2 * mean }, { steps: 1, service: 0.95 }).level
    expect(of(1_001) - of(999)).toBeLessThan(6)
  })

  test('that stopped selling sink towards nothing, and nothing is said of what never sold', () => {
    const sold = Array.from({ length: 60 }, (_, step) => (step % 3 === 0 ? 2 : 0))
    const before = slowDemand(sold)?.mean ?? Number.NaN
    const after = slowDemand([...sold, ...Array.from({ length: 40 }, () => 0)])?.mean ?? Number.NaN
    expect(before).toBeCloseTo(2 / 3, 0)
    expect(after).toBeLessThan(before / 4)
    expect(slowDemand([0, null, 0])).toBeUndefined()
  })

  test('are in stock as often as was asked for, when demand goes on as it was', () => {
    const random = randomFrom(9)
    const draw = () => (random.next() < 0.2 ? 1 + random.below(3) : 0)
    const demand = slowDemand(Array.from({ length: 400 }, draw))
    if (demand === undefined) throw new Error('it sold')
    const { level } = slowStock(demand, { steps: 4, service: 0.95 })
    const rounds = 5_000
    let enough = 0
    for (let round = 0; round < rounds; round += 1) if (draw() + draw() + draw() + draw() <= level) enough += 1
    expect(enough / rounds).toBeGreaterThan(0.94)
    expect(enough / rounds).toBeLessThan(0.995)
  })
})

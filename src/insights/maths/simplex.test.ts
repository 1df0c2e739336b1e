import { expect, test } from 'vitest'
import { minimum } from './simplex.ts'

const limits = { step: 0.5, mostRounds: 1_000, tolerance: 1e-12 }

test("the valley of Rosenbrock (1960) is followed to its end, as in Nelder & Mead's own paper", () => {
  const found = minimum(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1], limits)
  expect(found.converged).toBe(true)
  expect(found.at[0]).toBeCloseTo(1, 5)
  expect(found.at[1]).toBeCloseTo(1, 5)
})

test('a search that runs out of rounds says so and keeps the best that it saw', () => {
  const ask = ([x = 0, y = 0]: readonly number[]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2
  const found = minimum(ask, [-1.2, 1], { ...limits, mostRounds: 5 })
  expect(found).toMatchObject({ converged: false, rounds: 5 })
  expect(found.value).toBeLessThan(ask([-1.2, 1]))
  expect(found.value).toBe(ask(found.at))
})

test('places without a value are walked around', () => {
  const found = minimum(([x = 0]) => (x > 0 ? x - Math.log(x) : Number.NaN), [3], limits)
  expect(found.at[0]).toBeCloseTo(1, 5)
})

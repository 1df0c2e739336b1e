import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastSquares } from './squares.ts'

test('a line through points that lie on it is that line', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: -1_000, max: 1_000 }), (at, slope) => {
      const steps = Float64Array.from({ length: 9 }, (_, step) => step)
      const found = leastSquares(
        [steps.map(() => 1), steps],
        steps.map((step) => at + slope * step),
      )
      expect(found?.[0]).toBeCloseTo(at, 3)
      expect(found?.[1]).toBeCloseTo(slope, 3)
    }),
  )
})

test('columns that say the same share what they explain', () => {
  const column = Float64Array.of(1, 2, 3)
  const found = leastSquares(
    [column, column],
    column.map((each) => 4 * each),
  )
  expect((found?.[0] ?? 0) + (found?.[1] ?? 0)).toBeCloseTo(4, 6)
})

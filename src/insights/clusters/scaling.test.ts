import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointsOf } from './points.ts'
import { inUnits, onScales, scaled } from './scaling.ts'

const spent = { name: 'spent', skewed: true }
const visits = { name: 'visits', skewed: false }

describe('scaling', () => {
  test('a feature stands around its mean in standard deviations', () => {
    const { points, scales } = scaled(pointsOf([[2], [4], [4], [4], [5], [5], [7], [9]]), [visits])
    // Mean 5 and standard deviation 2.
    expect([...points.values]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
    expect(scales).toEqual([{ ...visits, column: 0, mean: 5, deviation: 2, missing: 0 }])
  })

  test('a skewed feature is scaled by its logarithm, with its sign', () => {
    const e = Math.E
    const { points, scales } = scaled(pointsOf([[e - 1], [e ** 3 - 1], [1 - e]]), [spent])
    expect(scales[0]?.mean).toBeCloseTo(1, 12)
    const deviation = Math.sqrt((0 + 4 + 4) / 3)
    const expected = [0, 2 / deviation, -2 / deviation]
    points.values.forEach((value, row) => {
      expect(value).toBeCloseTo(expected[row] ?? Number.NaN, 12)
    })
  })

  test('constant and unknown features are left out and named, missing values stand at the mean and are counted', () => {
    const table = pointsOf([
      [0.1, Number.NaN, 1],
      [0.1, Number.NaN, Number.NaN],
      [0.1, Number.POSITIVE_INFINITY, 3],
    ])
    const found = scaled(table, [{ name: 'same', skewed: false }, { name: 'nothing', skewed: true }, visits])
    expect(found.leftOut).toEqual([
      { name: 'same', why: 'constant', missing: 0 },
      { name: 'nothing', why: 'unknown', missing: 3 },
    ])
    expect(found.scales).toEqual([{ ...visits, column: 2, mean: 2, deviation: 1, missing: 1 }])
    expect([...found.points.values]).toEqual([-1, 0, 1])
  })

  test('equal values whose sum is rounded are constant all the same', () => {
    const found = scaled(pointsOf(new Array(1_000).fill([0.1])), [visits])
    expect(found.leftOut).toEqual([{ name: 'visits', why: 'constant', missing: 0 }])
  })

  test('every used feature has mean 0 and variance 1, and goes back to its units', () => {
    const tables = fc.array(fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 9 })), {
      minLength: 2,
      maxLength: 40,
    })
    fc.assert(
      fc.property(tables, (rows) => {
        const { points, scales } = scaled(pointsOf(rows), [spent, visits])
        scales.forEach(({ column }, at) => {
          const values = [...new Array(points.rows).keys()].map((row) => points.values[row * points.columns + at] ?? 0)
          expect(values.reduce((sum, value) => sum + value, 0) / rows.length).toBeCloseTo(0, 6)
          expect(values.reduce((sum, value) => sum + value ** 2, 0) / rows.length).toBeCloseTo(1, 6)
          rows.forEach((row, number) => {
            const own = points.values.subarray(number * points.columns, (number + 1) * points.columns)
            const given = row[column] ?? Number.NaN
            expect(Math.abs((inUnits(scales, own)[at] ?? 0) - given)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(given)))
            const known = scales.map((scale) => row[scale.column] ?? Number.NaN)
            expect(onScales(scales, known)[at]).toBeCloseTo(own[at] ?? Number.NaN, 9)
          })
        })
      }),
      {
        examples: [
          [
            [
              [-4e-162, 0],
              [0, 0],
              [0, 0],
            ],
          ],
          [
            [
              [-5e-324, 0],
              [0, 0],
            ],
          ],
        ],
      },
    )
  })
})

import { expect, test } from 'vitest'
import { shuffled } from './blobs.fixture.ts'
import { onGrid, ownOrder, picked, pointsOf } from './points.ts'

test('points have one order however they came, also where different ones are mixed into the same bits', () => {
  // Among so many some ten pairs share their 32 bits.
  const points = {
    values: Float64Array.from({ length: 300_000 }, (_, row) => Math.sqrt(row)),
    rows: 300_000,
    columns: 1,
  }
  const other = shuffled(points, 1).points
  const [one, two] = [picked(points, ownOrder(points)), picked(other, ownOrder(other))]
  expect(Buffer.compare(new Uint8Array(one.values.buffer), new Uint8Array(two.values.buffer))).toBe(0)
  expect([...one.values].sort((a, b) => a - b).every((value, row) => value === Math.sqrt(row))).toBe(true)
})

test('the widest column reaches from -1 to 1 on the grid, the others keep their proportion', () => {
  const { points, middle, unit } = onGrid(
    pointsOf([
      [10, 1],
      [30, 2],
      [20, 1],
    ]),
  )
  expect([...points.values]).toEqual(
    [-1, -0.05, 1, 0.05, 0, -0.05].map((value) => Math.round(value * 2 ** 40) / 2 ** 40),
  )
  expect([...middle]).toEqual([20, 1.5])
  expect(unit).toBe(10)
  expect(onGrid(pointsOf([[3], [3]]))).toMatchObject({ unit: 0 })
})

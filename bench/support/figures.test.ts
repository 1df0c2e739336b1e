import { expect, test } from 'vitest'
import { asJson, type Figure, holds, quantile } from './figures.ts'

test('a quantile is a value that was measured, and the slowest one is never left out of the last', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1)]).toEqual([50, 99, 100])
  expect(quantile([7], 0.99)).toBe(7)
  expect(quantile([], 0.5)).toBeNaN()
})

test('a bar holds at its edge, and what was not measured does not hold', () => {
  const ratio: Figure = { name: 'orders', value: 0.8, unit: '×', bar: { least: 0.8 } }
  expect([holds(ratio), holds({ ...ratio, value: 0.799 }), holds({ ...ratio, value: Number.NaN })]).toEqual([
    true,
    false,
    false,
  ])
  expect(holds({ ...ratio, bar: { most: 0.8 } })).toBe(true)
  expect(holds({ ...ratio, bar: null })).toBeNull()
})

test('a figure is one line of JSON', () => {
  const line = asJson({ name: 'orders.p99', value: 12.3456, unit: 'ms', bar: { most: 15 }, note: 'not in the line' })
  expect(JSON.parse(line)).toEqual({ name: 'orders.p99', value: 12.3, unit: 'ms', bar: '≤ 15', holds: true })
})

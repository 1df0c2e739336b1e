import { expect, test } from 'vitest'
import { isId } from '../base/ids.ts'
import { systemIds } from './ids.ts'

test('ids sort by the order of their making, also within one millisecond', () => {
  const ids = Array.from({ length: 200_000 }, () => systemIds.next())
  expect(ids.every(isId)).toBe(true)
  expect(ids.findIndex((id, index) => index > 0 && id <= (ids[index - 1] ?? ''))).toBe(-1)
  expect(ids[0]?.charAt(14)).toBe('7')
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id carries the time of its making, to the second', () => {
  const milliseconds = Number.parseInt(systemIds.next().replace('-', '').slice(0, 12), 16)
  expect(Math.abs(milliseconds - performance.timeOrigin - performance.now())).toBeLessThan(60_000)
})

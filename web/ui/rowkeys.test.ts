import { expect, test } from 'vitest'
import { keyed } from './rowkeys.ts'

const none = { rows: [], keys: [], next: 0 }
const [a, b, c] = [{ of: 'a' }, { of: 'b' }, { of: 'c' }]

test('a row keeps its key while it is edited, and when others come and go', () => {
  const first = keyed(none, [a, b])
  const edited = keyed(first, [a, { of: 'b!' }])
  expect(edited.keys).toEqual(first.keys)
  const added = keyed(first, [a, b, c])
  expect(added.keys.slice(0, 2)).toEqual(first.keys)
  const removed = keyed(added, [b, c])
  expect(removed.keys).toEqual(added.keys.slice(1))
  const moved = keyed(added, [c, a, b])
  expect(moved.keys).toEqual([added.keys[2], added.keys[0], added.keys[1]])
})

test('keys are never the same, even for the same row twice', () => {
  const first = keyed(none, [a, b])
  expect(new Set(keyed(first, [a, a, b]).keys).size).toBe(3)
})

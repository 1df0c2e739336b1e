import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf } from './highest.ts'

test('the first of a list are those of the sorted list, and alike ones keep their order', () => {
  const some = fc.array(fc.record({ key: fc.integer({ min: 0, max: 9 }), place: fc.nat() }), { maxLength: 60 })
  fc.assert(
    fc.property(some, fc.integer({ min: -1, max: 70 }), (all, count) => {
      const compare = (a: { key: number }, b: { key: number }) => a.key - b.key
      expect(firstOf(all, count, compare)).toEqual(all.toSorted(compare).slice(0, Math.max(0, count)))
    }),
  )
})

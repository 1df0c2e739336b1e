import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { varied } from './variety.ts'

const near = (item: string, similarity: number) => ({ item, similarity, together: 1 })
const beside = new Map([
  ['tea', [near('mate', 0.9), near('cup', 0.1)]],
  ['cup', [near('pot', 0.4)]],
])
const ranked = [
  { item: 'tea', score: 1 },
  { item: 'mate', score: 0.9 },
  { item: 'cup', score: 0.62 },
  { item: 'pot', score: 0.5 },
]
const chosen = (diversity: number, count = 3) =>
  varied({ beside }, ranked, { count, diversity }).map(({ item }) => item)

describe('variety', () => {
  test('a list worked by hand: likeness costs as much as diversity says', () => {
    expect(chosen(0)).toEqual(['tea', 'mate', 'cup'])
    // 0.5 × 0.9 − 0.5 × 0.9 for mate, 0.5 × 0.62 − 0.5 × 0.1 for cup, 0.5 × 0.5 − 0 for pot; then pot stands near cup.
    expect(chosen(0.5)).toEqual(['tea', 'cup', 'pot'])
    expect(chosen(0.1)).toEqual(['tea', 'mate', 'cup'])
  })

  test('no group has more than was asked, and what has no group is never too much', () => {
    const groupOf = (item: string) => (item === 'tea' || item === 'mate' ? 'drinks' : null)
    const list = varied({ beside }, ranked, { count: 4, diversity: 0, perGroup: { atMost: 1, groupOf } })
    expect(list.map(({ item }) => item)).toEqual(['tea', 'cup', 'pot'])
  })

  test('whatever is asked, it is a choice of the best, the best first, and without diversity the best as they are', () => {
    const some = fc.array(
      fc.record({ item: fc.constantFrom(...'abcdefghij'), score: fc.double({ min: 0, max: 1, noNaN: true }) }),
    )
    fc.assert(
      fc.property(some, fc.nat(8), fc.double({ min: 0, max: 1, noNaN: true }), (all, count, diversity) => {
        const list = [...new Map(all.map((each) => [each.item, each])).values()].sort((a, b) => b.score - a.score)
        const found = varied({ beside }, list, { count, diversity })
        expect(new Set(found).size).toBe(Math.min(count, list.length))
        for (const each of found) expect(list).toContain(each)
        if (found.length > 0 && diversity < 1) expect(found[0]?.score).toBe(list[0]?.score)
        if (diversity === 0) expect(found).toEqual(list.slice(0, count))
      }),
    )
  })
})

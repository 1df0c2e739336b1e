import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likelihoodRatio, type SimilarAsked, similarItems } from './similar.ts'

const someBaskets = fc.array(fc.array(fc.constantFrom(...'abcdef'), { maxLength: 7 }), { maxLength: 14 })
const plain: SimilarAsked = { measure: 'cosine', shrinkage: 0, neighbours: 10 }
const without = (set: readonly string[], item: string) => set.filter((each) => each !== item)

describe('the likelihood ratio', () => {
  test('is that of Dunning (1993), table 2: “the swiss”, “can be”, “previous year”', () => {
    const tables = [
      { both: 110, first: 2_442, second: 111, neither: 29_114 },
      { both: 29, first: 13, second: 123, neither: 31_612 },
      { both: 31, first: 23, second: 139, neither: 31_584 },
    ]
    expect(tables.map((table) => likelihoodRatio(table).toFixed(2))).toEqual(['270.72', '263.90', '256.84'])
  })

  test('is nothing where two are independent, and the same in both directions', () => {
    expect(likelihoodRatio({ both: 10, first: 20, second: 30, neither: 60 })).toBeCloseTo(0, 9)
    const count = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(count, count, count, count, (both, first, second, neither) => {
        const ratio = likelihoodRatio({ both, first, second, neither })
        expect(ratio).toBeGreaterThanOrEqual(0)
        expect(likelihoodRatio({ both, first: second, second: first, neither })).toBeCloseTo(ratio, 5)
      }),
    )
  })
})

describe('similar items', () => {
  test('by cosine are what counting the baskets gives, shrunk by what they share', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 0, max: 20 }), (baskets, shrinkage) => {
        const having = (...items: string[]) =>
          baskets.filter((basket) => items.every((item) => basket.includes(item))).length
        const { neighbours } = similarItems(baskets, { ...plain, shrinkage })
        const items = [...new Set(baskets.flat())].sort()
        expect([...neighbours.keys()]).toEqual(items)
        for (const item of items) {
          const found = neighbours.get(item) ?? []
          const expected = without(items, item).filter((other) => having(item, other) > 0)
          expect(found.map((each) => each.item).sort()).toEqual(expected)
          for (const other of found) {
            const both = having(item, other.item)
            expect(other.together).toBe(both)
            const cosine = both / Math.sqrt(having(item) * having(other.item))
            expect(other.similarity).toBeCloseTo((cosine * both) / (both + shrinkage), 9)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('come the most similar first, only as many as are asked for', () => {
    fc.assert(
      fc.property(someBaskets, fc.constantFrom('cosine', 'likelihood'), (baskets, measure) => {
        const all = similarItems(baskets, { ...plain, measure }).neighbours
        const two = similarItems(baskets, { ...plain, measure, neighbours: 2 }).neighbours
        for (const [item, found] of all) {
          found.slice(1).forEach((each, index) => {
            expect(each.similarity).toBeLessThanOrEqual(found[index]?.similarity ?? 0)
          })
          expect(two.get(item)).toEqual(found.slice(0, 2))
        }
      }),
    )
  })

  test('by likelihood leave out who avoid each other', () => {
    const baskets = [
      ['tea', 'milk'],
      ['tea', 'milk'],
      ['tea', 'coffee'],
      ['coffee'],
      ['coffee'],
      ['coffee'],
      ['milk', 'tea'],
    ]
    const { neighbours } = similarItems(baskets, { ...plain, measure: 'likelihood' })
    expect(neighbours.get('tea')?.map(({ item }) => item)).toEqual(['milk'])
    expect(similarItems(baskets, plain).neighbours.get('tea')).toHaveLength(2)
  })

  test('are not asked of baskets of a bit of everything', () => {
    const giant = Array.from({ length: 5_000 }, (_, item) => `item ${item}`)
    const found = similarItems([...Array.from({ length: 30 }, () => giant), ['a', 'b']], plain)
    expect(found.tooLong).toBe(30)
    expect([...found.neighbours.keys()]).toEqual(['a', 'b'])
  })
})

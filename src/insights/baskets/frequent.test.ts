import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { type FrequentSets, frequentSets, leastCount, type TooMany } from './frequent.ts'
import { groceries } from './groceries.fixture.ts'

function found(answer: FrequentSets | TooMany): FrequentSets {
  if (answer.kind !== 'found') throw new Error(`too many: ${JSON.stringify(answer)}`)
  return answer
}

/** Every set of some of the items, counted one by one. */
function counted(baskets: readonly (readonly string[])[], size: number): Map<string, number> {
  const items = [...new Set(baskets.flat())].sort()
  const sets: string[][] = [[]]
  for (const item of items) sets.push(...sets.map((set) => [...set, item]))
  return new Map(
    sets
      .filter((set) => set.length > 0 && set.length <= size)
      .map((set) => [set.join(), baskets.filter((basket) => set.every((item) => basket.includes(item))).length]),
  )
}

const someBaskets = fc.array(fc.array(fc.constantFrom(...'abcdefg'), { maxLength: 9 }), { minLength: 1, maxLength: 14 })
const someSupport = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100)
const asPairs = ({ sets }: FrequentSets) => sets.map(({ items, count }): [string, number] => [items.join(), count])

describe('the sets', () => {
  test('the example of Han, Pei & Yin (2000), table 1, with a support of 3 of 5', () => {
    const baskets = ['facdgimp', 'abcflmo', 'bfhjo', 'bcksp', 'afcelpmn'].map((each) => [...each])
    expect(asPairs(found(frequentSets(baskets, { minimumSupport: 3 / 5 })))).toEqual([
      ...[
        ['c', 4],
        ['f', 4],
        ['a', 3],
        ['b', 3],
        ['m', 3],
        ['p', 3],
      ],
      ...[
        ['a,c', 3],
        ['a,f', 3],
        ['a,m', 3],
        ['c,f', 3],
        ['c,m', 3],
        ['c,p', 3],
        ['f,m', 3],
      ],
      ...[
        ['a,c,f', 3],
        ['a,c,m', 3],
        ['a,f,m', 3],
        ['c,f,m', 3],
      ],
      ['a,c,f,m', 3],
    ])
  })

  test('are those that counting every set one by one finds', () => {
    fc.assert(
      fc.property(someBaskets, someSupport, fc.integer({ min: 1, max: 7 }), (baskets, minimumSupport, maximumSize) => {
        const enough = [...counted(baskets, maximumSize)].filter(
          ([, count]) => count / baskets.length >= minimumSupport,
        )
        const answer = found(frequentSets(baskets, { minimumSupport, maximumSize }))
        expect(new Map(asPairs(answer))).toEqual(new Map(enough.filter(([, count]) => count > 0)))
        expect(answer.sets).toHaveLength(new Map(asPairs(answer)).size)
      }),
      { numRuns: 400 },
    )
  })

  test('every part of a frequent set is frequent with at least its count', () => {
    fc.assert(
      fc.property(someBaskets, someSupport, (baskets, minimumSupport) => {
        const counts = new Map(asPairs(found(frequentSets(baskets, { minimumSupport }))))
        for (const [set, count] of counts) {
          const items = set.split(',')
          if (items.length === 1) continue
          for (const gone of items)
            expect(counts.get(items.filter((item) => item !== gone).join())).toBeGreaterThanOrEqual(count)
        }
      }),
    )
  })

  test('come in the same order whatever the order of baskets and items', () => {
    fc.assert(
      fc.property(someBaskets, someSupport, (baskets, minimumSupport) => {
        const turned = baskets.map((basket) => [...basket, ...basket].reverse()).reverse()
        expect(frequentSets(turned, { minimumSupport })).toEqual(frequentSets(baskets, { minimumSupport }))
      }),
    )
  })

  test('an empty basket counts as a basket, and no baskets have no sets', () => {
    expect(asPairs(found(frequentSets([['a'], []], { minimumSupport: 0.5 })))).toEqual([['a', 1]])
    expect(asPairs(found(frequentSets([['a'], []], { minimumSupport: 0.51 })))).toEqual([])
    expect(asPairs(found(frequentSets([], { minimumSupport: 0.5 })))).toEqual([])
  })

  test('names that hold commas or look like one another stay apart', () => {
    const baskets = [
      ['a,b', '1', '__proto__'],
      ['a', 'b', '01', '__proto__'],
    ]
    expect(found(frequentSets(baskets, { minimumSupport: 1 })).sets).toEqual([{ items: ['__proto__'], count: 2 }])
  })

  test('a support outside (0, 1] or a size that is no size is a mistake of the caller', () => {
    for (const minimumSupport of [0, -1, 1.01, Number.NaN])
      expect(() => frequentSets([], { minimumSupport })).toThrow(RangeError)
    for (const maximumSize of [0, 1.5, 31])
      expect(() => frequentSets([], { minimumSupport: 1, maximumSize })).toThrow(RangeError)
  })
})

describe('the least count', () => {
  test('is the smallest count whose share reaches the support', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.double({ min: 1e-9, max: 1, noNaN: true }),
        (n, support) => {
          const count = leastCount(support, n)
          expect(count / n).toBeGreaterThanOrEqual(support)
          expect(count === 1 || (count - 1) / n < support).toBe(true)
        },
      ),
    )
  })

  test('of a share that a count gives is that count', () => {
    expect(0.07 * 100).toBeGreaterThan(7)
    expect(leastCount(0.07, 100)).toBe(7)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 1, max: 3_000_000 }), (a, b) => {
        const [count, n] = [Math.min(a, b), Math.max(a, b)]
        expect(leastCount(count / n, n)).toBe(count)
      }),
    )
  })
})

describe('the limits', () => {
  test('too many sets: the support that is named fits, and one basket less does not', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 0, max: 40 }), (baskets, most) => {
        const limits = { sets: most, bytes: 2 ** 20 }
        const answer = frequentSets(baskets, { minimumSupport: 0.01, limits })
        const all = found(frequentSets(baskets, { minimumSupport: 0.01 })).sets
        expect(answer.kind).toBe(all.length > most ? 'too-many' : 'found')
        if (answer.kind === 'found') return
        expect(answer.limit).toBe('sets')
        const fitting = (count: number) => all.filter((set) => set.count >= count).length <= most
        const counts = [...new Set(all.map(({ count }) => count))].sort((a, b) => a - b)
        const best = counts.find(fitting)
        if (best === undefined) expect(answer.fits).toBeNull()
        else {
          const again = found(frequentSets(baskets, { minimumSupport: answer.fits?.support ?? 0, limits }))
          expect(again.sets).toEqual(all.filter(({ count }) => count >= best))
          expect(fitting((answer.fits?.count ?? 0) - 1)).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('too little memory: the support that is named fits into it', () => {
    let met = 0
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 40, max: 2_000 }), (baskets, bytes) => {
        const limits = { sets: 1_000, bytes }
        const answer = frequentSets(baskets, { minimumSupport: 0.01, limits })
        if (answer.kind === 'found') {
          expect(answer).toEqual(frequentSets(baskets, { minimumSupport: 0.01 }))
          return
        }
        met += 1
        expect(answer.limit).toBe('memory')
        if (answer.fits === null) return
        const { support, count } = answer.fits
        const again = found(frequentSets(baskets, { minimumSupport: support, limits }))
        expect(again.leastCount).toBe(count)
        expect(again).toEqual(frequentSets(baskets, { minimumSupport: support }))
      }),
      { numRuns: 300 },
    )
    expect(met).toBeGreaterThan(20)
  })

  test('30 baskets of 5,000 items end with a message and in bounded memory', () => {
    const same = Array.from({ length: 5_000 }, (_, item) => `item ${item}`)
    const before = process.memoryUsage.rss()
    const alike = frequentSets(
      Array.from({ length: 30 }, () => same),
      { minimumSupport: 0.1 },
    )
    expect(alike).toEqual({ kind: 'too-many', baskets: 30, limit: 'sets', fits: null })
    // Each half of them has its own half of the shelf, and all have ten items besides.
    const halves = Array.from({ length: 30 }, (_, basket) => [
      ...same.slice(0, 10),
      ...Array.from({ length: 4_990 }, (_, item) => `half ${basket % 2}: ${item}`),
    ])
    const apart = frequentSets(halves, { minimumSupport: 0.1 })
    expect(apart).toEqual({ kind: 'too-many', baskets: 30, limit: 'sets', fits: { support: 16 / 30, count: 16 } })
    expect(found(frequentSets(halves, { minimumSupport: 16 / 30 })).sets).toHaveLength(2 ** 10 - 1)
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(400)
  })
})

describe.skipIf(!publishedIsHere)('Groceries (Hahsler, Hornik & Reutterer 2006)', () => {
  test('has the sets that arules finds at a support of 0.001', () => {
    const { sets, leastCount: least } = found(frequentSets(groceries(), { minimumSupport: 0.001 }))
    expect(least).toBe(10)
    const sizes = [1, 2, 3, 4, 5, 6, 7].map((size) => sets.filter(({ items }) => items.length === size).length)
    expect(sizes).toEqual([157, 2_981, 6_831, 3_137, 376, 10, 0])
    expect(sets).toHaveLength(13_492)
    expect(sets[0]).toEqual({ items: ['whole milk'], count: 2_513 })
  })

  test('too many sets of a month of a shop: the support that is named is the smallest', () => {
    const limits = { sets: 1_000, bytes: 2 ** 24 }
    const answer = frequentSets(groceries(), { minimumSupport: 0.001, limits })
    if (answer.kind === 'found' || answer.fits === null) throw new Error('expected too many')
    const { support, count } = answer.fits
    expect(found(frequentSets(groceries(), { minimumSupport: support, limits })).sets.length).toBeLessThanOrEqual(1_000)
    const below = frequentSets(groceries(), { minimumSupport: (count - 1) / 9_835 })
    expect(found(below).sets.length).toBeGreaterThan(1_000)
  })
})

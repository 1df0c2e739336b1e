import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedFile, publishedIsHere } from '../../../tests/support/published.ts'
import { type Hits, hitsOf, meanHits } from './evaluation.ts'
import { type History, learn, type Model, recommend, type Weights } from './recommend.ts'

const someBasket = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 })
const someHistory = fc.array(someBasket, { maxLength: 6 })
const someHistories = fc.array(someHistory, { maxLength: 8 })

describe('recommendations', () => {
  test('a habit comes first, then what goes with it, and each says why', () => {
    const others: History[] = Array.from({ length: 30 }, () => [['beans', 'filter'], ['salt']])
    const model = learn([...others, [['beans']]])
    const weights: Weights = { again: 1, goesWith: 1, popular: 0.1, fading: 1 }
    const found = recommend(model, [['beans'], ['beans']], { count: 3, weights })
    expect(found.map(({ item, because }) => [item, because])).toEqual([
      ['beans', { kind: 'bought-before', times: 2 }],
      ['filter', { kind: 'goes-with', item: 'beans' }],
      ['salt', { kind: 'popular' }],
    ])
  })

  test('somebody without history gets what is bought most', () => {
    const model = learn([[['a', 'b']], [['b', 'c']], [['b', 'c']]])
    expect(recommend(model, [], { count: 2 }).map(({ item, because }) => [item, because.kind])).toEqual([
      ['b', 'popular'],
      ['c', 'popular'],
    ])
    expect(recommend(learn([]), [], { count: 2 })).toEqual([])
  })

  test('are as many as there are, each once, best first, and never what is left out', () => {
    fc.assert(
      fc.property(someHistories, someHistory, someBasket, fc.integer({ min: 0, max: 9 }), (all, own, out, count) => {
        const leftOut = new Set(out)
        const found = recommend(learn(all), own, { count, leftOut })
        const open = new Set([...all.flat(2), ...own.flat()].filter((item) => !leftOut.has(item)))
        expect(found).toHaveLength(Math.min(count, open.size))
        expect(new Set(found.map(({ item }) => item)).size).toBe(found.length)
        for (const { item } of found) expect(open.has(item)).toBe(true)
        found.slice(1).forEach(({ score }, index) => {
          expect(score).toBeLessThanOrEqual(found[index]?.score ?? 0)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('fewer are the beginning of more', () => {
    fc.assert(
      fc.property(someHistories, someHistory, (all, own) => {
        const model = learn(all)
        expect(recommend(model, own, { count: 3 })).toEqual(recommend(model, own, { count: 8 }).slice(0, 3))
      }),
    )
  })
})

describe('the figures', () => {
  test('one worked by hand: first and third of three were bought, of four', () => {
    const { recall, ndcg, hit } = hitsOf(['a', 'x', 'b'], new Set(['a', 'b', 'c', 'd']))
    expect(recall).toBe(0.5)
    expect(ndcg).toBeCloseTo(1.5 / (1 + 1 / Math.log2(3) + 0.5), 12)
    expect(hit).toBe(1)
    expect(hitsOf(['x'], new Set(['a']))).toEqual({ recall: 0, ndcg: 0, hit: 0 })
    expect(hitsOf([], new Set(['a']))).toEqual({ recall: 0, ndcg: 0, hit: 0 })
    expect(meanHits([])).toBeNull()
  })

  test('are 1 for the list of all that was bought, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (bought) => {
        const { recall, ndcg, hit } = hitsOf([...bought].reverse(), new Set(bought))
        expect([recall, hit]).toEqual([1, 1])
        expect(ndcg).toBeCloseTo(1, 12)
      }),
    )
  })
})

/** Baskets of each member of a supermarket; −1 stands before the first and behind the last. */
function shop(name: 'history' | 'future'): Map<string, string[][]> {
  const read: Record<string, number[][]> = JSON.parse(
    gunzipSync(readFileSync(publishedFile(`next-basket/${name}.json.gz`))).toString(),
  )
  const baskets = (all: number[][]) => all.filter(([first]) => first !== -1).map((basket) => basket.map(String))
  return new Map(Object.entries(read).map(([member, all]) => [member, baskets(all)]))
}

type Member = { readonly history: History; readonly bought: ReadonlySet<string> }

function hits(model: Model, members: readonly Member[], weights?: Weights): Hits | null {
  const asked = weights === undefined ? { count: 10 } : { count: 10, weights }
  return meanHits(
    members.map(({ history, bought }) => {
      const items = recommend(model, history, asked).map(({ item }) => item)
      return hitsOf(items, bought)
    }),
  )
}

describe.skipIf(!publishedIsHere)('the next basket of 6,929 members of a supermarket', () => {
  test('is met better than by popularity, and better than by habit and popularity alone', { timeout: 120_000 }, () => {
    const future = shop('future')
    const members = [...shop('history')].map(([member, history]) => ({
      history,
      bought: new Set(future.get(member)?.[0]),
    }))
    expect(members).toHaveLength(6_929)
    const model = learn(members.map(({ history }) => history))
    const without = members.map(({ bought }) => ({ history: [], bought }))
    // Floors: 0.0803, 0.0875, 0.2489 and 0.1195, 0.1069, 0.3721, found by others over twice as many members.
    const popular = hits(model, without)
    expect(popular?.recall).toBeCloseTo(0.0834, 3)
    expect(popular?.ndcg).toBeCloseTo(0.09, 3)
    expect(popular?.hit).toBeCloseTo(0.2494, 3)
    const own = hits(model, members)
    expect(own?.recall).toBeCloseTo(0.15, 3)
    expect(own?.ndcg).toBeCloseTo(0.1353, 3)
    expect(own?.hit).toBeCloseTo(0.4402, 3)
    // The same members with habit alone, and popularity only between equals.
    const habit = hits(model, members, { again: 1, goesWith: 0, popular: 0.001, fading: 1 })
    expect(habit?.recall).toBeCloseTo(0.1352, 3)
    expect(habit?.ndcg).toBeCloseTo(0.1228, 3)
  })
})

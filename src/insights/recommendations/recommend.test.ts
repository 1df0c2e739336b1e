import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { History } from './histories.ts'
import { learn } from './model.ts'
import { recommend } from './recommend.ts'

const visits = (...baskets: readonly (readonly string[])[]): History => baskets.map((items, at) => ({ at, items }))
const someBasket = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 })
const someHistory = fc.array(someBasket, { maxLength: 6 }).map((baskets) => visits(...baskets))
const someHistories = fc.array(someHistory, { maxLength: 8 })
const itemsOf = (history: History) => history.flatMap(({ items }) => items)

describe('recommendations', () => {
  test('a habit comes first, then what goes with it, then what all buy, and each says why', () => {
    const others = Array.from({ length: 300 }, () => visits(['beans', 'filter', 'paper'], ['beans']))
    const salty = Array.from({ length: 100 }, () => visits(['salt']))
    const elsewhere = Array.from({ length: 3_000 }, (_, item) => visits([`${item}`]))
    const model = learn([...others, ...salty, ...elsewhere])
    const found = recommend(model, visits(['beans'], ['beans', 'paper']), { at: 2, atMost: 3 })
    expect(found.map(({ item, because }) => [item, because.kind])).toEqual([
      ['beans', 'bought-before'],
      ['filter', 'goes-with'],
      ['salt', 'popular'],
    ])
    expect(found[0]?.because).toMatchObject({ times: 2, elapsed: 1 })
    // Nobody bought paper twice, so who has it is not offered it again.
    const [, filter] = found
    expect(filter?.because.kind === 'goes-with' && [...filter.because.items].sort()).toEqual(['beans', 'paper'])
  })

  test('somebody without history gets what is bought most', () => {
    const model = learn([visits(['a', 'b']), visits(['b', 'c']), visits(['b', 'c'])])
    const found = recommend(model, [], { at: 1, atMost: 2 })
    expect(found.map(({ item, because }) => [item, because])).toEqual([
      ['b', { kind: 'popular', share: 1 }],
      ['c', { kind: 'popular', share: 2 / 3 }],
    ])
    expect(recommend(learn([]), [], { at: 1, atMost: 2 })).toEqual([])
  })

  test('what hardly anybody buys a second time is not offered to who has it', () => {
    const buyers = Array.from({ length: 60 }, () => visits(['kettle', 'tea'], ['tea'], ['tea']))
    const model = learn(buyers)
    const offered = (history: History) => recommend(model, history, { at: 5, atMost: 5 }).map(({ item }) => item)
    expect(offered(visits(['kettle', 'tea']))).toEqual(['tea'])
    expect(offered(visits(['tea']))).toEqual(['tea', 'kettle'])
  })

  test('are as many as there are, each once, best first, and never what is left out or, where only new is asked, known', () => {
    fc.assert(
      fc.property(
        ...[someHistories, someHistory, someBasket, fc.integer({ min: 0, max: 9 }), fc.boolean()],
        (all, own, out, atMost, onlyNew) => {
          const leftOut = new Set([...out, ...(onlyNew ? itemsOf(own) : [])])
          const found = recommend(learn(all), own, { at: 9, atMost, onlyNew, leftOut: new Set(out) })
          const open = new Set([...all.flatMap(itemsOf), ...itemsOf(own)].filter((item) => !leftOut.has(item)))
          expect(found).toHaveLength(Math.min(atMost, open.size))
          expect(new Set(found.map(({ item }) => item)).size).toBe(found.length)
          for (const { item } of found) expect(open.has(item)).toBe(true)
          found.slice(1).forEach(({ score }, index) => {
            expect(score).toBeLessThanOrEqual(found[index]?.score ?? 0)
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('fewer are the beginning of more', () => {
    fc.assert(
      fc.property(someHistories, someHistory, (all, own) => {
        const model = learn(all)
        expect(recommend(model, own, { at: 9, atMost: 3 })).toEqual(
          recommend(model, own, { at: 9, atMost: 8 }).slice(0, 3),
        )
      }),
    )
  })
})

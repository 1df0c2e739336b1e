import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { learn } from './model.ts'
import { recommend } from './recommend.ts'
import { loaded, stored } from './storing.ts'
import { varied } from './variety.ts'

const someBasket = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 })
const someHistory = fc
  .array(someBasket, { maxLength: 6 })
  .map((baskets) => baskets.map((items, at) => ({ at: at * 86_400_000, items })))

test('a model that was put away recommends what it did before', () => {
  fc.assert(
    fc.property(fc.array(someHistory, { maxLength: 12 }), someHistory, (all, own) => {
      const model = learn(all)
      const back = loaded(stored(model))
      if (back === undefined) throw new Error('it is not read again')
      expect([back.visits, back.members, [...back.counts]]).toEqual([model.visits, model.members, [...model.counts]])
      const asked = { at: 9 * 86_400_000, atMost: 8 }
      const [before, after] = [recommend(model, own, asked), recommend(back, own, asked)]
      expect(after).toHaveLength(before.length)
      // Four digits are kept of weights.
      for (const [place, { score }] of after.entries()) expect(score).toBeCloseTo(before[place]?.score ?? 0, 3)
      expect(varied(back, after, { count: 3, diversity: 0 })).toEqual(after.slice(0, 3))
    }),
  )
})

test('one of another form is not read', () => {
  const text = gunzipSync(stored(learn([]))).toString()
  expect(loaded(gzipSync(text))).toBeDefined()
  expect(loaded(gzipSync(text.replace('"form":1', '"form":2')))).toBeUndefined()
})

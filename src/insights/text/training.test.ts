/** Learning what is content and what complains: against naive Bayes on the published sets, and on texts made for the test. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { chance } from '../maths/chance.ts'
import { calibrate, chanceOf } from './calibration.ts'
import { learn } from './learning.ts'
import { lexiconOf } from './lexicon.ts'
import { amazon, restaurants, shopping, waimai, yelp } from './published.fixture.ts'
import { judge } from './sentiment.ts'
import { shippedWeights } from './shipped.ts'
import { oneFold, testedOnOthers, train } from './training.ts'
import { packed, readWeights, unpacked } from './weightsfile.ts'

const none = new Map<string, number>()

describe.runIf(publishedIsHere)('the published sets', () => {
  test('food delivery, five folds: better than naive Bayes (accuracy 0.8815, macro-F1 0.8662)', {
    timeout: 120_000,
  }, () => {
    const { tested } = train('zh', waimai(), none)
    expect(tested).toMatchObject({ texts: 11_987, folds: 5 })
    expect(tested.accuracy).toBeGreaterThan(0.9)
    expect(tested.macroF1).toBeGreaterThan(0.886)
    expect(tested.sure.share).toBeGreaterThan(0.85)
    expect(tested.sure.accuracy).toBeGreaterThan(0.93)
  })

  test('goods, one fold of five: better than naive Bayes (accuracy 0.9273)', { timeout: 240_000 }, () => {
    const tested = oneFold('zh', shopping(), none, 0)
    expect(tested.texts).toBe(8_986)
    expect(tested.accuracy).toBeGreaterThan(0.945)
  })

  test('Amazon and Yelp, five folds: better than naive Bayes (0.810, 0.817), without and with known words', () => {
    const accuracy = (examples: ReturnType<typeof amazon>, known: ReadonlyMap<string, number>): number =>
      train('en', examples, known).tested.accuracy
    expect(accuracy(amazon(), none)).toBeGreaterThan(0.84)
    expect(accuracy(yelp(), none)).toBeGreaterThan(0.83)
    expect(accuracy(amazon(), lexiconOf('en'))).toBeGreaterThan(0.88)
    expect(accuracy(yelp(), lexiconOf('en'))).toBeGreaterThan(0.875)
  })

  test('known words carry over to what was not learned from: learned on goods, asked about restaurants', () => {
    const plain = testedOnOthers(train('en', amazon(), none).weights, yelp())
    const known = testedOnOthers(train('en', amazon(), lexiconOf('en')).weights, yelp())
    expect(plain.accuracy).toBeLessThan(0.78)
    expect(known.accuracy).toBeGreaterThan(0.84)
  })

  test('what is shipped reads long restaurant reviews, which it has not seen, by their stars', () => {
    const weights = readWeights(shippedWeights)
    const judged = restaurants().map(({ text, stars }) => ({ stars, verdict: judge(text, weights).verdict }))
    const clear = judged.filter(({ stars, verdict }) => stars !== 3 && (verdict === 'good' || verdict === 'bad'))
    const right = clear.filter(({ stars, verdict }) => stars > 3 === (verdict === 'good'))
    expect(clear.length).toBeGreaterThan(70)
    expect(right.length / clear.length).toBeGreaterThan(0.95)
    // Three stars are both: they are called unsure more often than five are.
    const unsure = (of: number): number => {
      const those = judged.filter(({ stars }) => stars === of)
      return those.filter(({ verdict }) => verdict === 'unsure').length / those.length
    }
    expect(unsure(3)).toBeGreaterThan(unsure(5))
  })
})

describe('learning', () => {
  const rows = [[0, 2], [0, 3], [1, 2], [1, 3], [2], [3]].map((row) => Uint32Array.from(row))
  const worth = Float64Array.from([1, 1, 1, 1])
  const good = Uint8Array.from([1, 1, 0, 0, 1, 0])

  test('the minimum of what it minimises: no step to any side betters it', () => {
    const cost = 2
    const { weights, bias } = learn({
      ...{ rows: { columns: rows, worth }, learned: Uint32Array.from(rows.keys()), good, cost },
      known: new Float64Array(4),
    })
    const loss = (at: readonly number[]): number => {
      const [shift = 0, ...each] = at
      const penalty = at.reduce((sum, value) => sum + value * value, 0) / 2
      return rows.reduce((sum, row, place) => {
        const score = shift + row.reduce((so, column) => so + (each[column] ?? 0), 0) / Math.sqrt(row.length)
        return sum + cost * Math.log1p(Math.exp(good[place] === 1 ? -score : score))
      }, penalty)
    }
    const found = [bias, ...weights]
    for (const place of found.keys())
      for (const step of [-0.01, 0.01])
        expect(loss(found.map((value, at) => (at === place ? value + step : value)))).toBeGreaterThan(loss(found))
  })

  test('with nothing learned, the weights are those that were known', () => {
    const known = Float64Array.from([1, -1, 0.5, 0])
    const { weights } = learn({ rows: { columns: rows, worth }, learned: new Uint32Array(0), good, cost: 1, known })
    expect(weights).toEqual(known)
  })

  test('a chance is what share of texts with that score are good', () => {
    const draw = chance(5)
    const scored = Array.from({ length: 20_000 }, () => {
      const score = draw.normal() * 2
      return { score, good: draw.fraction() < 1 / (1 + Math.exp(-(0.7 * score - 0.4))) }
    })
    const found = calibrate(scored)
    expect(found.slope).toBeCloseTo(0.7, 1)
    expect(found.shift).toBeCloseTo(-0.4, 1)
    expect(chanceOf({ slope: 1, shift: 0 }, 0)).toBe(0.5)
  })

  test('a perfect separation is no certainty', () => {
    const { slope } = calibrate([-2, -1, 1, 2].map((score) => ({ score, good: score > 0 })))
    expect(Number.isFinite(slope)).toBe(true)
    expect(chanceOf(calibrate([-1, 1].map((score) => ({ score, good: score > 0 }))), 1)).toBeLessThan(0.95)
  })
})

describe('the file of weights', () => {
  const words = { good: ['味道好', '很快', '满意'], bad: ['难吃', '太慢', '凉了'] } as const
  const examples = Array.from({ length: 200 }, (_, place) => ({
    text: `${words[place % 2 === 0 ? 'good' : 'bad'][place % 3]}，第${place % 7}次`,
    good: place % 2 === 0,
  }))
  const { weights, tested } = train('zh', examples, none)
  const taught = new Map([
    ['zh' as const, { weights, origin: { sources: ['a.csv'], licence: '—', researchOnly: true, tested } }],
  ])

  test('what was written is read: every text is judged the same', () => {
    const again = unpacked(packed(taught))
    expect(again.get('zh')?.origin).toEqual({ sources: ['a.csv'], licence: '—', researchOnly: true, tested })
    for (const { text, good } of examples) {
      const judged = judge(text, again)
      expect(judged.verdict).toBe(good ? 'good' : 'bad')
      expect(judged.chance).toBeCloseTo(judge(text, taught).chance ?? -1, 9)
    }
  })

  test('a file that is none is refused and never half read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => unpacked(Buffer.from(bytes))).toThrow()
      }),
    )
    expect(() => unpacked(packed(taught).subarray(0, 40))).toThrow()
  })

  test('what is shipped is at most 3 MB, and says what it was learned from', () => {
    const shipped = readWeights(shippedWeights)
    expect(packed(shipped).length).toBeLessThan(3 * 1024 ** 2)
    expect(shipped.get('zh')?.origin).toMatchObject({
      researchOnly: true,
      sources: ['waimai.csv.gz', 'shopping.csv.gz'],
    })
    expect(shipped.get('en')?.origin).toMatchObject({ researchOnly: false })
  })
})

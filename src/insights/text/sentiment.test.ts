/** One text: its units, its language, what is said of it and which of its words say so. By the weights that are shipped. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Judged, judge } from './sentiment.ts'
import { shippedWeights } from './shipped.ts'
import { gramsOf, languageOf, unitsOf } from './units.ts'
import { readWeights } from './weightsfile.ts'

const weights = readWeights(shippedWeights)
const said = (text: string): Judged => judge(text, weights)
const words = (text: string): string[] => said(text).evidence.map(({ from, to }) => text.slice(from, to))
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('好', '差', 'not ', 'good', '\u0000', '\ud800', '\u202e', '，', '👍', "'", '﷽', 'e\u0301'),
    maxLength: 200,
  }),
)

describe('units', () => {
  test('case, width and repeated marks do not count, numbers are all one, and places are those of the text', () => {
    const text = 'ＧＯＯＤ！！！ Don’t 12.50'
    expect(unitsOf(text).map(({ word }) => word)).toEqual(['good', '!', "don't", '0', '.', '0'])
    for (const { from, to } of unitsOf(text)) expect(text.slice(from, to).trim()).not.toBe('')
    expect(unitsOf('很好').map(({ word, from, to }) => [word, from, to])).toEqual([
      ['很', 0, 1],
      ['好', 1, 2],
    ])
  })

  test('three English words after a negation are others, up to the next pause', () => {
    const keys = gramsOf(unitsOf('not a good idea today, nice'), 'en').map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['not', '~a', '~good', '~idea', 'today', 'nice']))
    expect(keys).not.toContain('good')
    expect(keys).not.toContain('today nice')
  })

  test('Chinese runs go up to three signs', () => {
    expect(gramsOf(unitsOf('不好吃'), 'zh').map(({ key }) => key)).toEqual(['不', '不好', '不好吃', '好', '好吃', '吃'])
  })

  test('the language is that of most letters', () => {
    expect(languageOf('味道不错 nice')).toBe('zh')
    expect(languageOf('The 火锅 was nice')).toBe('en')
    expect(languageOf('とても美味しいです')).toBeUndefined()
    expect(languageOf('Очень вкусно')).toBeUndefined()
    expect(languageOf('12345 !!!')).toBeUndefined()
  })
})

describe('a verdict', () => {
  test('complaints and praise in both languages, with the words that show it', () => {
    const late = '送餐员态度很差，等了两个小时才送到，饭都凉了'
    expect(said(late)).toMatchObject({ verdict: 'bad', language: 'zh' })
    expect(words(late)).toEqual(expect.arrayContaining(['态度很差', '饭都凉了']))
    expect(said('很好吃，送餐很快')).toMatchObject({ verdict: 'good', language: 'zh' })
    expect(said('The food was not good at all and the waiter was rude.')).toMatchObject({ verdict: 'bad' })
    expect(words('The food was not good at all and the waiter was rude.')[0]).toBe('not good at all')
    expect(said('经过上次晚了2小时，这次超级快，20分钟就送到了……')).toMatchObject({ language: 'zh' })
    expect(said('Great place, fast delivery!')).toMatchObject({ verdict: 'good', language: 'en' })
  })

  test('between the sides it is unsure, and it does not pretend to read what it cannot', () => {
    expect(said('It was ok.')).toMatchObject({ verdict: 'unsure' })
    for (const text of ['', '12345 !!!', 'Das Essen war sehr gut und der Kellner freundlich.', 'とても美味しいです'])
      expect(said(text)).toEqual({ verdict: 'unread', language: null, chance: null, evidence: [] })
  })

  test('the chance is between nought and one, evidence lies inside the text, without overlap, whatever is written', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { verdict, chance, evidence } = said(text)
        expect(chance === null).toBe(verdict === 'unread')
        expect(chance ?? 0.5).toBeGreaterThanOrEqual(0)
        expect(chance ?? 0.5).toBeLessThanOrEqual(1)
        let end = 0
        for (const { from, to } of [...evidence].sort((one, other) => one.from - other.from)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          end = to
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 300 },
    )
  })

  test('saying it twice changes nothing', () => {
    const once = said('很难吃。').chance ?? 0
    const before = said('很难吃。很难吃。很难吃。').chance ?? 0
    expect(Math.abs(once - before)).toBeLessThan(0.05)
    expect(said('很难吃。').verdict).toBe('bad')
  })

  test('a very long text takes no longer than its length', () => {
    const started = performance.now()
    expect(said("'".repeat(100_000)).verdict).toBe('unread')
    expect(said('a'.repeat(100_000)).verdict).toBe('unread')
    expect(said('好'.repeat(100_000)).language).toBe('zh')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

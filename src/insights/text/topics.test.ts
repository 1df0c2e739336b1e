/** What many texts speak of: phrases, what leans to a side, and topics, on texts made for the test and on real ones. */
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { chance } from '../maths/chance.ts'
import { insightOf } from './insight.ts'
import { keyphrases, likelihoodRatio } from './keyphrases.ts'
import { phrasesOf } from './phrases.ts'
import { byKind, waimai } from './published.fixture.ts'
import { shippedWeights } from './shipped.ts'
import { TEXTS_AT_LEAST, topicsOf } from './topics.ts'
import { readWeights } from './weightsfile.ts'

const weights = readWeights(shippedWeights)

describe('phrases', () => {
  test('what a dictionary cuts too fine comes back whole, and its parts are gone', () => {
    const { names, counts } = phrasesOf([
      '性价比很高',
      '这个性价比不错',
      '性价比！',
      '送餐员来了',
      '送餐员走了',
      '送餐员',
    ])
    expect(names).toContain('性价比')
    expect(names).toContain('送餐员')
    expect(names).not.toContain('性价')
    expect(counts[names.indexOf('性价比')]).toBe(3)
  })

  test('no phrase begins or ends with a word that says nothing, none crosses a pause', () => {
    const texts = Array.from({ length: 5 }, () => 'The delivery was too slow, and the fries were cold')
    const { names } = phrasesOf(texts)
    expect(names).toEqual(expect.arrayContaining(['delivery was too slow', 'fries were cold']))
    for (const name of names) {
      expect(name).not.toMatch(/^(the|was|and|were)\b|\b(the|was|and|were|too)$/)
      expect(name).not.toMatch(/slow.*fries/)
    }
  })

  test('what stands in two texts only is no subject', () => {
    expect(phrasesOf(['筷子少了', '筷子少了', '汤洒了']).names).toEqual([])
  })
})

describe('keyphrases', () => {
  test("the likelihood ratio of Dunning's first table: 110, 2442, 111, 29114 is 270.72", () => {
    expect(likelihoodRatio({ good: 110, bad: 111 }, { good: 110 + 2442, bad: 111 + 29_114 })).toBeCloseTo(270.72, 1)
    expect(likelihoodRatio({ good: 5, bad: 10 }, { good: 50, bad: 100 })).toBeCloseTo(0, 12)
  })

  test('each side shows what it says more than the other, and not what both say', () => {
    const good = Array.from({ length: 40 }, (_, at) => `外卖包装${at % 2 === 0 ? '，配送很快' : ''}`)
    const bad = Array.from({ length: 40 }, (_, at) => `外卖包装${at % 2 === 0 ? '，米饭太硬' : ''}`)
    const phrases = phrasesOf([...good, ...bad])
    const sides = { good: [...good.keys()], bad: [...bad.keys()].map((at) => at + good.length) }
    const found = keyphrases(phrases, sides, 10)
    expect(found.good.map(({ phrase }) => phrase)).toEqual(['配送很快'])
    expect(found.bad.map(({ phrase }) => phrase)).toEqual(['米饭太硬'])
    expect(found.bad[0]).toMatchObject({ good: 0, bad: 20 })
  })
})

describe('topics', () => {
  const subjects = [
    ['配送', '骑手', '迟到', '路上'],
    ['米饭', '菜品', '味精', '咸淡'],
    ['包装', '盒子', '洒漏', '塑料'],
    ['客服', '电话', '退款', '投诉'],
  ]
  const draw = chance(3)
  const planted = Array.from({ length: 400 }, (_, at) => {
    const own = subjects[at % subjects.length] ?? []
    const said = own.filter(() => draw.fraction() < 0.6)
    return { subject: at % subjects.length, text: [...said, own[draw.below(own.length)], '今天'].join('，') }
  })

  test('planted ones come back, alike however often it is asked', () => {
    const found = topicsOf(phrasesOf(planted.map(({ text }) => text)), 4)
    expect(found.length).toBe(4)
    for (const { texts, phrases } of found) {
      const [first = 0] = texts
      const subject = planted[first]?.subject ?? -1
      expect(texts.filter((at) => planted[at]?.subject === subject).length / texts.length).toBeGreaterThan(0.98)
      expect(subjects[subject]).toEqual(expect.arrayContaining([...phrases].slice(0, 3)))
    }
    expect(found.reduce((sum, { texts }) => sum + texts.length, 0)).toBeGreaterThan(390)
    expect(topicsOf(phrasesOf(planted.map(({ text }) => text)), 4)).toEqual(found)
  })

  test.runIf(publishedIsHere)('reviews of seven kinds of goods fall mostly by kind, which nobody told', () => {
    const reviews = byKind(300)
    const found = topicsOf(phrasesOf(reviews.map(({ text }) => text)), 7)
    const [assigned, right] = found.reduce(
      ([all, most], { texts }) => {
        const kinds = Map.groupBy(texts, (at) => reviews[at]?.kind)
        return [all + texts.length, most + Math.max(...[...kinds.values()].map((those) => those.length))]
      },
      [0, 0],
    )
    expect(assigned / reviews.length).toBeGreaterThan(0.4)
    // One kind alone would be a seventh.
    expect(right / assigned).toBeGreaterThan(0.75)
  })
})

describe('all together', () => {
  test.runIf(publishedIsHere)(
    '3,000 delivery reviews: late, cold and hard to eat are what people complain about',
    () => {
      const reviews = waimai()
        .filter((_, at) => at % 4 === 0)
        .map(({ text }, at) => ({ text, on: `2026-0${1 + (at % 3)}-15`, about: at % 2 === 0 ? '一店' : '二店' }))
      const said = insightOf(reviews, { weights, topics: 8 })
      const { good, bad, unsure, unread } = said.totals
      expect(good + bad + unsure + unread).toBe(reviews.length)
      expect(said.months.map(({ month }) => month)).toEqual(['2026-01', '2026-02', '2026-03'])
      expect(said.subjects.map(({ about }) => about)).toEqual(['一店', '二店'])
      const sum = (key: 'good' | 'bad' | 'unsure' | 'unread') => said.months.reduce((so, month) => so + month[key], 0)
      expect([sum('good'), sum('bad'), sum('unsure'), sum('unread')]).toEqual([good, bad, unsure, unread])
      expect(said.keyphrases.bad.map(({ phrase }) => phrase)).toEqual(
        expect.arrayContaining(['太慢', '难吃', '不好吃']),
      )
      expect(said.keyphrases.good.map(({ phrase }) => phrase)).toEqual(expect.arrayContaining(['很快', '很好吃']))
      const complaints = said.topics.bad.found.map(({ phrases }) => phrases.join(' '))
      for (const subject of ['太慢', '凉了', '难吃']) expect(complaints.join(' ')).toContain(subject)
      for (const { texts } of said.topics.bad.found)
        expect(texts.every((at) => said.texts[at]?.verdict === 'bad')).toBe(true)
    },
  )

  test('with few texts it says how many it takes, and shows no topic', () => {
    const said = insightOf(
      Array.from({ length: 12 }, () => ({ text: '太慢了，很难吃' })),
      { weights, topics: 8 },
    )
    expect(said.totals).toMatchObject({ good: 0, bad: 12 })
    expect(said.keyphrases).toEqual({ few: { needs: 10, has: 0 }, good: [], bad: [] })
    expect(said.topics.bad).toEqual({ few: { needs: TEXTS_AT_LEAST, has: 12 }, found: [] })
    expect(said.months).toEqual([])
    expect(said.undated).toBe(12)
  })

  test('many equal texts, or none that is known, are answered too', () => {
    const same = insightOf(
      Array.from({ length: 200 }, () => ({ text: '太慢了，很难吃' })),
      { weights, topics: 12 },
    )
    expect(same.topics.bad.found.length).toBeGreaterThan(0)
    const unknown = insightOf(
      Array.from({ length: 80 }, () => ({ text: '… 123' })),
      { weights, topics: 2 },
    )
    expect(unknown.totals).toMatchObject({ unread: 80, badShare: null })
  })

  test('the share of bad ones is of those that were read, with its interval', () => {
    const texts = [...Array<string>(10).fill('太慢了，很难吃'), ...Array<string>(40).fill('很好吃，很快'), '123']
    const { badShare } = insightOf(
      texts.map((text) => ({ text })),
      { weights, topics: 2 },
    ).totals
    expect(badShare?.share).toBe(0.2)
    expect(badShare?.low).toBeCloseTo(0.1124, 4)
    expect(badShare?.high).toBeCloseTo(0.3304, 4)
  })
})

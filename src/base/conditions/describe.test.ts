import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accepted, type Locale, locales } from '../refusals.ts'
import { isTimeZone } from '../time.ts'
import { describe } from './describe.ts'
import { parseCondition } from './parse.ts'
import { conditionJson, shop } from './shop.fixture.ts'
import { vocabulary } from './vocabulary.ts'

const said = (json: unknown, locale: Locale) => describe(accepted(parseCondition(json, shop)), shop, locale)
const both = (json: unknown) => locales.map((locale) => said(json, locale))

const examples: readonly [string, object, string, string][] = [
  [
    'amounts in whole units',
    { field: 'order.amountMinor', is: 'at-least', value: 1_234_550 },
    'order amount is at least 12,345.50 CNY',
    '订单金额不少于 12,345.50 元',
  ],
  [
    'small and negative amounts',
    { field: 'order.amountMinor', is: 'between', value: { from: -5, to: 7 } },
    'order amount is from −0.05 CNY to 0.07 CNY',
    '订单金额在 −0.05 元 至 0.07 元 之间（含两端）',
  ],
  [
    'choices by their names',
    { field: 'order.channel', is: 'in', value: ['pos', 'app'] },
    'channel is one of till, app',
    '渠道是以下之一：门店收银、小程序',
  ],
  [
    'weekdays',
    { field: 'order.weekday', is: 'in', value: [6, 7] },
    'weekday is one of Saturday, Sunday',
    '星期是以下之一：周六、周日',
  ],
  [
    'times of day',
    { field: 'order.time', is: 'during', value: { from: 1_080, to: 1_440 } },
    'time of day is from 18:00 until just before 24:00',
    '下单时间从 18:00 起、到 24:00 之前',
  ],
  [
    'days before and after',
    { field: 'order.date', is: 'less-than', value: '2026-03-01' },
    'order day is before 2026-03-01',
    '下单日期早于 2026-03-01',
  ],
  [
    'instants',
    { field: 'order.placedAt', is: 'at-least', value: '2026-03-01T08:00:00+08:00' },
    'moment of the order is 2026-03-01 00:00 UTC or later',
    '下单时刻不早于 2026-03-01 00:00 UTC',
  ],
  [
    'lines and names from the catalogue',
    { line: 'any', where: { field: 'line.category', is: 'within', value: 'drinks' } },
    'at least one line satisfies (category is within Drinks)',
    '至少一个商品行满足（品类属于 饮料）',
  ],
  ['nothing', { all: [] }, 'always', '始终成立'],
  [
    'groups within groups',
    {
      all: [
        { field: 'order.gift', is: 'equals', value: true },
        {
          any: [{ field: 'order.coupon', is: 'is-set' }, { not: { field: 'order.coupon', is: 'equals', value: 'A' } }],
        },
      ],
    },
    'gift is yes and (coupon code is known or not (coupon code is “A”))',
    '礼物是 是，且（券码有值，或并非（券码是 “A”））',
  ],
]

test.each(examples)('%s', (_, json, en, zh) => {
  expect(both(json)).toEqual([en, zh])
})

test('long lists say how much they leave out', () => {
  const json = { field: 'member.tags', is: 'has-any', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }
  expect(both(json)).toEqual([
    'tags has any of “a”, “b”, “c”, “d”, “e” and 2 more',
    '标签含有以下任一：“a”、“b”、“c”、“d”、“e” 等 7 项',
  ])
})

test('instants stand in the zone of the programme when it is given', () => {
  const zone = 'Asia/Shanghai'
  if (!isTimeZone(zone)) throw new Error('no time zones here')
  const json = { field: 'order.placedAt', is: 'less-than', value: '2026-03-01T00:00:30Z' }
  expect(describe(accepted(parseCondition(json, shop)), shop, 'en', zone)).toBe(
    'moment of the order is before 2026-03-01 08:00:30',
  )
})

test('text of strangers stays one line, in its own direction, and is never a template', () => {
  const json = { field: 'order.coupon', is: 'equals', value: 'a\n\u202e{field}{value}\u001b[31m' }
  expect(said(json, 'en')).toBe('coupon code is “a\ufffd\ufffd{field}{value}\ufffd[31m”')
})

test('every condition has a sentence in both languages, also when the vocabulary has forgotten its fields', () => {
  const empty = vocabulary({ fields: {} })
  fc.assert(
    fc.property(conditionJson, (json) => {
      const condition = accepted(parseCondition(json, shop))
      for (const locale of locales)
        for (const meanings of [shop, empty]) expect(describe(condition, meanings, locale)).toMatch(/^[^\n]+$/)
    }),
    { numRuns: 500 },
  )
})

test('the sentence of the largest condition is ready in less than 50 ms', () => {
  const leaf = { field: 'order.coupon', is: 'in', value: Array.from({ length: 19 }, (_, index) => `code-${index}`) }
  const condition = accepted(parseCondition({ all: Array.from({ length: 499 }, () => leaf) }, shop))
  const from = performance.now()
  describe(condition, shop, 'zh-CN')
  expect(performance.now() - from).toBeLessThan(50)
})

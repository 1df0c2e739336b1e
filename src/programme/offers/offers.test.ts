import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../base/refusals.ts'
import type { Instant, TimeZone } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { compileProgramme } from '../rules.ts'
import { standardProgramme } from '../standard.ts'
import { inWords } from '../words.ts'
import type { Give, Offer } from './definition.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const base: Offer = {
  code: 'o',
  name: { en: 'Offer', 'zh-CN': '优惠' },
  group: 'main',
  priority: 0,
  needs: 'nothing',
  currency: 'CNY',
  gives: [{ kind: 'amount', minor: 1_000, of: 'goods' }],
}

function programme(...offers: readonly Partial<Offer>[]): Definition {
  return {
    ...standard,
    offerGroups: [
      { code: 'main', name: { en: 'Main', 'zh-CN': '主要' }, mode: 'best', alone: true, oncePerLine: true },
    ],
    offers: offers.map((more, index) => ({ ...base, code: `o${index}`, ...more })),
  }
}

function mistake(...offers: readonly Partial<Offer>[]): string {
  const compiled = compileProgramme(1, 0 as Instant, programme(...offers))
  return isRefusal(compiled) ? `${String(compiled.facts.where)}: ${String(compiled.facts.problem)}` : 'none'
}

const sentences = (locale: 'en' | 'zh-CN', ...offers: readonly Partial<Offer>[]) =>
  inWords(programme(...offers), locale).offers.map(({ sentence }) => sentence)

describe('what is wrong with an offer is said with its place', () => {
  test.each<[string, Partial<Offer>]>([
    ['offers[0].group: there is no group other', { group: 'other' }],
    [
      'offers[0].endsAt: it must lie after startsAt',
      { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-01T00:00:00Z' },
    ],
    [
      'offers[0].gives[0].steps[1].off: a higher step cannot give less',
      {
        gives: [
          {
            kind: 'steps',
            by: 'amount',
            base: 'initial',
            steps: [
              { from: 1, off: { minor: 5 } },
              { from: 9, off: { minor: 4 } },
            ],
          },
        ],
      },
    ],
    [
      'offers[0].gives[0].offMinor: it takes off more than is asked for',
      { gives: [{ kind: 'every', perMinor: 5, offMinor: 6, base: 'initial' }] },
    ],
    [
      'offers[0].gives[0].wallet: there is no wallet gold',
      { gives: [{ kind: 'points', wallet: 'gold', earn: { by: 'order', points: 1 }, rounding: 'floor' }] },
    ],
    [
      'offers[0].gives[0].prices[1]: there are two prices of tea from 1',
      {
        gives: [
          {
            kind: 'prices',
            prices: [
              { sku: 'tea', minor: 1 },
              { sku: 'tea', from: 1, minor: 2 },
            ],
          },
        ],
      },
    ],
    [
      'offers[0].limits[0].of: the offer gives no points',
      { limits: [{ of: 'points', most: 1, per: 'day', by: 'all' }] },
    ],
    [
      'offers[0].limits[1].of: this limit is there twice',
      {
        limits: [
          { of: 'uses', most: 1, per: 'day', by: 'all' },
          { of: 'uses', most: 2, per: 'day', by: 'all' },
        ],
      },
    ],
    [
      'offers[0].limits[2].of: this limit is there twice',
      {
        limits: ['device', 'card', 'card'].map((identifier) => ({
          ...{ of: 'uses', most: 1, per: 'day', by: 'identifier', identifier },
        })),
      },
    ],
    [
      'offers[0].limits[0].identifier: a limit by identifier names one, and no other does',
      { limits: [{ of: 'uses', most: 1, per: 'day', by: 'identifier' }] },
    ],
    [
      'offers[0].limits[0].identifier: a limit by identifier names one, and no other does',
      { limits: [{ of: 'uses', most: 1, per: 'day', by: 'store', identifier: 'device' }] },
    ],
  ])('%s', (expected, more) => {
    expect(mistake(more)).toBe(expected)
  })

  test('an amount of money needs its currency, and a code stands for one offer', () => {
    const { currency: _currency, ...without } = base
    const compiled = compileProgramme(1, 0 as Instant, { ...programme({}), offers: [without] })
    expect(isRefusal(compiled) && compiled.facts.where).toBe('offers[0].currency')
    expect(mistake({ code: 'twice' }, { code: 'twice' })).toBe('offers[1]: the code twice is used twice')
  })
})

describe('offers in words', () => {
  const gives: Give[] = [
    { kind: 'percent', basisPoints: 1_250, of: 'goods', base: 'initial', mostMinor: 5_000 },
    { kind: 'steps', by: 'amount', base: 'remaining', steps: [{ from: 10_000, off: { minor: 1_050 } }] },
    { kind: 'every', perMinor: 10_000, offMinor: 1_000, base: 'initial', times: 3 },
    { kind: 'buy-get', buy: 2, get: 1, basisPoints: 10_000 },
    { kind: 'bundle', parts: [{ quantity: 3 }], priceMinor: 9_900 },
  ]
  const more: Give[] = [
    {
      kind: 'prices',
      prices: [
        { sku: 'tea', minor: 900 },
        { sku: 'tea', from: 10, minor: 800 },
      ],
    },
    { kind: 'gift', sku: 'cup', quantity: 1 },
    { kind: 'percent', basisPoints: 10_000, of: 'fees', base: 'initial' },
    { kind: 'points', wallet: 'points', earn: { by: 'order', points: 50 }, rounding: 'floor' },
  ]
  const limits: Offer['limits'] = [
    { of: 'uses', most: 1, per: 'day', by: 'member' },
    { of: 'discount', most: 1_000_000, per: 'month', by: 'all' },
    { of: 'uses', most: 2, per: 'year', by: 'identifier', identifier: 'device' },
  ]

  test('in English', () => {
    expect(
      sentences(
        'en',
        { gives },
        { gives: more, needs: 'coupon', limits, when: { field: 'order.festival', is: 'equals', value: 'mid-autumn' } },
      ),
    ).toEqual([
      '12.5 % off the first price, at most ¥50; from ¥100 on ¥10.50 off what earlier offers left; ¥10 off for every ¥100 (at most 3 times an order); ' +
        'buy 2 and the cheapest 1 is free; 3 pieces for ¥99.',
      'With a coupon: prices: tea ¥9, tea ¥8 from 10 pieces on; 1 × cup as a gift; postage and fees: free the first price; 50 points per order; ' +
        'when festival is Mid-Autumn Festival; at most 1 order a day and member; at most ¥10,000 off a month; at most 2 orders a year and device.',
    ])
    expect(inWords(programme({}), 'en').offerGroups[0]?.sentence).toBe(
      'The one best for the member applies; not beside offers of other groups; each line is reduced once.',
    )
  })

  test('in Chinese', () => {
    expect(sentences('zh-CN', { gives }, { gives: more, needs: 'coupon', limits })).toEqual([
      '减 12.5%（按原价），最多减 ¥50；满 ¥100 减 ¥10.50（按其他优惠后的价格）；每满 ¥100 减 ¥10（每单最多 3 次）；买 2 件，最便宜的 1 件免费；3 件共 ¥99。',
      '凭优惠券：专享价 tea ¥9、tea ¥8（10 件起）；赠 cup × 1；运费及附加费免费（按原价）；每单得 50 积分；每位会员每天最多 1 单；每月最多优惠 ¥10,000；每个设备每年最多 2 单。',
    ])
  })
})

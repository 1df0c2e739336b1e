import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { LadderDefinition } from './ladders.ts'
import { compileProgramme } from './rules.ts'
import { standardProgramme } from './standard.ts'
import { inWords } from './words.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const spend = { measure: 'spend', currency: 'CNY', atLeast: 500_000 } as const
const visits = { measure: 'visits', atLeast: 12 } as const
const tier = (code: string) => ({ code, name: { en: code, 'zh-CN': code }, pointsPercent: 100 })

const club: LadderDefinition = {
  code: 'club',
  name: { en: 'Club', 'zh-CN': '俱乐部' },
  window: { kind: 'calendar-year' },
  rise: 'next-period',
  fall: { how: 'one-step', graceDays: 30, roundUpTo: 'month', warnDays: 14 },
  tiers: [
    { ...tier('start'), reach: 0, keep: 0 },
    {
      ...tier('gold'),
      reach: {
        any: [spend, { all: [visits, { measure: 'category-spend', category: 'tea', currency: 'CNY', atLeast: 100 }] }],
      },
      keep: { measure: 'earned', wallet: 'points', atLeast: 4_000 },
    },
    { ...tier('black'), reach: 'invitation', keep: 0 },
  ],
}

describe('a ladder in words', () => {
  const said = (locale: 'en' | 'zh-CN') => inWords({ ...standard, ladders: [club] }, locale).ladders[0]

  test('in English', () => {
    expect(said('en')?.sentence).toBe(
      'What counts is of the calendar year; reviewed when that year ends; one rises when the next period begins; ' +
        'one falls one tier at a time; after 30 days of grace; at the end of the month; warned of 14 days before.',
    )
    expect(said('en')?.tiers.map(({ sentence }) => sentence)).toEqual([
      'Everyone starts here; points × 1.',
      'At ¥5,000.00 spent or (12 days with an order and ¥1.00 spent on tea), kept with 4,000 points earned; points × 1.',
      'By invitation only, never lost; points × 1.',
    ])
  })

  test('in Chinese', () => {
    expect(said('zh-CN')?.sentence).toBe(
      '统计当前自然年；年度结束时评定；达标后下期升级；每期最多降一级；宽限 30 天；顺延至月末；提前 14 天提醒。',
    )
    expect(said('zh-CN')?.tiers.map(({ sentence }) => sentence)).toEqual([
      '所有会员；积分 × 1。',
      '达到：消费 ¥5,000.00或（12 天到店且类目 tea 消费 ¥1.00），保级：获得积分 4,000；积分 × 1。',
      '仅限邀请，不会失去；积分 × 1。',
    ])
  })
})

describe('a ladder is refused with the place of the mistake', () => {
  const gold = club.tiers[1]
  if (gold === undefined) throw new Error('no gold')
  const withGold = (more: Partial<typeof gold>): LadderDefinition => ({
    ...club,
    tiers: club.tiers.map((each) => (each === gold ? { ...gold, ...more } : each)),
  })
  const broken: [string, LadderDefinition][] = [
    ['ladders[0].wallet', { ...club, wallet: 'gems' }],
    ['ladders[0].reviewed', { ...club, reviewed: 'month' }],
    ['ladders[0].rise', { ...club, window: { kind: 'lifetime' } }],
    ['ladders[0].fall.how', { ...club, window: { kind: 'rolling', days: 30 }, rise: 'at-once' }],
    ['ladders[0].tiers[1].reach', withGold({ reach: 100 })],
    ['ladders[0].tiers[1].reach', withGold({ reach: { measure: 'spend', atLeast: 1 } })],
    ['ladders[0].tiers[1].reach', withGold({ reach: { ...visits, wallet: 'points' } })],
    ['ladders[0].tiers[1].keep', withGold({ keep: { all: [{ measure: 'balance', wallet: 'gems', atLeast: 1 }] } })],
    ['ladders[0].tiers[1].keep', withGold({ keep: { ...spend, category: 'tea' } })],
  ]
  test.each(broken)('%s', (where, ladder) => {
    const outcome = compileProgramme(2, 0 as Instant, { ...standard, earningRules: [], ladders: [ladder] })
    if (!isRefusal(outcome)) throw new Error('it was accepted')
    expect(outcome.facts.where).toBe(where)
  })

  test('without a mistake it is accepted', () => {
    expect(isRefusal(compileProgramme(2, 0 as Instant, { ...standard, earningRules: [], ladders: [club] }))).toBe(false)
  })
})

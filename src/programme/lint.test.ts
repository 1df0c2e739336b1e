import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition, EarningRule } from './definition.ts'
import { lint } from './lint.ts'
import { placeByCode } from './places.ts'
import { compileProgramme } from './rules.ts'
import { standardProgramme } from './standard.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const at = Temporal.Instant.from('2026-03-01T00:00:00Z').epochMilliseconds as Instant
const [points, growth] = standard.wallets
const [base, growing] = standard.earningRules
const [ladder] = standard.ladders
if (points === undefined || growth === undefined || base === undefined || growing === undefined || ladder === undefined)
  throw new Error('the standard programme is not standard')

const found = (change: Partial<Definition>) =>
  lint({ ...standard, ...change }, at).map(({ level, code, place }) => `${level} ${code} at ${place}`)
const withRules = (...rules: EarningRule[]) => found({ earningRules: [base, growing, ...rules] })
const times = (code: string, percent: number, more: Partial<EarningRule> = {}): EarningRule => ({
  ...{ code, name: { en: code, 'zh-CN': code }, wallet: 'points', rounding: 'floor' },
  ...{ earn: { by: 'multiply', rule: 'base-points', percent } },
  ...more,
})
const inChannel = (value: string) => ({ when: { field: 'order.channel', is: 'equals', value } })

describe('a programme is looked over', () => {
  test('the standard one has nothing to be said about', () => expect(found({})).toEqual([]))

  test('every mistake is said with its place by codes, in both languages', () => {
    const broken: Definition = {
      ...standard,
      timeZone: 'Mars/Olympus',
      earningRules: [
        { ...base, wallet: 'gold-coins' },
        { ...growing, when: { field: 'order.amout', is: 'at-least', value: 1 } },
      ],
      exchanges: [{ from: 'points', to: 'points', give: 1, receive: 1 }],
    }
    const errors = lint(broken, at).filter(({ level }) => level === 'error')
    expect(errors.map(({ place }) => place)).toEqual([
      ...['timeZone', 'earningRules.base-points.wallet', 'exchanges.0.to', 'earningRules.base-growth.when'],
    ])
    expect(errors.map(({ sentence }) => sentence['zh-CN'])).toContain(
      '会员体系无法发布：earningRules.base-points.wallet：没有账户 gold-coins',
    )
    expect(errors.at(-1)?.sentence['en']).toContain(
      'earningRules.base-growth.when: condition: there is no field “order.amout”',
    )
  })

  test('currencies that do not exist, wherever they stand', () => {
    const off = { kind: 'amount', minor: 1, of: 'goods' } as const
    const points = standard.wallets.map((wallet) =>
      wallet.code === 'points' ? { ...wallet, checkout: { points: 1, minor: 1, currency: 'ZZZ' } } : wallet,
    )
    const words = { en: 'x', 'zh-CN': 'x' }
    const errors = found({
      currencies: ['CNY', 'ABC', 'ZZZ', 'RMB'],
      wallets: points,
      offerGroups: [{ code: 'all', name: words, mode: 'all' }],
      offers: [
        {
          ...{ code: 'off', name: words, group: 'all', priority: 0, needs: 'coupon', currency: 'ABC', gives: [off] },
        },
      ],
    }).filter((each) => each.startsWith('error'))
    expect(errors).toEqual(
      ['currencies.1', 'currencies.2', 'currencies.3', 'wallets.points.checkout.currency', 'offers.off.currency'].map(
        (place) => `error programme.unknown-currency at ${place}`,
      ),
    )
  })

  test('rules that never give anything', () => {
    const never = { all: [inChannel('pos').when, inChannel('app').when] }
    const platinum = { when: { field: 'member.tier', is: 'equals', value: 'platinum' } }
    expect(withRules({ ...base, code: 'old', endsAt: '2026-03-01T00:00:00Z' })).toEqual([
      'warning rule.ended at earningRules.old.endsAt',
    ])
    expect(withRules({ ...base, code: 'odd', when: never })).toEqual([
      'warning rule.never-applies at earningRules.odd.when',
    ])
    expect(withRules({ ...base, code: 'high', ...platinum })).toEqual([
      'warning rule.unknown-tier at earningRules.high.when',
    ])
    const spring = { ...base, endsAt: '2026-04-01T00:00:00Z' }
    expect(found({ earningRules: [spring, growing, times('may', 200, { startsAt: '2026-05-01T00:00:00Z' })] })).toEqual(
      ['warning rule.never-applies at earningRules.may.earn'],
    )
  })

  test('multipliers of one rule add up, unless they never meet', () => {
    const both = lint({ ...standard, earningRules: [base, growing, times('x2', 200), times('x3', 300)] }, at)
    expect(both.map(({ sentence }) => sentence['en'])).toEqual([
      '“x2” and “x3” can hold for one order; together they give 4 times “Points on every purchase”.',
    ])
    expect(withRules(times('x2', 200, inChannel('pos')), times('x3', 300, inChannel('app')))).toEqual([])
    const may = { startsAt: '2026-05-01T00:00:00Z', endsAt: '2026-06-01T00:00:00Z' }
    expect(withRules(times('x2', 200, may), times('x3', 300, { startsAt: '2026-06-01T00:00:00Z' }))).toEqual([])
  })

  test('points without a cap that never expire', () => {
    const never = { ...points, expiry: { kind: 'never' } } as const
    const wallets = (change: object) => found({ wallets: [{ ...never, ...change }, growth] })
    expect(wallets({})).toEqual(['warning rule.unlimited at earningRules.base-points'])
    expect(wallets({ maximum: 10_000 })).toEqual([])
    expect(wallets({ caps: [{ points: 100, per: 'day' }] })).toEqual([])
  })

  test('what is gone before it can be spent, on a tier too', () => {
    const later = { pending: { kind: 'until', date: '2027-06-01' } } as const
    expect(withRules({ ...base, code: 'early', ...later })).toEqual([
      'warning rule.gone-before-available at earningRules.early',
    ])
    expect(withRules({ ...base, code: 'fair', pending: { kind: 'until', date: '2027-01-01' } })).toEqual([])
    const tiers = ladder.tiers.map((tier) =>
      tier.code === 'gold'
        ? { ...tier, terms: [{ wallet: 'points', pending: { kind: 'days', days: 90 } as const }] }
        : tier,
    )
    const short = { ...base, code: 'short', expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' } as const }
    expect(found({ earningRules: [base, growing, short], ladders: [{ ...ladder, tiers }] })).toEqual([
      'warning rule.gone-before-available at earningRules.short',
    ])
  })

  test('wallets and ladders that nothing feeds, tiers that bring nothing or are kept for ever', () => {
    expect(found({ earningRules: [base] })).toEqual([
      'warning wallet.unfed at wallets.growth',
      'warning ladder.unearned at ladders.status.wallet',
    ])
    const tiers = ladder.tiers.map((tier) => (tier.code === 'gold' ? { ...tier, pointsPercent: 125 } : tier))
    expect(found({ ladders: [{ ...ladder, tiers }] })).toEqual([
      'warning tier.same-as-below at ladders.status.tiers.gold',
    ])
    expect(found({ wallets: [points, { ...growth, expiry: { kind: 'never' } }] })).toEqual([
      'warning ladder.kept-for-ever at ladders.status',
    ])
  })

  test('an exchange there and back that gains', () => {
    const stars = { ...points, code: 'stars' }
    const exchanges = (receive: number) => [
      { from: 'points', to: 'stars', give: 50, receive: 1 },
      { from: 'stars', to: 'points', give: 1, receive },
    ]
    const given = { wallets: [points, growth, stars] }
    expect(found({ ...given, exchanges: exchanges(51) })).toEqual(['warning exchange.gains at exchanges.1'])
    expect(found({ ...given, exchanges: exchanges(50) })).toEqual([])
  })

  test('it has an error exactly when the programme does not compile, whatever is left out or mixed up', () => {
    const code = fc.constantFrom('points', 'growth', 'status', 'base-points', 'nothing')
    const rule = fc.record({ from: fc.constantFrom(base, growing), code, wallet: code, tierMultiplier: code })
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        fc.subarray([points, growth], { minLength: 1 }),
        (rules, wallets) => {
          const given = { ...standard, wallets, earningRules: rules.map(({ from, ...rest }) => ({ ...from, ...rest })) }
          const wrong = lint(given, at).some(({ level }) => level === 'error')
          expect(wrong).toBe(isRefusal(compileProgramme(1, at, given)))
        },
      ),
    )
  })
})

test('a place is said by codes as far as there are some', () => {
  expect(placeByCode(standard, 'ladders[0].tiers[2].reach')).toBe('ladders.status.tiers.gold.reach')
  expect(placeByCode(standard, 'earningRules[9].when')).toBe('earningRules.9.when')
})

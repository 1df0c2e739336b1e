import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { wallClock } from '../base/conditions/index.ts'
import type { Currency } from '../base/money.ts'
import { accepted } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition, EarningRule, WalletDefinition } from '../programme/definition.ts'
import type { Purchase, PurchaseLine } from '../programme/purchase.ts'
import { compileProgramme, type Programme } from '../programme/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import { earned, earnedAgain, type Holdings } from './earning.ts'

const zone = 'Asia/Shanghai' as TimeZone
const standard = standardProgramme(zone)

function programme(rules: readonly EarningRule[], base: Definition = standard): Programme {
  return accepted<Programme>(compileProgramme(1, 0 as Instant, { ...base, earningRules: [...rules] }))
}

function purchase(lines: readonly Partial<PurchaseLine>[], more: Partial<Purchase> = {}): Purchase {
  const whole = lines.map((line) => ({ sku: 'tea', category: [], brand: null, quantity: 1, netMinor: 0, ...line }))
  const placedAt = more.placedAt ?? at('2026-03-06T12:00:00Z')
  return {
    channel: 'pos',
    store: null,
    currency: 'CNY' as Currency,
    placedAt,
    clock: () => wallClock(placedAt, zone),
    netMinor: whole.reduce((sum, line) => sum + line.netMinor, 0),
    lines: whole,
    tiers: new Map([['status', 'regular']]),
    ...more,
  }
}

const unused: Holdings = { used: () => 0, balance: () => 0 }
const points = (rules: readonly EarningRule[], what: Purchase, holdings = unused) =>
  earned(programme(rules), what, holdings).map((outcome) => outcome.points)
const rule = (more: Partial<EarningRule>): EarningRule => ({
  code: 'rule',
  name: { en: 'Rule', 'zh-CN': '规则' },
  wallet: 'points',
  earn: { by: 'amount', points: 1, perUnits: 1 },
  rounding: 'floor',
  ...more,
})

describe('earning', () => {
  test('counts whole units of the currency, whatever its decimals', () => {
    expect(points([rule({})], purchase([{ netMinor: 3_799 }]))).toEqual([37])
    expect(points([rule({})], purchase([{ netMinor: 3_799 }], { currency: 'JPY' as Currency }))).toEqual([3_799])
    expect(points([rule({})], purchase([{ netMinor: 37_990 }], { currency: 'KWD' as Currency }))).toEqual([37])
  })

  test('multiplies what was earned by the tier and rounds as the rule says', () => {
    const silver = { tiers: new Map([['status', 'silver']]) }
    expect(points([rule({ tierMultiplier: 'status' })], purchase([{ netMinor: 3_700 }], silver))).toEqual([46])
    expect(
      points([rule({ tierMultiplier: 'status', rounding: 'ceil' })], purchase([{ netMinor: 3_700 }], silver)),
    ).toEqual([47])
  })

  test('only lines in scope count: by category with descendants, product or brand', () => {
    const lines = [
      { sku: 'green', category: ['drinks', 'tea'], netMinor: 1_000 },
      { sku: 'cup', category: ['ware'], brand: 'Lin', netMinor: 5_000 },
    ]
    const drinks = rule({ lines: { field: 'line.category', is: 'within', value: 'drinks' } })
    const lin = rule({ lines: { field: 'line.brand', is: 'equals', value: 'Lin' } })
    expect(points([drinks], purchase(lines))).toEqual([10])
    expect(points([lin], purchase(lines))).toEqual([50])
    expect(earned(programme([drinks]), purchase([{ netMinor: 900 }]), unused)[0]?.whyNot).toBe('no-line-counts')
  })

  test('holds in its window only: from its first instant to before its last', () => {
    const window = rule({ startsAt: '2026-03-06T00:00:00+08:00', endsAt: '2026-03-07T00:00:00+08:00' })
    const of = (text: string) => points([window], purchase([{ netMinor: 500 }], { placedAt: at(text) }))
    expect(of('2026-03-05T15:59:59.999Z')).toEqual([0])
    expect(of('2026-03-05T16:00:00Z')).toEqual([5])
    expect(of('2026-03-06T15:59:59.999Z')).toEqual([5])
    expect(of('2026-03-06T16:00:00Z')).toEqual([0])
  })

  test('by channel, store, tier and hour, each with its why not', () => {
    const conditions = [
      { field: 'order.channel', is: 'equals', value: 'app' },
      { field: 'order.store', is: 'in', value: ['s1'] },
      { field: 'member.tier', is: 'equals', value: 'gold' },
      { field: 'order.time', is: 'during', value: { from: 600, to: 660 } },
    ]
    for (const when of conditions) {
      const [outcome] = earned(programme([rule({ when })]), purchase([{ netMinor: 500 }]), unused)
      expect(outcome).toMatchObject({ points: 0, whyNot: 'conditions-not-met' })
    }
  })

  test('a multiplying rule gives what is beyond the base', () => {
    const double = rule({
      code: 'double',
      lines: { field: 'line.sku', is: 'equals', value: 'tea' },
      earn: { by: 'multiply', rule: 'rule', percent: 250 },
    })
    expect(points([rule({}), double], purchase([{ netMinor: 1_000 }, { sku: 'cup', netMinor: 1_000 }]))).toEqual([
      20, 15,
    ])
  })

  test('a cap leaves what is not used of it, and says so', () => {
    const capped = rule({ cap: { points: 30, per: 'day' } })
    const used = (counter: string) => (counter === 'rule/2026-03-06' ? 22 : 0)
    const [outcome] = earned(programme([capped]), purchase([{ netMinor: 5_000 }]), { ...unused, used })
    expect(outcome).toMatchObject({ points: 8, room: 8, counters: ['rule/2026-03-06'], whyNot: null })
    const [none] = earned(programme([capped]), purchase([{ netMinor: 5_000 }]), { ...unused, used: () => 30 })
    expect(none).toMatchObject({ points: 0, whyNot: 'cap-reached' })
  })

  test('a cap of a week begins anew on Monday, also across the end of a year', () => {
    const counters = (placedAt: string) =>
      earned(
        programme([rule({ cap: { points: 30, per: 'week' } })]),
        purchase([{ netMinor: 100 }], { placedAt: at(placedAt) }),
        unused,
      )[0]?.counters
    expect(counters('2026-12-31T12:00:00Z')).toEqual(['rule/2026-W53'])
    expect(counters('2027-01-03T15:59:59Z')).toEqual(['rule/2026-W53'])
    expect(counters('2027-01-03T16:00:00Z')).toEqual(['rule/2027-W01'])
  })

  const limited = (more: Partial<WalletDefinition>): Definition => ({
    ...standard,
    wallets: standard.wallets.map((wallet) => (wallet.code === 'points' ? { ...wallet, ...more } : wallet)),
  })
  const twice = [rule({}), rule({ code: 'again', cap: { points: 500, per: 'order' } })]

  test('a wallet’s caps and its maximum bind all its rules together, within one order too', () => {
    const capped = programme(twice, limited({ caps: [{ points: 150, per: 'day' }] }))
    expect(earned(capped, purchase([{ netMinor: 10_000 }]), unused)).toMatchObject([
      { points: 100, room: 150, counters: ['@points/day/2026-03-06'] },
      { points: 50, room: 50, counters: ['@points/day/2026-03-06'] },
    ])
    const full = programme(twice, limited({ maximum: 1_000 }))
    const [first, second] = earned(full, purchase([{ netMinor: 10_000 }]), { ...unused, balance: () => 930 })
    expect(first).toMatchObject({ points: 70, room: 70, counters: [], whyNot: null })
    expect(second).toMatchObject({ points: 0, room: 0, whyNot: 'balance-full' })
  })

  test('no basket takes a wallet beyond its maximum or a member beyond its caps', () => {
    fc.assert(
      fc.property(
        fc.record({
          maximum: fc.integer({ min: 1, max: 5_000 }),
          cap: fc.integer({ min: 1, max: 5_000 }),
          balance: fc.integer({ min: -2_000, max: 6_000 }),
          used: fc.integer({ min: 0, max: 6_000 }),
          netMinor: fc.integer({ min: 0, max: 1_000_000 }),
        }),
        ({ maximum, cap, balance, used, netMinor }) => {
          const given = programme(twice, limited({ maximum, caps: [{ points: cap, per: 'month' }] }))
          const outcomes = earned(given, purchase([{ netMinor }]), { used: () => used, balance: () => balance })
          const total = outcomes.reduce((sum, outcome) => sum + outcome.points, 0)
          expect(total).toBeGreaterThanOrEqual(0)
          expect(total).toBeLessThanOrEqual(Math.max(0, Math.min(maximum - balance, cap - used)))
        },
      ),
    )
  })

  test('L10: splitting a basket never earns more', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 12 })
    const rules = fc.record({
      points: fc.integer({ min: 1, max: 20 }),
      perUnits: fc.integer({ min: 1, max: 50 }),
      tier: fc.constantFrom('regular', 'silver', 'gold', 'diamond'),
    })
    fc.assert(
      fc.property(amounts, rules, (lines, { points: per, perUnits, tier }) => {
        const one = rule({ earn: { by: 'amount', points: per, perUnits }, tierMultiplier: 'status' })
        const tiers = { tiers: new Map([['status', tier]]) }
        const together =
          points(
            [one],
            purchase(
              lines.map((netMinor) => ({ netMinor })),
              tiers,
            ),
          )[0] ?? 0
        const apart = lines.reduce((sum, netMinor) => sum + (points([one], purchase([{ netMinor }], tiers))[0] ?? 0), 0)
        expect(apart).toBeLessThanOrEqual(together)
      }),
    )
  })

  test('deciding again for the whole gives the same, and for a part never more than the rule gave', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        (lines, drop) => {
          const compiled = programme(standard.earningRules)
          const whole = purchase(lines.map((netMinor) => ({ netMinor })))
          const part = purchase(
            lines.filter((_, index) => index !== drop % lines.length).map((netMinor) => ({ netMinor })),
          )
          for (const outcome of earned(compiled, whole, unused)) {
            expect(earnedAgain(compiled, whole, outcome)?.points).toBe(outcome.points)
            expect(earnedAgain(compiled, part, outcome)?.points).toBeLessThanOrEqual(outcome.points)
          }
        },
      ),
    )
  })
})

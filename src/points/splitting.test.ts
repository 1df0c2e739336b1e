/** L10: what one basket earns, and what it earns in two orders. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { wallClock } from '../base/conditions/index.ts'
import type { Currency } from '../base/money.ts'
import { accepted } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { EarningRule } from '../programme/definition.ts'
import type { Purchase, PurchaseLine } from '../programme/purchase.ts'
import { compileProgramme, type Programme } from '../programme/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import { earned, type Holdings } from './earning.ts'

const zone = 'Asia/Shanghai' as TimeZone
const standard = standardProgramme(zone)
const unused: Holdings = { used: () => 0, balance: () => 0 }
const placedAt = at('2026-03-06T12:00:00Z')
const named = { en: 'Rule', 'zh-CN': '规则' }

function purchase(lines: readonly PurchaseLine[], tier: string, currency: Currency): Purchase {
  return {
    ...{ channel: 'pos', store: null, currency, placedAt, lines, clock: () => wallClock(placedAt, zone) },
    netMinor: lines.reduce((sum, line) => sum + line.netMinor, 0),
    tiers: new Map([['status', tier]]),
  }
}

const roundings = fc.constantFrom('floor' as const, 'half-up' as const, 'ceil' as const)
const few = fc.integer({ min: 1, max: 9 })
const skus = ['tea', 'cup', 'cake'] as const
const scope = fc.constantFrom(
  {},
  ...skus.map((value) => ({ lines: { field: 'line.sku', is: 'equals' as const, value } })),
)
/** Conditions that a larger basket meets when a smaller one does: what asks for little is no matter of rounding. */
const condition = fc.oneof(
  fc.constant({}),
  fc.nat(20_000).map((value) => ({ when: { field: 'order.amountMinor', is: 'at-least' as const, value } })),
)
const basic = fc
  .record({
    earn: fc.oneof(
      fc.record({ by: fc.constant('amount' as const), points: few, perUnits: few }),
      fc.record({ by: fc.constant('quantity' as const), points: few, per: few }),
    ),
    rounding: roundings,
    multiplied: fc.constantFrom({}, { tierMultiplier: 'status' }),
    scope,
    condition,
  })
  .map(({ earn, rounding, multiplied, scope: lines, condition: when }) => ({
    ...{ earn, rounding, ...multiplied, ...lines, ...when },
  }))
const multiplier = fc
  .record({ of: fc.nat(3), percent: fc.integer({ min: 101, max: 400 }), rounding: roundings, scope, condition })
  .map(({ of, percent, rounding, scope: lines, condition: when }) => ({ of, percent, rounding, ...lines, ...when }))

const programmes = fc
  .tuple(fc.array(basic, { minLength: 1, maxLength: 4 }), fc.array(multiplier, { maxLength: 2 }))
  .map(([basics, multipliers]): EarningRule[] => [
    ...basics.map((rule, index) => ({ code: `rule-${index}`, name: named, wallet: 'points', ...rule })),
    ...multipliers.map(({ of, percent, ...rule }, index) => ({
      ...{ code: `times-${index}`, name: named, wallet: 'points', ...rule },
      earn: { by: 'multiply' as const, rule: `rule-${of % basics.length}`, percent },
    })),
  ])

/** A line with how much of it goes into the first of two orders. */
const line = fc
  .record({
    sku: fc.constantFrom(...skus),
    quantity: fc.nat(9),
    netMinor: fc.nat(30_000),
    cut: fc.nat(9),
    off: fc.nat(),
  })
  .map(({ sku, quantity, netMinor, cut, off }) => ({
    ...{ sku, quantity, netMinor, category: [], brand: null },
    first: { quantity: Math.min(cut, quantity), netMinor: off % (netMinor + 1) },
  }))

/** By how much two parts that are rounded can exceed their sum that is rounded. */
const stepOf = { floor: 0, 'half-up': 1.5, ceil: 2 } as const

/** Two steps round: what the amount comes to (by the rule that is multiplied, where one is), and the multiplier. */
function allowance(rule: EarningRule, rules: readonly EarningRule[], percent: number): number {
  const { earn, rounding } = rule
  const base = earn.by === 'multiply' ? rules.find(({ code }) => code === earn.rule) : rule
  if (base?.rounding === 'floor') return stepOf[rounding]
  // The first step leaves whole points: of a difference of less than two, one is left, and that is multiplied and rounded.
  return percent / 100 + Math.max(1, stepOf[rounding])
}

test('L10: two orders never earn more than one, but for what the rounding of each rule allows', () => {
  fc.assert(
    fc.property(
      programmes,
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('regular', 'silver', 'gold', 'diamond'),
      fc.constantFrom('CNY', 'JPY', 'KWD'),
      (rules, lines, tier, currency) => {
        const definition = { ...standard, earningRules: rules }
        const programme = accepted<Programme>(compileProgramme(1, 0 as Instant, definition))
        const of = (some: readonly PurchaseLine[]) =>
          earned(programme, purchase(some, tier, currency as Currency), unused)
        const whole = of(lines)
        const first = of(lines.map((each) => ({ ...each, ...each.first })))
        const second = of(
          lines.map(({ first: gone, ...each }) => ({
            ...each,
            quantity: each.quantity - gone.quantity,
            netMinor: each.netMinor - gone.netMinor,
          })),
        )
        whole.forEach((together, place) => {
          const rule = rules[place]
          if (rule === undefined) throw new Error('every rule has an outcome')
          const apart = (first[place]?.points ?? 0) + (second[place]?.points ?? 0)
          expect(apart - together.points, JSON.stringify(rule)).toBeLessThanOrEqual(
            allowance(rule, rules, together.percent),
          )
        })
      },
    ),
    { numRuns: 1_000 },
  )
})

test('so many points for so many pieces, however they are spread over lines', () => {
  const rule: EarningRule = {
    ...{ code: 'pieces', name: named, wallet: 'points', rounding: 'floor' },
    earn: { by: 'quantity', points: 2, per: 5 },
  }
  const programme = accepted<Programme>(compileProgramme(1, 0 as Instant, { ...standard, earningRules: [rule] }))
  const of = (...quantities: number[]) =>
    earned(
      programme,
      purchase(
        quantities.map((quantity) => ({ sku: 'tea', category: [], brand: null, quantity, netMinor: 100 })),
        'regular',
        'CNY' as Currency,
      ),
      unused,
    )[0]?.points
  // 2 × 25 ÷ 5 = 10; 2 × 12 ÷ 5 = 4.8; 2 × 13 ÷ 5 = 5.2
  expect([of(25), of(12, 13), of(12), of(13)]).toEqual([10, 10, 4, 5])
})

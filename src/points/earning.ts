/** What a purchase earns under a programme: pure, rule by rule, with the figures that explain it. */
import { minorPerUnit } from '../base/money.ts'
import { mulDiv } from '../base/quantities.ts'
import { type Instant, zoned } from '../base/time.ts'
import type { Cap, EarningRule } from '../programme/definition.ts'
import type { Purchase, PurchaseLine } from '../programme/purchase.ts'
import type { CompiledRule, Programme } from '../programme/rules.ts'
import { pointsPercent } from '../tiers/rules.ts'

export type WhyNot = 'conditions-not-met' | 'no-line-counts' | 'amount-too-small' | 'cap-reached'

/** One rule's result. `points` = min(room, base × percent ÷ 100 rounded). */
export type RuleOutcome = {
  readonly rule: string
  readonly wallet: string
  readonly points: number
  /** Of the lines that count, in minor units and pieces. */
  readonly eligibleMinor: number
  readonly quantity: number
  readonly base: number
  /** The tier's multiplier, or the rule's own; 100 when there is none. */
  readonly percent: number
  readonly tier: string | null
  /** Points that the cap still allowed before this purchase; null without a cap. */
  readonly room: number | null
  readonly counter: string | null
  readonly whyNot: WhyNot | null
}

/** What a purchase is measured against besides itself: points already used of a cap. */
export type Used = (counter: string) => number

/** Every rule of the programme, applied or not, in the programme's order. */
export function earned(programme: Programme, purchase: Purchase, used: Used): RuleOutcome[] {
  const byCode = new Map(programme.rules.map((rule) => [rule.rule.code, rule]))
  return programme.rules.map((rule) => {
    const { cap } = rule.rule
    const counter = cap === undefined ? null : counterOf(rule.rule, cap, purchase.placedAt, programme)
    const room = cap === undefined ? null : Math.max(0, cap.points - (counter === null ? 0 : used(counter)))
    return outcomeOf({ programme, purchase, byCode }, rule, room, counter)
  })
}

/** Re-decides one rule for what is left of an order, within the room it had when the order was confirmed. */
export function earnedAgain(
  programme: Programme,
  purchase: Purchase,
  before: Pick<RuleOutcome, 'rule' | 'room' | 'counter'>,
): RuleOutcome | undefined {
  const byCode = new Map(programme.rules.map((rule) => [rule.rule.code, rule]))
  const rule = byCode.get(before.rule)
  return rule === undefined ? undefined : outcomeOf({ programme, purchase, byCode }, rule, before.room, before.counter)
}

type Context = { programme: Programme; purchase: Purchase; byCode: ReadonlyMap<string, CompiledRule> }

function outcomeOf(context: Context, compiled: CompiledRule, room: number | null, counter: string | null): RuleOutcome {
  const { rule } = compiled
  const { purchase } = context
  const lines = purchase.lines.filter(compiled.counts)
  const { base, percent, tier } = baseOf(context, compiled, lines)
  const uncapped = Math.max(0, mulDiv(base, percent, 100, rule.rounding))
  const applies = compiled.applies(purchase)
  const points = applies ? Math.min(uncapped, room ?? uncapped) : 0
  return {
    rule: rule.code,
    wallet: rule.wallet,
    points,
    eligibleMinor: lines.reduce((total, line) => total + line.netMinor, 0),
    quantity: lines.reduce((total, line) => total + line.quantity, 0),
    base,
    percent,
    tier,
    room,
    counter,
    whyNot:
      points > 0
        ? null
        : !applies
          ? 'conditions-not-met'
          : lines.length === 0
            ? 'no-line-counts'
            : uncapped === 0
              ? 'amount-too-small'
              : 'cap-reached',
  }
}

type Base = { base: number; percent: number; tier: string | null }

function baseOf(context: Context, compiled: CompiledRule, lines: readonly PurchaseLine[]): Base {
  const { rule } = compiled
  const { programme, purchase, byCode } = context
  if (rule.earn.by === 'multiply') {
    const multiplied = byCode.get(rule.earn.rule)
    if (multiplied === undefined || !multiplied.applies(purchase))
      return { base: 0, percent: rule.earn.percent - 100, tier: null }
    return {
      base: amountEarned(multiplied.rule, purchase, lines.filter(multiplied.counts)),
      percent: rule.earn.percent - 100,
      tier: null,
    }
  }
  const base = amountEarned(rule, purchase, lines)
  if (rule.tierMultiplier === undefined) return { base, percent: 100, tier: null }
  const tier = purchase.tiers.get(rule.tierMultiplier) ?? null
  return { base, percent: pointsPercent(programme, rule.tierMultiplier, tier ?? undefined), tier }
}

/** Before multipliers and caps. */
function amountEarned(rule: EarningRule, purchase: Purchase, lines: readonly PurchaseLine[]): number {
  const { earn } = rule
  switch (earn.by) {
    case 'amount': {
      const minor = lines.reduce((total, line) => total + line.netMinor, 0)
      return mulDiv(minor, earn.points, earn.perUnits * minorPerUnit(purchase.currency), rule.rounding)
    }
    case 'quantity':
      return mulDiv(
        lines.reduce((total, line) => total + line.quantity, 0),
        earn.points,
        earn.per,
        rule.rounding,
      )
    case 'order':
      return lines.length === 0 ? 0 : earn.points
    case 'multiply':
      return 0
  }
}

/** The counter of a capped rule in the period of `at`; null for a cap per order, which needs none. */
function counterOf(rule: EarningRule, cap: Cap, at: Instant, programme: Programme): string | null {
  switch (cap.per) {
    case 'order':
      return null
    case 'lifetime':
      return `${rule.code}/lifetime`
    case 'day':
      return `${rule.code}/${zoned(at, programme.timeZone).toPlainDate().toString()}`
    case 'month':
      return `${rule.code}/${zoned(at, programme.timeZone).toPlainDate().toPlainYearMonth().toString()}`
    case 'year':
      return `${rule.code}/${zoned(at, programme.timeZone).year}`
  }
}

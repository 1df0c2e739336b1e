/** What a purchase earns under a programme: pure, rule by rule, with the figures that explain it. */
import { minorPerUnit } from '../base/money.ts'
import { mulDiv } from '../base/quantities.ts'
import { type Instant, zoned } from '../base/time.ts'
import type { EarningRule, Period } from '../programme/definition.ts'
import type { Purchase, PurchaseLine } from '../programme/purchase.ts'
import type { CompiledRule, Programme } from '../programme/rules.ts'
import { pointsPercent } from '../tiers/rules.ts'

export type WhyNot =
  | 'conditions-not-met'
  | 'no-line-counts'
  | 'amount-too-small'
  | 'cap-reached'
  | 'balance-full'
  | 'failed'

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
  /** Points that the tightest limit still allowed; null without a limit. */
  readonly room: number | null
  /** What the points count against, besides a cap per order and the wallet's maximum. */
  readonly counters: readonly string[]
  readonly whyNot: WhyNot | null
}

export type OfferRoom = { readonly offer: string; readonly points: number }

/** What a purchase is measured against besides itself. */
export type Holdings = {
  /** Points already counted against a cap. */
  used(counter: string): number
  /** What the member has of a wallet, pending included, less what he owes. */
  balance(wallet: string): number
  /** What the rules of one offer may give together, by the offer that brings a rule; null without such a limit. */
  room?(rule: string): OfferRoom | null
}

/**
 * Every rule of the programme, applied or not, in the programme's order, then those that offers bring; what one rule gives, the
 * next counts. A rule that fails gives nothing and harms no other.
 */
export function earned(
  programme: Programme,
  purchase: Purchase,
  holdings: Holdings,
  bonuses: readonly string[] = [],
): RuleOutcome[] {
  const given = new Map<string, number>()
  const brought = [...new Set(bonuses)].flatMap((code) => programme.rulesByCode.get(code) ?? [])
  return [...programme.rules, ...brought].map((rule) => {
    const outcome = guarded(rule, () => outcomeWithin({ programme, purchase }, rule, { holdings, given }))
    const shared = sharedBy(holdings.room?.(outcome.rule))
    for (const counter of [...outcome.counters, balanceOf(outcome.wallet), ...shared])
      given.set(counter, (given.get(counter) ?? 0) + outcome.points)
    return outcome
  })
}

function outcomeWithin(
  context: Context,
  rule: CompiledRule,
  { holdings, given }: { holdings: Holdings; given: ReadonlyMap<string, number> },
): RuleOutcome {
  const limits = limitsOf(rule.rule, context.programme, context.purchase.placedAt, {
    ...holdings,
    used: (counter) => holdings.used(counter) + (given.get(counter) ?? 0),
    balance: (wallet) => holdings.balance(wallet) + (given.get(balanceOf(wallet)) ?? 0),
    room(code) {
      const room = holdings.room?.(code) ?? null
      const before = sharedBy(room).reduce((sum, counter) => sum + (given.get(counter) ?? 0), 0)
      return room === null ? null : { ...room, points: room.points - before }
    },
  })
  return outcomeOf(context, rule, boundsOf(limits))
}

/** Under what name the rules of an offer count what they give together. */
function sharedBy(room: OfferRoom | null | undefined): string[] {
  return room === null || room === undefined ? [] : [`>${room.offer}`]
}

function guarded({ rule }: CompiledRule, decide: () => RuleOutcome): RuleOutcome {
  try {
    return decide()
  } catch {
    const none = { points: 0, eligibleMinor: 0, quantity: 0, base: 0, percent: 100, tier: null, room: null }
    return { rule: rule.code, wallet: rule.wallet, ...none, counters: [], whyNot: 'failed' }
  }
}

/** Re-decides one rule for what is left of an order, within the room it had when the order was confirmed. */
export function earnedAgain(
  programme: Programme,
  purchase: Purchase,
  before: Pick<RuleOutcome, 'rule' | 'room' | 'counters'>,
): RuleOutcome | undefined {
  const rule = programme.rulesByCode.get(before.rule)
  const bounds: Bounds = { ...before, why: 'cap-reached' }
  return rule === undefined ? undefined : guarded(rule, () => outcomeOf({ programme, purchase }, rule, bounds))
}

/** How much a rule could give now of what counts at `at`: the least that its limits leave, without end when it has none. */
export function roomNow(
  programme: Programme,
  { rule: code, at, holdings }: { rule: string; at: Instant; holdings: Holdings },
): number {
  const rule = programme.rulesByCode.get(code)
  const limits = rule === undefined ? [] : limitsOf(rule.rule, programme, at, holdings)
  return boundsOf(limits).room ?? Number.MAX_SAFE_INTEGER
}

type Context = { programme: Programme; purchase: Purchase }

function outcomeOf(context: Context, compiled: CompiledRule, { room, counters, why }: Bounds): RuleOutcome {
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
    counters,
    whyNot:
      points > 0
        ? null
        : !applies
          ? 'conditions-not-met'
          : lines.length === 0
            ? 'no-line-counts'
            : uncapped === 0
              ? 'amount-too-small'
              : why,
  }
}

type Base = { base: number; percent: number; tier: string | null }

function baseOf(context: Context, compiled: CompiledRule, lines: readonly PurchaseLine[]): Base {
  const { rule } = compiled
  const { programme, purchase } = context
  if (rule.earn.by === 'multiply') {
    const multiplied = programme.rulesByCode.get(rule.earn.rule)
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

/** What keeps a rule from giving more; `counter` is what its points count against afterwards. */
type Limit = {
  readonly room: number
  readonly counter: string | null
  readonly why: Extract<WhyNot, 'cap-reached' | 'balance-full'>
}

/** All limits of a rule together. */
type Bounds = Pick<RuleOutcome, 'room' | 'counters'> & Pick<Limit, 'why'>

function boundsOf(limits: readonly Limit[]): Bounds {
  const tightest = limits.toSorted((a, b) => a.room - b.room)[0]
  return {
    room: tightest?.room ?? null,
    counters: limits.flatMap(({ counter }) => counter ?? []),
    why: tightest?.why ?? 'cap-reached',
  }
}

/** The rule's cap, the caps and the maximum of its wallet. */
function limitsOf(rule: EarningRule, programme: Programme, at: Instant, holdings: Holdings): Limit[] {
  const wallet = programme.wallets.get(rule.wallet)
  const limits: Limit[] = []
  const capped = (of: string, points: number, per: Period) => {
    const counter = `${of}/${periodAt(per, at, programme)}`
    limits.push({ room: Math.max(0, points - holdings.used(counter)), counter, why: 'cap-reached' })
  }
  if (rule.cap?.per === 'order') limits.push({ room: rule.cap.points, counter: null, why: 'cap-reached' })
  else if (rule.cap !== undefined) capped(rule.code, rule.cap.points, rule.cap.per)
  for (const { points, per } of wallet?.caps ?? []) capped(`${balanceOf(rule.wallet)}/${per}`, points, per)
  const own = holdings.room?.(rule.code) ?? null
  if (own !== null) limits.push({ room: own.points, counter: null, why: 'cap-reached' })
  if (wallet?.maximum !== undefined) {
    const room = Math.max(0, wallet.maximum - holdings.balance(rule.wallet))
    limits.push({ room, counter: null, why: 'balance-full' })
  }
  return limits
}

/** No rule's code begins like this. */
function balanceOf(wallet: string): string {
  return `@${wallet}`
}

/** The name of the period of `at`; weeks are those of ISO 8601, from Monday on. */
export function periodAt(per: Period, at: Instant, programme: Programme): string {
  if (per === 'lifetime') return per
  const local = zoned(at, programme.timeZone)
  switch (per) {
    case 'day':
      return local.toPlainDate().toString()
    case 'week':
      return `${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, '0')}`
    case 'month':
      return local.toPlainDate().toPlainYearMonth().toString()
    case 'year':
      return String(local.year)
  }
}

/** When what is earned becomes available and when it is gone: by the wallet, by the member's tier, by the rule that gave it. */
import type { Words } from '../base/refusals.ts'
import { type Instant, midnight, type TimeZone, zoned } from '../base/time.ts'
import type { Activity, Definition, EarningRule, Expiry, Pending } from './definition.ts'
import { goneWhilePending, noSuchDay } from './problems.ts'

/** What waits for an event is cancelled at `availableAt`. */
export type Terms = {
  readonly availableAt: Instant
  readonly awaits: string | null
  readonly expiresAt: Instant | null
  /** Under which activity moves `expiresAt`. */
  readonly inactivity: Inactivity | null
}

/** Terms under which activity moves an expiry, with the time zone that their calendar is in. */
export type Inactivity = {
  readonly months: number
  readonly roundUpTo: 'day' | 'week' | 'month' | 'quarter' | 'year'
  readonly resetBy: readonly Activity[]
  readonly timeZone: TimeZone
}
type TermsAt = (at: Instant) => Terms

/** What is earned, by which rule (none when it is given by hand), on which tier of each ladder. */
export type Earned = {
  readonly wallet: string
  readonly rule?: string
  readonly tiers: ReadonlyMap<string, string>
}

/** The terms of what is earned; undefined for a wallet that the programme does not have. */
export type TermsOf = (earned: Earned) => TermsAt | undefined

/** The rule's own terms come first, then those of the tier (of the first ladder that has some), then the wallet's. */
export function termsOf(definition: Definition, timeZone: TimeZone, bonuses: readonly EarningRule[] = []): TermsOf {
  const wallets = new Map(definition.wallets.map((wallet) => [wallet.code, wallet]))
  const rules = new Map([...definition.earningRules, ...bonuses].map((rule) => [rule.code, rule]))
  const ofTiers = definition.ladders.flatMap((ladder) =>
    ladder.tiers.flatMap(({ code, terms }) =>
      (terms ?? []).map((each) => ({ ...each, ladder: ladder.code, tier: code })),
    ),
  )
  const remembered = new Map<Pending, Map<Expiry, TermsAt>>()

  function remember(pending: Pending, expiry: Expiry): TermsAt {
    const known = remembered.get(pending)?.get(expiry)
    if (known !== undefined) return known
    const terms = byDay(pending, expiry, timeZone)
    remembered.set(pending, new Map(remembered.get(pending)).set(expiry, terms))
    return terms
  }

  return ({ wallet: code, rule: ruleCode, tiers }) => {
    const wallet = wallets.get(code)
    if (wallet === undefined) return undefined
    const rule: Pick<EarningRule, 'pending' | 'expiry'> = rules.get(ruleCode ?? '') ?? {}
    const own = ofTiers.filter((each) => each.wallet === code && tiers.get(each.ladder) === each.tier)
    const pending = rule.pending ?? own.find((each) => each.pending !== undefined)?.pending ?? wallet.pending
    const expiry = rule.expiry ?? own.find((each) => each.expiry !== undefined)?.expiry ?? wallet.expiry
    return remember(pending, expiry)
  }
}

/**
 * Terms are the same for a whole local day (but for the instant at which something is available at once), so the last day's are
 * remembered: the calendar costs more than all other arithmetic.
 */
function byDay(pending: Pending, expiry: Expiry, timeZone: TimeZone): TermsAt {
  let day = {
    startsAt: Number.POSITIVE_INFINITY,
    endsAt: Number.NEGATIVE_INFINITY,
    availableAt: null as Instant | null,
    expiresAt: null as Instant | null,
  }
  const awaits = pending.kind === 'event' ? pending.event : null
  const inactivity = inactivityOf(expiry, timeZone)
  return (at) => {
    if (at < day.startsAt || at >= day.endsAt) {
      const date = zoned(at, timeZone).toPlainDate()
      day = {
        startsAt: midnight(date, timeZone),
        endsAt: midnight(date.add({ days: 1 }), timeZone),
        availableAt: availableFrom(pending, at, timeZone),
        expiresAt: expiresFrom(expiry, at, timeZone),
      }
    }
    return { availableAt: day.availableAt ?? at, awaits, expiresAt: day.expiresAt, inactivity }
  }
}

function inactivityOf(expiry: Expiry, timeZone: TimeZone): Inactivity | null {
  if (expiry.kind !== 'inactivity') return null
  const { months, roundUpTo, resetBy } = expiry
  return { months, roundUpTo, resetBy, timeZone }
}

/** When an amount earned at `at` becomes available or is cancelled, always at the programme's midnight; null at once. */
export function availableFrom(pending: Pending, at: Instant, timeZone: TimeZone): Instant | null {
  switch (pending.kind) {
    case 'none':
      return null
    case 'days':
      return midnight(zoned(at, timeZone).toPlainDate().add({ days: pending.days }), timeZone)
    case 'event':
      return midnight(zoned(at, timeZone).toPlainDate().add({ days: pending.cancelAfterDays }), timeZone)
    case 'until': {
      const from = midnight(Temporal.PlainDate.from(pending.date), timeZone)
      return from <= at ? null : from
    }
  }
}

/**
 * The first instant at which an amount earned (or last kept alive) at `at` is gone; null when it never goes. With 12 months rounded up to the month,
 * what was earned on any day of January lives to the end of the next January. A month's missing day falls back to its last.
 */
export function expiresFrom(expiry: Expiry, at: Instant, timeZone: TimeZone): Instant | null {
  const earned = zoned(at, timeZone).toPlainDate()
  switch (expiry.kind) {
    case 'never':
      return null
    case 'inactivity':
    case 'rolling':
      return midnight(after(earned.add({ months: expiry.months }), expiry.roundUpTo), timeZone)
    case 'dates': {
      const soonest = earned.add({ months: expiry.leastMonths })
      return midnight(nextOf(expiry.dates, soonest).add({ days: 1 }), timeZone)
    }
  }
}

/** The day after the period that `day` is in. */
function after(day: Temporal.PlainDate, period: 'day' | 'week' | 'month' | 'quarter' | 'year'): Temporal.PlainDate {
  switch (period) {
    case 'day':
      return day.add({ days: 1 })
    case 'week':
      return day.add({ days: 8 - day.dayOfWeek })
    case 'month':
      return day.with({ day: 1 }).add({ months: 1 })
    case 'quarter':
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }).add({ months: 3 })
    case 'year':
      return day.with({ day: 1, month: 1 }).add({ years: 1 })
  }
}

/** The first of the days of the year that is not before `from`; 29 February is the 28th in other years. */
function nextOf(dates: readonly string[], from: Temporal.PlainDate): Temporal.PlainDate {
  const days = [from.year, from.year + 1]
    .flatMap((year) => dates.map((date) => dayOfYear(year, date)))
    .filter((day) => Temporal.PlainDate.compare(day, from) >= 0)
    .sort(Temporal.PlainDate.compare)
  const [next] = days
  if (next === undefined) throw new Error('there is no such day in two years')
  return next
}

function dayOfYear(year: number, date: string): Temporal.PlainDate {
  const [month = 1, day = 1] = date.split('-').map(Number)
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
}

/** Fewer days than any month has: what is pending longer than this many per month would be gone before it can be spent. */
const SHORTEST_MONTH_DAYS = 28
const realDay = /^(?:02-(?:[01]\d|2\d)|(?:0[469]|11)-(?:[0-2]\d|30)|(?:0[13578]|1[02])-\d\d)$/

/** What is wrong with terms by themselves. */
export function mistakeInTerms(given: {
  readonly pending: Pending
  readonly expiry: Expiry
}): { part: string; problem: Words } | undefined {
  const { pending, expiry } = given
  if (expiry.kind === 'dates') {
    const wrong = expiry.dates.find((date) => !realDay.test(date))
    if (wrong !== undefined) return { part: 'expiry.dates', problem: noSuchDay(wrong) }
  }
  const months = 'months' in expiry ? expiry.months : 'leastMonths' in expiry ? expiry.leastMonths : undefined
  const days = pending.kind === 'days' ? pending.days : pending.kind === 'event' ? pending.cancelAfterDays : 0
  if (months !== undefined && days > months * SHORTEST_MONTH_DAYS)
    return { part: 'pending', problem: goneWhilePending(days) }
  return undefined
}

/** The calendar of a ladder: from when on orders count, when a period ends, when a tier is lost. Days are the programme's. */
import { dateOf, type Instant, midnight, type TimeZone } from '../base/time.ts'
import type { Fall, LadderDefinition, LadderWindow } from '../programme/ladders.ts'

type Stretch = 'month' | 'quarter' | 'year'

/** What periods are counted by. `member`, `tier`: the days on which he joined and came to his tier. */
export type Days = {
  readonly timeZone: TimeZone
  readonly member: Instant
  readonly tier: Instant
}

export type Period = { readonly startsAt: Instant; readonly endsAt: Instant }

const always = 0 as Instant

/** Orders placed from this instant on count at `at`. */
export function countsFrom(window: LadderWindow | undefined, days: Days, at: Instant): Instant {
  switch (window?.kind) {
    case undefined:
    case 'lifetime':
      return always
    case 'rolling':
      return midnight(firstDayCounted(window, dateOf(at, days.timeZone)), days.timeZone)
    case 'calendar-year':
      return stretchOf('year', at, days.timeZone).startsAt
    case 'member-anniversary':
      return yearSince(days.member, at, days.timeZone).startsAt
    case 'tier-anniversary':
      return yearSince(days.tier, at, days.timeZone).startsAt
  }
}

type Rolling = Extract<LadderWindow, { kind: 'rolling' }>

function lastDayCounted(window: Rolling, day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add('months' in window ? { months: window.months } : { days: window.days })
}

/** An order counts to the end of the day that is so many months later; a month's missing day falls back to its last. */
function firstDayCounted(window: Rolling, today: Temporal.PlainDate): Temporal.PlainDate {
  let day = today.subtract('months' in window ? { months: window.months } : { days: window.days })
  while (Temporal.PlainDate.compare(lastDayCounted(window, day), today) < 0) day = day.add({ days: 1 })
  return day
}

/** The first instant at which an order placed at `at` no longer counts; null while only a period's end takes it away. */
export function leavesAt(window: LadderWindow | undefined, at: Instant, timeZone: TimeZone): Instant | null {
  if (window?.kind !== 'rolling') return null
  return midnight(lastDayCounted(window, dateOf(at, timeZone)).add({ days: 1 }), timeZone)
}

/** The period that `at` is in; null when the ladder is reviewed at every change. */
export function periodAt({ window, reviewed }: LadderDefinition, days: Days, at: Instant): Period | null {
  if (reviewed !== undefined) return stretchOf(reviewed, at, days.timeZone)
  switch (window?.kind) {
    case 'calendar-year':
      return stretchOf('year', at, days.timeZone)
    case 'member-anniversary':
      return yearSince(days.member, at, days.timeZone)
    case 'tier-anniversary':
      return yearSince(days.tier, at, days.timeZone)
    default:
      return null
  }
}

/** The calendar month, quarter or year that `at` is in. */
export function stretchOf(stretch: Stretch, at: Instant, timeZone: TimeZone): Period {
  const months = { month: 1, quarter: 3, year: 12 }[stretch]
  const day = dateOf(at, timeZone)
  const first = day.with({ day: 1, month: day.month - ((day.month - 1) % months) })
  return { startsAt: midnight(first, timeZone), endsAt: midnight(first.add({ months }), timeZone) }
}

/** The year, counted from a day of some year, that `at` is in. Who came on 29 February has the 28th in other years. */
function yearSince(since: Instant, at: Instant, timeZone: TimeZone): Period {
  const [first, day] = [dateOf(since, timeZone), dateOf(at, timeZone)]
  const begun = (years: number) => first.add({ years })
  const same = day.year - first.year
  const years = Temporal.PlainDate.compare(begun(same), day) > 0 ? same - 1 : same
  return { startsAt: midnight(begun(years), timeZone), endsAt: midnight(begun(years + 1), timeZone) }
}

/** As the day ends that is `days` after the day that ends with `at`, or that `at` is in. */
export function daysAfter(at: Instant, days: number, timeZone: TimeZone): Instant {
  return midnight(dateOf((at - 1) as Instant, timeZone).add({ days: days + 1 }), timeZone)
}

/** As the day begins that is `days` before the day of `at`. */
export function daysBefore(at: Instant, days: number, timeZone: TimeZone): Instant {
  return midnight(dateOf(at, timeZone).subtract({ days }), timeZone)
}

/** When a tier that was not kept at `at` is lost: after the grace, at the end of the stretch that it ends in. */
export function lostAt(at: Instant, fall: Fall | undefined, timeZone: TimeZone): Instant {
  const grace = fall?.graceDays ?? 0
  const after = grace === 0 ? at : daysAfter(at, grace, timeZone)
  if (fall?.roundUpTo === undefined) return after
  const { startsAt, endsAt } = stretchOf(fall.roundUpTo, after, timeZone)
  return startsAt === after ? after : endsAt
}

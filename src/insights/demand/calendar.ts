/** Weeks and months of a programme's zone, counted so that they follow each other; weeks begin on Monday. */
import { type RawBuilder, sql } from 'kysely'
import { asInstant, type Instant, midnight, type TimeZone, zoned } from '../../base/time.ts'
import { dayOf, localTime, monthName, monthOf } from '../localtime.ts'

export type Step = 'week' | 'month'

export type Calendar = {
  /** The step in which an instant lies. */
  of(at: Instant): number
  /** The same, of an expression of milliseconds before `until`. */
  inSql(milliseconds: RawBuilder<unknown>, until: Instant): RawBuilder<unknown>
  firstDay(step: number): Temporal.PlainDate
  start(step: number): Instant
  /** How many steps lie between, with the parts of those in which the two lie. */
  between(from: Instant, to: Instant): number
  /** What of its step is over at that instant, 0 … 1. */
  over(at: Instant): number
}

const WEEK = 7
/** 1970-01-01 was a Thursday: days since the Monday before it. */
const SINCE_MONDAY = 3
const monday = () => Temporal.PlainDate.from('1970-01-01').subtract({ days: SINCE_MONDAY })

export function calendar(step: Step, zone: TimeZone): Calendar {
  const of = (at: Instant) =>
    step === 'month' ? monthOf(at, zone) : Math.floor((dayOf(at, zone) + SINCE_MONDAY) / WEEK)
  const firstDay = (one: number) =>
    step === 'month' ? Temporal.PlainDate.from(`${monthName(one)}-01`) : monday().add({ days: WEEK * one })
  const start = (one: number) => midnight(firstDay(one), zone)
  const over = (at: Instant) => {
    const [from, to] = [start(of(at)), start(of(at) + 1)]
    return (at - from) / (to - from)
  }
  return {
    ...{ of, firstDay, start, over },
    inSql(milliseconds, until) {
      const time = localTime(zone, until)
      if (step === 'month') return time.month(milliseconds)
      return sql`floor((${time.day(milliseconds)} + ${sql.lit(SINCE_MONDAY)})::double precision / ${sql.lit(WEEK)})::int`
    },
    between: (from, to) => of(to) + over(to) - of(from) - over(from),
  }
}

const HOURS_OF_DAY = 24

/** Week of the programme and hour of that week, 0 … 167, of an expression of milliseconds before `until`. */
export function hourOfWeek(milliseconds: RawBuilder<unknown>, zone: TimeZone, until: Instant) {
  const hours = WEEK * HOURS_OF_DAY
  const since = sql`(${localTime(zone, until).hour(milliseconds)} + ${sql.lit(SINCE_MONDAY * HOURS_OF_DAY)})`
  return {
    week: calendar('week', zone).inSql(milliseconds, until),
    hour: sql`(${since} % ${sql.lit(hours)})`,
  }
}

/** So many days after, at the same hour of the zone. */
export function daysAfter(at: Instant, days: number, zone: TimeZone): Instant {
  return asInstant(zoned(at, zone).add({ days }).epochMilliseconds)
}

/**
 * Days and months of a time zone in SQL, as Temporal counts them: the offsets of the zone are handed in with the question, so that
 * Postgres and DuckDB agree to the millisecond, whatever each knows about time zones.
 */
import { type RawBuilder, sql } from 'kysely'
import { asInstant, dateOf, type Instant, midnight, type TimeZone, zoned } from '../base/time.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const NANOSECONDS = 1_000_000
const MONTHS = 12

/** From `from` on the zone's clock is ahead of UTC by `ahead` milliseconds, until the next of them. */
type Stretch = { readonly from: Instant; readonly ahead: number }

export type LocalTime = {
  /** Days since 1970-01-01 by the calendar of the zone, of an expression of milliseconds. */
  day(milliseconds: RawBuilder<unknown>): RawBuilder<unknown>
  /** Hours since 1970-01-01T00:00 on the clock of the zone, of an expression of milliseconds. */
  hour(milliseconds: RawBuilder<unknown>): RawBuilder<unknown>
  /** As `monthOf` counts. */
  month(milliseconds: RawBuilder<unknown>): RawBuilder<unknown>
}

/** @param until instants from it on are told by the last offset before it */
export function localTime(zone: TimeZone, until: Instant): LocalTime {
  const ahead = (at: RawBuilder<unknown>) => {
    const [newest, ...older] = stretches(zone, until).toReversed()
    const oldest = older.pop() ?? newest
    // The newest first: most rows are recent ones.
    const whens = [newest, ...older].map((each) => sql`when ${at} >= ${each?.from}::bigint then ${each?.ahead}::bigint`)
    return sql`(case ${sql.join(whens, sql` `)} else ${oldest?.ahead}::bigint end)`
  }
  const whole = (at: RawBuilder<unknown>, of: number) =>
    sql`floor((${at} + ${ahead(at)})::double precision / ${sql.lit(of)})::int`
  const day = (at: RawBuilder<unknown>) => whole(at, DAY)
  return {
    day,
    hour: (at) => whole(at, HOUR),
    month(at) {
      const date = sql`(date '1970-01-01' + ${day(at)})`
      return sql`(extract(year from ${date})::int * ${sql.lit(MONTHS)} + extract(month from ${date})::int - 1)`
    },
  }
}

/** Oldest first, from 1970 on. */
function stretches(zone: TimeZone, until: Instant): Stretch[] {
  const found: Stretch[] = []
  let next: Temporal.ZonedDateTime | null = zoned(asInstant(0), zone)
  while (next !== null && next.epochMilliseconds < until) {
    const ahead = next.offsetNanoseconds / NANOSECONDS
    if (found.at(-1)?.ahead !== ahead) found.push({ from: asInstant(next.epochMilliseconds), ahead })
    next = next.getTimeZoneTransition('next')
  }
  return found
}

/** Months are counted from January of the year 0, so that their difference is how many months lie between. */
export function monthOf(at: Instant, zone: TimeZone): number {
  const { year, month } = zoned(at, zone)
  return year * MONTHS + month - 1
}

/** `2026-03` */
export function monthName(month: number): string {
  return firstOf(month).toPlainYearMonth().toString()
}

/** Of a name as `monthName` gives it. */
export function monthNumber(name: string): number {
  const { year, month } = Temporal.PlainYearMonth.from(name)
  return year * MONTHS + month - 1
}

export function monthStart(month: number, zone: TimeZone): Instant {
  return midnight(firstOf(month), zone)
}

/** Days since 1970-01-01 by the calendar of the zone. */
export function dayOf(at: Instant, zone: TimeZone): number {
  return Temporal.PlainDate.from('1970-01-01').until(dateOf(at, zone)).days
}

function firstOf(month: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year: Math.floor(month / MONTHS), month: (month % MONTHS) + 1, day: 1 })
}

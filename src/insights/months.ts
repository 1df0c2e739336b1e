/** The months that figures are told for: the last ones, the running one included. */
import { type RawBuilder, sql } from 'kysely'
import { asInstant, type Instant, type TimeZone } from '../base/time.ts'
import { localTime, monthOf, monthStart } from './localtime.ts'

/** The months in which a person bought are the bits of one whole number. */
export const MOST_MONTHS = 60

export type MonthsAsked = {
  /** What happened before it counts; its month is the last one. */
  readonly asOf: Instant
  readonly zone: TimeZone
  /** How many, the last one included; at most `MOST_MONTHS`. */
  readonly months: number
}

export type Months = {
  /** As `monthOf` counts. */
  readonly oldest: number
  readonly last: number
  /** When the oldest begins. */
  readonly from: Instant
  /** The last that is over at `asOf`; one before `oldest` when none is. */
  readonly over: number
  /** Months since the oldest, of an expression of milliseconds; negative before it. */
  since(milliseconds: RawBuilder<unknown>): RawBuilder<unknown>
}

export function monthsOf({ asOf, zone, months }: MonthsAsked): Months {
  if (months < 1 || months > MOST_MONTHS) throw new RangeError(`1 to ${MOST_MONTHS} months, not ${months}`)
  const last = monthOf(asInstant(asOf - 1), zone)
  const oldest = last - months + 1
  const time = localTime(zone, asOf)
  return {
    ...{ oldest, last, from: monthStart(oldest, zone) },
    over: monthStart(last + 1, zone) <= asOf ? last : last - 1,
    since: (milliseconds) => sql`(${time.month(milliseconds)} - ${oldest}::int)`,
  }
}

/** When people bought for the second time, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import { asInstant, type Instant, type TimeZone } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { dayOf, localTime } from '../localtime.ts'

/** People who were followed for so many days: until they bought again, or until the last day that is known. */
export type Followed = {
  /** Place among the windows of the question. */
  readonly window: number
  /** From the day of the first purchase. */
  readonly days: number
  readonly again: boolean
  readonly people: number
}

export type AgainQuestion = {
  /** A table expression with `person_id` and `placed_ms` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** Purchases before it count; best a midnight, for the last day counts as a whole one. */
  readonly asOf: Instant
  readonly zone: TimeZone
  /** When the first purchase was: from a midnight to another, the later one excluded; none overlaps another. */
  readonly windows: readonly { readonly from: Instant; readonly to: Instant }[]
}

/**
 * To buy again is to buy on a later day: a basket paid in two halves is not loyalty. Whoever bought before a window is not in it.
 * @returns by window, days and whether they bought again
 */
export function followed(on: Database, { purchases, asOf, zone, windows }: AgainQuestion): Promise<Followed[]> {
  if (windows.length === 0) return Promise.resolve([])
  const lastDay = sql`${dayOf(asInstant(asOf - 1), zone)}::int`
  const window = sql.join(
    windows.map(
      ({ from, to }, place) =>
        sql`when first >= ${dayOf(from, zone)}::int and first < ${dayOf(to, zone)}::int then ${sql.lit(place)}::int`,
    ),
    sql` `,
  )
  return rows(
    on,
    sql<Followed>`
      with bought as (
        select person_id, ${localTime(zone, asOf).day(sql`placed_ms`)} as day
        from ${purchases} as purchases where placed_ms < ${asOf}::bigint and person_id is not null
      ), firsts as (
        select person_id, min(day) as first from bought group by person_id
      ), placed as (
        select person_id, first, case ${window} end as place from firsts
      ), seconds as (
        select placed.person_id, min(place) as place, min(first) as first, min(case when day > first then day end) as second
        from placed join bought on bought.person_id = placed.person_id where place is not null group by placed.person_id
      )
      select place as "window", coalesce(second, ${lastDay}) - first as days, second is not null as again, count(*)::bigint as people
      from seconds group by 1, 2, 3 order by 1, 2, 3`,
  )
}

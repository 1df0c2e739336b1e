/**
 * Cohorts by the month of the first purchase: how many of each bought in which month after it, how often and for how much, in the SQL
 * that Postgres and DuckDB share.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type MonthsAsked, monthsOf } from '../months.ts'

/** What the people of one cohort did in one month in which at least one of them bought. */
export type CohortCell = {
  /** The month of the first purchase, as `monthOf` counts. */
  readonly cohort: number
  readonly month: number
  readonly buyers: number
  readonly orders: number
  /** After returns. */
  readonly netMinor: number
}

export type CohortQuestion = MonthsAsked & {
  /** A table expression with `person_id`, `placed_ms`, `currency` and `net_minor` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  readonly currency: string
}

/** Who bought before the first of the months belongs to none of the cohorts. @returns by cohort and month, oldest first */
export function cohortCells(on: Database, question: CohortQuestion): Promise<CohortCell[]> {
  const { purchases, asOf, currency, months } = question
  const { oldest, since } = monthsOf(question)
  return rows(
    on,
    sql<CohortCell>`
      with bought as (
        select person_id, ${since(sql`placed_ms`)} as month, net_minor
        from ${purchases} as purchases
        where placed_ms < ${asOf}::bigint and currency = ${currency}::text and person_id is not null
      ), known as (
        select person_id, min(month) as cohort, bit_or(case when month >= 0 then 1::bigint << month else 0::bigint end) as bits
        from bought group by person_id having min(month) >= 0
      ), sold as (
        select cohort, month, count(*) as orders, sum(net_minor) as net_minor
        from bought join known on known.person_id = bought.person_id group by cohort, month
      ), alike as (
        select cohort, bits, count(*) as people from known group by cohort, bits
      ), came as (
        select cohort, place::int as month, sum(people) as buyers
        from alike join generate_series(0::int, ${months - 1}::int) as months (place) on (bits >> place::int) & 1 = 1
        group by cohort, place
      )
      select came.cohort + ${oldest}::int as cohort, came.month + ${oldest}::int as month, buyers::bigint as buyers, orders::bigint as orders,
        net_minor::bigint as "netMinor"
      from came join sold on sold.cohort = came.cohort and sold.month = came.month order by 1, 2`,
  )
}

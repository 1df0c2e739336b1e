/**
 * Recency, frequency and monetary value of each person in five steps each, in the SQL that Postgres and DuckDB share.
 * Source: A. M. Hughes, Strategic Database Marketing (1994), who scores by quintiles.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'

export type Score = 1 | 2 | 3 | 4 | 5

export type Rfm = {
  readonly personId: string
  /** Whole days since the last purchase. */
  readonly recencyDays: number
  /** Purchases. */
  readonly frequency: number
  /** What they came to, after returns. */
  readonly monetaryMinor: number
  /** 5 is the best: the latest, the most, the highest. */
  readonly r: Score
  readonly f: Score
  readonly m: Score
}

/** How many have the same three scores, and what they spent. */
export type Cell = {
  readonly r: Score
  readonly f: Score
  readonly m: Score
  readonly people: number
  readonly monetaryMinor: number
}

export type RfmQuestion = {
  /** A table expression with `person_id`, `placed_ms`, `currency` and `net_minor` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** Purchases before it count. */
  readonly asOf: Instant
  readonly currency: string
}

const STEPS = 5

/**
 * The step of a value among all: those who share a value share a step, which is that of the share of people who have less. So steps
 * are not of equal size where many are alike, and do not depend on the order of rows.
 */
const step = (order: RawBuilder<unknown>) =>
  sql`(1 + least(${STEPS - 1}::int, floor(${STEPS}::int * percent_rank() over (order by ${order}))))::int`

/** With `person_id`, `recency_days`, `frequency`, `monetary_minor`, `r`, `f` and `m`. */
export function scored({ purchases, asOf, currency }: RfmQuestion): RawBuilder<unknown> {
  return sql`
    select person_id, recency_days, frequency, monetary_minor,
      ${step(sql`recency_days desc`)} as r, ${step(sql`frequency`)} as f, ${step(sql`monetary_minor`)} as m
    from (
      select person_id, count(*)::bigint as frequency, sum(net_minor)::bigint as monetary_minor,
        floor((${asOf}::bigint - max(placed_ms)) / 86400000.0)::bigint as recency_days
      from ${purchases} as purchases
      where placed_ms < ${asOf}::bigint and currency = ${currency}::text
      group by person_id
    ) as known`
}

/** Everybody who bought, by id. */
export function rfm(on: Database, question: RfmQuestion): Promise<Rfm[]> {
  return rows(
    on,
    sql<Rfm>`
      select person_id::text as "personId", recency_days as "recencyDays", frequency, monetary_minor as "monetaryMinor", r, f, m
      from (${scored(question)}) as scored order by person_id`,
  )
}

/** The up to 125 cells, the best first. */
export function rfmCells(on: Database, question: RfmQuestion): Promise<Cell[]> {
  return rows(
    on,
    sql<Cell>`
      select r, f, m, count(*)::bigint as people, sum(monetary_minor)::bigint as "monetaryMinor"
      from (${scored(question)}) as scored group by r, f, m order by r desc, f desc, m desc`,
  )
}

/** What members and guests bought, by month and by place, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type Interval, TWO_SIDED_95 } from '../maths/shares.ts'
import { type MonthsAsked, monthsOf } from '../months.ts'

/** `person_id` (null for a guest), `placed_ms`, `currency`, `channel`, `store` and `net_minor` of each order. */
type Sales = { readonly sales: RawBuilder<unknown>; readonly currency: string }

export type Sold = {
  readonly orders: number
  /** After returns. */
  readonly netMinor: number
  /** Sum of the squares of each order's net amount: how far they lie apart. */
  readonly squares: number
  readonly memberOrders: number
  readonly memberNetMinor: number
  /** Different people among the members. */
  readonly buyers: number
}

const sold = sql`
  count(*)::bigint as orders, sum(net_minor)::bigint as "netMinor",
  sum(net_minor::double precision * net_minor::double precision) as squares, count(person_id)::bigint as "memberOrders",
  sum(case when person_id is null then 0 else net_minor end)::bigint as "memberNetMinor",
  count(distinct person_id)::bigint as buyers`

/** Months in which nothing was sold are left out. */
export function salesByMonth(
  on: Database,
  question: MonthsAsked & Sales,
): Promise<(Sold & { readonly month: number })[]> {
  const { oldest, since, from } = monthsOf(question)
  return rows(
    on,
    sql<Sold & { month: number }>`
      select month + ${oldest}::int as month, ${sold}
      from (
        select ${since(sql`placed_ms`)} as month, person_id, net_minor from ${question.sales} as sales
        where placed_ms >= ${from}::bigint and placed_ms < ${question.asOf}::bigint and currency = ${question.currency}::text
      ) as told group by month order by month`,
  )
}

export type Place = 'channel' | 'store'
export type SoldAt = Sold & {
  /** Null: no store is known of these orders. */
  readonly place: string | null
  /** Whether in the period that is asked for, or in the one to compare with. */
  readonly period: 'now' | 'before'
}

/** Each place in two periods; those in which nothing was sold are left out. */
export function salesByPlace(
  on: Database,
  question: Sales & {
    readonly by: Place
    readonly now: { readonly from: Instant; readonly to: Instant }
    readonly before: { readonly from: Instant; readonly to: Instant }
  },
): Promise<SoldAt[]> {
  const { by, now, before } = question
  const within = ({ from, to }: { from: Instant; to: Instant }) =>
    sql`placed_ms >= ${from}::bigint and placed_ms < ${to}::bigint`
  return rows(
    on,
    sql<SoldAt>`
      select place, period, ${sold}
      from (
        select ${sql.ref(by)} as place, case when ${within(now)} then 'now' when ${within(before)} then 'before' end as period,
          person_id, net_minor
        from ${question.sales} as sales where currency = ${question.currency}::text
      ) as told where period is not null group by place, period order by place, period`,
  )
}

export type Mean = { readonly mean: number; readonly interval: Interval }

/**
 * What an order comes to on average, with the interval of its mean: 95 %, by the normal distribution.
 * @returns nothing below two orders: they do not say how far orders lie apart
 */
export function orderValue({
  orders,
  netMinor,
  squares,
}: Pick<Sold, 'orders' | 'netMinor' | 'squares'>): Mean | undefined {
  if (orders < 2) return undefined
  const mean = netMinor / orders
  const variance = Math.max(0, squares - orders * mean * mean) / (orders - 1)
  const half = TWO_SIDED_95 * Math.sqrt(variance / orders)
  return { mean, interval: { low: mean - half, high: mean + half } }
}

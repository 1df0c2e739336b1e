/** The baskets of a period, a store, or some members, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'
import { byCodeUnits } from './order.ts'

export type Level = 'product' | 'category'

export type BasketsQuestion = {
  readonly level: Level
  /** Orders from it on count, */
  readonly from: Instant
  /** and before it. */
  readonly until: Instant
  /** Each undefined where all count. */
  readonly store?: string | undefined
  readonly channel?: string | undefined
  /** Of members on this tier now. */
  readonly tier?: string | undefined
  /** Of members whom the last run put into this segment. */
  readonly segment?: string | undefined
  /** Who takes more than this at once takes a bit of everything: such baskets are left out and counted. */
  readonly longest: number
  /** Beyond it a part is taken by lot, always the same. */
  readonly basketsAtMost: number
}

export type Baskets = {
  readonly baskets: readonly (readonly string[])[]
  /** Orders within what was asked. */
  readonly orders: number
  /** Of these, those that were longer than what says something. */
  readonly tooLong: number
}

const BETWEEN = '\u001f'
/** The last digits of an id are drawn by lot. */
const LOTS = 65_536

/** Orders with what stands in each; fees and what came back whole are not in it. */
function sizes({ level, from, until, store, channel, tier, segment }: BasketsQuestion): RawBuilder<unknown> {
  const item = sql.raw(level === 'product' ? 'l.sku' : 'l.category')
  const conditions = [
    sql`o.placed_ms >= ${from}::bigint and o.placed_ms < ${until}::bigint and l.quantity > 0 and not l.fee`,
    sql`${item} is not null`,
    ...(store === undefined ? [] : [sql`o.store = ${store}::text`]),
    ...(channel === undefined ? [] : [sql`o.channel = ${channel}::text`]),
    ...(tier === undefined ? [] : [sql`o.member_id in (select member_id from people where tier = ${tier}::text)`]),
    ...(segment === undefined
      ? []
      : [
          sql`o.member_id in (
            select p.member_id from people p join figures_written f on f.person_id = p.person_id
            where f.segment = ${segment}::text)`,
        ]),
  ]
  return sql`
    select o.order_id, count(distinct ${item})::bigint as size,
      string_agg(distinct ${item}, ${sql.lit(BETWEEN)}) as items
    from orders o join order_lines l on l.order_id = o.order_id
    where ${sql.join(conditions, sql` and `)}
    group by o.order_id`
}

export async function basketsOf(on: Database, question: BasketsQuestion): Promise<Baskets> {
  const counted = await row(
    on,
    sql<{ orders: number; tooLong: number }>`
      select count(*)::bigint as orders,
        coalesce(sum(case when size > ${question.longest}::bigint then 1 else 0 end), 0)::bigint as "tooLong"
      from (${sizes(question)}) as sized`,
  )
  const { orders = 0, tooLong = 0 } = counted ?? {}
  const lots = Math.ceil(LOTS * Math.min(1, question.basketsAtMost / Math.max(1, orders - tooLong)))
  const bound = lots >= LOTS ? 'g' : lots.toString(16).padStart(4, '0')
  const found = await rows(
    on,
    sql<{ items: string }>`
      select items from (${sizes(question)}) as sized
      where size <= ${question.longest}::bigint and substr(order_id::text, 33) < ${bound}::text order by order_id`,
  )
  return { orders, tooLong, baskets: found.map(({ items }) => items.split(BETWEEN).sort(byCodeUnits)) }
}

/** Whether a run has said to which segment each member belongs. */
export async function segmentsKnown(copy: Database): Promise<boolean> {
  const found = await row(
    copy,
    sql<{ n: number }>`select count(*) as n from information_schema.tables where table_name = 'figures_written'`,
  )
  return (found?.n ?? 0) > 0
}

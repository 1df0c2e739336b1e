/** What people bought, visit by visit, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'
import { byCodeUnits } from '../baskets/order.ts'
import type { History } from './histories.ts'

export type HistoriesQuestion = {
  /** A table expression with `person_id`, `order_id` and `placed_ms` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** Purchases from it on count, */
  readonly from: Instant
  /** and before it. */
  readonly until: Instant
  /** What the model can hold; beyond it a part of the people is taken, always the same. */
  readonly linesAtMost: number
}

export type People = {
  readonly histories: readonly History[]
  /** Everybody who bought; more than the histories where only a part was taken. */
  readonly people: number
}

/** Between the items of a visit; in no product's number. */
const BETWEEN = '\u001f'
/** The last digits of an id are drawn by lot, so people below a bound of them are a fair part. */
const LOTS = 65_536

/** Fees and what came back are not what people want. */
const wanted = ({ purchases, from, until }: HistoriesQuestion) => sql`
  ${purchases} as bought join order_lines l on l.order_id = bought.order_id
  where l.quantity > 0 and not l.fee and bought.placed_ms >= ${from}::bigint and bought.placed_ms < ${until}::bigint`

export async function histories(on: Database, question: HistoriesQuestion): Promise<People> {
  const counted = await row(
    on,
    sql<{ people: number; lines: number }>`
      select count(distinct bought.person_id)::bigint as people, count(*)::bigint as lines from ${wanted(question)}`,
  )
  const { people = 0, lines = 0 } = counted ?? {}
  const lots = Math.ceil(LOTS * Math.min(1, question.linesAtMost / Math.max(1, lines)))
  const bound = lots >= LOTS ? 'g' : lots.toString(16).padStart(4, '0')
  const found = await rows(
    on,
    sql<{ person: string; placed: number; items: string }>`
      select bought.person_id::text as person, bought.placed_ms as placed,
        string_agg(distinct l.sku, ${sql.lit(BETWEEN)}) as items
      from ${wanted(question)} and substr(bought.person_id::text, 33) < ${bound}::text
      group by bought.person_id, bought.order_id, bought.placed_ms
      order by bought.person_id, bought.placed_ms, bought.order_id`,
  )
  const byPerson = Map.groupBy(found, ({ person }) => person)
  return {
    people,
    histories: [...byPerson.values()].map((visits) =>
      visits.map(({ placed, items }) => ({ at: placed, items: items.split(BETWEEN).sort(byCodeUnits) })),
    ),
  }
}

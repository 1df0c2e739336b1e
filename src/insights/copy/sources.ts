/**
 * What comes from Postgres, and how it becomes rows of the copy. Whether it came with facts or all at once, the same statements
 * make the same of it.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/postgres/database.ts'
import { table, type Which } from './tables.ts'

/** Its columns in the order in which they come, with DuckDB's types. */
export type Source = Readonly<Record<string, 'UUID' | 'VARCHAR' | 'BIGINT' | 'INTEGER'>>

const id = 'UUID'
const text = 'VARCHAR'
const number = 'BIGINT'

export const persons = {
  ...{ member_id: id, person_id: id, status: text, joined_ms: number, left_ms: number },
  ...{ channel: text, store: text, tier: text },
} as const satisfies Source

export const sold = {
  ...{ member_id: id, order_id: id, currency: text, channel: text, store: text, seller: text, device: text },
  ...{ placed_ms: number, net_minor: number, lines: text },
} as const satisfies Source

export const returned = {
  ...{ return_id: id, order_id: id, member_id: id, at_ms: number, net_minor: number },
} as const satisfies Source

export const movements = {
  ...{ member_id: id, wallet: text, sequence: 'INTEGER', kind: text, amount: number, at_ms: number, order_id: id },
  ...{ because: text, actor: text, store: text, seller: text, device: text },
} as const satisfies Source

export const facts = { fact_id: id, member_id: id, at_ms: number, data: text } as const satisfies Source

export const places = { order_id: id, store: text, seller: text, device: text } as const satisfies Source

/** Rows of one parameter: each value of its own would be one of tens of thousands. */
export function given(source: Source, all: readonly object[]): RawBuilder<unknown> {
  const form = sql.lit(JSON.stringify([source]))
  return sql`(select unnest(from_json(${JSON.stringify(all)}::json, ${form}), recursive := true))`
}

type Step = (tx: Tx, from: RawBuilder<unknown>, which: Which) => Promise<unknown>

export const putPersons: Step = (tx, from, which) =>
  sql`insert into ${table('people', which)} by name select * from ${from} as given`.execute(tx)

/** Of each line what lines.ts keeps: what is not there is nothing. */
const LINES = sql.lit(
  JSON.stringify([
    {
      ...{ line: 'INTEGER', sku: text, category: [text], brand: text, quantity: number, grossMinor: number },
      ...{ discountMinor: number, fee: 'BOOLEAN', returnedQuantity: number, returnedMinor: number },
    },
  ]),
)

export const putSold: Step = async (tx, from, which) => {
  await sql`
    insert into ${table('orders', which)} by name select * exclude (lines) from ${from} as given`.execute(tx)
  await sql`
    insert into ${table('order_lines', which)} by name
    select order_id, l.line, l.sku, l.category[-1] as category, l.brand, l.quantity - back as quantity,
      l."grossMinor" - discount - returned as net_minor, coalesce(l.fee, false) as fee, back as returned_quantity,
      returned as returned_minor, discount as discount_minor
    from (
      select order_id, l, coalesce(l."returnedQuantity", 0) as back, coalesce(l."returnedMinor", 0) as returned,
        coalesce(l."discountMinor", 0) as discount
      from (select order_id, unnest(from_json(lines, ${LINES})) as l from ${from} as given) as unnested
    ) as worked`.execute(tx)
}

export const putReturned: Step = (tx, from, which) =>
  sql`insert into ${table('returns', which)} by name select * from ${from} as given`.execute(tx)

export const putMovements: Step = (tx, from, which) =>
  sql`insert into ${table('points_moves', which)} by name select * from ${from} as given`.execute(tx)

/** Of facts that say that a tier changed. */
export const putTierMoves: Step = (tx, from, which) =>
  sql`
    insert into ${table('tier_moves', which)} by name
    select fact_id, member_id, said.ladder, said."from" as from_tier, said."to" as to_tier, said.because, at_ms
    from (
      select *, from_json(data, '{"ladder":"VARCHAR","from":"VARCHAR","to":"VARCHAR","because":"VARCHAR"}') as said from ${from} as given
    ) as read`.execute(tx)

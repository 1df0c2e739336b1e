/** What the copy holds, as it is now or as it happened; and how far it has read the facts. */
import { type RawBuilder, sql } from 'kysely'
import { type Database, row, type Tx } from '../../platform/postgres/database.ts'
import { brought, writtenOf } from '../figures/bringing.ts'

/** Of another form than this the copy is made anew. */
const FORM = 4

/** Without keys: with ten million orders they would take more memory than the questions. What is written is taken out first. */
const columns = {
  /**
   * One row for each record; those of one person share `person_id`. `tier` is of the programme's first ladder, `left_ms` when a
   * membership was closed.
   */
  people: `member_id uuid not null, person_id uuid not null, status varchar not null, joined_ms bigint not null, left_ms bigint,
    channel varchar, store varchar, tier varchar`,
  /**
   * Confirmed ones; a guest's has no member. `seller` is the id of who asked for it, `device` our till that numbered it (T7).
   * `net_minor` is what is left after returns, fees included. */
  orders: `order_id uuid not null, member_id uuid, currency varchar not null, channel varchar not null, store varchar,
    seller varchar, device varchar, placed_ms bigint not null, net_minor bigint not null`,
  /** `quantity` and `net_minor` are what is left after returns; what came back is beside them. `category` is the nearest. */
  order_lines: `order_id uuid not null, line integer not null, sku varchar not null, category varchar, brand varchar,
    quantity bigint not null, net_minor bigint not null, fee boolean not null, returned_quantity bigint not null,
    returned_minor bigint not null, discount_minor bigint not null`,
  /** Of the orders above. `net_minor` is what had been paid for what came back, in money and in points. */
  returns: `return_id uuid not null, order_id uuid not null, member_id uuid not null, at_ms bigint not null, net_minor bigint not null`,
  tier_moves: `fact_id uuid not null, member_id uuid not null, ladder varchar not null, from_tier varchar not null,
    to_tier varchar not null, because varchar, at_ms bigint not null`,
  /**
   * Each movement of a wallet, in its kind's word (earn, redeem, return, expire, adjust …). `amount` is what the balance rises by,
   * negative when it falls. `store`, `seller` and `device` are the order's; `actor` did it by hand.
   */
  points_moves: `member_id uuid not null, wallet varchar not null, sequence integer not null, kind varchar not null,
    amount bigint not null, at_ms bigint not null, order_id uuid, store varchar, seller varchar,
    device varchar, because varchar, actor varchar`,
} as const

export type TableName = keyof typeof columns
export const tableNames = ['people', 'orders', 'order_lines', 'returns', 'tier_moves', 'points_moves'] as const

/** Which of two sets of tables: those that are asked, or those that will take their place. */
export type Which = 'current' | 'coming'

export function table(name: TableName, which: Which): RawBuilder<unknown> {
  return sql.table(which === 'current' ? name : `coming_${name}`)
}

async function make(copy: Database | Tx, which: Which): Promise<void> {
  for (const name of tableNames)
    await sql`create table if not exists ${table(name, which)} (${sql.raw(columns[name])})`.execute(copy)
}

/** @returns false when the file holds a copy of another form, which is to be made anew */
export async function prepared(copy: Database): Promise<boolean> {
  await sql`create table if not exists copy (form integer not null, position bigint not null, ladder varchar)`.execute(
    copy,
  )
  const found = await row(copy, sql<{ form: number }>`select form from copy`)
  if (found !== undefined && found.form !== FORM) return false
  await make(copy, 'current')
  if (found === undefined) await sql`insert into copy values (${FORM}::integer, 0, null)`.execute(copy)
  return true
}

/** Empty tables beside the current ones; what an earlier attempt left there is gone. */
export async function prepareComing(copy: Database): Promise<void> {
  await dropComing(copy)
  await make(copy, 'coming')
}

export async function dropComing(copy: Database): Promise<void> {
  for (const name of tableNames) await sql`drop table if exists ${table(name, 'coming')}`.execute(copy)
}

/** The coming tables take the place of the current ones. */
export async function exchangeTables(tx: Tx): Promise<void> {
  for (const name of tableNames) {
    await sql`drop table ${table(name, 'current')}`.execute(tx)
    await sql`alter table ${table(name, 'coming')} rename to ${sql.table(name)}`.execute(tx)
  }
}

/** How far the facts were read, and whose tiers are told: null before anything was. */
export type Mark = { readonly position: number; readonly ladder: string | null }

export async function markOf(copy: Database | Tx): Promise<Mark> {
  return (await row(copy, sql<Mark>`select position, ladder from copy`)) ?? { position: 0, ladder: null }
}

export async function setMark(tx: Tx, { position, ladder }: Mark): Promise<void> {
  await sql`update copy set position = ${position}::bigint, ladder = ${ladder}::varchar`.execute(tx)
}

/** What was noted there of what had been written into the books. */
export async function forgetWritten(copy: Database): Promise<void> {
  for (const name of brought) await sql`drop table if exists ${writtenOf(name)}`.execute(copy)
}

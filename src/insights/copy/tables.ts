/** What the copy holds: people, their orders and the lines of these, as they are now; and how far it has read the facts. */
import { sql } from 'kysely'
import { type Database, row } from '../../platform/postgres/database.ts'

/** Of another form than this the copy is made anew. */
const FORM = 1

const statements = [
  sql`create table if not exists copy (form integer not null, position bigint not null)`,
  sql`create table if not exists people (
    member_id uuid primary key, person_id uuid not null, status varchar not null, joined_ms bigint not null)`,
  sql`create table if not exists orders (
    order_id uuid primary key, member_id uuid not null, currency varchar not null, channel varchar not null, store varchar,
    placed_ms bigint not null, net_minor bigint not null)`,
  sql`create table if not exists order_lines (
    order_id uuid not null, line integer not null, sku varchar not null, category varchar, brand varchar,
    quantity bigint not null, net_minor bigint not null, fee boolean not null)`,
]

/** @returns false when the file holds a copy of another form, which is to be made anew */
export async function prepared(copy: Database): Promise<boolean> {
  for (const statement of statements) await statement.execute(copy)
  const found = await row(copy, sql<{ form: number }>`select form from copy`)
  if (found === undefined) await sql`insert into copy values (${FORM}::integer, 0)`.execute(copy)
  return found === undefined || found.form === FORM
}

export async function positionOf(copy: Database): Promise<number> {
  return (await row(copy, sql<{ position: number }>`select position from copy`))?.position ?? 0
}

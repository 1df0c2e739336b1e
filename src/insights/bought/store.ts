/** All SQL on `insight_bought`. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { type Database, stamp, type Tx } from '../../platform/postgres/database.ts'

/** @param records a JSON list of objects with `person_id`, `products` and `categories` */
export async function upsertBought(tx: Tx, records: string, at: Instant): Promise<void> {
  await sql`
    insert into insight_bought (member_id, products, categories, made_at)
    select person_id, products, categories, ${stamp(at)}::timestamptz
    from jsonb_to_recordset(${records}::jsonb) as r (person_id uuid, products text[], categories text[])
    on conflict (member_id) do update
      set products = excluded.products, categories = excluded.categories, made_at = excluded.made_at`.execute(tx)
}

export async function deleteBought(tx: Tx, memberIds: readonly MemberId[]): Promise<void> {
  await sql`delete from insight_bought where member_id = any(${uuids(memberIds)}::uuid[])`.execute(tx)
}

/** What was last written before it. */
export async function deleteOlderBought(on: Database, before: Instant): Promise<void> {
  await sql`delete from insight_bought where made_at < ${stamp(before)}::timestamptz`.execute(on)
}

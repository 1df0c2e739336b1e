/** What a first day leaves behind, asked of all rooms' tables in one go. */
import { sql } from 'kysely'
import { type Database, row } from '../platform/postgres/database.ts'
import type { Done } from './steps.ts'

/** Each `exists` ends at the first row that it finds, however many there are. */
export async function stepsDone(db: Database): Promise<Done> {
  const found = await row(
    db,
    sql<Done>`
      select
        exists (select from programme_versions where version > 1) as programme,
        exists (select from stores where active) as stores,
        exists (select from staff where deactivated_at is null offset 1) as staff,
        exists (select from tills where revoked_at is null)
          or exists (select from api_keys where revoked_at is null) as connection,
        exists (select from consent_texts where retired_at is null) as texts,
        exists (select from imports where state = 'done') or exists (select from demo where state = 'done') as history,
        exists (select from members) as member,
        exists (select from order_numbers) as "order",
        not exists (
          select from staff
          where role = 'owner' and deactivated_at is null
            and not exists (select from staff_totp where staff_totp.staff_id = staff.id and confirmed)
            and not exists (select from staff_passkeys where staff_passkeys.staff_id = staff.id)
        ) as security`,
  )
  if (found === undefined) throw new Error('a select of values alone has one row')
  return found
}

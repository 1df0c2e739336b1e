/** All SQL on settings of insights. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, stamp, type Tx } from '../../platform/postgres/database.ts'

export type Kept = {
  readonly revision: number
  readonly value: unknown
  readonly changedBy: string
  readonly changedAt: Instant
}

export function keptSetting(on: Database | Tx, name: string): Promise<Kept | undefined> {
  return row(
    on,
    sql<Kept>`
      select revision, value, changed_by as "changedBy", changed_at as "changedAt" from insight_settings where name = ${name}`,
  )
}

/** @returns false when it is no longer at the revision before; 0 stands for one that nobody has set */
export async function keepSetting(
  tx: Tx,
  name: string,
  { revision, value, changedBy, changedAt }: Kept,
): Promise<boolean> {
  const written = await changed(
    tx,
    sql`
      insert into insight_settings (name, revision, value, changed_by, changed_at)
      values (${name}, ${revision}::int, ${JSON.stringify(value)}::jsonb, ${changedBy}, ${stamp(changedAt)}::timestamptz)
      on conflict (name) do update set revision = excluded.revision, value = excluded.value,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where insight_settings.revision = excluded.revision - 1`,
  )
  return written === 1
}

export async function lastChange(on: Database): Promise<Instant | null> {
  const found = await row(on, sql<{ at: Instant | null }>`select max(changed_at) as at from insight_settings`)
  return found?.at ?? null
}

import { sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Approval } from './agreement.ts'
import type { Definition } from './definition.ts'
import type { LotsPolicy } from './lots.ts'

export type StoredVersion = {
  readonly version: number
  readonly effectiveAt: Instant
  readonly publishedAt: Instant
  readonly publishedBy: string
  readonly note: string
  readonly lots: LotsPolicy
  readonly approval: Approval
  readonly definition: Definition
}

/** Versions after `after`, oldest first. */
export function versionsAfter(on: Database | Tx, after: number): Promise<StoredVersion[]> {
  return rows(
    on,
    sql<StoredVersion>`
      select version, effective_at as "effectiveAt", published_at as "publishedAt", published_by as "publishedBy", note, lots,
        approval, definition
      from programme_versions where version > ${after}::int order by version`,
  )
}

/** Publishing waits for publishing: versions have no gaps and no two have the same number. */
export async function lockVersions(tx: Tx): Promise<number> {
  await sql`lock table programme_versions in share row exclusive mode`.execute(tx)
  const newest = await row(
    tx,
    sql<{ version: number }>`select coalesce(max(version), 0)::int as version from programme_versions`,
  )
  return newest?.version ?? 0
}

export async function addVersion(tx: Tx, stored: StoredVersion): Promise<void> {
  await sql`
    insert into programme_versions (version, effective_at, published_at, published_by, note, lots, approval, definition)
    values (${stored.version}, ${stamp(stored.effectiveAt)}, ${stamp(stored.publishedAt)}, ${stored.publishedBy}, ${stored.note},
      ${stored.lots}, ${stored.approval}, ${JSON.stringify(stored.definition)}::jsonb)`.execute(tx)
}

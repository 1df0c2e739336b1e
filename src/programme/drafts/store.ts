import { sql } from 'kysely'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Draft, DraftHead, DraftId } from './draft.ts'

const head = sql.raw(`
  draft_id as "draftId", name, base, note, author, created_at as "createdAt", revision, changed_by as "changedBy",
  changed_at as "changedAt", version`)

export async function addDraft(tx: Tx, draft: Draft): Promise<void> {
  await sql`
    insert into programme_drafts
      (draft_id, name, base, definition, note, author, created_at, revision, changed_by, changed_at, version)
    values (${draft.draftId}::uuid, ${draft.name}, ${draft.base}::int, ${JSON.stringify(draft.definition)}::jsonb, ${draft.note},
      ${draft.author}, ${stamp(draft.createdAt)}, ${draft.revision}::int, ${draft.changedBy}, ${stamp(draft.changedAt)},
      ${draft.version}::int)`.execute(tx)
}

export function draftById(on: Database | Tx, draftId: DraftId): Promise<Draft | undefined> {
  return row(on, sql<Draft>`select ${head}, definition from programme_drafts where draft_id = ${draftId}::uuid`)
}

export function openDraftNamed(on: Database | Tx, name: string): Promise<Draft | undefined> {
  return row(on, sql<Draft>`select ${head}, definition from programme_drafts where name = ${name} and version is null`)
}

/** Who changes, publishes or discards a draft waits for the others who do. */
export function lockDraft(tx: Tx, draftId: DraftId): Promise<Draft | undefined> {
  return row(
    tx,
    sql<Draft>`select ${head}, definition from programme_drafts where draft_id = ${draftId}::uuid for update`,
  )
}

/** Newest first. */
export function draftsBefore(
  on: Database | Tx,
  { state, before, limit }: { state: 'open' | 'published' | null; before: DraftId | null; limit: number },
): Promise<DraftHead[]> {
  return rows(
    on,
    sql<DraftHead>`
      select ${head} from programme_drafts
      where (${before}::uuid is null or draft_id < ${before}::uuid)
        and (${state}::text is null or (version is null) = (${state}::text = 'open'))
      order by draft_id desc limit ${limit}::int`,
  )
}

export async function rewriteDraft(tx: Tx, draft: Draft): Promise<void> {
  await sql`
    update programme_drafts
    set name = ${draft.name}, base = ${draft.base}::int, definition = ${JSON.stringify(draft.definition)}::jsonb,
      note = ${draft.note}, revision = ${draft.revision}::int, changed_by = ${draft.changedBy},
      changed_at = ${stamp(draft.changedAt)}, version = ${draft.version}::int
    where draft_id = ${draft.draftId}::uuid`.execute(tx)
}

export async function removeDraft(tx: Tx, draftId: DraftId): Promise<boolean> {
  return (await changed(tx, sql`delete from programme_drafts where draft_id = ${draftId}::uuid`)) > 0
}

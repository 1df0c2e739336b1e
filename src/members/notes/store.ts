/** All SQL on notes. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { type Database, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { By } from '../member.ts'
import type { NoteId, NoteRow } from './note.ts'

type Kept = Omit<NoteRow, 'by'> & { readonly byKind: By['kind']; readonly byId: string }

/** Every version of the notes of these records, or of one note, note by note, oldest first. */
export async function versionsOf(
  on: Database | Tx,
  memberIds: readonly MemberId[],
  noteId: NoteId | null = null,
): Promise<NoteRow[]> {
  const kept = await rows(
    on,
    sql<Kept>`
      select member_id as "memberId", note_id as "noteId", version, sealed, pinned, store, by_kind as "byKind", by_id as "byId", at
      from member_notes
      where member_id = any(${uuids(memberIds)}::uuid[]) and (${noteId}::uuid is null or note_id = ${noteId}::uuid)
      order by note_id, version`,
  )
  return kept.map(({ byKind, byId, ...row }) => ({ ...row, by: { kind: byKind, id: byId } }))
}

export async function addVersion(tx: Tx, row: NoteRow): Promise<void> {
  await sql`
    insert into member_notes (member_id, note_id, version, sealed, pinned, store, by_kind, by_id, at)
    values (${row.memberId}::uuid, ${row.noteId}::uuid, ${row.version}::int, ${row.sealed}::bytea, ${row.pinned}::boolean, ${row.store},
      ${row.by.kind}, ${row.by.id}, ${stamp(row.at)})`.execute(tx)
}

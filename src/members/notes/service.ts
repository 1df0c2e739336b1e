/**
 * What staff note about a member: support's memory. Nothing of a note is ever changed, only said anew or taken back; its words are
 * personal data, sealed under the member's own key, and in no fact, log or row of the audit trail (decision 0028). The notes of a
 * record that was merged into another are read, changed and taken back there too, and stay where they are: undoing the merge gives
 * them back by itself, and forgetting the record forgets them.
 */
import { record } from '../../audit/record.ts'
import { canonical } from '../../base/canonical.ts'
import type { MemberId } from '../../base/ids.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { announce } from '../../platform/facts.ts'
import type { Stores } from '../../platform/http/stores.ts'
import { once } from '../../platform/idempotency.ts'
import { seal, unseal } from '../../platform/keyring.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import { erased, memberUnknown, tooMany } from '../errors.ts'
import { type MemberFact, memberFact } from '../facts.ts'
import type { By } from '../member.ts'
import { recordsOf } from '../merging/store.ts'
import { keyOf, locked, type Room } from '../room.ts'
import type { DataKey } from '../sealing.ts'
import { memberById, membersById } from '../store.ts'
import { noteUnknown } from './errors.ts'
import type { GivenNote, Note, NoteChange, NoteId, NoteRow, NoteRows, NoteVersion } from './note.ts'
import { mistakeIn, NOTES_AT_MOST, newestOf, noteText, storeFor } from './rules.ts'
import { addVersion, versionsOf } from './store.ts'

/** Who does it, and for which stores. */
export type Noting = { readonly by: By; readonly stores: Stores }

export type NotesService = {
  /** Those that stand, pinned ones first, then newest first. @throws Refused memberUnknown */
  of(memberId: MemberId): Promise<Note[]>
  /** Every version, oldest first; a note that was taken back among them. @throws Refused memberUnknown, noteUnknown */
  versions(memberId: MemberId, noteId: NoteId): Promise<NoteVersion[]>
  /** Every version of every note, for the member himself. */
  all(memberId: MemberId): Promise<{ readonly noteId: NoteId; readonly versions: readonly NoteVersion[] }[]>
  /** @throws Refused memberUnknown, erased, what rules.ts refuses; tooMany */
  write(
    memberId: MemberId,
    given: GivenNote,
    how: Noting & { readonly key?: string | undefined },
  ): Promise<{ readonly noteId: NoteId; readonly replayed: boolean }>
  /** Without a difference nothing is written. @throws Refused what rules.ts refuses; memberUnknown, erased */
  change(memberId: MemberId, noteId: NoteId, change: NoteChange, how: Noting): Promise<void>
  /** No longer shown; every version stays in the trail. @throws Refused noteUnknown, otherStore */
  takeBack(memberId: MemberId, noteId: NoteId, how: Noting): Promise<void>
}

export function notesService(room: Room): NotesService {
  const { db } = room

  async function opened(memberId: MemberId, noteId: NoteId | null = null) {
    if ((await memberById(db, memberId)) === undefined) throw new Refused(memberUnknown({}))
    const records = await recordsOf(db, memberId)
    const notes = byNote(await versionsOf(db, records, noteId))
    const owners = new Set(notes.map(([{ memberId: owner }]) => owner))
    const keys = new Map<MemberId, DataKey | undefined>()
    for (const owner of await membersById(db, [...owners])) keys.set(owner.memberId, keyOf(room.sealing, owner))
    return notes.map((rows) => ({ rows, textOf: (row: NoteRow) => textOf(keys.get(row.memberId), row) }))
  }

  return {
    async of(memberId) {
      const standing = (await opened(memberId)).filter(({ rows }) => newestOf(rows).sealed !== null)
      return standing
        .map(({ rows, textOf }) => noteOf(rows, textOf(newestOf(rows))))
        .sort(
          (a, b) => Number(b.pinned) - Number(a.pinned) || b.writtenAt - a.writtenAt || (a.noteId < b.noteId ? 1 : -1),
        )
    },
    async versions(memberId, noteId) {
      const [found] = await opened(memberId, noteId)
      if (found === undefined) throw new Refused(noteUnknown({}))
      return found.rows.map((row) => versionShown(row, found.textOf(row)))
    },
    all: async (memberId) =>
      (await opened(memberId)).map(({ rows, textOf }) => ({
        noteId: rows[0].noteId,
        versions: rows.map((row) => versionShown(row, textOf(row))),
      })),
    write: (memberId, given, how) => write(room, memberId, given, how),
    change: (memberId, noteId, change, how) => revise(room, { memberId, noteId, change }, how),
    takeBack: (memberId, noteId, how) => revise(room, { memberId, noteId, change: 'take back' }, how),
  }
}

async function write(
  room: Room,
  memberId: MemberId,
  given: GivenNote,
  { by, stores, key }: Noting & { readonly key?: string | undefined },
): Promise<{ noteId: NoteId; replayed: boolean }> {
  return transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const work = async () => {
      const text = accepted(noteText(given.text))
      const store = accepted<string | null>(storeFor(stores, given.store))
      const dataKey = await openForChange(room, tx, memberId)
      const standing = byNote(await versionsOf(tx, [memberId])).filter((rows) => newestOf(rows).sealed !== null)
      if (standing.length >= NOTES_AT_MOST) throw new Refused(tooMany({ what: 'notes', atMost: NOTES_AT_MOST }))
      const noteId = room.ids.next<'note'>()
      const row = { memberId, noteId, version: 1, pinned: given.pinned, store, by, at }
      await addVersion(tx, { ...row, sealed: sealed(dataKey, row, text) })
      await tell(
        room,
        tx,
        { kind: 'member.note-written', data: { noteId, pinned: given.pinned, store } },
        { memberId, by, at },
      )
      return { status: 201, answer: { noteId } }
    }
    if (key === undefined) return { ...(await work()).answer, replayed: false }
    // The record keeps the note's id, and of its words a keyed digest only.
    const fingerprint = room.sealing.digest(canonical({ memberId, ...given }))
    const { answer, replayed } = await once(tx, { key: `notes.write:${key}`, fingerprint, at }, work)
    if (replayed) await record(tx, undefined, { at, ids: room.ids })
    return { ...answer, replayed }
  })
}

type Revision = { readonly memberId: MemberId; readonly noteId: NoteId; readonly change: NoteChange | 'take back' }

async function revise(room: Room, { memberId: asked, noteId, change }: Revision, how: Noting): Promise<void> {
  const takesBack = change === 'take back'
  const wish = takesBack ? {} : change
  const text = wish.text === undefined ? undefined : accepted(noteText(wish.text))
  await transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const memberId = await ownerOf(tx, asked, noteId)
    const dataKey = await openForChange(room, tx, memberId, asked)
    const [rows] = byNote(await versionsOf(tx, [memberId], noteId))
    const mistake = mistakeIn(rows, wish, how)
    if (rows === undefined || mistake !== undefined) throw new Refused(mistake ?? noteUnknown({}))
    const newest = newestOf(rows)
    const before = textOf(dataKey, newest)
    const next = {
      ...{ memberId, noteId, version: newest.version + 1, store: newest.store, by: how.by, at },
      pinned: takesBack ? false : (wish.pinned ?? newest.pinned),
    }
    const now = takesBack ? null : (text ?? before)
    const fields = [...(now === before ? [] : ['text']), ...(next.pinned === newest.pinned ? [] : ['pinned'])]
    if (fields.length === 0) return record(tx, undefined, { at, ids: room.ids })
    await addVersion(tx, { ...next, sealed: now === null ? null : sealed(dataKey, next, now) })
    const { version } = next
    const happened: MemberFact = takesBack
      ? { kind: 'member.note-taken-back', data: { noteId } }
      : { kind: 'member.note-changed', data: { noteId, version, fields } }
    await tell(room, tx, happened, { memberId, by: how.by, at })
  })
}

/** The record that a note of a member was written on: his own, or one that was merged into his. */
async function ownerOf(tx: Tx, memberId: MemberId, noteId: NoteId): Promise<MemberId> {
  const [found] = await versionsOf(tx, await recordsOf(tx, memberId), noteId)
  return found?.memberId ?? memberId
}

/** @param asked whose note it is; when the record is a part of his no longer, it is no longer his. @throws Refused memberUnknown, erased, noteUnknown */
async function openForChange(room: Room, tx: Tx, memberId: MemberId, asked = memberId): Promise<DataKey> {
  const row = await locked(tx, memberId)
  if (memberId !== asked && row.mergedInto !== asked) throw new Refused(noteUnknown({}))
  const key = keyOf(room.sealing, row)
  if (key === undefined) throw new Refused(erased({}))
  return key
}

type Happened = Extract<MemberFact, { kind: `member.note-${string}` }>

async function tell(
  room: Room,
  tx: Tx,
  happened: Happened,
  { memberId, by, at }: { memberId: MemberId; by: By; at: Instant },
): Promise<void> {
  await announce(tx, [memberFact(happened, { memberId, at, recordedAt: at, by, ids: room.ids })])
  const fields = happened.kind === 'member.note-written' ? ['text'] : []
  const change = {
    on: { kind: 'member', id: memberId },
    after: happened.data,
    ...(fields.length === 0 ? {} : { fields }),
  }
  await record(tx, change, { at, ids: room.ids })
}

type Placed = Pick<NoteRow, 'memberId' | 'noteId' | 'version'>

/** A version's words open in no other version's place. */
function context({ memberId, noteId, version }: Placed): string {
  return `${memberId}|staff note|${noteId}|${version}`
}

function sealed(key: DataKey, at: Placed, text: string): Buffer {
  return seal(key, context(at), text)
}

function textOf(key: DataKey | undefined, row: NoteRow): string | null {
  return key === undefined || row.sealed === null ? null : unseal(key, context(row), row.sealed).toString('utf8')
}

function byNote(rows: readonly NoteRow[]): NoteRows[] {
  return [...Map.groupBy(rows, ({ noteId }) => noteId).values()].flatMap(([first, ...later]) =>
    first === undefined ? [] : [[first, ...later] as const],
  )
}

function noteOf(rows: NoteRows, text: string | null): Note {
  const [first, newest] = [rows[0], newestOf(rows)]
  const { memberId, noteId, version, pinned, store } = newest
  const changed = { changedBy: newest.by, changedAt: newest.at }
  return { memberId, noteId, version, pinned, store, text, by: first.by, writtenAt: first.at, ...changed }
}

function versionShown({ version, pinned, store, by, at, sealed: kept }: NoteRow, text: string | null): NoteVersion {
  return { version, pinned, store, by, at, text, takenBack: kept === null }
}

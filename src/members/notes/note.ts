/** A note in words: what staff want to remember of a member, in versions of which the newest counts. */
import type { Id, MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import type { By } from '../member.ts'

export type NoteId = Id<'note'>

/** One version as it is kept. */
export type NoteRow = {
  /** The record that it was written on; merged into another it stays there, under that record's key. */
  readonly memberId: MemberId
  readonly noteId: NoteId
  readonly version: number
  /** Null: this version takes the note back. */
  readonly sealed: Buffer | null
  readonly pinned: boolean
  /** Null: the whole company's. */
  readonly store: string | null
  readonly by: By
  readonly at: Instant
}

/** All versions of one note, oldest first; there is always a first. */
export type NoteRows = readonly [NoteRow, ...NoteRow[]]

export type NoteVersion = Omit<NoteRow, 'memberId' | 'noteId' | 'sealed'> & {
  /** Null when it was taken back, and when the member was forgotten. */
  readonly text: string | null
  readonly takenBack: boolean
}

/** A note that stands, in its newest version. */
export type Note = Pick<NoteRow, 'memberId' | 'noteId' | 'version' | 'pinned' | 'store'> & {
  /** Null when the member was forgotten. */
  readonly text: string | null
  readonly by: By
  readonly writtenAt: Instant
  readonly changedBy: By
  readonly changedAt: Instant
}

export type GivenNote = { readonly text: string; readonly pinned: boolean; readonly store: string | null }

export type NoteChange = {
  readonly text?: string | undefined
  readonly pinned?: boolean | undefined
  /** The version that the caller saw; another one is refused. */
  readonly version?: number | undefined
}

/** What may be noted, and who may change what. Pure. */
import type { Refusal } from '../../base/refusals.ts'
import { cleanText, holdsPaymentCard } from '../../base/text.ts'
import { otherStore, type Stores } from '../../platform/http/stores.ts'
import { cardNumberNotKept, textNotAllowed } from '../errors.ts'
import type { By } from '../member.ts'
import { noteChangedMeanwhile, noteOfAnother, noteUnknown } from './errors.ts'
import type { NoteChange, NoteRow, NoteRows } from './note.ts'

/** UTF-16 units; what is longer belongs into a case of its own. */
export const NOTE_LENGTH = 2_000
/** Standing on one member: more than anybody reads before he answers. */
export const NOTES_AT_MOST = 200

/** Trimmed lines in NFC without a payment card number. */
export function noteText(given: string): string | Refusal {
  const text = cleanText(given.replace(/\r\n?/g, '\n'), NOTE_LENGTH, 'lines')
  if (text === undefined) return textNotAllowed({ field: 'text', atMost: NOTE_LENGTH })
  return holdsPaymentCard(text) ? cardNumberNotKept({ field: 'text' }) : text
}

/** Whoever acts for certain stores reads and writes what is noted for these, and not what is the whole company's. */
export function within(stores: Stores, store: string | null): boolean {
  return stores === 'all' || (store !== null && stores.has(store))
}

/** For which store a note is written: the named one; else the only one that the caller acts for. */
export function storeFor(stores: Stores, named: string | null): string | null | Refusal {
  const [only, ...others] = stores === 'all' ? [] : stores
  const store = named ?? (others.length === 0 ? (only ?? null) : null)
  return within(stores, store) ? store : otherStore({ store })
}

export function newestOf(rows: NoteRows): NoteRow {
  return rows.at(-1) ?? rows[0]
}

/** Why a note cannot be changed so; undefined when it can. */
export function mistakeIn(
  rows: NoteRows | undefined,
  change: NoteChange,
  { by, stores }: { by: By; stores: Stores },
): Refusal | undefined {
  const newest = rows === undefined ? undefined : newestOf(rows)
  if (rows === undefined || newest === undefined || newest.sealed === null) return noteUnknown({})
  if (!within(stores, newest.store)) return otherStore({ store: newest.store })
  if (change.text !== undefined && !same(rows[0].by, by)) return noteOfAnother({})
  const { version } = newest
  return change.version === undefined || change.version === version
    ? undefined
    : noteChangedMeanwhile({ version, expected: change.version })
}

function same(one: By, other: By): boolean {
  return one.kind === other.kind && one.id === other.id
}

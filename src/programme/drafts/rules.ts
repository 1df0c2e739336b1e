/** What a draft may be called, and when it may be changed. All throw the refusal. */
import { Refused } from '../../base/refusals.ts'
import { cleanText } from '../../base/text.ts'
import { instantText } from '../../base/time.ts'
import { type Draft, NAME_AT_MOST, NOTE_AT_MOST } from './draft.ts'
import { draftChanged, draftClosed, draftNameInvalid, draftUnknown, noteInvalid } from './errors.ts'

export function existing(draft: Draft | undefined): Draft {
  if (draft === undefined) throw new Refused(draftUnknown({}))
  return draft
}

/** @throws Refused draftClosed, draftChanged */
export function mayChange(draft: Draft, asked: number): void {
  const { version, revision, changedBy, changedAt } = draft
  if (version !== null) throw new Refused(draftClosed({ version }))
  if (revision !== asked)
    throw new Refused(draftChanged({ revision, asked, changedBy, changedAt: instantText(changedAt) }))
}

export function checkedName(name: string): string {
  const clean = cleanText(name, NAME_AT_MOST)
  if (clean === undefined) throw new Refused(draftNameInvalid({ longest: NAME_AT_MOST }))
  return clean
}

export function checkedNote(note: string): string {
  if (note.trim() === '') return ''
  const clean = cleanText(note, NOTE_AT_MOST, 'lines')
  if (clean === undefined) throw new Refused(noteInvalid({ longest: NOTE_AT_MOST }))
  return clean
}

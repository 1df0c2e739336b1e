import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import type { DraftId } from './draft.ts'
import { draftUnknown } from './errors.ts'

/** The id of a draft as a caller wrote it. @throws Refused draftUnknown when it is none */
export function draftIdOf(text: string): DraftId {
  if (!isId(text)) throw new Refused(draftUnknown({}))
  return asId<'draft'>(text)
}

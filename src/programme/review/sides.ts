import type { Definition } from '../definition.ts'
import { draftIdOf } from '../drafts/ids.ts'
import type { DraftsService } from '../drafts/service.ts'
import type { ProgrammeService } from '../service.ts'

export type Side = {
  readonly version: number | null
  readonly draftId: string | null
  readonly definition: Definition
  /** The version that it is a change of; version 1 of itself. */
  readonly before: number
}

type Parts = { readonly programme: ProgrammeService; readonly drafts: DraftsService }

/** @param text the number of a version, or the id of a draft @throws Refused versionUnknown, draftUnknown */
export async function sideOf(text: string, { programme, drafts }: Parts): Promise<Side> {
  if (/^\d{1,9}$/.test(text)) {
    const { version, definition } = programme.version(Number(text))
    return { version, draftId: null, definition, before: Math.max(1, version - 1) }
  }
  const { draftId, definition, base } = await drafts.get(draftIdOf(text))
  return { version: null, draftId, definition, before: base }
}

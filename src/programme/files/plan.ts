/** What publishing the files would change, and what is wrong with that. */
import type { Instant } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { type Change, diffInWords } from '../diffwords.ts'
import type { DraftsService } from '../drafts/service.ts'
import { type Finding, lint } from '../lint.ts'
import type { Conflict } from '../merge.ts'

/** @property at file and line */
type Placed = { readonly at: string }

export type Plan = {
  readonly newest: number
  readonly base: number
  readonly changes: readonly Change[]
  readonly findings: readonly (Finding & Placed)[]
  readonly conflicts: readonly (Conflict & Placed)[]
  readonly publishable: boolean
}

/** @throws Refused versionUnknown, invalidProgramme (what was joined has another shape) */
export async function planned(
  drafts: DraftsService,
  files: { readonly definition: Definition; at(place: string): string },
  { base, at }: { base: number | null; at: Instant },
): Promise<Plan> {
  const joined = await drafts.preview(files.definition, base)
  const findings = lint(joined.definition, at).map((finding) => ({ ...finding, at: files.at(finding.place) }))
  return {
    newest: joined.newest.version,
    base: joined.base,
    changes: diffInWords(joined.newest.definition, joined.definition),
    findings,
    conflicts: joined.conflicts.map((conflict) => ({ ...conflict, at: files.at(conflict.place) })),
    publishable: joined.conflicts.length === 0 && findings.every(({ level }) => level !== 'error'),
  }
}

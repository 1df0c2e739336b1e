/** Drafts become versions; what was published meanwhile is joined with them, or refused with what contradicts. */
import { accepted, Refused } from '../../base/refusals.ts'
import { type Instant, instantText } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Definition } from '../definition.ts'
import { same } from '../diff.ts'
import type { LotsPolicy } from '../lots.ts'
import { type Choices, type Conflict, merge } from '../merge.ts'
import { approvalsOf, asApproved, standingOf } from '../proposals/rules.ts'
import { closeProposal, lockOpenProposal } from '../proposals/store.ts'
import type { Prepared, ProgrammeService } from '../service.ts'
import { shapedDefinition } from '../shape.ts'
import type { StoredVersion } from '../store.ts'
import { type Draft, type DraftId, NOTE_AT_MOST } from './draft.ts'
import { draftClosed, draftConflicts, nothingChanged, overtakes } from './errors.ts'
import { checkedNote, existing, mayChange } from './rules.ts'
import { draftById, lockDraft, rewriteDraft } from './store.ts'

/** When a version takes effect, and who says so. */
export type Wish = {
  /** Null: now. */
  readonly effectiveAt: Instant | null
  /** Null: one that says what was done. */
  readonly note: string | null
  readonly by: string
  /** Also when the newest version takes effect only later: its changes then come with this one. */
  readonly overtake: boolean
  /** What becomes of points whose expiry it changes; they keep their terms when absent. */
  readonly lots?: LotsPolicy
  /** An operator answers for it alone, and that is recorded. */
  readonly waived?: boolean
}

/** A draft as it would be published now. */
export type Joined = {
  readonly base: number
  readonly newest: StoredVersion
  /** The draft's own where there are conflicts. */
  readonly definition: Definition
  readonly conflicts: readonly Conflict[]
}

export type Publishing = {
  /**
   * Joined with what was published since its base; the draft is closed then. Once more gives the version that it became.
   * What others approved is published as they approved it.
   * @throws Refused draftConflicts, nothingChanged, overtakes, draftChanged, draftUnknown, invalidProgramme, effectiveInPast,
   * approvalMissing, approvedOtherwise
   */
  publish(draftId: DraftId, wish: Wish & { readonly revision: number }): Promise<StoredVersion>
  /** What `publish` would join, without publishing. @param choices of conflicts @throws Refused draftUnknown, draftClosed */
  joined(draftId: DraftId, choices?: Choices): Promise<Joined>
  /** What `apply` would publish. @throws Refused versionUnknown, invalidProgramme (of its shape alone) */
  preview(definition: Definition, base: number | null): Promise<Joined>
  /**
   * The definition on top of the newest version, as if it had been drafted on `base` (null: on the newest).
   * @throws Refused as `publish`
   */
  apply(definition: Definition, wish: Wish & { readonly base: number | null }): Promise<StoredVersion>
  /** What an earlier version said, as a new version. @throws Refused versionUnknown, nothingChanged, effectiveInPast, approvalMissing */
  revert(version: number, wish: Omit<Wish, 'overtake'>): Promise<StoredVersion>
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly programme: ProgrammeService }

export function publishing({ db, clock, programme }: Parts): Publishing {
  async function published(draftId: DraftId, wish: Wish & { readonly revision: number }): Promise<StoredVersion> {
    return programme.publishAfter(async (tx, newest) => {
      const draft = existing(await lockDraft(tx, draftId))
      mayChange(draft, wish.revision)
      const proposal = await lockOpenProposal(tx, draftId)
      const at = clock.now()
      const approved =
        proposal !== undefined && standingOf(proposal, programme.approvalsNeeded(at)) === 'approved'
          ? accepted(asApproved(proposal, wish))
          : wish
      const publication = publicationOf({ draft, newest, wish: approved }, { clock, programme })
      const written = async (version: number) => {
        await rewriteDraft(tx, { ...draft, version })
        if (proposal !== undefined)
          await closeProposal(tx, proposal.proposalId, { state: 'published', by: wish.by, at })
      }
      const agreed = proposal === undefined ? 0 : approvalsOf(proposal)
      return { ...publication, ...(wish.waived === true ? {} : { agreed }), published: written }
    })
  }

  return {
    async publish(draftId, wish) {
      await programme.refresh()
      const before = existing(await draftById(db, draftId))
      if (before.version !== null && before.revision === wish.revision) return stored(programme, before.version)
      try {
        return await published(draftId, wish)
      } catch (error) {
        // Who asks at the same time as another hears the same.
        const version = isClosed(error) ? (await draftById(db, draftId))?.version : undefined
        if (version === undefined || version === null || before.revision !== wish.revision) throw error
        await programme.refresh()
        return stored(programme, version)
      }
    },
    async joined(draftId, choices) {
      await programme.refresh()
      const draft = existing(await draftById(db, draftId))
      if (draft.version !== null) throw new Refused(draftClosed({ version: draft.version }))
      return joinedWith(draft, newestOf(programme), { programme, ...(choices === undefined ? {} : { choices }) })
    },
    async preview(definition, base) {
      await programme.refresh()
      const newest = newestOf(programme)
      const given = { base: base ?? newest.version, definition: accepted(shapedDefinition(definition)) }
      return joinedWith(given, newest, { programme })
    },
    async apply(definition, wish) {
      await programme.refresh()
      return programme.publishAfter(async (_, newest) => {
        const given = { base: wish.base ?? newest.version, definition: accepted(shapedDefinition(definition)) }
        const joined = withoutConflict(joinedWith(given, newest, { programme }))
        worthPublishing(newest, joined, { ...wish, now: clock.now() })
        return { ...wished(wish), definition: joined, note: noteOf(wish, 'applied') }
      })
    },
    async revert(version, wish) {
      await programme.refresh()
      const { definition } = programme.version(version)
      return programme.publishAfter(async (_, newest) => {
        worthPublishing(newest, definition, { ...wish, overtake: true, now: clock.now() })
        return { ...wished(wish), definition, note: noteOf(wish, `back to version ${version}`) }
      })
    },
  }
}

/**
 * A draft as it would be published on top of the newest version.
 * @throws Refused draftConflicts, nothingChanged, overtakes
 */
export function publicationOf(
  { draft, newest, wish }: { draft: Draft; newest: StoredVersion; wish: Wish },
  { clock, programme }: Pick<Parts, 'clock' | 'programme'>,
): Prepared {
  const definition = withoutConflict(joinedWith(draft, newest, { programme }))
  worthPublishing(newest, definition, { ...wish, now: clock.now() })
  return { ...wished(wish), definition, note: noteOf(wish, draft.note === '' ? draft.name : draft.note) }
}

/** @throws Refused nothingChanged, overtakes */
function worthPublishing(
  { version, effectiveAt, definition: before }: StoredVersion,
  definition: Definition,
  wish: Wish & { readonly now: Instant },
): void {
  if (same(definition, before)) throw new Refused(nothingChanged({ version }))
  if (!wish.overtake && effectiveAt > (wish.effectiveAt ?? wish.now))
    throw new Refused(overtakes({ version, effectiveAt: instantText(effectiveAt) }))
}

function wished({ effectiveAt, by, lots = 'keep', waived = false }: Omit<Wish, 'overtake'>) {
  return { effectiveAt, by, lots, ...(waived ? { agreed: 'waived' as const } : {}) }
}

function isClosed(error: unknown): boolean {
  return error instanceof Refused && error.refusal.refusal === draftClosed({ version: 0 }).refusal
}

function noteOf({ note }: { readonly note: string | null }, otherwise: string): string {
  const said = note === null ? '' : checkedNote(note)
  return (said === '' ? otherwise : said).slice(0, NOTE_AT_MOST)
}

function joinedWith(
  draft: Pick<Draft, 'base' | 'definition'>,
  newest: StoredVersion,
  { programme, choices }: { programme: ProgrammeService; choices?: Choices },
): Joined {
  const { base, definition } = draft
  if (base === newest.version) return { base, newest, definition, conflicts: [] }
  const sides = { base: programme.version(base).definition, ours: definition, theirs: newest.definition }
  const { merged, conflicts } = merge(sides, choices)
  return { base, newest, definition: conflicts.length > 0 ? definition : accepted(shapedDefinition(merged)), conflicts }
}

/** @throws Refused draftConflicts */
export function withoutConflict({ base, newest, definition, conflicts }: Joined): Definition {
  if (conflicts.length === 0) return definition
  const texts = (side: 'base' | 'ours' | 'theirs') => conflicts.map((each) => JSON.stringify(each[side]) ?? '')
  const places = conflicts.map(({ place }) => place)
  const values = { baseValues: texts('base'), ours: texts('ours'), theirs: texts('theirs') }
  throw new Refused(draftConflicts({ base, newest: newest.version, places, ...values }))
}

function newestOf(programme: ProgrammeService): StoredVersion {
  const [newest] = programme.versions()
  if (newest === undefined) throw new Error('the programme was not read yet')
  return newest
}

function stored(programme: ProgrammeService, version: number): StoredVersion {
  const found = programme.versions().find((each) => each.version === version)
  if (found === undefined) throw new Error(`version ${version} is not there`)
  return found
}

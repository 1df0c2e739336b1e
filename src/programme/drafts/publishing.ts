/** Drafts become versions; what was published meanwhile is joined with them, or refused with what contradicts. */
import { accepted, Refused } from '../../base/refusals.ts'
import { type Instant, instantText } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Definition } from '../definition.ts'
import { same } from '../diff.ts'
import type { LotsPolicy } from '../lots.ts'
import { type Conflict, merge } from '../merge.ts'
import type { ProgrammeService } from '../service.ts'
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
   * @throws Refused draftConflicts, nothingChanged, overtakes, draftChanged, draftUnknown, invalidProgramme, effectiveInPast
   */
  publish(draftId: DraftId, wish: Wish & { readonly revision: number }): Promise<StoredVersion>
  /** What `publish` would join, without publishing. @throws Refused draftUnknown, draftClosed */
  joined(draftId: DraftId): Promise<Joined>
  /** What `apply` would publish. @throws Refused versionUnknown, invalidProgramme (of its shape alone) */
  preview(definition: Definition, base: number | null): Promise<Joined>
  /**
   * The definition on top of the newest version, as if it had been drafted on `base` (null: on the newest).
   * @throws Refused as `publish`
   */
  apply(definition: Definition, wish: Wish & { readonly base: number | null }): Promise<StoredVersion>
  /** What an earlier version said, as a new version. @throws Refused versionUnknown, nothingChanged, effectiveInPast */
  revert(version: number, wish: Omit<Wish, 'overtake'>): Promise<StoredVersion>
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly programme: ProgrammeService }

export function publishing({ db, clock, programme }: Parts): Publishing {
  /** @throws Refused nothingChanged, overtakes */
  function worthPublishing(newest: StoredVersion, definition: Definition, wish: Wish): void {
    const { version, effectiveAt } = newest
    if (same(definition, newest.definition)) throw new Refused(nothingChanged({ version }))
    if (!wish.overtake && effectiveAt > (wish.effectiveAt ?? clock.now()))
      throw new Refused(overtakes({ version, effectiveAt: instantText(effectiveAt) }))
  }

  return {
    async publish(draftId, wish) {
      await programme.refresh()
      const before = existing(await draftById(db, draftId))
      if (before.version !== null && before.revision === wish.revision) return stored(programme, before.version)
      return programme.publishAfter(async (tx, newest) => {
        const draft = existing(await lockDraft(tx, draftId))
        mayChange(draft, wish.revision)
        const definition = withoutConflict(joinedWith(draft, newest, programme))
        worthPublishing(newest, definition, wish)
        const note = noteOf(wish, draft.note === '' ? draft.name : draft.note)
        const published = (version: number) => rewriteDraft(tx, { ...draft, version })
        return { ...publicationOf(wish), definition, note, published }
      })
    },
    async joined(draftId) {
      await programme.refresh()
      const draft = existing(await draftById(db, draftId))
      if (draft.version !== null) throw new Refused(draftClosed({ version: draft.version }))
      return joinedWith(draft, newestOf(programme), programme)
    },
    async preview(definition, base) {
      await programme.refresh()
      const newest = newestOf(programme)
      const given = { base: base ?? newest.version, definition: accepted(shapedDefinition(definition)) }
      return joinedWith(given, newest, programme)
    },
    async apply(definition, wish) {
      await programme.refresh()
      return programme.publishAfter(async (_, newest) => {
        const given = { base: wish.base ?? newest.version, definition: accepted(shapedDefinition(definition)) }
        const joined = withoutConflict(joinedWith(given, newest, programme))
        worthPublishing(newest, joined, wish)
        return { ...publicationOf(wish), definition: joined, note: noteOf(wish, 'applied') }
      })
    },
    async revert(version, wish) {
      await programme.refresh()
      const { definition } = programme.version(version)
      return programme.publishAfter(async (_, newest) => {
        worthPublishing(newest, definition, { ...wish, overtake: true })
        return { ...publicationOf(wish), definition, note: noteOf(wish, `back to version ${version}`) }
      })
    },
  }
}

function publicationOf({ effectiveAt, by, lots = 'keep' }: Omit<Wish, 'overtake'>) {
  return { effectiveAt, by, lots }
}

function noteOf({ note }: { readonly note: string | null }, otherwise: string): string {
  const said = note === null ? '' : checkedNote(note)
  return (said === '' ? otherwise : said).slice(0, NOTE_AT_MOST)
}

function joinedWith(
  draft: Pick<Draft, 'base' | 'definition'>,
  newest: StoredVersion,
  programme: ProgrammeService,
): Joined {
  const { base, definition } = draft
  if (base === newest.version) return { base, newest, definition, conflicts: [] }
  const sides = { base: programme.version(base).definition, ours: definition, theirs: newest.definition }
  const { merged, conflicts } = merge(sides)
  return { base, newest, definition: conflicts.length > 0 ? definition : accepted(shapedDefinition(merged)), conflicts }
}

/** @throws Refused draftConflicts */
function withoutConflict({ base, newest, definition, conflicts }: Joined): Definition {
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

/** Drafts of the programme: written side by side, each by one person at a time. */
import { canonical } from '../../base/canonical.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../../platform/postgres/database.ts'
import type { Definition } from '../definition.ts'
import { compileProgramme, type Programme } from '../rules.ts'
import type { ProgrammeService } from '../service.ts'
import { shapedDefinition } from '../shape.ts'
import type { Draft, DraftHead, DraftId } from './draft.ts'
import { draftNameTaken } from './errors.ts'
import { type Publishing, publishing } from './publishing.ts'
import { checkedName, checkedNote, existing, mayChange } from './rules.ts'
import { addDraft, draftById, draftsBefore, lockDraft, removeDraft, rewriteDraft } from './store.ts'

export type DraftsService = Publishing & {
  /**
   * From the newest version, or from `base`; `definition` is the base's when absent.
   * @throws Refused draftNameTaken, draftNameInvalid, noteInvalid, versionUnknown, invalidProgramme (of its shape alone: a draft
   * may still be wrong)
   */
  open(asked: {
    name: string
    note: string
    base: number | null
    definition: Definition | null
    by: string
  }): Promise<Draft>
  /** @throws Refused draftUnknown */
  get(draftId: DraftId): Promise<Draft>
  /**
   * What the draft would decide by, as the version after the newest.
   * @throws Refused draftUnknown, invalidProgramme
   */
  compiled(draftId: DraftId): Promise<Programme>
  /** Newest first. @param limit 1 … 200 */
  list(page: { state: 'open' | 'published' | null; before: DraftId | null; limit: number }): Promise<DraftHead[]>
  /**
   * Takes the place of what the draft was; what is not given stays. The same change again gives the same answer.
   * @throws Refused draftChanged when `revision` is not the one that is there; draftClosed, draftUnknown, and as `open`
   */
  change(draftId: DraftId, change: DraftChange): Promise<Draft>
  /** @throws Refused draftChanged, draftClosed, draftUnknown */
  discard(draftId: DraftId, revision: number): Promise<void>
}

export type DraftChange = {
  readonly revision: number
  readonly name: string | null
  readonly note: string | null
  readonly base: number | null
  readonly definition: Definition
  readonly by: string
}

export type DraftsParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly programme: ProgrammeService
}

export function draftsService({ db, clock, ids, programme }: DraftsParts): DraftsService {
  return {
    ...publishing({ db, clock, programme }),
    async compiled(draftId) {
      const { definition } = existing(await draftById(db, draftId))
      const next = (programme.versions()[0]?.version ?? 0) + 1
      return accepted(compileProgramme(next, clock.now(), definition))
    },
    async open({ name, note, base, definition, by }) {
      await programme.refresh()
      const version = base === null ? programme.versions()[0] : storedVersion(programme, base)
      if (version === undefined) throw new Error('the programme was not read yet')
      const now = clock.now()
      const draft: Draft = {
        draftId: ids.next<'draft'>(),
        name: checkedName(name),
        base: version.version,
        definition: definition === null ? version.definition : accepted(shapedDefinition(definition)),
        note: checkedNote(note),
        author: by,
        createdAt: now,
        revision: 1,
        changedBy: by,
        changedAt: now,
        version: null,
      }
      await named(draft.name, (tx) => addDraft(tx, draft))
      return draft
    },
    async get(draftId) {
      return existing(await draftById(db, draftId))
    },
    list: (page) => draftsBefore(db, page),
    async change(draftId, { revision, name, note, base, definition, by }) {
      const asked = {
        definition: accepted(shapedDefinition(definition)),
        ...(name === null ? {} : { name: checkedName(name) }),
        ...(note === null ? {} : { note: checkedNote(note) }),
        ...(base === null ? {} : { base: storedVersion(programme, base).version }),
      }
      return named(asked.name ?? '', async (tx) => {
        const draft = existing(await lockDraft(tx, draftId))
        const after: Draft = { ...draft, ...asked }
        const again = draft.revision === revision + 1 && canonical(after) === canonical(draft)
        if (again) return draft
        mayChange(draft, revision)
        const next: Draft = { ...after, revision: draft.revision + 1, changedBy: by, changedAt: clock.now() }
        await rewriteDraft(tx, next)
        return next
      })
    },
    async discard(draftId, revision) {
      await transaction(db, async (tx) => {
        mayChange(existing(await lockDraft(tx, draftId)), revision)
        await removeDraft(tx, draftId)
      })
    },
  }

  async function named<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await transaction(db, work)
    } catch (error) {
      if (isUniqueViolation(error, 'programme_drafts_open_name')) throw new Refused(draftNameTaken({ name }))
      throw error
    }
  }
}

/** @throws Refused versionUnknown */
function storedVersion(programme: ProgrammeService, number: number) {
  const { version, definition } = programme.version(number)
  return { version, definition }
}

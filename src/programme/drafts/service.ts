/** Drafts of the programme: written side by side, each by one person at a time. */
import { canonical } from '../../base/canonical.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../../platform/postgres/database.ts'
import type { Definition } from '../definition.ts'
import { invalidProgramme } from '../errors.ts'
import type { Choices } from '../merge.ts'
import { notBesideDefinition } from '../problems.ts'
import { type ProposalsService, proposalsService, voided } from '../proposals/service.ts'
import { compileProgramme, type Programme } from '../rules.ts'
import type { ProgrammeService } from '../service.ts'
import { shapedDefinition } from '../shape.ts'
import type { Draft, DraftHead, DraftId } from './draft.ts'
import { draftNameTaken, movedOn } from './errors.ts'
import { type Publishing, publishing, withoutConflict } from './publishing.ts'
import { checkedName, checkedNote, existing, mayChange } from './rules.ts'
import { addDraft, draftById, draftsBefore, lockDraft, openDraftNamed, removeDraft, rewriteDraft } from './store.ts'

export type DraftsService = Publishing &
  ProposalsService & {
    /**
     * From the newest version, or from `base`; `definition` is the base's when absent, or that of the version `from`.
     * @throws Refused draftNameTaken, draftNameInvalid, noteInvalid, versionUnknown, invalidProgramme (of its shape alone: a draft
     * may still be wrong)
     */
    open(asked: NewDraft): Promise<Draft>
    /**
     * Opens a draft, or gives the open one of that name another definition when it was the same who wrote it last.
     * @throws Refused as `open`
     */
    write(asked: { name: string; note: string; base: number; definition: Definition; by: string }): Promise<Draft>
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
    /**
     * Joins an open draft with the newest version, on which it is based from then on.
     * @param asked.newest the version that the choices are about
     * @throws Refused draftConflicts for what is not decided, movedOn, and as `change`
     */
    join(draftId: DraftId, asked: { revision: number; newest: number; choices: Choices; by: string }): Promise<Draft>
    /** @throws Refused draftChanged, draftClosed, draftUnknown */
    discard(draftId: DraftId, asked: { revision: number; by: string }): Promise<void>
  }

export type NewDraft = {
  readonly name: string
  readonly note: string
  readonly base: number | null
  readonly definition: Definition | null
  readonly from?: number | null
  readonly by: string
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
  const publications = publishing({ db, clock, programme })
  return {
    ...publications,
    ...proposalsService({ db, clock, ids, programme }),
    async compiled(draftId) {
      const { definition } = existing(await draftById(db, draftId))
      const next = (programme.versions()[0]?.version ?? 0) + 1
      return accepted(compileProgramme(next, clock.now(), definition))
    },
    open,
    async write({ name, note, base, definition, by }) {
      const before = await openDraftNamed(db, checkedName(name))
      if (before?.changedBy !== by) return open({ name, note, base, definition, by })
      const { draftId, revision } = before
      const now = { note: checkedNote(note), base, definition: accepted(shapedDefinition(definition)) }
      if (canonical({ ...before, ...now }) === canonical(before)) return before
      return change(draftId, { revision, name: null, ...now, by })
    },
    async get(draftId) {
      return existing(await draftById(db, draftId))
    },
    list: (page) => draftsBefore(db, page),
    change,
    async join(draftId, { revision, newest, choices, by }) {
      const joined = await publications.joined(draftId, choices)
      if (joined.newest.version !== newest) throw new Refused(movedOn({ newest: joined.newest.version }))
      const definition = withoutConflict(joined)
      return change(draftId, { revision, name: null, note: null, base: newest, definition, by })
    },
    async discard(draftId, { revision, by }) {
      await transaction(db, async (tx) => {
        mayChange(existing(await lockDraft(tx, draftId)), revision)
        await voided(tx, { clock, ids }, { draftId, by })
        await removeDraft(tx, draftId)
      })
    },
  }

  async function open({ name, note, base, definition, from = null, by }: NewDraft): Promise<Draft> {
    await programme.refresh()
    if (definition !== null && from !== null)
      throw new Refused(invalidProgramme({ where: 'from', problem: notBesideDefinition }))
    const version = base === null ? programme.versions()[0] : storedVersion(programme, base)
    if (version === undefined) throw new Error('the programme was not read yet')
    const now = clock.now()
    const begins = from === null ? version.definition : storedVersion(programme, from).definition
    const draft: Draft = {
      draftId: ids.next<'draft'>(),
      name: checkedName(name),
      base: version.version,
      definition: definition === null ? begins : accepted(shapedDefinition(definition)),
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
  }

  async function change(draftId: DraftId, { revision, name, note, base, definition, by }: DraftChange): Promise<Draft> {
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
      await voided(tx, { clock, ids }, { draftId, by })
      await rewriteDraft(tx, next)
      return next
    })
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

/** The use cases of bulk runs: asked for, looked at, confirmed, approved by a second person, stopped, taken back. */
import { AsyncResource } from 'node:async_hooks'
import { record } from '../audit/record.ts'
import type { Values } from '../audit/row.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { listed, otherStore, type Stores } from '../platform/http/stores.ts'
import { type Once, once } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { ownRequest } from '../points/approvals/errors.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { membersUnknown, nothingToUndo, runNotReady, runUnknown, undoneBefore } from './errors.ts'
import { type Deed, inverseOf, pointsMoved, type Run, type RunId, type State } from './run.ts'
import * as store from './store.ts'
import { type WorkParts, work } from './working.ts'

export type Asker = {
  readonly id: string
  readonly kind: 'staff' | 'key'
  /** The person behind a key, who cannot be his own second person. */
  readonly behind: string | null
  readonly stores: Stores
}

/** The members one by one, or what the list of members is narrowed to. */
export type Reach = { readonly memberIds: readonly MemberId[] } | { readonly filter: store.Filter }

export type BulkService = {
  /** Gathers the members; nothing is done before it is confirmed. @throws Refused membersUnknown, otherStore */
  create(deed: Deed, reach: Reach, by: Asker, key?: Omit<Once, 'at'>): Promise<Run>
  /** @throws Refused runUnknown */
  get(runId: RunId): Promise<Run>
  list(page: { before: string | null; limit: number }): Promise<Run[]>
  /** Begins, or lays it before a second person. @throws Refused runUnknown, runNotReady */
  confirm(runId: RunId): Promise<Run>
  /** @throws Refused runUnknown, runNotReady, ownRequest */
  decide(runId: RunId, wish: { approved: boolean; by: string }): Promise<Run>
  /** Nobody is served after those who are being served. @throws Refused runUnknown, runNotReady */
  stop(runId: RunId): Promise<Run>
  /** A run that takes back what this one changed. @throws Refused runUnknown, runNotReady, nothingToUndo, undoneBefore */
  undo(runId: RunId, by: Asker): Promise<Run>
  /** Whether a second person has to approve it. */
  needsApproval(run: Pick<Run, 'deed' | 'members'>): boolean
  /** Those who could not be served, a page at a time. */
  refused(runId: RunId): AsyncGenerator<readonly store.RefusedMember[]>
  /** Goes on with what was left by a server that ended. */
  sweep(): Promise<void>
}

export type BulkParts = WorkParts & {
  readonly ids: Ids
  readonly programme: Pick<ProgrammeService, 'at'>
  readonly onError: (error: unknown) => void
}

const LOOKED_UP_AT_ONCE = 200
const REFUSED_AT_ONCE = 200
const final: readonly State[] = ['done', 'stopped']

export function bulkService(parts: BulkParts): BulkService {
  const { db, clock, ids, programme } = parts

  /** What is done for members is told by the run, not as if the request that began it had done all of it. */
  const nobodysDeed = new AsyncResource('bulk runs')

  /** While this server runs it does not wait for the minute. */
  function kick(runId: RunId): void {
    void nobodysDeed.runInAsyncScope(() => work(parts, runId)).catch(parts.onError)
  }

  async function get(runId: RunId): Promise<Run> {
    const run = await store.runById(db, runId)
    if (run === undefined) throw new Refused(runUnknown({}))
    return run
  }

  function needsApproval({ deed, members }: Pick<Run, 'deed' | 'members'>): boolean {
    if (deed.do !== 'points') return false
    const above = programme.at(clock.now()).wallets.get(deed.wallet)?.approval?.above
    return above !== undefined && pointsMoved(deed, members) > above
  }

  const told = (tx: Tx, runId: RunId, after: Values) =>
    record(tx, { on: { kind: 'bulk-run', id: runId }, after }, { at: clock.now(), ids })

  /** From one of the states to the next; who was faster is told how it stands. */
  async function moved(run: Run, step: Omit<store.Step, 'at'>): Promise<Run> {
    await transaction(db, async (tx) => {
      if (!(await store.move(tx, run.runId, { ...step, at: clock.now() })))
        throw new Refused(runNotReady({ state: (await get(run.runId)).state }))
      await told(tx, run.runId, { state: step.to })
    })
    if (step.to === 'running') kick(run.runId)
    return get(run.runId)
  }

  /** @returns how it stands, when somebody was faster */
  async function begun(run: Run): Promise<Run> {
    try {
      return await moved(run, { from: ['ready'], to: needsApproval(run) ? 'approval' : 'running' })
    } catch (error) {
      if (error instanceof Refused) return get(run.runId)
      throw error
    }
  }

  async function insert(
    tx: Tx,
    given: Pick<Run, 'deed' | 'undoes' | 'state' | 'members'>,
    by: Asker,
    filter: store.Filter | null,
  ) {
    const run: Run = {
      ...given,
      ...{ runId: ids.next<'bulk-run'>(), stores: listed(by.stores), askedAt: clock.now() },
      ...{ askedBy: by.id, askedByKind: by.kind, askedFor: by.behind },
      ...{
        undoneBy: null,
        decidedBy: null,
        decidedAt: null,
        startedAt: null,
        endedAt: null,
        changed: 0,
        unchanged: 0,
        refused: 0,
      },
    }
    await store.insertRun(tx, run, filter)
    await told(tx, run.runId, { deed: run.deed.do, members: run.members, undoes: run.undoes })
    return run
  }

  return {
    get,
    needsApproval,
    list: ({ before, limit }) => store.runsBefore(db, before, limit),
    async create(deed, reach, by, key) {
      const memberIds = 'memberIds' in reach ? await reachable(parts, reach.memberIds, by.stores) : []
      const answer = await transaction(db, async (tx) => {
        const make = async () => {
          const state = 'memberIds' in reach ? 'ready' : 'gathering'
          const members = memberIds.length
          const run = await insert(
            tx,
            { deed, undoes: null, state, members },
            by,
            'filter' in reach ? reach.filter : null,
          )
          await store.insertMembers(tx, run.runId, memberIds)
          return { status: 201, answer: run.runId }
        }
        return (key === undefined ? await make() : await once(tx, { ...key, at: clock.now() }, make)).answer
      })
      if ('filter' in reach) kick(answer)
      return get(answer)
    },
    async confirm(runId) {
      const run = await get(runId)
      // The same person once more: the answer was not heard, or the button was pressed twice.
      const now = run.state === 'ready' ? await begun(run) : run
      if (now.state !== 'approval' && now.startedAt === null) throw new Refused(runNotReady({ state: now.state }))
      return now
    },
    async decide(runId, { approved, by }) {
      const run = await get(runId)
      if (run.askedBy === by || run.askedFor === by) throw new Refused(ownRequest({}))
      if (approved && run.state === 'running' && run.decidedBy === by) return run
      return moved(run, { from: ['approval'], to: approved ? 'running' : 'declined', by })
    },
    stop: async (runId) =>
      moved(await get(runId), { from: ['gathering', 'ready', 'approval', 'running'], to: 'stopped' }),
    undo: (runId, by) => undo(runId, by),
    refused: (runId) => refusedPages(parts, runId),
    async sweep() {
      const failed: unknown[] = []
      for (const { runId } of await store.runsAtWork(db))
        await work(parts, runId).catch((error: unknown) => failed.push(error))
      if (failed.length > 0) throw new AggregateError(failed, 'some bulk runs could not go on')
    },
  }

  async function undo(runId: RunId, by: Asker): Promise<Run> {
    const before = await get(runId)
    const deed = inverseOf(before.deed)
    if (!final.includes(before.state)) throw new Refused(runNotReady({ state: before.state }))
    if (deed === undefined || before.changed === 0 || before.undoes !== null) throw new Refused(nothingToUndo({}))
    const run = await transaction(db, async (tx) => {
      // Waits for a worker that is still counting those whom it was serving when the run was stopped.
      if (!(await store.lockRun(tx, runId))) throw new Refused(runNotReady({ state: 'running' }))
      if (await store.isUndone(tx, runId)) throw new Refused(undoneBefore({}))
      const made = await insert(tx, { deed, undoes: runId, state: 'ready', members: 0 }, by, null)
      const members = await store.insertChanged(tx, { from: runId, to: made.runId })
      await store.setMembers(tx, made.runId, members)
      return { ...made, members }
    })
    return moved(run, { from: ['ready'], to: needsApproval(run) ? 'approval' : 'running' })
  }
}

/** @throws Refused membersUnknown, otherStore */
async function reachable({ members }: WorkParts, given: readonly MemberId[], stores: Stores): Promise<MemberId[]> {
  const wanted = [...new Set(given)]
  const found: MemberId[] = []
  for (let from = 0; from < wanted.length; from += LOOKED_UP_AT_ONCE) {
    const memberIds = wanted.slice(from, from + LOOKED_UP_AT_ONCE)
    for (const { memberId, store: home } of (await members.list({ memberIds, limit: LOOKED_UP_AT_ONCE })).items) {
      if (stores !== 'all' && !stores.has(home ?? '')) throw new Refused(otherStore({ store: home }))
      found.push(memberId)
    }
  }
  if (found.length < wanted.length) throw new Refused(membersUnknown({ unknown: wanted.length - found.length }))
  return found
}

async function* refusedPages({ db, members }: WorkParts, runId: RunId): AsyncGenerator<readonly store.RefusedMember[]> {
  for (let after: MemberId | null = null; ; ) {
    const page = await store.refusedOf(db, runId, { after, limit: REFUSED_AT_ONCE })
    if (page.length === 0) return
    const memberIds = page.map(({ memberId }) => memberId)
    const lines = await members.list({ memberIds, limit: REFUSED_AT_ONCE })
    const numbers = new Map(lines.items.map(({ memberId, number }) => [memberId, number]))
    yield page.map((one) => ({ ...one, number: numbers.get(one.memberId) ?? null }))
    after = memberIds.at(-1) ?? null
  }
}

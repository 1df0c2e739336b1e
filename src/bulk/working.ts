/** Gathering the members of a run, and serving them a few at a time. Only one worker is at a run, and any may go on with it. */
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { MemberQuery } from '../members/reading.ts'
import type { MembersService } from '../members/service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import { type Hands, serve, stands } from './deeds.ts'
import type { Run, RunId, Waiting } from './run.ts'
import * as store from './store.ts'

export type WorkParts = Omit<Hands, 'members'> & {
  readonly db: Database
  readonly clock: Clock
  readonly members: Hands['members'] & Pick<MembersService, 'list'>
}

/** Served in one go, and counted together: an interruption costs no more than looking these up again. */
const MEMBERS_AT_ONCE = 100
/** Of these, at the same time: few enough to leave the database to the tills. */
const HANDS = 4
/** Members of the list that are noted together. */
const GATHERED_AT_ONCE = 200

/** Goes on with the run for as long as there is something to do, unless somebody else is at it. */
export async function work(parts: WorkParts, runId: RunId): Promise<void> {
  for (;;) if (!(await step(parts, runId))) return
}

/** @returns whether there may be more to do */
async function step(parts: WorkParts, runId: RunId): Promise<boolean> {
  return transaction(parts.db, async (tx) => {
    if (!(await store.lockRun(tx, runId))) return false
    const run = await store.runById(tx, runId)
    if (run?.state === 'gathering') {
      const asked = await store.gatheringOf(tx, runId)
      if (asked === undefined) return false
      const page = await gathering(parts, asked)
      // The programme no longer knows what was asked for.
      if (page === undefined) {
        await store.move(tx, runId, { from: ['gathering'], to: 'stopped', at: parts.clock.now() })
        return false
      }
      const within = page.items.filter(({ store: home }) => run.stores === null || run.stores.includes(home ?? ''))
      const memberIds = within.map(({ memberId }) => memberId)
      await store.gathered(tx, runId, { memberIds, cursor: page.nextCursor })
      return page.nextCursor !== null
    }
    if (run?.state !== 'running') return false
    const waiting = await store.waitingOf(tx, runId, MEMBERS_AT_ONCE)
    if (waiting.length === 0) {
      await store.move(tx, runId, { from: ['running'], to: 'done', at: parts.clock.now() })
      return false
    }
    await store.settle(tx, runId, await served(parts, run, waiting))
    return true
  })
}

type Gathering = { readonly filter: store.Filter; readonly cursor: string | null }

async function gathering({ members }: WorkParts, { filter, cursor }: Gathering) {
  const query: MemberQuery = { ...filter, limit: GATHERED_AT_ONCE, ...(cursor === null ? {} : { cursor }) }
  try {
    return await members.list(query)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** @throws what is no refusal of one member: the run goes on with them the next time */
async function served(parts: WorkParts, run: Run, waiting: readonly Waiting[]): Promise<store.Had[]> {
  const memberIds = waiting.map(({ memberId }) => memberId)
  const { items } = await parts.members.list({ memberIds, limit: MEMBERS_AT_ONCE })
  const lines = new Map(items.map((line) => [line.memberId, line]))
  // Written by itself, so that it stays when this worker ends in the middle; of those only whom it is going to change.
  const touched = waiting.filter(({ memberId }) => {
    const line = lines.get(memberId)
    return line !== undefined && !stands(run.deed, line)
  })
  await store.begin(
    parts.db,
    run.runId,
    touched.map(({ memberId }) => memberId),
  )
  const had: store.Had[] = []
  const left = [...waiting]
  const hand = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const memberId: MemberId = one.memberId
      had.push({ memberId, outcome: await serve(parts, run, one, lines.get(memberId)) })
    }
  }
  const failed = (await Promise.allSettled(Array.from({ length: HANDS }, hand))).filter(
    (one) => one.status === 'rejected',
  )
  if (failed.length > 0)
    throw new AggregateError(
      failed.map(({ reason }) => reason),
      'a bulk run was interrupted',
    )
  return had
}

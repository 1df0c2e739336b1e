/** What the workers do: queues, what runs, what comes next, and what failed. */
import { record } from '../audit/record.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant, type Instant, instantText, later } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import { jobNotFailed, jobUnknown } from './errors.ts'
import { type Cause, causeOf, hasRecovered, standsStill } from './rules.ts'
import { nextTime, repeatedTasks } from './schedule.ts'
import * as store from './store.ts'

export type Task = Omit<store.Queue, 'lastFailedRun'> & {
  /** When it is due next, of a task that repeats. */ readonly nextAt: Instant | null
  /** When it was begun last, of a task that repeats. */ readonly lastAt: Instant | null
  /** Whether it has worked again since it failed last, of a task that repeats. */ readonly recovered: boolean
}

export type Running = { readonly jobId: number; readonly task: string; readonly since: Instant }
export type Overview = {
  readonly standsStill: boolean
  readonly heardAt: Instant | null
  readonly tasks: readonly Task[]
  readonly running: readonly Running[]
}
export type Failed = {
  readonly jobId: number
  readonly task: string
  readonly failedAt: Instant
  readonly attempts: number
  readonly cause: Cause
  readonly recovered: boolean
}

export type BackgroundService = {
  overview(): Promise<Overview>
  /** Newest first. */
  failed(page: { before: number | null; limit: number }): Promise<Failed[]>
  /** @throws Refused jobUnknown, jobNotFailed */
  runAgain(jobId: number): Promise<void>
  /** The job is gone for good. @throws Refused jobUnknown, jobNotFailed */
  giveUp(jobId: number): Promise<void>
  /** All failed jobs of a task. @returns how many */
  giveUpAll(task: string): Promise<number>
  /** Removes what failed more than 30 days ago. */
  forgetOld(): Promise<void>
}

export type BackgroundParts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

const RUNNING_SHOWN = 50
const KEPT_MILLISECONDS = 30 * 24 * 60 * 60_000

export function backgroundService({ db, clock, ids }: BackgroundParts): BackgroundService {
  /** Right after a start the workers have had no time to begin anything. */
  const openedAt = clock.now()

  async function tasks(at: Instant): Promise<Task[]> {
    if (!(await store.hasJobs(db))) return repeatedTasks.map((task) => idle(task, at))
    const [queues, open, looked] = await Promise.all([store.queues(db, at), store.unfinished(db), store.lookedAt(db)])
    const named = [...new Set([...repeatedTasks, ...queues.map(({ task }) => task)])]
    return named.map((task): Task => {
      const { lastFailedRun, ...queue } = queues.find((each) => each.task === task) ?? {
        ...idle(task, at),
        lastFailedRun: null,
      }
      const lastAt = looked.find((each) => each.task === task)?.at ?? null
      const next = lastFailedRun === null ? undefined : nextTime(task, lastFailedRun)
      const unfinished = open.filter((each) => each.task === task).map(({ runAt }) => runAt)
      const recovered = hasRecovered({ next, lookedAt: lastAt, unfinished })
      return { ...queue, nextAt: nextTime(task, at) ?? null, lastAt, recovered }
    })
  }

  /** One failed job, in a transaction that tells the trail of it. */
  async function decide(
    jobId: number,
    work: (tx: Parameters<typeof store.runAgain>[0], at: Instant) => Promise<unknown>,
  ): Promise<void> {
    if (!(await store.hasJobs(db))) throw new Refused(jobUnknown({}))
    await transaction(db, async (tx) => {
      const at = clock.now()
      const found = await store.jobById(tx, jobId)
      if (found === undefined) throw new Refused(jobUnknown({}))
      if (!found.failed) throw new Refused(jobNotFailed({}))
      await work(tx, at)
      const before = { task: found.task, failedAt: instantText(found.changedAt) }
      await record(tx, { on: { kind: 'job', id: String(jobId) }, before }, { at, ids })
    })
  }

  return {
    async overview() {
      const at = clock.now()
      const known = await tasks(at)
      const heard = known.flatMap(({ lastAt }) => (lastAt === null ? [] : [lastAt]))
      const heardAt = heard.length === 0 ? null : heard.reduce(later)
      const busy = (await store.hasJobs(db)) ? await store.running(db, RUNNING_SHOWN) : []
      const running = busy.map(({ jobId, task, lockedAt }) => ({ jobId, task, since: lockedAt ?? at }))
      return { standsStill: standsStill(later(heardAt ?? openedAt, openedAt), at), heardAt, tasks: known, running }
    },
    async failed(page) {
      if (!(await store.hasJobs(db))) return []
      const [found, known] = await Promise.all([store.failed(db, page), tasks(clock.now())])
      const recovered = new Set(known.filter((each) => each.recovered).map(({ task }) => task))
      return found.map(({ jobId, task, changedAt, attempts, lastError }) => ({
        ...{ jobId, task, attempts, failedAt: changedAt, cause: causeOf(lastError) },
        recovered: recovered.has(task),
      }))
    },
    runAgain: (jobId) => decide(jobId, (tx, at) => store.runAgain(tx, jobId, at)),
    giveUp: (jobId) => decide(jobId, (tx) => store.giveUp(tx, [jobId])),
    async giveUpAll(task) {
      if (!(await store.hasJobs(db))) return 0
      return transaction(db, async (tx) => {
        const at = clock.now()
        const count = await store.giveUp(tx, await store.failedIdsOf(tx, { task }))
        const change = count === 0 ? undefined : { on: { kind: 'job', id: null }, before: { task, failed: count } }
        await record(tx, change, { at, ids })
        return count
      })
    },
    async forgetOld() {
      const before = asInstant(clock.now() - KEPT_MILLISECONDS)
      if (await store.hasJobs(db)) await store.giveUp(db, await store.failedIdsOf(db, { before }))
    },
  }
}

function idle(task: string, at: Instant): Task {
  const nextAt = nextTime(task, at) ?? null
  return { task, waiting: 0, later: 0, running: 0, failed: 0, nextAt, lastAt: null, recovered: false }
}

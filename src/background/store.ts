/** The workers' own tables, through the view and the functions that graphile-worker offers; payloads are not in the view. */
import { sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export type JobRow = {
  readonly jobId: number
  readonly task: string
  readonly runAt: Instant
  readonly attempts: number
  readonly lastError: string | null
  readonly changedAt: Instant
  readonly lockedAt: Instant | null
}

const columns = sql.raw(`
  id as "jobId", task_identifier as task, run_at as "runAt", attempts, last_error as "lastError", updated_at as "changedAt",
  locked_at as "lockedAt"`)
const isFailed = sql.raw('attempts >= max_attempts and locked_at is null')

/** Whether workers ever ran on this database: they bring their tables along. */
export async function hasJobs(on: Database): Promise<boolean> {
  const found = await row(on, sql<{ there: boolean }>`select to_regclass('graphile_worker.jobs') is not null as there`)
  return found?.there ?? false
}

export type Queue = {
  readonly task: string
  readonly waiting: number
  readonly later: number
  readonly running: number
  readonly failed: number
  readonly lastFailedRun: Instant | null
}

/** Of each task that has jobs: those that are due, that come later, that are at work, that failed for good. */
export function queues(on: Database, at: Instant): Promise<Queue[]> {
  return rows(
    on,
    sql<Queue>`
      select task_identifier as task,
        count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= ${stamp(at)}::timestamptz) as waiting,
        count(*) filter (where locked_at is null and attempts < max_attempts and run_at > ${stamp(at)}::timestamptz) as later,
        count(*) filter (where locked_at is not null) as running,
        count(*) filter (where ${isFailed}) as failed,
        max(run_at) filter (where ${isFailed}) as "lastFailedRun"
      from graphile_worker.jobs group by task_identifier`,
  )
}

/** When jobs that wait or are at work were due, by task. */
export function unfinished(on: Database): Promise<{ task: string; runAt: Instant }[]> {
  return rows(
    on,
    sql<{ task: string; runAt: Instant }>`
      select task_identifier as task, run_at as "runAt" from graphile_worker.jobs
      where attempts < max_attempts or locked_at is not null limit 1000`,
  )
}

/** The newest time at which each repeated task was due and made into a job. The only place that knows it is no view. */
export function lookedAt(on: Database): Promise<{ task: string; at: Instant | null }[]> {
  return rows(
    on,
    sql<{ task: string; at: Instant | null }>`
      select identifier as task, last_execution as at from graphile_worker._private_known_crontabs`,
  )
}

/** Jobs at work, the oldest first. */
export function running(on: Database, limit: number): Promise<JobRow[]> {
  return rows(
    on,
    sql<JobRow>`
      select ${columns} from graphile_worker.jobs where locked_at is not null order by locked_at limit ${limit}::int`,
  )
}

/** Jobs that failed for good, the newest first. */
export function failed(on: Database, { before, limit }: { before: number | null; limit: number }): Promise<JobRow[]> {
  return rows(
    on,
    sql<JobRow>`
      select ${columns} from graphile_worker.jobs
      where ${isFailed} and (${before}::bigint is null or id < ${before}::bigint) order by id desc limit ${limit}::int`,
  )
}

export function jobById(
  on: Database | Tx,
  jobId: number,
): Promise<(JobRow & { readonly failed: boolean }) | undefined> {
  return row(
    on,
    sql<JobRow & { failed: boolean }>`
      select ${columns}, ${isFailed} as failed from graphile_worker.jobs where id = ${jobId}::bigint`,
  )
}

export async function runAgain(tx: Tx, jobId: number, at: Instant): Promise<void> {
  await sql`
    select id from graphile_worker.reschedule_jobs(array[${jobId}::bigint], run_at => ${stamp(at)}::timestamptz, attempts => 0)`.execute(
    tx,
  )
}

/** @returns how many were given up; a job at work is left alone */
export async function giveUp(tx: Tx | Database, jobIds: readonly number[]): Promise<number> {
  const gone = await rows(tx, sql`select id from graphile_worker.complete_jobs(${[...jobIds]}::bigint[])`)
  return gone.length
}

export async function failedIdsOf(tx: Tx | Database, of: { task: string } | { before: Instant }): Promise<number[]> {
  const which = 'task' in of ? sql`task_identifier = ${of.task}` : sql`updated_at < ${stamp(of.before)}::timestamptz`
  const found = await rows(
    tx,
    sql<{ jobId: number }>`select id as "jobId" from graphile_worker.jobs where ${isFailed} and ${which}`,
  )
  return found.map(({ jobId }) => jobId)
}

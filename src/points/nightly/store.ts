import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'

export type RunId = Id<'run'>
export type Expiring = { readonly wallet: string; readonly due: number; readonly all: number }
export type Run = {
  readonly runId: RunId
  readonly until: Instant
  readonly state: 'running' | 'waiting' | 'done'
  readonly expiring: readonly Expiring[]
  readonly settled: number
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly approvedBy: string | null
}

const columns = sql.raw(`
  run_id as "runId", until, state, expiring, settled, started_at as "startedAt", finished_at as "finishedAt", approved_by as "approvedBy"`)

/** Newest first. */
export function listRuns(on: Database | Tx, limit: number): Promise<Run[]> {
  return rows(on, sql<Run>`select ${columns} from nightly_runs order by until desc limit ${limit}::int`)
}

/** The midnight up to which everybody is settled; the beginning of time before the first run. */
export async function doneUntil(on: Database | Tx): Promise<Instant> {
  const found = await row(
    on,
    sql<{ until: Instant | null }>`select max(until) as until from nightly_runs where state = 'done'`,
  )
  return found?.until ?? (0 as Instant)
}

export function runById(on: Database | Tx, runId: RunId): Promise<Run | undefined> {
  return row(on, sql<Run>`select ${columns} from nightly_runs where run_id = ${runId}::uuid`)
}

/** The run of a midnight, made when it is not there yet; whoever comes second finds the first one's. */
export async function openRun(on: Database | Tx, run: Pick<Run, 'runId' | 'until' | 'startedAt'>): Promise<Run> {
  await sql`
    insert into nightly_runs (run_id, until, state, expiring, settled, started_at)
    values (${run.runId}::uuid, ${stamp(run.until)}, 'running', '[]', 0, ${stamp(run.startedAt)})
    on conflict (until) do nothing`.execute(on)
  const found = await row(
    on,
    sql<Run>`select ${columns} from nightly_runs where until = ${stamp(run.until)}::timestamptz`,
  )
  if (found === undefined) throw new Error('a run that was just opened is gone')
  return found
}

export async function keepState(
  on: Database | Tx,
  runId: RunId,
  { state, expiring, finishedAt }: { state: Run['state']; expiring: readonly Expiring[]; finishedAt: Instant | null },
): Promise<void> {
  await sql`
    update nightly_runs set state = ${state}, expiring = ${JSON.stringify(expiring)}::jsonb, finished_at = ${stamp(finishedAt)}::timestamptz
    where run_id = ${runId}::uuid`.execute(on)
}

export async function countSettled(on: Database | Tx, runId: RunId, more: number): Promise<void> {
  await sql`update nightly_runs set settled = settled + ${more}::int where run_id = ${runId}::uuid`.execute(on)
}

/** @returns whether it waited and nobody had approved it before */
export async function approve(on: Database | Tx, runId: RunId, by: string): Promise<boolean> {
  const approved = await rows(
    on,
    sql<{ runId: RunId }>`
      update nightly_runs set approved_by = ${by}, state = 'running'
      where run_id = ${runId}::uuid and state = 'waiting' and approved_by is null
      returning run_id as "runId"`,
  )
  return approved.length === 1
}

/** A later midnight's run covers what an unapproved one waited for. */
export async function supersede(on: Database | Tx, until: Instant, at: Instant): Promise<void> {
  await sql`
    update nightly_runs set state = 'done', finished_at = ${stamp(at)}
    where state <> 'done' and until < ${stamp(until)}::timestamptz`.execute(on)
}

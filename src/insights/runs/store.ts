/** All SQL on runs and on what the insights process says of itself. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows, stamp } from '../../platform/postgres/database.ts'

export type RunId = Id<'run'>
export type RunKind = 'refresh' | 'rebuild'

/** What was done, and how long it took. */
export type Step = { readonly step: string; readonly milliseconds: number }

export type Run = {
  readonly runId: RunId
  readonly kind: RunKind
  /** Null: by the calendar. */ readonly askedBy: string | null
  readonly askedAt: Instant
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly steps: readonly Step[]
  /** Members whose figures changed. */ readonly changed: number | null
  /** Of the facts, up to which it knew what happened. */ readonly position: number | null
  /** The log says why. */ readonly problem: 'failed' | null
}

const columns = sql.raw(`
  run_id as "runId", kind, asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt", ended_at as "endedAt",
  steps, changed, position, problem`)

/** @returns it, or the one of this kind that waits already */
export async function askForRun(on: Database, run: Pick<Run, 'runId' | 'kind' | 'askedBy' | 'askedAt'>): Promise<Run> {
  for (;;) {
    await sql`
      insert into insight_runs (run_id, kind, asked_by, asked_at)
      values (${run.runId}::uuid, ${run.kind}, ${run.askedBy}, ${stamp(run.askedAt)}::timestamptz)
      on conflict (kind) where started_at is null do nothing`.execute(on)
    const waiting = sql<Run>`select ${columns} from insight_runs where kind = ${run.kind} and started_at is null`
    const found = await row(on, waiting)
    // The one that waited has begun meanwhile: this one is asked for again.
    if (found !== undefined) return found
  }
}

/** Those that have not ended, the earliest asked first. */
export function openRuns(on: Database): Promise<Run[]> {
  return rows(on, sql<Run>`select ${columns} from insight_runs where ended_at is null order by asked_at, run_id`)
}

/** The newest first. */
export function newestRuns(on: Database, limit: number): Promise<Run[]> {
  return rows(on, sql<Run>`select ${columns} from insight_runs order by asked_at desc, run_id desc limit ${limit}::int`)
}

/** The last one that ended well. */
export function lastEnded(on: Database): Promise<Run | undefined> {
  return row(
    on,
    sql<Run>`
      select ${columns} from insight_runs where kind = 'refresh' and ended_at is not null and problem is null
      order by ended_at desc limit 1`,
  )
}

export async function beginRun(on: Database, runId: RunId, at: Instant): Promise<void> {
  await sql`
    update insight_runs set started_at = ${stamp(at)}::timestamptz, steps = '[]' where run_id = ${runId}::uuid`.execute(
    on,
  )
}

export async function noteSteps(on: Database, runId: RunId, steps: readonly Step[]): Promise<void> {
  await sql`update insight_runs set steps = ${JSON.stringify(steps)}::jsonb where run_id = ${runId}::uuid`.execute(on)
}

export async function endRun(
  on: Database,
  runId: RunId,
  end: {
    readonly at: Instant
    readonly changed: number | null
    readonly position: number | null
    readonly problem: Run['problem']
  },
): Promise<void> {
  await sql`
    update insight_runs set ended_at = ${stamp(end.at)}::timestamptz, changed = ${end.changed}::bigint,
      position = ${end.position}::bigint, problem = ${end.problem}
    where run_id = ${runId}::uuid`.execute(on)
}

export async function forgetRuns(on: Database, before: Instant): Promise<void> {
  await sql`delete from insight_runs where ended_at < ${stamp(before)}::timestamptz`.execute(on)
}

export type ProcessState = {
  readonly heardAt: Instant
  /** Of the facts, up to which the copy has read. */ readonly position: number
  /** How many positions the copy is behind. */ readonly behind: number
  readonly doing: string | null
  readonly done: number | null
  readonly total: number | null
}

export function processState(on: Database): Promise<ProcessState | undefined> {
  return row(
    on,
    sql<ProcessState>`select heard_at as "heardAt", position, behind, doing, done, total from insight_process`,
  )
}

export async function putProcessState(on: Database, state: ProcessState): Promise<void> {
  await sql`
    insert into insight_process (heard_at, position, behind, doing, done, total)
    values (${stamp(state.heardAt)}::timestamptz, ${state.position}::bigint, ${state.behind}::bigint, ${state.doing},
      ${state.done}::bigint, ${state.total}::bigint)
    on conflict (one) do update set heard_at = excluded.heard_at, position = excluded.position, behind = excluded.behind,
      doing = excluded.doing, done = excluded.done, total = excluded.total`.execute(on)
}

/** The one row that says which sample shop is here and how far it is. */
import { sql } from 'kysely'
import type { Instant, TimeZone } from '../base/time.ts'
import { type Database, row, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Counts } from './walk.ts'

export type Settings = {
  readonly seed: number
  readonly members: number
  readonly months: number
  readonly until: Instant
  readonly timeZone: TimeZone
}

export type Summary = Counts & {
  readonly seed: number
  readonly members: number
  readonly from: string
  readonly until: string
  readonly currency: string
  readonly points: {
    readonly earned: number
    readonly redeemed: number
    readonly expired: number
    readonly outstanding: number
  }
  /** Members on each tier; those who never moved are on the lowest. */
  readonly tiers: Readonly<Record<string, number>>
  readonly seconds: number
}

export type DemoRow = Settings & {
  readonly state: 'running' | 'done'
  /** Everything before it is in. */
  readonly reached: Instant | null
  readonly counts: Counts
  readonly done: number
  readonly total: number
  readonly milliseconds: number
  readonly summary: Summary | null
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
}

export function demoRow(on: Database | Tx): Promise<DemoRow | undefined> {
  return row(
    on,
    sql<DemoRow>`
      select seed, members, months, until, time_zone as "timeZone", state, reached, counts, done, total, milliseconds,
        summary, started_at as "startedAt", finished_at as "finishedAt"
      from demo where place = 1`,
  )
}

export async function openRow(
  on: Database | Tx,
  given: Settings & { counts: Counts; startedAt: Instant },
): Promise<void> {
  await sql`
    insert into demo (place, seed, members, months, until, time_zone, state, counts, done, total, milliseconds, started_at)
    values (1, ${given.seed}::bigint, ${given.members}::int, ${given.months}::int, ${stamp(given.until)}::timestamptz,
      ${given.timeZone}, 'running', ${JSON.stringify(given.counts)}::jsonb, 0, 0, 0, ${stamp(given.startedAt)}::timestamptz)`.execute(
    on,
  )
}

export async function keepProgress(on: Database | Tx, progress: { done: number; total: number }): Promise<void> {
  await sql`update demo set done = ${progress.done}::int, total = ${progress.total}::int where place = 1`.execute(on)
}

export async function keepReached(
  on: Database | Tx,
  point: { reached: Instant; counts: Counts; milliseconds: number },
): Promise<void> {
  await sql`
    update demo set reached = ${stamp(point.reached)}::timestamptz, counts = ${JSON.stringify(point.counts)}::jsonb,
      milliseconds = ${point.milliseconds}::bigint
    where place = 1`.execute(on)
}

export async function finish(
  on: Database | Tx,
  end: { counts: Counts; milliseconds: number; summary: Summary; finishedAt: Instant },
): Promise<void> {
  await sql`
    update demo set state = 'done', done = total, counts = ${JSON.stringify(end.counts)}::jsonb,
      milliseconds = ${end.milliseconds}::bigint, summary = ${JSON.stringify(end.summary)}::jsonb,
      finished_at = ${stamp(end.finishedAt)}::timestamptz
    where place = 1`.execute(on)
}

/** Any fixed number will do; held by the connection of the process that loads. */
const DEMO_LOCK = 730_112

/** @returns whether nobody else has it; `on` must be one connection */
export async function tryLock(on: Database): Promise<boolean> {
  const found = await row(on, sql<{ free: boolean }>`select pg_try_advisory_lock(${DEMO_LOCK}::int, 1) as free`)
  return found?.free === true
}

export async function unlock(on: Database): Promise<void> {
  await sql`select pg_advisory_unlock(${DEMO_LOCK}::int, 1)`.execute(on)
}

export async function isLocked(on: Database | Tx): Promise<boolean> {
  const found = await row(
    on,
    sql<{ held: boolean }>`
      select exists (
        select 1 from pg_locks
        where locktype = 'advisory' and classid = ${DEMO_LOCK}::int and granted
          and database = (select oid from pg_database where datname = current_database())) as held`,
  )
  return found?.held === true
}

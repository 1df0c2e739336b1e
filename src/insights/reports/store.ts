/** All SQL on reports. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, stamp, type Tx } from '../../platform/postgres/database.ts'

export type Place = { readonly name: string; readonly digest: string }

export type KeptReport = {
  /** Null: nobody waits for a newer one. */ readonly askedAt: Instant | null
  /** When the last attempt began. */ readonly triedAt: Instant | null
  readonly madeAt: Instant | null
  readonly position: number | null
  readonly milliseconds: number | null
  readonly result: unknown
  readonly problem: Problem | null
}

export function keptReport(on: Database, { name, digest }: Place): Promise<KeptReport | undefined> {
  return row(
    on,
    sql<KeptReport>`
      select asked_at as "askedAt", tried_at as "triedAt", made_at as "madeAt", position, milliseconds, result, problem
      from insight_reports where name = ${name} and digest = ${digest}`,
  )
}

/** Asks for it, whether or not it is there; one that is asked for already keeps its turn. */
export async function askForReport(on: Database, place: Place, asked: unknown, at: Instant): Promise<void> {
  await sql`
    insert into insight_reports (name, digest, asked, asked_at, looked_at)
    values (${place.name}, ${place.digest}, ${JSON.stringify(asked)}::jsonb, ${stamp(at)}::timestamptz, ${stamp(at)}::timestamptz)
    on conflict (name, digest) do update set asked_at = coalesce(insight_reports.asked_at, excluded.asked_at),
      looked_at = excluded.looked_at,
      attempts = case when insight_reports.asked_at is null then 0 else insight_reports.attempts end`.execute(on)
}

/** Noted once a minute at most: whoever waits asks often. */
export async function lookedAt(on: Database, { name, digest }: Place, at: Instant): Promise<void> {
  await sql`
    update insight_reports set looked_at = ${stamp(at)}::timestamptz
    where name = ${name} and digest = ${digest} and looked_at < ${stamp(at)}::timestamptz - interval '1 minute'`.execute(
    on,
  )
}

export async function waitingReports(on: Database): Promise<number> {
  const found = await row(on, sql<{ n: number }>`select count(*) as n from insight_reports where asked_at is not null`)
  return found?.n ?? 0
}

export type TakenReport = Place & { readonly asked: unknown; readonly attempts: number }

/** The one that has waited longest, taken: an attempt counts when it begins, because it may end the process. */
export function takeReport(on: Database, at: Instant): Promise<TakenReport | undefined> {
  return row(
    on,
    sql<TakenReport>`
      update insight_reports set tried_at = ${stamp(at)}::timestamptz, attempts = attempts + 1
      where (name, digest) = (
        select name, digest from insight_reports where asked_at is not null order by asked_at, name, digest limit 1)
      returning name, digest, asked, attempts`,
  )
}

export type Made = {
  readonly result: unknown
  readonly madeAt: Instant
  readonly position: number
  readonly milliseconds: number
}

export async function putResult(on: Database | Tx, { name, digest }: Place, made: Made): Promise<void> {
  await sql`
    update insight_reports set asked_at = null, attempts = 0, problem = null,
      made_at = ${stamp(made.madeAt)}::timestamptz, position = ${made.position}::bigint,
      milliseconds = ${made.milliseconds}::int, result = ${JSON.stringify(made.result)}::jsonb
    where name = ${name} and digest = ${digest}`.execute(on)
}

/** `ended-the-process`: more often than it is tried; `unknown`: to this version. */
export const problems = ['failed', 'ended-the-process', 'unknown'] as const
export type Problem = (typeof problems)[number]

/** What came out before stays. */
export async function putProblem(on: Database, { name, digest }: Place, problem: Problem): Promise<void> {
  await sql`
    update insight_reports set asked_at = null, problem = ${problem} where name = ${name} and digest = ${digest}`.execute(
    on,
  )
}

/** @returns how many were thrown away */
export function forgetReports(on: Database, before: Instant): Promise<number> {
  return changed(
    on,
    sql`delete from insight_reports where looked_at < ${stamp(before)}::timestamptz and asked_at is null`,
  )
}

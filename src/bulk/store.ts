/** All SQL on runs and their members. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { jsons, uuids } from '../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Outcome, Run, RunId, State, Waiting } from './run.ts'

type On = Tx | Database

const runColumns = sql.raw(`
  run_id as "runId", deed, undoes, state, stores, asked_by as "askedBy", asked_by_kind as "askedByKind", asked_for as "askedFor",
  asked_at as "askedAt", decided_by as "decidedBy", decided_at as "decidedAt", started_at as "startedAt", ended_at as "endedAt",
  members, changed, unchanged, refused,
  (select by.run_id from bulk_runs by where by.undoes = bulk_runs.run_id) as "undoneBy"`)

/** What the list was narrowed to, as it is kept. */
export type Filter = Readonly<Record<string, unknown>>

export async function insertRun(tx: Tx, run: Run, filter: Filter | null): Promise<void> {
  await sql`
    insert into bulk_runs (
      run_id, deed, filter, undoes, state, stores, asked_by, asked_by_kind, asked_for, asked_at, members, changed, unchanged, refused)
    values (${run.runId}::uuid, ${JSON.stringify(run.deed)}::jsonb, ${filter === null ? null : JSON.stringify(filter)}::jsonb,
      ${run.undoes}::uuid, ${run.state}, ${run.stores}::text[], ${run.askedBy}, ${run.askedByKind}, ${run.askedFor},
      ${stamp(run.askedAt)}::timestamptz, ${run.members}::int, 0, 0, 0)`.execute(tx)
}

export function runById(on: On, runId: RunId): Promise<Run | undefined> {
  return row(on, sql<Run>`select ${runColumns} from bulk_runs where run_id = ${runId}::uuid`)
}

/** Newest first. */
export function runsBefore(on: On, before: string | null, limit: number): Promise<Run[]> {
  return rows(
    on,
    sql<Run>`
      select ${runColumns} from bulk_runs where ${before}::uuid is null or run_id < ${before}::uuid
      order by run_id desc limit ${limit}::int`,
  )
}

/** Oldest first. */
export function runsAtWork(on: On): Promise<{ runId: RunId }[]> {
  return rows(
    on,
    sql<{ runId: RunId }>`
      select run_id as "runId" from bulk_runs where state in ('gathering', 'running') order by run_id limit 100`,
  )
}

/** Until the transaction ends nobody else works on the run. @returns false when somebody does */
export async function lockRun(tx: Tx, runId: RunId): Promise<boolean> {
  const lock = await row(
    tx,
    sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${runId}, 29)) as held`,
  )
  return lock?.held === true
}

export function gatheringOf(on: On, runId: RunId): Promise<{ filter: Filter; cursor: string | null } | undefined> {
  return row(
    on,
    sql<{ filter: Filter; cursor: string | null }>`
      select filter, gathered_to as cursor from bulk_runs where run_id = ${runId}::uuid and state = 'gathering'`,
  )
}

/** Notes these members, and where the next page begins; null when there is none, and the run is ready. */
export async function gathered(
  tx: Tx,
  runId: RunId,
  { memberIds, cursor }: { memberIds: readonly MemberId[]; cursor: string | null },
): Promise<void> {
  const added = await insertMembers(tx, runId, memberIds)
  await sql`
    update bulk_runs set members = members + ${added}::int, gathered_to = ${cursor},
      state = case when ${cursor}::text is null then 'ready' else 'gathering' end
    where run_id = ${runId}::uuid and state = 'gathering'`.execute(tx)
}

/** @returns how many were not there before */
export function insertMembers(tx: Tx, runId: RunId, memberIds: readonly MemberId[]): Promise<number> {
  return changed(
    tx,
    sql`
      insert into bulk_run_members (member_id, run_id, state)
      select member_id, ${runId}::uuid, 'waiting' from unnest(${uuids(memberIds)}::uuid[]) as given (member_id)
      on conflict do nothing`,
  )
}

/** Those whom a run changed, with what they got, as the members of the run that takes it back. @returns how many */
export function insertChanged(tx: Tx, { from, to }: { from: RunId; to: RunId }): Promise<number> {
  return changed(
    tx,
    sql`
      insert into bulk_run_members (member_id, run_id, state, code)
      select member_id, ${to}::uuid, 'waiting', code from bulk_run_members where run_id = ${from}::uuid and state = 'changed'`,
  )
}

export async function setMembers(tx: Tx, runId: RunId, members: number): Promise<void> {
  await sql`update bulk_runs set members = ${members}::int where run_id = ${runId}::uuid`.execute(tx)
}

export type Step = {
  readonly from: readonly State[]
  readonly to: State
  readonly at: Instant
  /** The second person. */
  readonly by?: string
}

/** @returns false when it is in none of the states that lead there */
export async function move(on: On, runId: RunId, { from, to, at, by }: Step): Promise<boolean> {
  const moved = await changed(
    on,
    sql`
      update bulk_runs set state = ${to},
        started_at = case when ${to} = 'running' then ${stamp(at)}::timestamptz else started_at end,
        ended_at = case when ${to} in ('done', 'stopped', 'declined') then ${stamp(at)}::timestamptz end,
        decided_by = coalesce(${by ?? null}::text, decided_by),
        decided_at = case when ${by ?? null}::text is null then decided_at else ${stamp(at)}::timestamptz end
      where run_id = ${runId}::uuid and state = any(${from}::text[])`,
  )
  return moved === 1
}

export function waitingOf(on: On, runId: RunId, limit: number): Promise<Waiting[]> {
  return rows(
    on,
    sql<Waiting>`
      select member_id as "memberId", state = 'begun' as begun, code from bulk_run_members
      where run_id = ${runId}::uuid and state in ('waiting', 'begun') order by member_id limit ${limit}::int`,
  )
}

export async function begin(on: On, runId: RunId, memberIds: readonly MemberId[]): Promise<void> {
  await sql`
    update bulk_run_members set state = 'begun'
    where run_id = ${runId}::uuid and member_id = any(${uuids(memberIds)}::uuid[]) and state = 'waiting'`.execute(on)
}

export type Had = { readonly memberId: MemberId; readonly outcome: Outcome }

/** Writes what became of members, and counts them. */
export async function settle(tx: Tx, runId: RunId, had: readonly Had[]): Promise<void> {
  const counts = { changed: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of had) counts[outcome.state] += 1
  const given = had.map(({ memberId, outcome }) => ({
    memberId,
    state: outcome.state,
    refusal: outcome.state === 'refused' ? outcome.refusal : null,
    code: outcome.state === 'refused' ? null : (outcome.code ?? null),
  }))
  await sql`
    update bulk_run_members as m set state = given.state, refusal = nullif(given.refusal, 'null'::jsonb),
      code = coalesce(given.code, m.code)
    from unnest(
      ${uuids(given.map((one) => one.memberId))}::uuid[], ${given.map((one) => one.state)}::text[],
      ${jsons(given.map((one) => one.refusal))}::jsonb[], ${given.map((one) => one.code)}::text[]
    ) as given (member_id, state, refusal, code)
    where m.run_id = ${runId}::uuid and m.member_id = given.member_id`.execute(tx)
  await sql`
    update bulk_runs set changed = changed + ${counts.changed}::int, unchanged = unchanged + ${counts.unchanged}::int,
      refused = refused + ${counts.refused}::int
    where run_id = ${runId}::uuid`.execute(tx)
}

export type RefusedMember = { readonly memberId: MemberId; readonly number: string | null; readonly refusal: Refusal }

/** Those who could not be served, in the order of their ids. */
export function refusedOf(
  on: On,
  runId: RunId,
  { after, limit }: { after: MemberId | null; limit: number },
): Promise<Omit<RefusedMember, 'number'>[]> {
  return rows(
    on,
    sql<Omit<RefusedMember, 'number'>>`
      select member_id as "memberId", refusal from bulk_run_members
      where run_id = ${runId}::uuid and state = 'refused' and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
}

export async function isUndone(on: On, runId: RunId): Promise<boolean> {
  return (await row(on, sql`select 1 from bulk_runs where undoes = ${runId}::uuid`)) !== undefined
}

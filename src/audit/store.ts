/** The SQL of the audit trail. */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { bytes, jsons, numbers, stamps, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, plannedForValues, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { AuditId, AuditRow, SealedRow } from './row.ts'

const columns = sql.raw(`
  audit_id as "auditId", at, actor_kind as "actorKind", actor_id as "actorId", operation, subject_kind as "subjectKind",
  subject_id as "subjectId", members, details, address, request_id as "requestId"`)

export async function insertRows(tx: Tx, added: readonly AuditRow[]): Promise<void> {
  if (added.length === 0) return
  await sql`
    insert into audit (
      audit_id, at, actor_kind, actor_id, operation, subject_kind, subject_id, members, details, address, request_id
    )
    select audit_id, at, actor_kind, actor_id, operation, subject_kind, subject_id, members::uuid[], details, address, request_id
    from unnest(
      ${uuids(added.map((one) => one.auditId))}::uuid[], ${stamps(added.map((one) => one.at))}::timestamptz[],
      ${texts(added.map((one) => one.actorKind))}::text[], ${texts(added.map((one) => one.actorId))}::text[],
      ${texts(added.map((one) => one.operation))}::text[], ${texts(added.map((one) => one.subjectKind))}::text[],
      ${texts(added.map((one) => one.subjectId))}::text[], ${texts(added.map((one) => uuids(one.members)))}::text[],
      ${jsons(added.map((one) => one.details))}::jsonb[], ${texts(added.map((one) => one.address))}::text[],
      ${texts(added.map((one) => one.requestId))}::text[]
    ) as told (
      audit_id, at, actor_kind, actor_id, operation, subject_kind, subject_id, members, details, address, request_id
    )`.execute(tx)
}

/** Any fixed number: of several processes one seals, the others leave it to that one. */
const SEALING_LOCK = 7_301_120

export async function tookSealing(tx: Tx): Promise<boolean> {
  const taken = sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${SEALING_LOCK}::bigint) as taken`
  return (await row(tx, taken))?.taken === true
}

export function unsealed(tx: Tx, limit: number): Promise<AuditRow[]> {
  return rows(
    tx,
    sql<AuditRow>`select ${columns} from audit where sequence is null order by audit_id limit ${limit}::int`,
  )
}

export type End = { readonly sequence: number; readonly hash: Buffer }

export async function endOf(tx: Tx): Promise<End> {
  const end = await row(tx, sql<End>`select sequence, hash from audit_end`)
  if (end === undefined) throw new Error('the audit trail has no end')
  return end
}

export async function writeSeals(tx: Tx, seals: readonly (End & { auditId: AuditId })[]): Promise<void> {
  const last = seals.at(-1)
  if (last === undefined) return
  await sql`
    update audit set sequence = sealed.sequence, hash = sealed.hash
    from unnest(
      ${uuids(seals.map((one) => one.auditId))}::uuid[], ${numbers(seals.map((one) => one.sequence))}::bigint[],
      ${bytes(seals.map((one) => one.hash))}::bytea[]
    ) as sealed (audit_id, sequence, hash)
    where audit.audit_id = sealed.audit_id and audit.sequence is null`.execute(tx)
  await sql`update audit_end set sequence = ${last.sequence}::bigint, hash = ${last.hash}`.execute(tx)
}

export function sealedAfter(tx: Tx, sequence: number, limit: number): Promise<SealedRow[]> {
  return rows(
    tx,
    sql<SealedRow>`
      select ${columns}, sequence, hash from audit where sequence > ${sequence}::bigint order by sequence limit ${limit}::int`,
  )
}

export type Narrowing = {
  readonly from: Instant | null
  readonly to: Instant | null
  readonly actorId: string | null
  readonly operation: string | null
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly memberId: MemberId | null
}

export type ListedRow = AuditRow & { readonly sequence: number | null }

/**
 * Newest first, older than `before` when given. Only what is asked for is in the statement and it is planned for its values: among
 * millions of rows what is rare is looked up in its index, and what is common is read off newest first.
 */
export function rowsBefore(on: Database, of: Narrowing, before: AuditId | null, limit: number): Promise<ListedRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  // Ids are in the order of their making; a stretch of time is read off the times themselves, which are in the same order.
  const timed = of.from !== null || of.to !== null
  if (before !== null)
    conditions.push(
      timed
        ? sql`(at, audit_id) < (select at, audit_id from audit where audit_id = ${before}::uuid)`
        : sql`audit_id < ${before}::uuid`,
    )
  if (of.from !== null) conditions.push(sql`at >= ${stamp(of.from)}::timestamptz`)
  if (of.to !== null) conditions.push(sql`at < ${stamp(of.to)}::timestamptz`)
  if (of.actorId !== null) conditions.push(sql`actor_id = ${of.actorId}`)
  if (of.operation !== null) conditions.push(sql`operation = ${of.operation}`)
  if (of.subjectKind !== null) conditions.push(sql`subject_kind = ${of.subjectKind}`)
  if (of.subjectId !== null) conditions.push(sql`subject_id = ${of.subjectId}`)
  if (of.memberId !== null) conditions.push(sql`members @> array[${of.memberId}::uuid]`)
  const statement = sql<ListedRow>`
    select ${columns}, sequence from audit where ${sql.join(conditions, sql` and `)}
    order by ${timed ? sql`at desc, audit_id desc` : sql`audit_id desc`} limit ${limit}::int`
  return plannedForValues(on, (tx) => rows(tx, statement))
}

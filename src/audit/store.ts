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

/** So many of the newest are looked through first, where what is frequent is found at once. */
const WINDOW = 10_000

/** Where a page ended: to the microsecond, as Postgres writes it. */
export type Place = { readonly at: string; readonly auditId: AuditId }

export function placeOf(on: Database, auditId: AuditId): Promise<Place | undefined> {
  return row(on, sql<Place>`select at::text as at, audit_id as "auditId" from audit where audit_id = ${auditId}::uuid`)
}

/**
 * Newest first, older than `before` when given. Only what is asked for is in the statement and it is planned for its values. What
 * one index has in the order of the list is read off it; otherwise the newest of what is rarest, as far as one can say, are looked
 * through, and then all are found: Postgres cannot know how many rows have two things at once.
 */
export function rowsBefore(on: Database, of: Narrowing, before: Place | null, limit: number): Promise<ListedRow[]> {
  const [range, others] = [rangeOf(of, before), othersOf(of)]
  const page = (from: RawBuilder<unknown>) =>
    sql<ListedRow>`select ${columns}, sequence from ${from} order by at desc, audit_id desc limit ${limit}::int`
  const all = sql`audit where ${sql.join([...range, ...others], sql` and `)}`
  return plannedForValues(on, async (tx) => {
    const [first, ...rest] = others
    if (first === undefined || (rest.length === 0 && of.memberId === null)) return rows(tx, page(all))
    // The members of a row are in no order, so what is theirs is looked for among all that is new.
    const inOrder = of.memberId !== null && rest.length === 0 ? range : [...range, first]
    const newest = sql`(
      select * from audit where ${sql.join(inOrder, sql` and `)} order by at desc, audit_id desc limit ${WINDOW}::int
    ) as audit where ${sql.join(others, sql` and `)}`
    const near = await rows(tx, page(newest))
    return near.length === limit ? near : rows(tx, page(sql`(select * from ${all} offset 0) as audit`))
  })
}

/** What limits the order itself. */
function rangeOf({ from, to }: Narrowing, before: Place | null): RawBuilder<unknown>[] {
  const range: RawBuilder<unknown>[] = [sql`true`]
  if (before !== null) range.push(sql`(at, audit_id) < (${before.at}::timestamptz, ${before.auditId}::uuid)`)
  if (from !== null) range.push(sql`at >= ${stamp(from)}::timestamptz`)
  if (to !== null) range.push(sql`at < ${stamp(to)}::timestamptz`)
  return range
}

/** What an index has in the order of the list comes first, the rarest of it before the others. */
function othersOf(of: Narrowing): RawBuilder<unknown>[] {
  const others: RawBuilder<unknown>[] = []
  if (of.actorId !== null) others.push(sql`actor_id = ${of.actorId}`)
  if (of.operation !== null) others.push(sql`operation = ${of.operation}`)
  if (of.subjectKind !== null) others.push(sql`subject_kind = ${of.subjectKind}`)
  if (of.subjectId !== null) others.push(sql`subject_id = ${of.subjectId}`)
  if (of.memberId !== null) others.push(sql`members @> array[${of.memberId}::uuid]`)
  return others
}

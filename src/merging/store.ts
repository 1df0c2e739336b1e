import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Moved } from '../members/merging/service.ts'
import { numbers, texts } from '../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Back, Carry, Landed, Load } from './rules.ts'

type On = Database | Tx

/** A coupon that moved, and how often it had been used by then. */
export type MovedCoupon = readonly [code: string, used: number]

export type Merge = Moved & {
  readonly memberId: MemberId
  readonly mergeId: string
  readonly intoMemberId: MemberId
  readonly state: 'merged' | 'undoing' | 'undone'
  readonly reason: string
  readonly coupons: readonly MovedCoupon[]
  readonly mergedBy: string
  readonly mergedAt: Instant
  readonly undoneBy: string | null
  readonly undoneAt: Instant | null
}

export type MergeKey = Pick<Merge, 'memberId' | 'mergeId'>

const mergeColumns = sql.raw(`
  member_id as "memberId", merge_id as "mergeId", into_member_id as "intoMemberId", state, reason, identities, filled, coupons,
  merged_by as "mergedBy", merged_at as "mergedAt", undone_by as "undoneBy", undone_at as "undoneAt"`)

export async function addMerge(tx: Tx, merge: Merge): Promise<void> {
  await sql`
    insert into merges (
      member_id, merge_id, into_member_id, state, reason, identities, filled, coupons, carried_version, merged_by, merged_at
    ) values (
      ${merge.memberId}::uuid, ${merge.mergeId}::uuid, ${merge.intoMemberId}::uuid, 'merged', ${merge.reason},
      ${JSON.stringify(merge.identities)}::jsonb, ${JSON.stringify(merge.filled)}::jsonb,
      ${JSON.stringify(merge.coupons)}::jsonb, -1, ${merge.mergedBy}, ${stamp(merge.mergedAt)}::timestamptz
    )`.execute(tx)
}

export function mergeOf(on: On, { memberId, mergeId }: MergeKey): Promise<Merge | undefined> {
  return row(
    on,
    sql<Merge>`
      select ${mergeColumns} from merges where member_id = ${memberId}::uuid and merge_id = ${mergeId}::uuid`,
  )
}

/** Of a member, on either side, newest first. */
export function mergesOf(on: On, memberId: MemberId): Promise<Merge[]> {
  return rows(
    on,
    sql<Merge>`
      select ${mergeColumns} from merges where member_id = ${memberId}::uuid
      union all
      select ${mergeColumns} from merges where into_member_id = ${memberId}::uuid and state <> 'undone'
      order by "mergedAt" desc limit 100`,
  )
}

/** Everyone who was taken in by a member, by himself and by those whom he took in. */
export async function takenInBy(on: On, memberId: MemberId): Promise<MemberId[]> {
  const found = await rows(
    on,
    sql<{ memberId: MemberId }>`
      with recursive parts as (
        select member_id from merges where into_member_id = ${memberId}::uuid and state <> 'undone'
        union
        select m.member_id from merges m join parts p on m.into_member_id = p.member_id where m.state <> 'undone'
      ) select member_id as "memberId" from parts`,
  )
  return found.map((one) => one.memberId)
}

/** @returns whether it was in the state `from` */
export async function moveMerge(
  on: On,
  { memberId, mergeId }: MergeKey,
  to: { state: 'undoing' | 'undone'; by: string; at: Instant },
): Promise<boolean> {
  const moved = await rows(
    on,
    sql`
      update merges set state = ${to.state}, undone_by = coalesce(undone_by, ${to.by}),
        undone_at = coalesce(undone_at, ${stamp(to.at)}::timestamptz)
      where member_id = ${memberId}::uuid and merge_id = ${mergeId}::uuid
        and state = ${to.state === 'undoing' ? 'merged' : 'undoing'}
      returning 1`,
  )
  return moved.length === 1
}

export async function carriedAt(tx: Tx, { memberId, mergeId }: MergeKey, version: number): Promise<void> {
  await sql`
    update merges set carried_version = ${version}::int
    where member_id = ${memberId}::uuid and merge_id = ${mergeId}::uuid`.execute(tx)
}

/** Merges whose record has changed since it was carried over, and those whose undoing has not ended. */
export function unsettled(on: On, after: string | null, limit: number): Promise<MergeKey[]> {
  return rows(
    on,
    sql<MergeKey>`
      select m.member_id as "memberId", m.merge_id as "mergeId"
      from merges m left join accounts a on a.member_id = m.member_id
      where (m.state = 'undoing' or (m.state = 'merged' and coalesce(a.version, m.carried_version) <> m.carried_version))
        and (${after}::uuid is null or m.merge_id > ${after}::uuid)
      order by m.merge_id limit ${limit}::int`,
  )
}

export type CarryKey = Pick<Carry, 'memberId' | 'carryId'>

const carryColumns = sql.raw(`
  member_id as "memberId", carry_id as "carryId", merge_id as "mergeId", into_member_id as "intoMemberId", state, load, landed,
  back, sent_at as "sentAt"`)

/** In the order in which they left. */
export function carriesOf(on: On, { memberId, mergeId }: MergeKey): Promise<Carry[]> {
  return rows(
    on,
    sql<Carry>`
      select ${carryColumns} from merge_carries
      where member_id = ${memberId}::uuid and merge_id = ${mergeId}::uuid order by carry_id`,
  )
}

export function carryOf(on: On, { memberId, carryId }: CarryKey): Promise<Carry | undefined> {
  return row(
    on,
    sql<Carry>`
      select ${carryColumns} from merge_carries
      where member_id = ${memberId}::uuid and carry_id = ${carryId}::uuid`,
  )
}

export async function addCarry(tx: Tx, carry: Omit<Carry, 'state' | 'landed' | 'back'>): Promise<void> {
  await sql`
    insert into merge_carries (member_id, carry_id, merge_id, into_member_id, state, load, sent_at)
    values (${carry.memberId}::uuid, ${carry.carryId}::uuid, ${carry.mergeId}::uuid, ${carry.intoMemberId}::uuid, 'sent',
      ${JSON.stringify(carry.load)}::jsonb, ${stamp(carry.sentAt)}::timestamptz)`.execute(tx)
}

type Step =
  | { readonly state: 'arrived'; readonly landed: Landed }
  | { readonly state: 'returning'; readonly back: Back }
  | { readonly state: 'returned' }

const before = { arrived: 'sent', returning: 'arrived', returned: 'returning' } as const

/** Fails with a division by zero when it went on meanwhile: the commit travels with this statement. */
export async function moveCarry(tx: Tx, { memberId, carryId }: CarryKey, step: Step): Promise<void> {
  const landed = step.state === 'arrived' ? JSON.stringify(step.landed) : null
  const back = step.state === 'returning' ? JSON.stringify(step.back) : null
  await sql`
    with moved as (
      update merge_carries set state = ${step.state},
        landed = coalesce(${landed}::jsonb, landed), back = coalesce(${back}::jsonb, back)
      where member_id = ${memberId}::uuid and carry_id = ${carryId}::uuid and state = ${before[step.state]}
      returning 1
    )
    select 1 / count(*)::int from moved`.execute(tx)
}

/** Says how much of a member's counters came from elsewhere; their rows are there. */
export async function carryCounters(tx: Tx, memberId: MemberId, { counters }: Load, sign: 1 | -1): Promise<void> {
  if (counters.length === 0) return
  await sql`
    update counters set carried = counters.carried + given.by
    from unnest(
      ${texts(counters.map(([counter]) => counter))}::text[], ${numbers(counters.map(([, by]) => sign * by))}::bigint[]
    ) as given (counter, by)
    where counters.member_id = ${memberId}::uuid and counters.counter = given.counter`.execute(tx)
}

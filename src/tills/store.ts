import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Facts, Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Note, Outcome, QueuedOrder, Till, TillId } from './till.ts'

const tillColumns = sql.raw(`
  till_id as "tillId", place, name, store, channel, alone_minor as "aloneMinor", public_key as "publicKey", registered_by as "registeredBy",
  registered_at as "registeredAt", revoked_by as "revokedBy", revoked_at as "revokedAt"`)

/** Takes the next place. Fails with a unique violation when two are registered at once. */
export async function addTill(tx: Tx, till: Omit<Till, 'place' | 'revokedBy' | 'revokedAt'>): Promise<number> {
  const added = await row(
    tx,
    sql<{ place: number }>`
      insert into tills (till_id, place, name, store, channel, alone_minor, public_key, registered_by, registered_at)
      select ${till.tillId}::uuid, coalesce(max(place), 0) + 1, ${till.name}, ${till.store}, ${till.channel},
        ${till.aloneMinor}::bigint, ${till.publicKey}::bytea, ${till.registeredBy}, ${stamp(till.registeredAt)}::timestamptz
      from tills
      returning place`,
  )
  if (added === undefined) throw new Error('a till was not added')
  return added.place
}

export function tillById(on: Database | Tx, tillId: TillId): Promise<Till | undefined> {
  return row(on, sql<Till>`select ${tillColumns} from tills where till_id = ${tillId}::uuid`)
}

export type TillLine = Till & {
  readonly accepted: number
  readonly refused: number
  /** The highest number of its queue that came; 0 for none. */
  readonly lastSequence: number
  /** Numbers of its queue below that one that never came. */
  readonly missing: number
  readonly lastReceivedAt: Instant | null
}

/** The newest first, with what became of their orders. */
export function tillLines(on: Database | Tx): Promise<TillLine[]> {
  return rows(
    on,
    sql<TillLine>`
      with counted as (
        select till_id as id, count(*) filter (where state = 'accepted') as accepted,
          count(*) filter (where state = 'refused') as refused, max(sequence) as last, count(*) as came,
          max(received_at) as received
        from till_orders group by till_id
      )
      select ${tillColumns}, coalesce(accepted, 0) as accepted, coalesce(refused, 0) as refused,
        coalesce(last, 0) as "lastSequence", coalesce(last - came, 0) as missing, received as "lastReceivedAt"
      from tills left join counted on id = till_id
      order by place desc`,
  )
}

/** @returns false when it was revoked before */
export async function revokeTill(tx: Tx, tillId: TillId, { by, at }: { by: string; at: Instant }): Promise<boolean> {
  const revoked = sql`
    update tills set revoked_by = ${by}, revoked_at = ${stamp(at)}::timestamptz
    where till_id = ${tillId}::uuid and revoked_at is null`
  return (await changed(tx, revoked)) > 0
}

/** Takes a place in the till's queue for an order. @returns false when the place was taken before */
export async function claimSequence(
  on: Database,
  tillId: TillId,
  order: QueuedOrder & { readonly digest: Buffer; readonly receivedAt: Instant },
): Promise<boolean> {
  const claimed = sql`
    insert into till_orders (
      till_id, sequence, digest, number, sold_by, currency, total_minor, points_minor, placed_at, received_at, state
    ) values (
      ${tillId}::uuid, ${order.sequence}::bigint, ${order.digest}::bytea, ${order.number}, ${order.soldBy},
      ${order.currency}, ${order.totalMinor}::bigint, ${order.pointsMinor}::bigint, ${stamp(order.placedAt)}::timestamptz,
      ${stamp(order.receivedAt)}::timestamptz, 'received'
    ) on conflict (till_id, sequence) do nothing`
  return (await changed(on, claimed)) > 0
}

/** A refusal as it is kept, with its words, so that it can be read after they were changed. */
export type KeptRefusal = {
  readonly code: string
  readonly status: number
  readonly facts: Facts
  readonly words: Words
}

export type ReceivedOrder = QueuedOrder & {
  readonly digest: Buffer
  readonly receivedAt: Instant
  readonly state: 'received' | 'accepted' | 'refused'
  readonly orderId: OrderId | null
  readonly memberId: MemberId | null
  readonly note: Note | null
  readonly refused: KeptRefusal | null
}

const orderColumns = sql.raw(`
  sequence, digest, number, sold_by as "soldBy", currency, total_minor as "totalMinor", points_minor as "pointsMinor",
  placed_at as "placedAt",
  received_at as "receivedAt", state, order_id as "orderId", member_id as "memberId", note, refused`)

export function receivedOrder(on: Database | Tx, tillId: TillId, sequence: number): Promise<ReceivedOrder | undefined> {
  return row(
    on,
    sql<ReceivedOrder>`
      select ${orderColumns} from till_orders where till_id = ${tillId}::uuid and sequence = ${sequence}::bigint`,
  )
}

/** What points paid of the till's other orders after `from` and before `to`, as far as it was taken or is being decided. */
export async function pointsTaken(
  on: Database,
  { tillId, sequence, from, to }: { tillId: TillId; sequence: number; from: Instant; to: Instant },
): Promise<number> {
  const found = await row(
    on,
    sql<{ minor: number }>`
      select coalesce(sum(points_minor), 0)::bigint as minor from till_orders
      where till_id = ${tillId}::uuid and sequence <> ${sequence}::bigint and points_minor > 0
        and placed_at > ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
        and (state = 'received' or (state = 'accepted' and coalesce(note, '') <> 'points-not-taken'))`,
  )
  return found?.minor ?? 0
}

/** Newest first. @param before a sequence; null for the newest */
export function receivedOrders(
  on: Database | Tx,
  tillId: TillId,
  { state, before, limit }: { state: ReceivedOrder['state'] | null; before: number | null; limit: number },
): Promise<ReceivedOrder[]> {
  const conditions = [sql`till_id = ${tillId}::uuid`]
  if (before !== null) conditions.push(sql`sequence < ${before}::bigint`)
  if (state === 'accepted') conditions.push(sql`state = 'accepted'`)
  // Said twice, so that the index of what was not accepted is seen to hold them all.
  else if (state !== null) conditions.push(sql`state <> 'accepted' and state = ${state}`)
  return rows(
    on,
    sql<ReceivedOrder>`
      select ${orderColumns} from till_orders where ${sql.join(conditions, sql` and `)}
      order by sequence desc limit ${limit}::int`,
  )
}

/** Keeps what became of an order. @returns false when somebody else did so first */
export async function conclude(
  tx: Tx,
  { tillId, sequence }: { tillId: TillId; sequence: number },
  outcome: Outcome,
): Promise<boolean> {
  const done = outcome.state === 'accepted' ? outcome : undefined
  const refused = outcome.state === 'refused' ? kept(outcome.refusal) : null
  const concluded = sql`
    update till_orders set state = ${outcome.state}, order_id = ${done?.orderId ?? null}::uuid,
      member_id = ${done?.memberId ?? null}::uuid, note = ${done?.note ?? null},
      refused = ${refused === null ? null : JSON.stringify(refused)}::jsonb
    where till_id = ${tillId}::uuid and sequence = ${sequence}::bigint and state = 'received'`
  return (await changed(tx, concluded)) > 0
}

function kept({ refusal: code, status, facts, words }: Extract<Outcome, { state: 'refused' }>['refusal']) {
  return { code, status, facts, words }
}

import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Facts, Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Note, Outcome, QueuedOrder, Report, Returned, Till, TillId } from './till.ts'

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
  /** Null when the device never said anything. */
  readonly report: StoredReport | null
}

export type StoredReport = Report & { readonly at: Instant; readonly behindMilliseconds: number }
type Flat = Omit<TillLine, 'report'> & { readonly reportedAt: Instant | null } & StoredReportColumns
type StoredReportColumns = {
  readonly version: string | null
  readonly currency: string
  readonly waiting: number
  readonly waitingMinor: number
  readonly oldestAt: Instant | null
  readonly refusedThere: number
  readonly usedMinor: number
  readonly lastNumber: number
  readonly reachedSequence: number
  readonly behindMilliseconds: number
}

/** The newest first, with what became of their orders and what the devices said last. */
export async function tillLines(on: Database | Tx): Promise<TillLine[]> {
  const found = await rows(
    on,
    sql<Flat>`
      with came as (
        select till_id as id, max(sequence) as last, count(*) as came from till_orders group by till_id
      ), unusual as (
        select till_id as id, count(*) as orders, count(*) filter (where state = 'refused') as refused
        from till_orders where state <> 'accepted' group by till_id
      ), counted as (
        select id, last, came, came - coalesce(orders, 0) as accepted, coalesce(refused, 0) as refused,
          (select max(received_at) from till_orders where till_id = id) as received
        from came left join unusual using (id)
      ), said as (
        select till_id as of, reported_at as "reportedAt", version, currency, waiting, waiting_minor as "waitingMinor",
          oldest_at as "oldestAt", refused as "refusedThere", alone_minor as "usedMinor", last_number as "lastNumber",
          last_sequence as "reachedSequence", behind_ms as "behindMilliseconds"
        from till_reports
      )
      select ${tillColumns}, coalesce(accepted, 0) as accepted, coalesce(counted.refused, 0) as refused,
        coalesce(last, 0) as "lastSequence", coalesce(last - came, 0) as missing, received as "lastReceivedAt",
        "reportedAt", version, currency, waiting, "waitingMinor", "oldestAt", "refusedThere", "usedMinor", "lastNumber",
        "reachedSequence", "behindMilliseconds"
      from tills left join counted on id = till_id left join said on of = till_id
      order by place desc`,
  )
  return found.map(lineOf)
}

function lineOf(flat: Flat): TillLine {
  const { reportedAt, version, currency, waiting, waitingMinor, oldestAt, refusedThere, usedMinor, ...rest } = flat
  const { lastNumber, reachedSequence: lastSequence, behindMilliseconds, ...line } = rest
  if (reportedAt === null) return { ...line, report: null }
  const figures = { waiting, waitingMinor, oldestAt, refused: refusedThere, aloneMinor: usedMinor, lastNumber }
  const report = { at: reportedAt, version, currency, ...figures, lastSequence, behindMilliseconds }
  return { ...line, report }
}

/** Keeps what a till said. Its numbers never fall. @returns how far it went, by what it said and by what came */
export async function keepReport(
  on: Database,
  tillId: TillId,
  said: StoredReport,
): Promise<{ lastNumber: number; lastSequence: number }> {
  const reached = await row(
    on,
    sql<{ lastNumber: number; lastSequence: number }>`
      insert into till_reports as known (
        till_id, reported_at, version, currency, waiting, waiting_minor, oldest_at, refused, alone_minor, last_number,
        last_sequence, behind_ms
      ) values (
        ${tillId}::uuid, ${stamp(said.at)}::timestamptz, ${said.version}, ${said.currency}, ${said.waiting}::int,
        ${said.waitingMinor}::bigint, ${stamp(said.oldestAt)}::timestamptz, ${said.refused}::int,
        ${said.aloneMinor}::bigint, ${said.lastNumber}::bigint, ${said.lastSequence}::bigint,
        ${said.behindMilliseconds}::bigint
      ) on conflict (till_id) do update set reported_at = excluded.reported_at, version = excluded.version,
        currency = excluded.currency, waiting = excluded.waiting, waiting_minor = excluded.waiting_minor,
        oldest_at = excluded.oldest_at, refused = excluded.refused, alone_minor = excluded.alone_minor,
        last_number = greatest(known.last_number, excluded.last_number),
        last_sequence = greatest(known.last_sequence, excluded.last_sequence), behind_ms = excluded.behind_ms
      returning last_number as "lastNumber", greatest(last_sequence, coalesce((
        select max(sequence) from till_orders where till_id = ${tillId}::uuid
      ), 0)) as "lastSequence"`,
  )
  if (reached === undefined) throw new Error('a report was not kept')
  return reached
}

/** Whether this number came from the till before, under another place of its queue. */
export async function numberCame(
  on: Database,
  tillId: TillId,
  { number, sequence }: { number: string; sequence: number },
): Promise<boolean> {
  const found = await row(
    on,
    sql`
      select 1 from till_orders
      where till_id = ${tillId}::uuid and number = ${number} and sequence <> ${sequence}::bigint and state <> 'refused'
      limit 1`,
  )
  return found !== undefined
}

export async function changeTill(
  tx: Tx,
  { tillId, name, store, aloneMinor }: Pick<Till, 'tillId' | 'name' | 'store' | 'aloneMinor'>,
): Promise<void> {
  await changed(
    tx,
    sql`
      update tills set name = ${name}, store = ${store}, alone_minor = ${aloneMinor}::bigint
      where till_id = ${tillId}::uuid`,
  )
}

/** Where it stood until now. Of two moves in one millisecond the first counts. */
export async function addMove(
  tx: Tx,
  tillId: TillId,
  { until, store }: { until: Instant; store: string | null },
): Promise<void> {
  await changed(
    tx,
    sql`
      insert into till_moves (till_id, until, store)
      values (${tillId}::uuid, ${stamp(until)}::timestamptz, ${store})
      on conflict (till_id, until) do nothing`,
  )
}

/** The earliest first. */
export function movesOf(
  on: Database | Tx,
  tillId: TillId,
): Promise<{ readonly until: Instant; readonly store: string | null }[]> {
  return rows(on, sql`select until, store from till_moves where till_id = ${tillId}::uuid order by until`)
}

/** @returns false when it was not revoked */
export async function readmitTill(tx: Tx, tillId: TillId): Promise<boolean> {
  const readmitted = sql`
    update tills set revoked_by = null, revoked_at = null
    where till_id = ${tillId}::uuid and revoked_at is not null`
  return (await changed(tx, readmitted)) > 0
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
      till_id, sequence, digest, number, sold_by, currency, returns, total_minor, points_minor, placed_at, received_at, state
    ) values (
      ${tillId}::uuid, ${order.sequence}::bigint, ${order.digest}::bytea, ${order.number}, ${order.soldBy},
      ${order.currency}, ${order.returns}, ${order.totalMinor}::bigint, ${order.pointsMinor}::bigint, ${stamp(order.placedAt)}::timestamptz,
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
  readonly returned: Returned | null
  readonly refused: KeptRefusal | null
}

const orderColumns = sql.raw(`
  sequence, digest, number, sold_by as "soldBy", currency, returns, total_minor as "totalMinor", points_minor as "pointsMinor",
  placed_at as "placedAt",
  received_at as "receivedAt", state, order_id as "orderId", member_id as "memberId", note, returned, refused`)

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
  const returned = done?.returned ?? null
  const concluded = sql`
    update till_orders set state = ${outcome.state}, order_id = ${done?.orderId ?? null}::uuid,
      member_id = ${done?.memberId ?? null}::uuid, note = ${done?.note ?? null},
      returned = ${returned === null ? null : JSON.stringify(returned)}::jsonb,
      refused = ${refused === null ? null : JSON.stringify(refused)}::jsonb
    where till_id = ${tillId}::uuid and sequence = ${sequence}::bigint and state = 'received'`
  return (await changed(tx, concluded)) > 0
}

function kept({ refusal: code, status, facts, words }: Extract<Outcome, { state: 'refused' }>['refusal']) {
  return { code, status, facts, words }
}

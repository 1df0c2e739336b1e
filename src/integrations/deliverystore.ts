/** The SQL of deliveries and their attempts. */
import { sql } from 'kysely'
import type { FactId, Id, MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { texts, uuids } from '../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { EndpointId } from './store.ts'

/** The fact's id, or one of its own for a test. */
export type MessageId = Id<'message'> | FactId
export type DeliveryState = 'waiting' | 'sent' | 'failed'

export type Delivery = {
  readonly endpointId: EndpointId
  readonly messageId: MessageId
  readonly kind: string
  readonly memberId: MemberId | null
  readonly state: DeliveryState
  readonly attempts: number
  readonly tries: number
  readonly dueAt: Instant
  readonly madeAt: Instant
  readonly status: number | null
  readonly problem: string | null
  readonly milliseconds: number | null
  readonly triedAt: Instant | null
}

export type DeliveryWithBody = Delivery & { readonly body: string }

const columns = sql.raw(`
  endpoint_id as "endpointId", message_id as "messageId", kind, member_id as "memberId", state, attempts, tries, due_at as "dueAt",
  made_at as "madeAt", status, problem, milliseconds, tried_at as "triedAt"`)

export type NewDelivery = Pick<DeliveryWithBody, 'messageId' | 'kind' | 'memberId' | 'body'>

/** A fact that is there already is not delivered twice. */
export async function addDeliveries(
  tx: Tx | Database,
  endpointId: EndpointId,
  made: { at: Instant; each: readonly NewDelivery[] },
): Promise<void> {
  const { at, each } = made
  if (each.length === 0) return
  await sql`
    insert into webhook_deliveries (endpoint_id, message_id, kind, member_id, body, state, attempts, tries, due_at, made_at)
    select ${endpointId}::uuid, message_id, kind, member_id, body, 'waiting', 0, 0, ${stamp(at)}::timestamptz, ${stamp(at)}::timestamptz
    from unnest(
      ${uuids(each.map(({ messageId }) => messageId))}::uuid[], ${texts(each.map(({ kind }) => kind))}::text[],
      ${uuids(each.map(({ memberId }) => memberId))}::uuid[], ${texts(each.map(({ body }) => body))}::text[]
    ) as given (message_id, kind, member_id, body)
    on conflict do nothing`.execute(tx)
}

export async function countWaiting(on: Database | Tx, endpointId: EndpointId): Promise<number> {
  const found = await row(
    on,
    sql<{ count: number }>`
      select count(*) as count from webhook_deliveries where endpoint_id = ${endpointId}::uuid and state = 'waiting'`,
  )
  return found?.count ?? 0
}

/** Endpoints that are on and have something to send now. */
export async function endpointsDue(on: Database, at: Instant): Promise<EndpointId[]> {
  const found = await rows(
    on,
    sql<{ endpointId: EndpointId }>`
      select endpoint_id as "endpointId" from webhook_endpoints e
      where enabled and exists (
        select from webhook_deliveries d
        where d.endpoint_id = e.endpoint_id and d.state = 'waiting' and d.due_at <= ${stamp(at)}::timestamptz)`,
  )
  return found.map(({ endpointId }) => endpointId)
}

/** The next that are due, taken: nobody else tries them before `until`. */
export function takeDue(
  on: Database,
  endpointId: EndpointId,
  { at, until, limit }: { at: Instant; until: Instant; limit: number },
): Promise<DeliveryWithBody[]> {
  return rows(
    on,
    sql<DeliveryWithBody>`
      update webhook_deliveries set attempts = attempts + 1, tries = tries + 1, due_at = ${stamp(until)}::timestamptz
      where endpoint_id = ${endpointId}::uuid and message_id in (
        select message_id from webhook_deliveries
        where endpoint_id = ${endpointId}::uuid and state = 'waiting' and due_at <= ${stamp(at)}::timestamptz
        order by due_at, message_id limit ${limit}::int for update skip locked)
      returning ${columns}, body`,
  )
}

/** One of them, whatever became of it, taken to be sent now. */
export function takeAgain(
  on: Database,
  { endpointId, messageId }: Pick<Delivery, 'endpointId' | 'messageId'>,
  until: Instant,
): Promise<DeliveryWithBody | undefined> {
  return row(
    on,
    sql<DeliveryWithBody>`
      update webhook_deliveries set state = 'waiting', attempts = attempts + 1, tries = 1, due_at = ${stamp(until)}::timestamptz
      where endpoint_id = ${endpointId}::uuid and message_id = ${messageId}::uuid
      returning ${columns}, body`,
  )
}

export type Attempt = {
  readonly number: number
  readonly at: Instant
  readonly milliseconds: number
  readonly status: number | null
  readonly problem: string | null
  readonly answer: string | null
}

/** What became of an attempt; of a delivery that was removed meanwhile nothing is noted. */
export async function noteAttempt(
  on: Database | Tx,
  { endpointId, messageId }: Pick<Delivery, 'endpointId' | 'messageId'>,
  { state, dueAt, attempt }: { state: DeliveryState; dueAt: Instant | null; attempt: Attempt },
): Promise<void> {
  const { number, at, milliseconds, status, problem, answer } = attempt
  await sql`
    with noted as (
      update webhook_deliveries
      set state = ${state}, due_at = coalesce(${stamp(dueAt)}::timestamptz, due_at), status = ${status}::int, problem = ${problem},
        milliseconds = ${milliseconds}::int, tried_at = ${stamp(at)}::timestamptz
      where endpoint_id = ${endpointId}::uuid and message_id = ${messageId}::uuid
      returning endpoint_id, message_id
    )
    insert into webhook_attempts (endpoint_id, message_id, number, at, milliseconds, status, problem, answer)
    select endpoint_id, message_id, ${number}::int, ${stamp(at)}::timestamptz, ${milliseconds}::int, ${status}::int, ${problem}, ${answer}
    from noted on conflict do nothing`.execute(on)
}

export type DeliveryFilter = {
  readonly state: DeliveryState | null
  readonly kind: string | null
  readonly before: MessageId | null
  readonly limit: number
}

/** Newest first. */
export function deliveriesOf(
  on: Database,
  endpointId: EndpointId,
  { state, kind, before, limit }: DeliveryFilter,
): Promise<Delivery[]> {
  const conditions = [sql`endpoint_id = ${endpointId}::uuid`]
  if (kind !== null) conditions.push(sql`kind = ${kind}`)
  if (before !== null) conditions.push(sql`message_id < ${before}::uuid`)
  if (state === 'sent') conditions.push(sql`state = 'sent'`)
  // Said twice, so that the index of what was not sent is seen to hold them all.
  else if (state !== null) conditions.push(sql`state <> 'sent' and state = ${state}`)
  return rows(
    on,
    sql<Delivery>`
      select ${columns} from webhook_deliveries where ${sql.join(conditions, sql` and `)}
      order by message_id desc limit ${limit}::int`,
  )
}

type Place = Pick<Delivery, 'endpointId' | 'messageId'>

export function deliveryById(on: Database, { endpointId, messageId }: Place): Promise<DeliveryWithBody | undefined> {
  return row(
    on,
    sql<DeliveryWithBody>`
      select ${columns}, body from webhook_deliveries
      where endpoint_id = ${endpointId}::uuid and message_id = ${messageId}::uuid`,
  )
}

/** Newest first. */
export function attemptsOf(on: Database, { endpointId, messageId }: Place): Promise<Attempt[]> {
  return rows(
    on,
    sql<Attempt>`
      select number, at, milliseconds, status, problem, answer from webhook_attempts
      where endpoint_id = ${endpointId}::uuid and message_id = ${messageId}::uuid order by number desc`,
  )
}

/** What was given up waits again. Tests are not repeated. @returns how many */
export function retryFailed(
  tx: Tx | Database,
  endpointId: EndpointId,
  { at, except }: { at: Instant; except: string },
): Promise<number> {
  return changed(
    tx,
    sql`
      update webhook_deliveries set state = 'waiting', tries = 0, due_at = ${stamp(at)}::timestamptz
      where endpoint_id = ${endpointId}::uuid and state = 'failed' and kind <> ${except}`,
  )
}

/** What waits is given up. */
export async function giveUpWaiting(tx: Tx, endpointId: EndpointId, problem: string): Promise<void> {
  await sql`
    update webhook_deliveries set state = 'failed', problem = ${problem}
    where endpoint_id = ${endpointId}::uuid and state = 'waiting'`.execute(tx)
}

/** What waits is due at once: after a rest nobody wants to wait for a pause that began before it. */
export async function wakeWaiting(tx: Tx, endpointId: EndpointId, at: Instant): Promise<void> {
  await sql`
    update webhook_deliveries set tries = 0, due_at = ${stamp(at)}::timestamptz
    where endpoint_id = ${endpointId}::uuid and state = 'waiting'`.execute(tx)
}

/** @returns how many were forgotten; what still waits is kept */
export function forgetOlder(on: Database, before: Instant, limit: number): Promise<number> {
  return changed(
    on,
    sql`
      delete from webhook_deliveries d using (
        select endpoint_id, message_id from webhook_deliveries
        where made_at < ${stamp(before)}::timestamptz and state <> 'waiting' limit ${limit}::int
      ) old
      where d.endpoint_id = old.endpoint_id and d.message_id = old.message_id`,
  )
}

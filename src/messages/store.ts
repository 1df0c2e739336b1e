import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Channel } from './gateways.ts'

export type MessageRow = {
  readonly memberId: MemberId
  readonly messageId: string
  readonly channel: Channel
  readonly purpose: string
  /** Receiver, subject and text; null once they are no longer kept. */
  readonly sealed: Buffer | null
  readonly keyVersion: number
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  readonly dueAt: Instant
  readonly madeAt: Instant
  readonly lapsesAt: Instant
  readonly sentAt: Instant | null
  readonly gateway: string | null
  readonly problem: string | null
}

const columns = sql.raw(`
  member_id as "memberId", message_id as "messageId", channel, purpose, sealed, key_version as "keyVersion", state, attempts,
  due_at as "dueAt", made_at as "madeAt", lapses_at as "lapsesAt", sent_at as "sentAt", gateway, problem`)

export async function addMessage(tx: Tx, one: MessageRow): Promise<void> {
  await sql`
    insert into messages (member_id, message_id, channel, purpose, sealed, key_version, state, attempts, due_at, made_at, lapses_at)
    values (${one.memberId}::uuid, ${one.messageId}::uuid, ${one.channel}, ${one.purpose}, ${one.sealed}, ${one.keyVersion}::int,
      ${one.state}, ${one.attempts}::int, ${stamp(one.dueAt)}, ${stamp(one.madeAt)}, ${stamp(one.lapsesAt)})`.execute(
    tx,
  )
}

/** Takes a message that waits, so that nobody else sends it before `nextAt`; undefined when it is not due. */
export function takeMessage(
  on: Database,
  { memberId, messageId, at, nextAt }: { memberId: MemberId; messageId: string; at: Instant; nextAt: Instant },
): Promise<MessageRow | undefined> {
  return row(
    on,
    sql<MessageRow>`
      update messages set attempts = attempts + 1, due_at = ${stamp(nextAt)}::timestamptz
      where member_id = ${memberId}::uuid and message_id = ${messageId}::uuid and state = 'waiting'
        and due_at <= ${stamp(at)}::timestamptz and lapses_at > ${stamp(at)}::timestamptz and sealed is not null
      returning ${columns}`,
  )
}

export type Delivery = {
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly gateway: string
  readonly sentAt: Instant | null
  readonly problem: string | null
}

export async function noteDelivery(
  on: Database,
  { memberId, messageId }: Pick<MessageRow, 'memberId' | 'messageId'>,
  { state, gateway, sentAt, problem }: Delivery,
): Promise<void> {
  await sql`
    update messages set state = ${state}, gateway = ${gateway}, sent_at = ${stamp(sentAt)}::timestamptz, problem = ${problem}
    where member_id = ${memberId}::uuid and message_id = ${messageId}::uuid and state = 'waiting'`.execute(on)
}

export function dueMessages(
  on: Database,
  at: Instant,
  limit: number,
): Promise<Pick<MessageRow, 'memberId' | 'messageId'>[]> {
  return rows(
    on,
    sql<Pick<MessageRow, 'memberId' | 'messageId'>>`
      select member_id as "memberId", message_id as "messageId" from messages
      where state = 'waiting' and due_at <= ${stamp(at)}::timestamptz and lapses_at > ${stamp(at)}::timestamptz
      order by due_at limit ${limit}::int`,
  )
}

/** What lapsed before it could be sent will not be sent any more. */
export async function failLapsed(on: Database, at: Instant): Promise<void> {
  await sql`
    update messages set state = 'failed', problem = coalesce(problem, 'it lapsed before it could be sent')
    where state = 'waiting' and lapses_at <= ${stamp(at)}::timestamptz`.execute(on)
}

/** @returns how many lost what was personal about them */
export function forgetContents(on: Database, lapsedBefore: Instant): Promise<number> {
  return changed(
    on,
    sql`update messages set sealed = null where sealed is not null and lapses_at <= ${stamp(lapsedBefore)}::timestamptz`,
  )
}

/** Newest first. */
export function messagesBefore(
  on: Database,
  { before, limit }: { before: string | null; limit: number },
): Promise<MessageRow[]> {
  const older = before === null ? sql`true` : sql`message_id < ${before}::uuid`
  return rows(
    on,
    sql<MessageRow>`select ${columns} from messages where ${older} order by message_id desc limit ${limit}::int`,
  )
}

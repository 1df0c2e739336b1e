import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Transfer } from './rules.ts'

const columns = sql.raw(`
  member_id as "memberId", transfer_id as "transferId", to_member_id as "toMemberId", wallet, amount, fee, lots, counters, message,
  state, because, sent_by as "sentBy", sent_at as "sentAt", settled_at as "settledAt"`)

export async function addTransfer(tx: Tx, transfer: Transfer): Promise<void> {
  // The desk's connections take text.
  const message = transfer.message === null ? null : `\\x${transfer.message.toString('hex')}`
  await sql`
    insert into transfers (
      member_id, transfer_id, to_member_id, wallet, amount, fee, lots, counters, message, state, sent_by, sent_at
    ) values (
      ${transfer.memberId}::uuid, ${transfer.transferId}::uuid, ${transfer.toMemberId}::uuid, ${transfer.wallet},
      ${transfer.amount}::bigint, ${transfer.fee}::bigint, ${JSON.stringify(transfer.lots)}::jsonb,
      ${JSON.stringify(transfer.counters)}::jsonb, ${message}::bytea, ${transfer.state}, ${transfer.sentBy},
      ${stamp(transfer.sentAt)}::timestamptz
    )`.execute(tx)
}

export type TransferKey = Pick<Transfer, 'memberId' | 'transferId'>

export function transferOf(on: Database | Tx, { memberId, transferId }: TransferKey): Promise<Transfer | undefined> {
  return row(
    on,
    sql<Transfer>`
      select ${columns} from transfers where member_id = ${memberId}::uuid and transfer_id = ${transferId}::uuid`,
  )
}

/** Fails with a division by zero when it was settled meanwhile: the commit travels with this statement. */
export async function settleTransfer(
  tx: Tx,
  { memberId, transferId }: TransferKey,
  how: { state: 'arrived' | 'returned'; because: string | null; at: Instant },
): Promise<void> {
  await sql`
    with settled as (
      update transfers set state = ${how.state}, because = ${how.because}, settled_at = ${stamp(how.at)}::timestamptz
      where member_id = ${memberId}::uuid and transfer_id = ${transferId}::uuid and state = 'sent'
      returning 1
    )
    select 1 / count(*)::int from settled`.execute(tx)
}

/** The oldest first. @param until sent at this instant or before */
export function underWay(
  on: Database | Tx,
  { until, limit, after }: { until: Instant; limit: number; after: string | null },
): Promise<TransferKey[]> {
  return rows(
    on,
    sql<TransferKey>`
      select member_id as "memberId", transfer_id as "transferId" from transfers
      where state = 'sent' and sent_at <= ${stamp(until)}::timestamptz
        and (${after}::uuid is null or transfer_id > ${after}::uuid)
      order by transfer_id limit ${limit}::int`,
  )
}

/** What a member sent and received, newest first. */
export function transfersOfMember(
  on: Database | Tx,
  memberId: MemberId,
  { before, limit }: { before: string | null; limit: number },
): Promise<Transfer[]> {
  return rows(
    on,
    sql<Transfer>`
      select ${columns} from transfers
      where (member_id = ${memberId}::uuid or (to_member_id = ${memberId}::uuid and state = 'arrived'))
        and (${before}::uuid is null or transfer_id < ${before}::uuid)
      order by transfer_id desc limit ${limit}::int`,
  )
}

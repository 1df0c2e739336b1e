import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Approval } from './rules.ts'

const columns = sql.raw(`
  member_id as "memberId", approval_id as "approvalId", kind, wallet, amount, lots, expires_on as "expiresOn", reason, code, reference,
  asked_by as "askedBy", asked_by_name as "askedByName", asked_for as "askedFor", asked_at as "askedAt", lapses_at as "lapsesAt", state,
  decided_by as "decidedBy", decided_by_name as "decidedByName", decided_at as "decidedAt", note`)

export async function addApproval(tx: Tx, approval: Approval): Promise<void> {
  const lots = approval.lots === null ? null : JSON.stringify(approval.lots)
  await sql`
    insert into approvals (
      member_id, approval_id, kind, wallet, amount, lots, expires_on, reason, code, reference, asked_by, asked_by_name, asked_for,
      asked_at, lapses_at, state
    ) values (
      ${approval.memberId}::uuid, ${approval.approvalId}::uuid, ${approval.kind}, ${approval.wallet}, ${approval.amount}::bigint,
      ${lots}::jsonb, ${approval.expiresOn}, ${approval.reason}, ${approval.code}, ${approval.reference}, ${approval.askedBy},
      ${approval.askedByName}, ${approval.askedFor}, ${stamp(approval.askedAt)}::timestamptz, ${stamp(approval.lapsesAt)}::timestamptz, ${approval.state}
    )`.execute(tx)
}

/** @param memberId whose it is; null when only its id is known */
export function approvalById(
  on: Database | Tx,
  memberId: MemberId | null,
  approvalId: string,
): Promise<Approval | undefined> {
  return row(
    on,
    sql<Approval>`
      select ${columns} from approvals
      where approval_id = ${approvalId}::uuid and (${memberId}::uuid is null or member_id = ${memberId}::uuid)`,
  )
}

/** Newest first. @param waitingAt only those that can be decided at this instant; null for all */
export function listApprovals(
  on: Database | Tx,
  { waitingAt, before, limit }: { waitingAt: Instant | null; before: string | null; limit: number },
): Promise<Approval[]> {
  const conditions = [before === null ? sql`true` : sql`approval_id < ${before}::uuid`]
  if (waitingAt !== null) conditions.push(sql`state = 'waiting' and lapses_at > ${stamp(waitingAt)}::timestamptz`)
  return rows(
    on,
    sql<Approval>`
      select ${columns} from approvals where ${sql.join(conditions, sql` and `)}
      order by approval_id desc limit ${limit}::int`,
  )
}

export type DecisionOnApproval = {
  readonly state: 'approved' | 'refused'
  readonly by: string
  readonly byName: string
  readonly at: Instant
  readonly note: string | null
}

/** @returns whether it waited until now */
export async function refuse(on: Database | Tx, approval: Approval, how: DecisionOnApproval): Promise<boolean> {
  return (
    (await changed(
      on,
      sql`
        update approvals set state = ${how.state}, decided_by = ${how.by}, decided_by_name = ${how.byName},
          decided_at = ${stamp(how.at)}::timestamptz, note = ${how.note}
        where member_id = ${approval.memberId}::uuid and approval_id = ${approval.approvalId}::uuid and state = 'waiting'`,
    )) === 1
  )
}

/** Fails with a division by zero when somebody decided meanwhile: the commit travels with this statement. */
export async function approve(tx: Tx, approval: Approval, how: DecisionOnApproval): Promise<void> {
  await sql`
    with decided as (
      update approvals set state = ${how.state}, decided_by = ${how.by}, decided_by_name = ${how.byName},
        decided_at = ${stamp(how.at)}::timestamptz, note = ${how.note}
      where member_id = ${approval.memberId}::uuid and approval_id = ${approval.approvalId}::uuid and state = 'waiting'
      returning 1
    )
    select 1 / count(*)::int from decided`.execute(tx)
}

/** What one person moved by hand of a member's wallet since an instant, without a second person. */
export async function movedAlone(
  on: Database | Tx,
  { memberId, wallet, by, since }: { memberId: MemberId; wallet: string; by: string; since: Instant },
): Promise<number> {
  const found = await row(
    on,
    sql<{ moved: number }>`
      select coalesce(sum(amount), 0)::bigint as moved from entries
      where member_id = ${memberId}::uuid and wallet = ${wallet} and recorded_at > ${stamp(since)}::timestamptz
        and trace ->> 'because' in ('adjusted', 'reinstated') and trace ->> 'by' = ${by} and not trace ? 'approvedBy'`,
  )
  return found?.moved ?? 0
}

/** The SQL of the list of all holds. Nothing here decides. */
import { type RawBuilder, sql } from 'kysely'
import type { HoldId, MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, rows, stamp } from '../platform/postgres/database.ts'

/** What a hold is by an instant: one that is over lapsed, even when nobody came by since. */
export type HoldStanding = 'held' | 'captured' | 'released' | 'lapsed'

export type ListedHold = {
  readonly memberId: MemberId
  readonly holdId: HoldId
  readonly wallet: string
  readonly amount: number
  readonly captured: number
  readonly status: HoldStanding
  readonly placedAt: Instant
  readonly expiresAt: Instant
  readonly closedAt: Instant | null
  readonly reason: string
}

export type HoldsAsked = {
  readonly at: Instant
  readonly status: HoldStanding | null
  readonly wallet: string | null
  readonly memberId: MemberId | null
  readonly after: { readonly placedAt: Instant; readonly holdId: string } | null
  readonly limit: number
}

/** Newest first. */
export function holdsNewest(on: Database, { at, status, wallet, memberId, after, limit }: HoldsAsked) {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (status !== null) conditions.push(standing(status, at))
  if (wallet !== null) conditions.push(sql`wallet = ${wallet}`)
  if (memberId !== null) conditions.push(sql`member_id = ${memberId}::uuid`)
  if (after !== null)
    conditions.push(sql`(placed_at, hold_id) < (${stamp(after.placedAt)}::timestamptz, ${after.holdId}::uuid)`)
  return rows(
    on,
    sql<ListedHold>`
      select member_id as "memberId", hold_id as "holdId", wallet, amount, captured,
        case when status = 'held' and expires_at <= ${stamp(at)}::timestamptz then 'lapsed' else status end as status,
        placed_at as "placedAt", expires_at as "expiresAt", closed_at as "closedAt", reason
      from holds where ${sql.join(conditions, sql` and `)}
      order by placed_at desc, hold_id desc limit ${limit}::int`,
  )
}

function standing(status: HoldStanding, at: Instant): RawBuilder<unknown> {
  if (status === 'held') return sql`status = 'held' and expires_at > ${stamp(at)}::timestamptz`
  if (status === 'lapsed')
    return sql`(status = 'lapsed' or (status = 'held' and expires_at <= ${stamp(at)}::timestamptz))`
  return sql`status = ${status}`
}

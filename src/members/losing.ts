/** The SQL of members who are about to lose a tier: those for whom a word comes in time. Only active ones are told of. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { type Database, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export type Losing = {
  readonly ladder: string
  /** The tier that is lost. */
  readonly tier: string
  readonly members: number
  /** When the first of them loses it. */
  readonly soonest: Instant
}

/** By ladder and tier, as it would be until `until` if nobody did anything more. */
export function losing(on: Database | Tx, until: Instant): Promise<Losing[]> {
  return rows(
    on,
    sql<Losing>`
      select l.ladder, l.tier, count(*) as members, min(l.loss_at) as soonest
      from standings l join members m on m.member_id = l.member_id
      where l.loss_at <= ${stamp(until)}::timestamptz and m.status = 'active'
      group by l.ladder, l.tier order by l.ladder, l.tier`,
  )
}

/** Of a member `m`. @param tier the one that is lost; null for any */
export function losesUntil(until: Instant, tier: string | null): RawBuilder<unknown> {
  const lost = tier === null ? sql`` : sql`and l.tier = ${tier}`
  return sql`(m.status = 'active' and m.member_id in (
    select l.member_id from standings l where l.loss_at <= ${stamp(until)}::timestamptz ${lost}))`
}

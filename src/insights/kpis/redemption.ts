/** Points that were given and spent, month by month, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type MonthsAsked, monthsOf } from '../months.ts'

export type Moved = {
  readonly wallet: string
  /** As `monthOf` counts; null: all before the months that are asked for. */
  readonly month: number | null
  /** Earned and given, less what returns and cancelled events took back. */
  readonly issued: number
  /** Spent, less what was refunded. */
  readonly redeemed: number
  readonly expired: number
  /** Different members who spent. */
  readonly redeemers: number
}

const issuing = sql`('earn', 'gift', 'return', 'cancel')`
const redeeming = sql`('redeem', 'capture', 'refund')`
const expiring = sql`('expire', 'reinstate')`

/** @param question.moves `member_id`, `wallet`, `kind`, `amount` (negative when the balance falls) and `at_ms` of each movement */
export function pointsByMonth(
  on: Database,
  question: MonthsAsked & { readonly moves: RawBuilder<unknown> },
): Promise<Moved[]> {
  const { oldest, since } = monthsOf(question)
  const sum = (kinds: RawBuilder<unknown>) => sql`coalesce(sum(case when kind in ${kinds} then amount end), 0)`
  return rows(
    on,
    sql<Moved>`
      select wallet, case when month >= 0 then month + ${oldest}::int end as month, ${sum(issuing)}::bigint as issued,
        (-${sum(redeeming)})::bigint as redeemed, (-${sum(expiring)})::bigint as expired,
        count(distinct case when kind in ('redeem', 'capture') then member_id end)::bigint as redeemers
      from (
        select wallet, member_id, kind, amount, greatest(${since(sql`at_ms`)}, -1) as month from ${question.moves} as moves
        where at_ms < ${question.asOf}::bigint
      ) as told
      group by wallet, month order by wallet, told.month`,
  )
}

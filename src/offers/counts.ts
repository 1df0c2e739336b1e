/**
 * What became of the codes of each batch, without counting a million of them: every change of a coupon adds rows that say so many
 * codes more are in this state and so many fewer in that one. Rows are only added, so nobody waits for anybody; they are folded
 * into few now and then. What is expired follows from the instants at which codes end, which are few: midnights.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { type Database, row, stamp, type Tx } from '../platform/postgres/database.ts'
import type { BatchRow, CouponRow } from './batches.ts'

type State = 'unclaimed' | 'active' | 'used' | 'void'
type Sql = RawBuilder<unknown>

function stateOf({ status, most, used }: CouponRow): State {
  if (status === 'void') return 'void'
  return most !== null && used >= most ? 'used' : status
}

/** The same of a row `coupons` of which so much was used. */
const stateWith = (used: Sql): Sql =>
  sql`case when coupons.status = 'void' then 'void' when ${used} >= coupons.most then 'used' else coupons.status end`

/** An end matters as long as it can still come. */
const lives = (state: State): boolean => state === 'unclaimed' || state === 'active'

/** All codes of a new batch, as many as were written. */
export async function countMade(tx: Tx, { batchId, mustClaim, endsAt }: BatchRow, codes: number): Promise<void> {
  if (codes === 0) return
  await sql`
    insert into coupon_counts (batch_id, state, ends_at, codes)
    values (${batchId}::uuid, ${mustClaim ? 'unclaimed' : 'active'}, ${stamp(endsAt)}::timestamptz, ${codes}::bigint)`.execute(
    tx,
  )
}

/** One coupon, which was locked before it was changed. */
export async function countChanged(tx: Tx, before: CouponRow, after: CouponRow): Promise<void> {
  const [from, to] = [before, after].map((coupon) => {
    const state = stateOf(coupon)
    return { state, endsAt: lives(state) ? coupon.endsAt : null }
  })
  if (from === undefined || to === undefined || after.batchId === null) return
  if (from.state === to.state && from.endsAt === to.endsAt) return
  await sql`
    insert into coupon_counts (batch_id, state, ends_at, codes) values
      (${after.batchId}::uuid, ${from.state}, ${stamp(from.endsAt)}::timestamptz, -1),
      (${after.batchId}::uuid, ${to.state}, ${stamp(to.endsAt)}::timestamptz, 1)`.execute(tx)
}

/** For `returning` of a statement that raises what is used of coupons by `next.by`: what `countRaised` reads. */
export const raisedColumns = sql`
  coupons.batch_id, coupons.ends_at, ${stateWith(sql`coupons.used - next.by`)} as before, ${stateWith(sql`coupons.used`)} as after`

/** Adds what the rows of `raised` changed, in the statement that changes them. */
export const countRaised = sql`
  insert into coupon_counts (batch_id, state, ends_at, codes)
  select batch_id, turn.state, case when turn.state in ('unclaimed', 'active') then ends_at end, sum(turn.codes)
  from raised cross join lateral (values (raised.before, -1), (raised.after, 1)) as turn (state, codes)
  where batch_id is not null and raised.before <> raised.after
  group by 1, 2, 3 having sum(turn.codes) <> 0`

/** All of a batch are void from now on: its coupons are locked, so nothing of this is under way. */
export async function countVoided(tx: Tx, batchId: string): Promise<void> {
  await sql`
    with living as (
      select state, ends_at, sum(codes) as codes from coupon_counts
      where batch_id = ${batchId}::uuid and state <> 'void' group by 1, 2 having sum(codes) <> 0
    )
    insert into coupon_counts (batch_id, state, ends_at, codes)
    select ${batchId}::uuid, state, ends_at, -codes from living
    union all select ${batchId}::uuid, 'void', null, sum(codes) from living having sum(codes) <> 0`.execute(tx)
}

export type CouponCounts = {
  readonly unclaimed: number
  readonly active: number
  readonly used: number
  readonly expired: number
  readonly void: number
}

/** What became of the codes of a batch by `at`; each is counted once. */
export async function countsAt(on: Database | Tx, batchId: string, at: Instant): Promise<CouponCounts> {
  const found = await row(
    on,
    sql<CouponCounts>`
      select coalesce(sum(codes) filter (where now = 'unclaimed'), 0) as unclaimed,
        coalesce(sum(codes) filter (where now = 'active'), 0) as active, coalesce(sum(codes) filter (where now = 'used'), 0) as used,
        coalesce(sum(codes) filter (where now = 'expired'), 0) as expired, coalesce(sum(codes) filter (where now = 'void'), 0) as void
      from (
        select codes, case when ends_at <= ${stamp(at)}::timestamptz then 'expired' else state end as now
        from coupon_counts where batch_id = ${batchId}::uuid
      ) as standing`,
  )
  return found ?? { unclaimed: 0, active: 0, used: 0, expired: 0, void: 0 }
}

/** So many rows more than are needed are no burden yet. */
const LOOSE_AT_MOST = 500

/**
 * Many rows of a batch become few that say the same. Two that fold at once do not disturb each other: what one has taken, the
 * other does not find.
 */
export async function foldCounts(on: Database): Promise<void> {
  await sql`
    with crowded as (
      select batch_id from coupon_counts
      group by batch_id having count(*) > ${LOOSE_AT_MOST}::int + 2 * count(distinct (state, ends_at))
    ), gone as (
      delete from coupon_counts using crowded where coupon_counts.batch_id = crowded.batch_id
      returning coupon_counts.batch_id, state, ends_at, codes
    )
    insert into coupon_counts (batch_id, state, ends_at, codes)
    select batch_id, state, ends_at, sum(codes) from gone group by 1, 2, 3 having sum(codes) <> 0`.execute(on)
}

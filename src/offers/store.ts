/** The offers' SQL: uses and coupons of many orders in a few statements. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import { numbers, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, rows, type Tx } from '../platform/postgres/database.ts'
import { countRaised, raisedColumns } from './counts.ts'
import type { Coupon } from './coupon.ts'

/** Coupons of a batch that nobody must claim are there since it was made. */
export const issuedAt = `
  coalesce(claimed_at, (select b.created_at from coupon_batches b where b.batch_id = coupons.batch_id)) as "issuedAt"`

const couponColumns = sql.raw(`
  code, offer, member_id as "memberId", status, starts_at as "startsAt", ends_at as "endsAt", most,
  most_per_member as "mostPerMember", used, ${issuedAt}`)

export function couponsByCode(on: Database | Tx, codes: readonly string[]): Promise<Coupon[]> {
  return rows(on, sql<Coupon>`select ${couponColumns} from coupons where code = any(${texts(codes)}::text[])`)
}

export type UseRow = { readonly counter: string; readonly used: number; readonly most: number }

export function usesOf(on: Database | Tx, counters: readonly string[]): Promise<UseRow[]> {
  return rows(
    on,
    sql<UseRow>`select counter, used, most from offer_uses where counter = any(${texts(counters)}::text[])`,
  )
}

export type Raise = { readonly counter: string; readonly by: number; readonly most: number }

/**
 * Locks what is there of these in the order of their names, as every lane does: a statement that finds rows by a join has an order
 * of its own, and two statements have two.
 */
export async function lockUses(tx: Tx, counters: readonly string[]): Promise<void> {
  await sql`select 1 from offer_uses where counter = any(${texts(counters)}::text[]) order by counter collate "C" for update`.execute(
    tx,
  )
}

export async function lockCoupons(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`select 1 from coupons where code = any(${texts(codes)}::text[]) order by code collate "C" for update`.execute(
    tx,
  )
}

/**
 * Raises what is used. Fails with a division by zero when a limit would be passed because another lane was faster: the commit
 * travels with this statement, so only Postgres can still stop it. Rows are locked in the order of their names.
 */
export async function raiseUses(tx: Tx, raises: readonly Raise[]): Promise<void> {
  await sql`
    with raised as (
      insert into offer_uses (counter, used, most)
      select * from unnest(
        ${texts(raises.map((each) => each.counter))}::text[], ${numbers(raises.map((each) => each.by))}::bigint[],
        ${numbers(raises.map((each) => each.most))}::bigint[]
      ) as next (counter, used, most) order by counter collate "C"
      on conflict (counter) do update set used = offer_uses.used + excluded.used, most = excluded.most
        where offer_uses.used + excluded.used <= excluded.most
      returning 1
    )
    select 1 / (count(*) = ${raises.length}::int)::int from raised`.execute(tx)
}

/** Gives back what was used; what is there was raised before. */
export async function lowerUses(tx: Tx, raises: readonly Raise[]): Promise<void> {
  await sql`
    update offer_uses set used = offer_uses.used + next.by
    from unnest(
      ${texts(raises.map((each) => each.counter))}::text[], ${numbers(raises.map((each) => each.by))}::bigint[]
    ) as next (counter, by)
    where offer_uses.counter = next.counter`.execute(tx)
}

/** The same for coupons, which also must still be active and belong to whom they did. */
export async function raiseCoupons(tx: Tx, raises: readonly { coupon: Coupon; by: number }[]): Promise<void> {
  await sql`
    with raised as (
      update coupons set used = coupons.used + next.by
      from unnest(
        ${texts(raises.map(({ coupon }) => coupon.code))}::text[], ${numbers(raises.map(({ by }) => by))}::bigint[],
        ${uuids(raises.map(({ coupon }) => coupon.memberId))}::uuid[]
      ) as next (code, by, member_id)
      where coupons.code = next.code and (next.by <= 0 or (
        coupons.status = 'active' and (coupons.most is null or coupons.used + next.by <= coupons.most)
        and coupons.member_id is not distinct from next.member_id))
      returning ${raisedColumns}
    ), counted as (${countRaised})
    select 1 / (count(*) = ${raises.length}::int)::int from raised`.execute(tx)
}

/** All active coupons of one member become another's. */
export async function passCoupons(
  tx: Tx,
  { from, to }: { from: MemberId; to: MemberId },
): Promise<(readonly [code: string, used: number])[]> {
  const passed = await rows(
    tx,
    sql<{ code: string; used: number }>`
      update coupons set member_id = ${to}::uuid where member_id = ${from}::uuid and status = 'active'
      returning code, used`,
  )
  return passed.map(({ code, used }) => [code, used] as const)
}

/** Those that were not used since. */
export async function passCouponsBack(
  tx: Tx,
  coupons: readonly (readonly [code: string, used: number])[],
  { from, to }: { from: MemberId; to: MemberId },
): Promise<void> {
  if (coupons.length === 0) return
  await sql`
    update coupons set member_id = ${to}::uuid
    from unnest(
      ${texts(coupons.map(([code]) => code))}::text[], ${numbers(coupons.map(([, used]) => used))}::bigint[]
    ) as passed (code, used)
    where coupons.code = passed.code and coupons.used = passed.used and coupons.member_id = ${from}::uuid`.execute(tx)
}

/** The coupons' SQL beside the desk: batches, a member's coupons, and changes of one coupon. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { texts } from '../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import { countChanged, countVoided } from './counts.ts'
import { BEHIND_AT_MOST, type Coupon } from './coupon.ts'
import { issuedAt } from './store.ts'

export type CouponRow = Coupon & {
  readonly batchId: string | null
  readonly validDays: number | null
  readonly giftable: boolean
  readonly claimedAt: Instant | null
}

export type BatchRow = {
  readonly batchId: string
  readonly offer: string
  readonly name: string
  readonly kind: 'generic' | 'unique' | 'imported'
  readonly codes: number
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly validDays: number | null
  readonly most: number | null
  readonly mostPerMember: number | null
  readonly mustClaim: boolean
  /** Each member may take so many of them in the portal; null: it is not offered there. */
  readonly takesPerMember: number | null
  readonly giftable: boolean
  readonly createdAt: Instant
  readonly createdBy: string
}

export const couponRowColumns = sql.raw(`
  code, offer, member_id as "memberId", status, starts_at as "startsAt", ends_at as "endsAt", most,
  most_per_member as "mostPerMember", used, batch_id as "batchId", valid_days as "validDays", giftable, claimed_at as "claimedAt",
  ${issuedAt}`)

export function couponRows(on: Database | Tx, codes: readonly string[]): Promise<CouponRow[]> {
  return rows(on, sql<CouponRow>`select ${couponRowColumns} from coupons where code = any(${texts(codes)}::text[])`)
}

export function lockCoupon(tx: Tx, code: string): Promise<CouponRow | undefined> {
  return row(tx, sql<CouponRow>`select ${couponRowColumns} from coupons where code = ${code} for update`)
}

/** @param before as it was locked */
export async function writeCoupon(tx: Tx, before: CouponRow, coupon: CouponRow): Promise<void> {
  await sql`
    update coupons set member_id = ${coupon.memberId}::uuid, status = ${coupon.status}, ends_at = ${stamp(coupon.endsAt)}::timestamptz,
      claimed_at = ${stamp(coupon.claimedAt)}::timestamptz
    where code = ${coupon.code}`.execute(tx)
  await countChanged(tx, before, coupon)
}

export async function insertIssued(tx: Tx, coupon: CouponRow): Promise<void> {
  await sql`
    insert into coupons (code, batch_id, offer, member_id, status, ends_at, most, used, giftable, claimed_at)
    values (${coupon.code}, null, ${coupon.offer}, ${coupon.memberId}::uuid, ${coupon.status}, ${stamp(coupon.endsAt)}::timestamptz,
      ${coupon.most}::bigint, 0, ${coupon.giftable}::boolean, ${stamp(coupon.claimedAt)}::timestamptz)`.execute(tx)
}

/** As many as a search for the best combination can weigh. */
const USABLE_AT_MOST = 30

export function usableBy(on: Database | Tx, memberId: MemberId, at: Instant): Promise<CouponRow[]> {
  return rows(
    on,
    sql<CouponRow>`
      select ${couponRowColumns} from coupons
      where member_id = ${memberId}::uuid and status = 'active' and (most is null or used < most)
        and (claimed_at is null or claimed_at <= ${stamp(asInstant(at + BEHIND_AT_MOST))}::timestamptz)
        and (starts_at is null or starts_at <= ${stamp(at)}::timestamptz) and (ends_at is null or ends_at > ${stamp(at)}::timestamptz)
      order by ends_at nulls last, code limit ${USABLE_AT_MOST}::int`,
  )
}

const SHOWN_AT_MOST = 500

export function ofMember(on: Database | Tx, memberId: MemberId): Promise<CouponRow[]> {
  return rows(
    on,
    sql<CouponRow>`
      select ${couponRowColumns} from coupons where member_id = ${memberId}::uuid
      order by claimed_at desc nulls last, code limit ${SHOWN_AT_MOST}::int`,
  )
}

export const batchColumns = sql.raw(`
  batch_id as "batchId", offer, name, kind, codes, starts_at as "startsAt", ends_at as "endsAt", valid_days as "validDays", most,
  most_per_member as "mostPerMember", must_claim as "mustClaim", takes_per_member as "takesPerMember", giftable, created_at as "createdAt", created_by as "createdBy"`)

export function batch(on: Database | Tx, batchId: string): Promise<BatchRow | undefined> {
  return row(on, sql<BatchRow>`select ${batchColumns} from coupon_batches where batch_id = ${batchId}::uuid`)
}

export async function insertBatch(tx: Tx, given: BatchRow): Promise<void> {
  await sql`
    insert into coupon_batches (
      batch_id, offer, name, kind, codes, starts_at, ends_at, valid_days, most, most_per_member, must_claim, takes_per_member,
      giftable, created_at, created_by
    ) values (
      ${given.batchId}::uuid, ${given.offer}, ${given.name}, ${given.kind}, ${given.codes}::bigint, ${stamp(given.startsAt)}::timestamptz,
      ${stamp(given.endsAt)}::timestamptz, ${given.validDays}::int, ${given.most}::bigint, ${given.mostPerMember}::bigint,
      ${given.mustClaim}::boolean, ${given.takesPerMember}::int, ${given.giftable}::boolean,
      ${stamp(given.createdAt)}::timestamptz, ${given.createdBy}
    )`.execute(tx)
}

/** Large enough that a million codes are few pages. */
const PAGE = 20_000

export function codesAfter(
  on: Database | Tx,
  { batchId, after }: { batchId: string; after: string },
): Promise<CouponRow[]> {
  return rows(
    on,
    sql<CouponRow>`
      select ${couponRowColumns} from coupons where batch_id = ${batchId}::uuid and code > ${after} order by code limit ${PAGE}::int`,
  )
}

/** In the order in which lanes lock coupons too. */
export async function lockBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`
    with sorted as materialized (
      select code from coupons where batch_id = ${batchId}::uuid and status <> 'void' order by code collate "C" for update
    )
    select count(*) from sorted`.execute(tx)
}

export type OwnedCoupon = Pick<Coupon, 'code' | 'offer' | 'endsAt'> & { readonly memberId: MemberId }

/** Coupons of a batch that belong to somebody and are not void, a page at a time, by their code. */
export function ownedAfter(tx: Tx, { batchId, after }: { batchId: string; after: string }): Promise<OwnedCoupon[]> {
  return rows(
    tx,
    sql<OwnedCoupon>`
      select code, offer, ends_at as "endsAt", member_id as "memberId" from coupons
      where batch_id = ${batchId}::uuid and member_id is not null and status <> 'void' and code > ${after}
      order by code limit ${PAGE}::int`,
  )
}

/** Locked before by `lockBatch`. Also those that were used: they can never be used again, whatever is returned. @returns how many were not void yet */
export async function voidBatch(tx: Tx, batchId: string): Promise<number> {
  const voided = await sql`
    update coupons set status = 'void' where batch_id = ${batchId}::uuid and status <> 'void'`.execute(tx)
  await countVoided(tx, batchId)
  return Number(voided.numAffectedRows ?? 0)
}

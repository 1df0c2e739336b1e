/** The SQL of the lists of coupons: batches newest first, how far one in the making is, what became of a batch's codes. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, plannedForValues, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import { type BatchRow, batchColumns, type CouponRow, couponRowColumns } from '../batches.ts'

export type Place = { readonly createdAt: Instant; readonly batchId: string }

export type BatchesAsked = {
  /** Part of the name, in whatever case. */
  readonly text: string | null
  readonly offer: string | null
  readonly after: Place | null
  readonly limit: number
}

export function batchesNewest(on: Database | Tx, { text, offer, after, limit }: BatchesAsked): Promise<BatchRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (text !== null) conditions.push(sql`position(lower(${text}) in lower(name)) > 0`)
  if (offer !== null) conditions.push(sql`offer = ${offer}`)
  if (after !== null)
    conditions.push(sql`(created_at, batch_id) < (${stamp(after.createdAt)}::timestamptz, ${after.batchId}::uuid)`)
  return rows(
    on,
    sql<BatchRow>`
      select ${batchColumns} from coupon_batches where ${sql.join(conditions, sql` and `)}
      order by created_at desc, batch_id desc limit ${limit}::int`,
  )
}

export type CodesAsked = { readonly batchId: string; readonly after: string; readonly limit: number }

/**
 * In the order of the codes' own index, sign by sign. Planned for the batch: a small one among millions of codes is found by
 * where it was written and sorted, one that is most of them is read off in order.
 */
export function codesPage(on: Database, { batchId, after, limit }: CodesAsked): Promise<CouponRow[]> {
  const statement = sql<CouponRow>`
    select ${couponRowColumns} from coupons where batch_id = ${batchId}::uuid and code > ${after}
    order by code limit ${limit}::int`
  return plannedForValues(on, (tx) => rows(tx, statement))
}

export type Making = Pick<BatchRow, 'batchId' | 'offer' | 'name' | 'codes'> & { readonly made: number }

export async function tellMaking(on: Database, { batchId, offer, name, codes, made }: Making, at: Instant) {
  await sql`
    insert into coupons_in_making (batch_id, offer, name, codes, made, written_at)
    values (${batchId}::uuid, ${offer}, ${name}, ${codes}::bigint, ${made}::bigint, ${stamp(at)}::timestamptz)
    on conflict (batch_id) do update set made = excluded.made, written_at = excluded.written_at`.execute(on)
}

export async function forgetMaking(on: Database, batchId: string, before: Instant): Promise<void> {
  await sql`
    delete from coupons_in_making
    where batch_id = ${batchId}::uuid or written_at < ${stamp(before)}::timestamptz`.execute(on)
}

/** @param since what was not written after this is left over from a crash */
export function inMaking(on: Database, since: Instant): Promise<Making[]> {
  return rows(
    on,
    sql<Making>`
      select batch_id as "batchId", offer, name, codes, made from coupons_in_making
      where written_at >= ${stamp(since)}::timestamptz order by batch_id`,
  )
}

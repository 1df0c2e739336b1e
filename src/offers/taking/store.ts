/** The SQL of coupons that members take by themselves. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import { type BatchRow, batchColumns } from '../batches.ts'

const OFFERED_AT_MOST = 100

/** Newest first. */
export function offeredBatches(on: Database): Promise<BatchRow[]> {
  return rows(
    on,
    sql<BatchRow>`
      select ${batchColumns} from coupon_batches where takes_per_member is not null
      order by created_at desc, batch_id desc limit ${OFFERED_AT_MOST}::int`,
  )
}

/** Those of the batches of which a coupon is left. */
export async function withSomeLeft(on: Database, batchIds: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    on,
    sql<{ batchId: string }>`
      select asked.batch_id as "batchId" from unnest(${uuids(batchIds)}::uuid[]) as asked (batch_id)
      cross join lateral (
        select 1 from coupons where coupons.batch_id = asked.batch_id and status = 'unclaimed' limit 1
      ) as one`,
  )
  return new Set(found.map(({ batchId }) => batchId))
}

/** Whom the batch is offered to takes turns with who withdraws it. */
export function lockOffered(tx: Tx, batchId: string): Promise<BatchRow | undefined> {
  return row(tx, sql<BatchRow>`select ${batchColumns} from coupon_batches where batch_id = ${batchId}::uuid for share`)
}

export async function writeOffering(tx: Tx, batchId: string, takesPerMember: number | null): Promise<boolean> {
  const written = sql`
    update coupon_batches set takes_per_member = ${takesPerMember}::int
    where batch_id = ${batchId}::uuid`
  return (await changed(tx, written)) > 0
}

/** Some that are left; who takes one chooses among them, so that many at once do not wait for the same one. */
export async function someLeft(tx: Tx, batchId: string, limit: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ code: string }>`
      select code from coupons where batch_id = ${batchId}::uuid and status = 'unclaimed' order by code limit ${limit}::int`,
  )
  return found.map(({ code }) => code)
}

/** @returns whether it is still there and nobody else is taking it */
export async function lockLeft(tx: Tx, code: string): Promise<boolean> {
  const found = await row(
    tx,
    sql<{ code: string }>`
      select code from coupons where code = ${code} and status = 'unclaimed' for update skip locked`,
  )
  return found !== undefined
}

/** How many coupons of each batch the person took, by all records that are parts of his, and the last place of his own. */
export type Takes = { readonly takes: number; readonly lastPlace: number }

export async function takesOf(
  on: Database | Tx,
  memberId: MemberId,
  records: readonly MemberId[],
): Promise<Map<string, Takes>> {
  const found = await rows(
    on,
    sql<Takes & { batchId: string }>`
      select batch_id as "batchId", count(*)::int as takes,
        coalesce(max(place) filter (where member_id = ${memberId}::uuid), 0) as "lastPlace"
      from coupon_takes where member_id = any(${uuids(records)}::uuid[]) group by batch_id`,
  )
  return new Map(found.map(({ batchId, ...takes }) => [batchId, takes]))
}

/** @throws a unique violation of `coupon_takes_pkey` when the place was taken by another request of the member's */
export async function addTake(
  tx: Tx,
  take: { memberId: MemberId; batchId: string; place: number; code: string; at: Instant },
): Promise<void> {
  await sql`
    insert into coupon_takes (member_id, batch_id, place, code, at)
    values (${take.memberId}::uuid, ${take.batchId}::uuid, ${take.place}::int, ${take.code}, ${stamp(take.at)})`.execute(
    tx,
  )
}

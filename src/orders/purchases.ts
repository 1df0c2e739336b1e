/** What members bought and gave back, for those who match returns to purchases. Read only. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, rows } from '../platform/postgres/database.ts'
import { orderLines, type StoredLine } from './lines.ts'

/** A line of a confirmed order, with what is left of it after returns. */
export type Purchase = {
  readonly memberId: MemberId
  readonly number: string
  readonly line: number
  readonly sku: string
  readonly placedAt: Instant
  readonly left: number
}

/** Lines of confirmed orders of these members and products, also those of which nothing is left. */
export function purchasesOf(on: Database, wants: readonly { memberId: MemberId; sku: string }[]): Promise<Purchase[]> {
  return rows(
    on,
    sql<Purchase>`
      with wanted as (
        select distinct * from unnest(${uuids(wants.map((want) => want.memberId))}::uuid[], ${texts(wants.map((want) => want.sku))}::text[]) as w (member_id, sku)
      )
      select o.member_id as "memberId", o.number, l.line, l.sku, o.placed_at as "placedAt",
        l.quantity - coalesce(l."returnedQuantity", 0) as left
      from (select distinct member_id from wanted) as buyer
      join orders o on o.member_id = buyer.member_id and o.status = 'confirmed'
      cross join lateral jsonb_to_recordset(o.lines)
        as l (line int, sku text, quantity bigint, "returnedQuantity" bigint, fee boolean)
      join wanted on wanted.member_id = o.member_id and wanted.sku = l.sku
      where l.fee is not true`,
  )
}

/** A line that a return with this key gave back. */
export type KnownReturn = {
  readonly memberId: MemberId
  readonly key: string
  readonly number: string
  readonly line: number
  readonly sku: string
  readonly quantity: number
}

/** What returns with these keys gave back. */
export function returnsOf(on: Database, wants: readonly { memberId: MemberId; key: string }[]): Promise<KnownReturn[]> {
  return rows(
    on,
    sql<KnownReturn>`
      select r.member_id as "memberId", r.key, o.number, l.line, l.sku, (part ->> 'quantity')::bigint as quantity
      from unnest(${uuids(wants.map((want) => want.memberId))}::uuid[], ${texts(wants.map((want) => want.key))}::text[]) as wanted (member_id, key)
      join returns r on r.member_id = wanted.member_id and r.key = wanted.key
      join orders o on o.member_id = r.member_id and o.order_id = r.order_id
      cross join lateral jsonb_array_elements(r.lines) as part
      join lateral jsonb_to_recordset(o.lines) as l (line int, sku text) on l.line = (part ->> 'line')::int
      order by o.placed_at, o.number, l.line`,
  )
}

/** One confirmed order of a member: what of it is left, and what came back whole. */
export type Visit = {
  readonly placedAt: Instant
  readonly kept: readonly string[]
  readonly returned: readonly string[]
}

/** The newest confirmed orders of these records, the earliest of them first; without fees. */
export async function visitsOf(on: Database, memberIds: readonly MemberId[], atMost: number): Promise<Visit[]> {
  const found = await rows(
    on,
    sql<{ placedAt: Instant; lines: readonly StoredLine[] }>`
      select placed_at as "placedAt", lines from orders
      where member_id = any(${uuids(memberIds)}::uuid[]) and status = 'confirmed'
      order by placed_at desc, order_id desc limit ${atMost}::int`,
  )
  return found.toReversed().map(({ placedAt, lines }) => {
    const goods = orderLines(lines).filter(({ fee }) => !fee)
    const left = (wanted: boolean) =>
      goods.filter((line) => line.quantity > line.returnedQuantity === wanted).map(({ sku }) => sku)
    return { placedAt, kept: left(true), returned: left(false) }
  })
}

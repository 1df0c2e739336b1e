/** What members bought and gave back, for those who match returns to purchases and for copies. Read only. */
import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, rows } from '../platform/postgres/database.ts'
import { orderLines, type StoredLine } from './lines.ts'
import { netOf, type OrderLine, returnedOf } from './order.ts'

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

/** A confirmed order with what is left of each line after returns; `netMinor` is the sum of the lines, fees included. */
export type Sold = {
  readonly orderId: OrderId
  readonly memberId: MemberId
  readonly currency: string
  readonly channel: string
  readonly store: string | null
  readonly placedAt: Instant
  readonly netMinor: number
  readonly lines: readonly OrderLine[]
}

type SoldRow = Omit<Sold, 'netMinor' | 'lines'> & { readonly lines: readonly StoredLine[] }

/** Of these orders those that are confirmed. */
export async function soldOf(
  on: Database,
  wants: readonly { memberId: MemberId; orderId: OrderId }[],
): Promise<Sold[]> {
  const found = await rows(
    on,
    sql<SoldRow>`
      select o.order_id as "orderId", o.member_id as "memberId", o.currency, o.channel, o.store, o.placed_at as "placedAt", o.lines
      from unnest(${uuids(wants.map((want) => want.memberId))}::uuid[], ${uuids(wants.map((want) => want.orderId))}::uuid[])
        as wanted (member_id, order_id)
      join orders o on o.member_id = wanted.member_id and o.order_id = wanted.order_id and o.status = 'confirmed'`,
  )
  return found.map((order) => {
    const lines = orderLines(order.lines)
    return { ...order, lines, netMinor: netOf(lines) - returnedOf(lines) }
  })
}

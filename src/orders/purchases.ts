/** What members bought and gave back of a product, for those who match returns to purchases. Read only. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, rows } from '../platform/postgres/database.ts'

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
      select o.member_id as "memberId", o.number, l.line, l.sku, o.placed_at as "placedAt", l.quantity - l.returned_quantity as left
      from unnest(${wants.map((want) => want.memberId)}::uuid[], ${wants.map((want) => want.sku)}::text[]) as wanted (member_id, sku)
      join order_lines l on l.member_id = wanted.member_id and l.sku = wanted.sku
      join orders o on o.member_id = l.member_id and o.order_id = l.order_id
      where o.status = 'confirmed' and not l.fee`,
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
      from unnest(${wants.map((want) => want.memberId)}::uuid[], ${wants.map((want) => want.key)}::text[]) as wanted (member_id, key)
      join returns r on r.member_id = wanted.member_id and r.key = wanted.key
      join orders o on o.member_id = r.member_id and o.order_id = r.order_id
      cross join lateral jsonb_array_elements(r.lines) as part
      join order_lines l on l.member_id = r.member_id and l.order_id = r.order_id and l.line = (part ->> 'line')::int
      order by o.placed_at, o.number, l.line`,
  )
}

/** Orders, returns and movements of points as copies hold them: all of them, or those that are asked for. Read only. */
import { type RawBuilder, sql } from 'kysely'
import { type EntriesAfter, entryRows } from '../accounts/copied.ts'
import type { MemberId, OrderId } from '../base/ids.ts'
import { uuids } from '../platform/postgres/arrays.ts'
import { milliseconds } from '../platform/postgres/copyout.ts'

export type OrderKey = { readonly memberId: MemberId; readonly orderId: OrderId }

const keys = (wants: readonly OrderKey[]) =>
  sql`unnest(${uuids(wants.map((want) => want.memberId))}::uuid[], ${uuids(wants.map((want) => want.orderId))}::uuid[])`

/** Who sold it, and the till of ours whose number it has: T7-000123 is of the seventh. */
const sellers = sql`o.decision ->> 'by' as seller, substring(o.number, '^(T[1-9][0-9]*)-[0-9]{6,}$') as device`

const columns = (netMinor: string) =>
  sql`o.order_id, o.currency, o.channel, o.store, ${sellers}, ${milliseconds('o.placed_at')} as placed_ms, ${sql.raw(netMinor)} as net_minor,
    o.lines::text as lines`

/** Confirmed orders, `net_minor` after returns; `lines` as lines.ts keeps them. */
export function soldRows(wants?: readonly OrderKey[]): RawBuilder<object> {
  const from =
    wants === undefined
      ? sql`orders o`
      : sql`${keys(wants)} as wanted (member_id, order_id) join orders o using (member_id, order_id)`
  return sql`
    select o.member_id, ${columns('o.net_minor - o.returned_minor')} from ${from} where o.status = 'confirmed'`
}

/** Orders without a member, in the same form. */
export function guestRows(orderIds?: readonly OrderId[]): RawBuilder<object> {
  const which = orderIds === undefined ? sql`` : sql`where o.order_id = any(${uuids(orderIds)}::uuid[])`
  return sql`select null::uuid as member_id, ${columns('o.net_minor')} from guest_orders o ${which}`
}

/** What came back of confirmed orders: `net_minor` of what had been paid, in money and in points together. */
export function returnRows(wants?: readonly OrderKey[]): RawBuilder<object> {
  const from =
    wants === undefined
      ? sql`orders o`
      : sql`${keys(wants)} as wanted (member_id, order_id) join orders o using (member_id, order_id)`
  return sql`
    select r.return_id, o.order_id, o.member_id, ${milliseconds('r.at')} as at_ms,
      (select coalesce(sum((part ->> 'refundMinor')::bigint + coalesce((part ->> 'pointsMinor')::bigint, 0)), 0)::bigint
       from jsonb_array_elements(r.lines) as part) as net_minor
    from ${from} join returns r on r.member_id = o.member_id and r.order_id = o.order_id where o.status = 'confirmed'`
}

/**
 * Movements of points with where and by whom the order was sold that they belong to. An order that is open again may be changed
 * without a word: until it is decided again it says nothing.
 */
export function movementRows(wants?: EntriesAfter): RawBuilder<object> {
  return sql`
    select e.*, o.store, ${sellers}
    from (${entryRows(wants)}) as e
      left join orders o on o.member_id = e.member_id and o.order_id = e.order_id and o.status <> 'open'`
}

/** Where and by whom these orders were sold, as `movementRows` says it. */
export function placeRows(wants: readonly OrderKey[]): RawBuilder<object> {
  return sql`
    select wanted.order_id, o.store, ${sellers}
    from ${keys(wants)} as wanted (member_id, order_id)
      left join orders o on o.member_id = wanted.member_id and o.order_id = wanted.order_id and o.status <> 'open'`
}

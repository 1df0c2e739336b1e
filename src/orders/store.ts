/** The orders' SQL: many orders in a few statements, in and out. */
import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Currency } from '../base/money.ts'
import type { Instant } from '../base/time.ts'
import { listed, type Stores } from '../platform/http/stores.ts'
import { bytes, jsons, numbers, stamps, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import { orderLines, type StoredLine, storedLines } from './lines.ts'
import {
  type Decision,
  netOf,
  type Order,
  type OrderLine,
  type OrderStatus,
  type Reservation,
  type Return,
  returnedOf,
} from './order.ts'

export type NumberRow = { number: string; orderId: OrderId; memberId: MemberId | null }

export function orderNumbers(on: Database | Tx, numbers: readonly string[]): Promise<NumberRow[]> {
  return rows(
    on,
    sql<NumberRow>`
      select number, order_id as "orderId", member_id as "memberId" from order_numbers where number = any(${texts(numbers)}::text[])`,
  )
}

/** Where these orders were or are to be sold; those that are not known are not in it. */
export async function storesOfNumbers(
  on: Database | Tx,
  numbers: readonly string[],
): Promise<Map<string, string | null>> {
  const found = await rows(
    on,
    sql<{ number: string; store: string | null }>`
      select n.number, coalesce(o.store, g.store) as store
      from order_numbers n
        left join orders o on o.member_id = n.member_id and o.order_id = n.order_id
        left join guest_orders g on n.member_id is null and g.order_id = n.order_id
      where n.number = any(${texts(numbers)}::text[])`,
  )
  return new Map(found.map(({ number, store }) => [number, store]))
}

export type OrderRow = {
  orderId: OrderId
  memberId: MemberId
  number: string
  status: OrderStatus
  currency: Currency
  channel: string
  store: string | null
  placedAt: Instant
  recordedAt: Instant
  netMinor: number
  returnedMinor: number
  lines: readonly StoredLine[]
  fingerprint: Buffer
  decision: Decision | null
  reserved: Omit<Reservation, 'until'> | null
  reservedUntil: Instant | null
  answer: unknown
}

const orderColumns = sql.raw(`
  order_id as "orderId", member_id as "memberId", number, status, currency, channel, store, placed_at as "placedAt",
  recorded_at as "recordedAt", net_minor as "netMinor", returned_minor as "returnedMinor", lines, fingerprint, decision, reserved,
  reserved_until as "reservedUntil", answer`)

function ordersByIds(on: Database | Tx, members: readonly MemberId[], ids: readonly OrderId[]): Promise<OrderRow[]> {
  return rows(
    on,
    sql<OrderRow>`select ${orderColumns} from orders where member_id = any(${uuids(members)}::uuid[]) and order_id = any(${uuids(ids)}::uuid[])`,
  )
}

/** A member's orders, newest first. @param before the last order of the page before */
export function ordersOf(
  on: Database | Tx,
  memberIds: readonly MemberId[],
  { before, limit, stores }: { before: { placedAt: Instant; orderId: string } | null; limit: number; stores: Stores },
): Promise<OrderRow[]> {
  const [first, ...others] = memberIds
  // Of one member they are read in the order of their index.
  const whose = others.length === 0 ? sql`= ${first ?? null}::uuid` : sql`= any(${uuids(memberIds)}::uuid[])`
  return rows(
    on,
    sql<OrderRow>`
      select ${orderColumns} from orders
      where member_id ${whose}
        and (${before === null}::boolean or (placed_at, order_id) < (${stamp(before?.placedAt ?? null)}::timestamptz, ${before?.orderId ?? null}::uuid))
        and (${stores === 'all'}::boolean or store = any (${listed(stores)}::text[]))
      order by placed_at desc, order_id desc
      limit ${limit}::int`,
  )
}

/** Numbers of orders that are neither confirmed nor cancelled; a few are enough to say so. */
export async function openNumbers(on: Database | Tx, memberId: MemberId): Promise<string[]> {
  const found = await rows(
    on,
    sql<{ number: string }>`
      select number from orders where member_id = ${memberId}::uuid and status = 'open' order by placed_at limit 5`,
  )
  return found.map(({ number }) => number)
}

export function returnsByIds(
  on: Database | Tx,
  members: readonly MemberId[],
  ids: readonly OrderId[],
): Promise<Return[]> {
  return rows(
    on,
    sql<Return>`
      select return_id as "returnId", order_id as "orderId", member_id as "memberId", key, at, recorded_at as "recordedAt", reason,
        lines, refund_minor as "refundMinor", fingerprint, answer
      from returns where member_id = any(${uuids(members)}::uuid[]) and order_id = any(${uuids(ids)}::uuid[])
      order by at, return_id`,
  )
}

/** Whole orders with lines and the keys of their returns. */
export async function loadOrders(
  on: Database | Tx,
  wants: readonly { memberId: MemberId; orderId: OrderId }[],
): Promise<Order[]> {
  if (wants.length === 0) return []
  const members = [...new Set(wants.map((want) => want.memberId))]
  const ids = wants.map((want) => want.orderId)
  const [orders, returns] = await Promise.all([ordersByIds(on, members, ids), returnsByIds(on, members, ids)])
  const returnsOf = Map.groupBy(returns, (each) => each.orderId)
  return orders.map(({ netMinor: _net, returnedMinor: _returned, reserved, reservedUntil, ...order }) => ({
    ...order,
    reserved: reserved === null || reservedUntil === null ? null : { ...reserved, until: reservedUntil },
    lines: orderLines(order.lines),
    returns: [],
    returnKeys: new Map(
      (returnsOf.get(order.orderId) ?? []).map(({ key, fingerprint, answer }) => [key, { fingerprint, answer }]),
    ),
  }))
}

/** All orders of the members that were ever confirmed. */
export function decidedOf(
  on: Database | Tx,
  members: readonly MemberId[],
): Promise<{ memberId: MemberId; orderId: OrderId }[]> {
  return rows(
    on,
    sql<{ memberId: MemberId; orderId: OrderId }>`
      select member_id as "memberId", order_id as "orderId" from orders
      where member_id = any(${uuids(members)}::uuid[]) and decision is not null order by member_id, order_id`,
  )
}

export async function claimNumbers(tx: Tx, claims: readonly NumberRow[]): Promise<void> {
  const sorted = [...claims].sort((a, b) => (a.number < b.number ? -1 : 1))
  await sql`
    insert into order_numbers (number, order_id, member_id)
    select * from unnest(
      ${texts(sorted.map((each) => each.number))}::text[], ${uuids(sorted.map((each) => each.orderId))}::uuid[],
      ${uuids(sorted.map((each) => each.memberId))}::uuid[]
    )`.execute(tx)
}

/** In the order of `orderFields`. */
const orderArrays = (orders: readonly Order[]) => sql`
  ${uuids(orders.map((each) => each.memberId))}::uuid[], ${uuids(orders.map((each) => each.orderId))}::uuid[],
  ${texts(orders.map((each) => each.number))}::text[], ${texts(orders.map((each) => each.status))}::text[],
  ${texts(orders.map((each) => each.currency))}::text[], ${texts(orders.map((each) => each.channel))}::text[],
  ${texts(orders.map((each) => each.store))}::text[], ${stamps(orders.map((each) => each.placedAt))}::timestamptz[],
  ${stamps(orders.map((each) => each.recordedAt))}::timestamptz[], ${numbers(orders.map((each) => netOf(each.lines)))}::bigint[],
  ${numbers(orders.map((each) => returnedOf(each.lines)))}::bigint[],
  ${jsons(orders.map((each) => storedLines(each.lines)))}::jsonb[], ${bytes(orders.map((each) => each.fingerprint))}::bytea[],
  ${jsons(orders.map((each) => each.decision))}::jsonb[], ${jsons(orders.map(reservedOf))}::jsonb[],
  ${stamps(orders.map((each) => each.reserved?.until ?? null))}::timestamptz[],
  ${jsons(orders.map((each) => each.answer))}::jsonb[]`
function reservedOf({ reserved }: Order): Omit<Reservation, 'until'> | null {
  return reserved === null ? null : { offers: reserved.offers, passed: reserved.passed }
}
const orderFields = sql.raw(`
  member_id, order_id, number, status, currency, channel, store, placed_at, recorded_at, net_minor, returned_minor,
  lines, fingerprint, decision, reserved, reserved_until, answer`)

/** Orders that are not there yet. */
export async function insertOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  await sql`insert into orders (${orderFields}) select * from unnest(${orderArrays(orders)})`.execute(tx)
}

/** Known orders keep their identity and take the new content and state. */
export async function updateOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  await sql`
    update orders set
      status = next.status, currency = next.currency, channel = next.channel, store = next.store, placed_at = next.placed_at,
      net_minor = next.net_minor, returned_minor = next.returned_minor, lines = next.lines,
      fingerprint = next.fingerprint, decision = next.decision, reserved = next.reserved, reserved_until = next.reserved_until,
      answer = next.answer
    from unnest(${orderArrays(orders)}) as next (${orderFields})
    where orders.member_id = next.member_id and orders.order_id = next.order_id`.execute(tx)
}

export async function insertReturns(tx: Tx, returns: readonly Return[]): Promise<void> {
  await sql`
    insert into returns (member_id, return_id, order_id, key, at, recorded_at, reason, lines, refund_minor, fingerprint, answer)
    select * from unnest(
      ${uuids(returns.map((each) => each.memberId))}::uuid[], ${uuids(returns.map((each) => each.returnId))}::uuid[],
      ${uuids(returns.map((each) => each.orderId))}::uuid[], ${texts(returns.map((each) => each.key))}::text[],
      ${stamps(returns.map((each) => each.at))}::timestamptz[], ${stamps(returns.map((each) => each.recordedAt))}::timestamptz[],
      ${texts(returns.map((each) => each.reason))}::text[], ${jsons(returns.map((each) => each.lines))}::jsonb[],
      ${numbers(returns.map((each) => each.refundMinor))}::bigint[], ${bytes(returns.map((each) => each.fingerprint))}::bytea[],
      ${jsons(returns.map((each) => each.answer))}::jsonb[]
    )`.execute(tx)
}

/** Open orders whose reservation is over at `at`, the longest over first. */
export function overdueReservations(on: Database | Tx, at: Instant, limit: number): Promise<{ number: string }[]> {
  return rows(
    on,
    sql<{ number: string }>`
      select number from orders where reserved_until is not null and reserved_until <= ${stamp(at)}::timestamptz
      order by reserved_until limit ${limit}::int`,
  )
}

export type GuestOrder = Omit<Order, 'memberId' | 'status' | 'reserved' | 'answer' | 'returns' | 'returnKeys'>

export async function insertGuestOrders(tx: Tx, orders: readonly GuestOrder[]): Promise<void> {
  await sql`
    insert into guest_orders (
      order_id, number, currency, channel, store, placed_at, recorded_at, net_minor, lines, fingerprint, decision
    )
    select * from unnest(
      ${uuids(orders.map((each) => each.orderId))}::uuid[], ${texts(orders.map((each) => each.number))}::text[],
      ${texts(orders.map((each) => each.currency))}::text[], ${texts(orders.map((each) => each.channel))}::text[],
      ${texts(orders.map((each) => each.store))}::text[], ${stamps(orders.map((each) => each.placedAt))}::timestamptz[],
      ${stamps(orders.map((each) => each.recordedAt))}::timestamptz[], ${numbers(orders.map((each) => netOf(each.lines)))}::bigint[],
      ${jsons(orders.map((each) => storedLines(each.lines)))}::jsonb[], ${bytes(orders.map((each) => each.fingerprint))}::bytea[],
      ${jsons(orders.map((each) => each.decision))}::jsonb[]
    )`.execute(tx)
}

type StoredGuest = Pick<
  OrderRow,
  | 'orderId'
  | 'number'
  | 'currency'
  | 'channel'
  | 'store'
  | 'placedAt'
  | 'netMinor'
  | 'lines'
  | 'fingerprint'
  | 'decision'
>
export type GuestRow = Omit<StoredGuest, 'lines'> & { readonly lines: readonly OrderLine[] }

export async function guestsByNumber(on: Database | Tx, wanted: readonly string[]): Promise<GuestRow[]> {
  const found = await rows(
    on,
    sql<StoredGuest>`
      select g.order_id as "orderId", g.number, currency, channel, store, placed_at as "placedAt", net_minor as "netMinor", lines,
        fingerprint, decision
      from order_numbers n join guest_orders g using (order_id)
      where n.number = any(${texts(wanted)}::text[]) and n.member_id is null`,
  )
  return found.map((guest) => ({ ...guest, lines: orderLines(guest.lines) }))
}

/**
 * The orders leave the guests for a member, once: fails with a division by zero when another member was faster.
 * Their rows are written by `insertOrders`.
 */
export async function takeFromGuests(tx: Tx, orders: readonly Order[]): Promise<void> {
  const sorted = orders.toSorted((a, b) => (a.number < b.number ? -1 : 1))
  await sql`
    with gone as (
      delete from guest_orders where order_id = any(${uuids(sorted.map((each) => each.orderId))}::uuid[]) returning 1
    ), named as (
      update order_numbers set member_id = next.member_id
      from unnest(
        ${texts(sorted.map((each) => each.number))}::text[], ${uuids(sorted.map((each) => each.memberId))}::uuid[]
      ) as next (number, member_id)
      where order_numbers.number = next.number and order_numbers.member_id is null
      returning 1
    )
    select 1 / ((select count(*) from gone) = ${sorted.length}::int and (select count(*) from named) = ${sorted.length}::int)::int`.execute(
    tx,
  )
}

export async function guestOrder(on: Database | Tx, orderId: OrderId): Promise<GuestRow | undefined> {
  const found = await row(
    on,
    sql<StoredGuest>`
      select order_id as "orderId", number, currency, channel, store, placed_at as "placedAt", net_minor as "netMinor", lines,
        fingerprint, decision
      from guest_orders where order_id = ${orderId}::uuid`,
  )
  return found === undefined ? undefined : { ...found, lines: orderLines(found.lines) }
}

export type Sales = {
  readonly currency: string
  readonly orders: number
  readonly buyers: number
  readonly netMinor: number
}

/** Members' confirmed orders placed in `[from, to)`, by currency. */
export function sales(on: Database | Tx, from: Instant, to: Instant): Promise<Sales[]> {
  return rows(
    on,
    sql<Sales>`
      select currency, count(*) as orders, count(distinct member_id) as buyers, sum(net_minor - returned_minor) as "netMinor"
      from orders where status = 'confirmed' and placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
      group by currency order by currency`,
  )
}

/** The SQL of the list of all orders: members' and guests', newest first. */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId, OrderId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { texts, uuids } from '../../platform/postgres/arrays.ts'
import { type Database, plannedForValues, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Decision, OrderStatus, Reservation } from '../order.ts'

export type Place = { readonly placedAt: Instant; readonly orderId: OrderId }

export type Narrowing = {
  /** Of these orders alone; null for all. */
  readonly among: readonly Found[] | null
  readonly status: OrderStatus | null
  readonly store: string | null
  /** Null for all. */ readonly stores: readonly string[] | null
  readonly channel: string | null
  readonly memberId: MemberId | null
  readonly buyer: 'member' | 'guest' | null
  /** Placed in [placedFrom, placedTo). */
  readonly placedFrom: Instant | null
  readonly placedTo: Instant | null
}

export type Found = { readonly orderId: OrderId; readonly memberId: MemberId | null }

export type ListedRow = {
  readonly orderId: OrderId
  readonly memberId: MemberId | null
  readonly number: string
  readonly status: OrderStatus
  readonly currency: string
  readonly channel: string
  readonly store: string | null
  readonly placedAt: Instant
  readonly netMinor: number
  readonly returnedMinor: number
  readonly decision: Decision | null
  readonly reserved: Omit<Reservation, 'until'> | null
}

/** Orders whose number begins with `text`, in the order of their numbers. */
export function beginningWith(on: Database | Tx, text: string, limit: number): Promise<Found[]> {
  const pattern = `${text.replace(/[\\%_]/g, '\\$&')}%`
  return rows(
    on,
    sql<Found>`
      select order_id as "orderId", member_id as "memberId" from order_numbers
      where number like ${pattern} order by number limit ${limit}::int`,
  )
}

type Asked = { readonly by: Narrowing; readonly after: Place | null; readonly limit: number }

/** So many of the newest are looked through first, where what is frequent is found at once. */
const WINDOW = 10_000
/** `order`: an index has them in the list's order. `near`: among the newest. `whole`: found by what is rarest, then sorted. */
type Way = 'order' | 'near' | 'whole'

/** Planned for its values: which index is right follows from how many orders a store or a channel has. */
export function ordersNewest(on: Database, asked: Asked): Promise<ListedRow[]> {
  const { among, memberId, status, store, stores, channel } = asked.by
  if (among !== null || memberId !== null) return plannedForValues(on, (tx) => pageOf(tx, asked, 'whole'))
  const unusual = status === 'confirmed' ? null : status
  const narrowed = [unusual, store, stores, channel].filter((one) => one !== null).length
  return plannedForValues(on, async (tx) => {
    if (narrowed <= 1 && (stores === null || stores.length === 1)) return pageOf(tx, asked, 'order')
    const near = await pageOf(tx, asked, 'near')
    return near.length === asked.limit ? near : pageOf(tx, asked, 'whole')
  })
}

function pageOf(tx: Tx, asked: Asked, way: Way): Promise<ListedRow[]> {
  const { by, limit } = asked
  const parts: RawBuilder<unknown>[] = []
  if (by.buyer !== 'guest') parts.push(ofMembers(asked, way))
  if (by.buyer !== 'member' && by.memberId === null && (by.status ?? 'confirmed') === 'confirmed')
    parts.push(ofGuests(asked, way))
  if (parts.length === 0) return Promise.resolve([])
  return rows(
    tx,
    sql<ListedRow>`
      select order_id as "orderId", member_id as "memberId", number, status, currency, channel, store, placed_at as "placedAt",
        net_minor as "netMinor", returned_minor as "returnedMinor", decision, reserved
      from (${sql.join(parts, sql` union all `)}) as listed
      order by placed_at desc, order_id desc limit ${limit}::int`,
  )
}

function ofMembers({ by, after, limit }: Asked, way: Way): RawBuilder<unknown> {
  const conditions = conditionsOf(by)
  if (by.status !== null)
    // Said twice, so that the index of what is not confirmed is seen to hold them all.
    conditions.push(
      by.status === 'confirmed' ? sql`status = 'confirmed'` : sql`status <> 'confirmed' and status = ${by.status}`,
    )
  if (by.memberId !== null) conditions.push(sql`member_id = ${by.memberId}::uuid`)
  if (by.among !== null) {
    const owned = by.among.flatMap(({ orderId, memberId }) => (memberId === null ? [] : [{ orderId, memberId }]))
    const [owners, ids] = [owned.map((each) => each.memberId), owned.map((each) => each.orderId)]
    conditions.push(
      sql`(member_id, order_id) in (select * from unnest(${uuids(owners)}::uuid[], ${uuids(ids)}::uuid[]))`,
    )
  }
  const from = reached({ table: sql`orders`, conditions, range: rangeOf(by, after), way })
  return sql`(
    select order_id, member_id, number, status, currency, channel, store, placed_at, net_minor, returned_minor, decision, reserved
    from ${from} order by placed_at desc, order_id desc limit ${limit}::int)`
}

function ofGuests({ by, after, limit }: Asked, way: Way): RawBuilder<unknown> {
  const conditions = conditionsOf(by)
  if (by.among !== null) {
    const free = by.among.filter(({ memberId }) => memberId === null)
    conditions.push(sql`order_id = any(${uuids(free.map((each) => each.orderId))}::uuid[])`)
  }
  const from = reached({ table: sql`guest_orders`, conditions, range: rangeOf(by, after), way })
  return sql`(
    select order_id, null::uuid as member_id, number, 'confirmed' as status, currency, channel, store, placed_at, net_minor,
      0::bigint as returned_minor, decision, null::jsonb as reserved
    from ${from} order by placed_at desc, order_id desc limit ${limit}::int)`
}

type Reached = {
  readonly table: RawBuilder<unknown>
  readonly conditions: readonly RawBuilder<unknown>[]
  readonly range: readonly RawBuilder<unknown>[]
  readonly way: Way
}

/** `offset 0`: Postgres finds all of them first, and does not hope to meet enough on its way through the newest. */
function reached({ table, conditions, range, way }: Reached): RawBuilder<unknown> {
  const all = (some: readonly RawBuilder<unknown>[]) => sql.join([sql`true`, ...some], sql` and `)
  if (way === 'order') return sql`${table} where ${all([...conditions, ...range])}`
  if (way === 'whole') return sql`(select * from ${table} where ${all([...conditions, ...range])} offset 0) as found`
  return sql`(
    select * from ${table} where ${all(range)} order by placed_at desc, order_id desc limit ${WINDOW}::int
  ) as newest where ${all(conditions)}`
}

function conditionsOf({ store, stores, channel }: Narrowing): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (store !== null) conditions.push(sql`store = ${store}`)
  const [only, ...others] = stores ?? []
  // One store has its orders in order, several have not.
  if (stores !== null)
    conditions.push(
      only !== undefined && others.length === 0 ? sql`store = ${only}` : sql`store = any(${texts(stores)}::text[])`,
    )
  if (channel !== null) conditions.push(sql`channel = ${channel}`)
  return conditions
}

/** What limits the order itself. */
function rangeOf({ placedFrom, placedTo }: Narrowing, after: Place | null): RawBuilder<unknown>[] {
  const range: RawBuilder<unknown>[] = []
  if (placedFrom !== null) range.push(sql`placed_at >= ${stamp(placedFrom)}::timestamptz`)
  if (placedTo !== null) range.push(sql`placed_at < ${stamp(placedTo)}::timestamptz`)
  if (after !== null)
    range.push(sql`(placed_at, order_id) < (${stamp(after.placedAt)}::timestamptz, ${after.orderId}::uuid)`)
  return range
}

/**
 * Brings the copy up to date: facts say whom and which orders something happened to, and these are read as they are now. So a page
 * of facts that is read twice changes nothing, and what a later fact changed is there already.
 */
import { sql } from 'kysely'
import { asId, isId, type MemberId, type OrderId } from '../../base/ids.ts'
import type { MembershipRow } from '../../members/service.ts'
import type { OrdersService, Sold } from '../../orders/service.ts'
import { factsAfter, newestPosition, nobody, type PositionedFact } from '../../platform/facts.ts'
import { type Database, type Tx, transaction } from '../../platform/postgres/database.ts'
import { positionOf } from './tables.ts'

export type Origin = {
  readonly db: Database
  readonly orders: Pick<OrdersService, 'soldOf'>
  readonly memberships: (memberIds: readonly MemberId[]) => Promise<Memberships>
}

type Memberships = ReadonlyMap<MemberId, Omit<MembershipRow, 'memberId'>>

/** Few enough to be held at once, enough that asking costs little. */
const FACTS_AT_ONCE = 5_000

/** Reads the facts that the copy has not read. @returns how many that was */
export async function filled(copy: Database, origin: Origin): Promise<number> {
  let read = 0
  let page = await pageAfter(origin, await positionOf(copy))
  while (page !== undefined) {
    // Fetched while this one is written; what goes wrong with it is said when its turn comes.
    const next = pageAfter(origin, page.position)
    next.catch(() => undefined)
    await write(copy, page)
    read += page.facts
    page = await next
  }
  return read
}

/** How many positions the copy is behind; some of them may never have become facts. */
export async function lagOf(copy: Database, db: Database): Promise<number> {
  return (await newestPosition(db)) - (await positionOf(copy))
}

/** What a page of facts is about, as it is now. */
type Page = {
  readonly facts: number
  readonly position: number
  readonly memberships: Memberships
  readonly touched: readonly OrderId[]
  readonly sold: readonly Sold[]
}

async function pageAfter(origin: Origin, position: number): Promise<Page | undefined> {
  const facts = await factsAfter(origin.db, position, FACTS_AT_ONCE)
  const last = facts.at(-1)
  if (last === undefined) return undefined
  const wants = new Map(facts.flatMap((fact) => touchedBy(fact).map((want) => [want.orderId, want] as const)))
  const memberIds = new Set(facts.map(({ memberId }) => memberId).filter((memberId) => memberId !== nobody))
  const [sold, memberships] = await Promise.all([
    origin.orders.soldOf([...wants.values()]),
    origin.memberships([...memberIds]),
  ])
  return { facts: facts.length, position: last.position, memberships, touched: [...wants.keys()], sold }
}

async function write(copy: Database, { memberships, touched, sold, position }: Page): Promise<void> {
  await transaction(copy, async (tx) => {
    await putPeople(tx, memberships)
    await putOrders(tx, touched, sold)
    await sql`update copy set position = ${position}::bigint`.execute(tx)
  })
}

/** The order that the fact is about; none for what concerns no order. */
function touchedBy({ kind, memberId, data }: PositionedFact): { memberId: MemberId; orderId: OrderId }[] {
  const orderId = data['orderId']
  if (!kind.startsWith('order.') || typeof orderId !== 'string' || !isId(orderId)) return []
  return [{ memberId, orderId: asId<'order'>(orderId) }]
}

async function putPeople(tx: Tx, memberships: Memberships): Promise<void> {
  if (memberships.size === 0) return
  const people = [...memberships].map(([memberId, { status, joinedAt, mergedInto }]) => ({
    ...{ member_id: memberId, person_id: mergedInto ?? memberId, status, joined_ms: joinedAt },
  }))
  await sql`insert or replace into people by name select ${records(people, PERSON)}`.execute(tx)
}

async function putOrders(tx: Tx, touched: readonly OrderId[], sold: readonly Sold[]): Promise<void> {
  if (touched.length === 0) return
  const gone = new Set(touched)
  for (const { orderId } of sold) gone.delete(orderId)
  const ids = (all: readonly OrderId[]) => sql`(select unnest(from_json(${JSON.stringify(all)}::json, '["UUID"]')))`
  if (gone.size > 0) await sql`delete from orders where order_id in ${ids([...gone])}`.execute(tx)
  await sql`delete from order_lines where order_id in ${ids(touched)}`.execute(tx)
  if (sold.length === 0) return
  const orders = sold.map((order) => ({
    ...{ order_id: order.orderId, member_id: order.memberId, currency: order.currency, channel: order.channel },
    ...{ store: order.store, placed_ms: order.placedAt, net_minor: order.netMinor },
  }))
  await sql`insert or replace into orders by name select ${records(orders, ORDER)}`.execute(tx)
  const lines = sold.flatMap(({ orderId, lines: all }) =>
    all.map((line) => ({
      ...{ order_id: orderId, line: line.line, sku: line.sku, category: line.category.at(-1) ?? null },
      ...{ brand: line.brand, quantity: line.quantity - line.returnedQuantity },
      ...{ net_minor: line.netMinor - line.returnedMinor, fee: line.fee },
    })),
  )
  await sql`insert into order_lines by name select ${records(lines, LINE)}`.execute(tx)
}

const PERSON = '{"member_id":"UUID","person_id":"UUID","status":"VARCHAR","joined_ms":"BIGINT"}'
const ORDER =
  '{"order_id":"UUID","member_id":"UUID","currency":"VARCHAR","channel":"VARCHAR","store":"VARCHAR","placed_ms":"BIGINT","net_minor":"BIGINT"}'
const LINE =
  '{"order_id":"UUID","line":"INTEGER","sku":"VARCHAR","category":"VARCHAR","brand":"VARCHAR","quantity":"BIGINT","net_minor":"BIGINT","fee":"BOOLEAN"}'

/** Rows of one parameter: each value of its own would be one of tens of thousands. */
function records(all: readonly object[], form: string) {
  return sql`unnest(from_json(${JSON.stringify(all)}::json, ${sql.lit(`[${form}]`)}), recursive := true)`
}

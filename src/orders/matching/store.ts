/** Reading last month's orders of members for the count of a condition: how many there are, and a sample of them. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { OrderRow } from '../store.ts'

type Window = {
  readonly from: Instant
  readonly to: Instant
  /** Null for all. */
  readonly stores: readonly string[] | null
}
export type Sampled = Pick<OrderRow, 'channel' | 'store' | 'currency' | 'placedAt' | 'lines'> & {
  readonly memberId: string
  readonly tiers: Readonly<Record<string, string>> | null
}

export async function ordersPlaced(tx: Tx, { from, to, stores }: Window): Promise<number> {
  const found = await row(
    tx,
    sql<{ orders: number }>`
      select count(*) as orders from orders
      where status = 'confirmed' and placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
        and (${stores}::text[] is null or store = any(${stores}::text[]))`,
  )
  return found?.orders ?? 0
}

/** The last two bytes of an order's id are random: `below` of 65,536 orders are read, whatever they hold. */
export function sampledOrders(tx: Tx, { from, to, stores }: Window, below: number): Promise<Sampled[]> {
  return rows(
    tx,
    sql<Sampled>`
      select channel, store, currency, placed_at as "placedAt", lines, decision -> 'tiers' as tiers, member_id as "memberId"
      from orders
      where status = 'confirmed' and placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
        and (${stores}::text[] is null or store = any(${stores}::text[]))
        and get_byte(uuid_send(order_id), 14) * 256 + get_byte(uuid_send(order_id), 15) < ${below}::int`,
  )
}

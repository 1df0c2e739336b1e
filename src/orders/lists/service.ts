/** Finding orders: all of them as one list, and what one of them did to the member's points. */
import type { Lot } from '../../accounts/account.ts'
import type { AccountsService, SealedEntry } from '../../accounts/service.ts'
import { asId, isId, type MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { asInstant, type Instant } from '../../base/time.ts'
import type { MemberName, MembersService } from '../../members/service.ts'
import { type Fact, factsAbout } from '../../platform/facts.ts'
import { listed, type Stores } from '../../platform/http/stores.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type SettlingParts, settledAccount } from '../../points/settled.ts'
import { cursorInvalid, orderUnknown } from '../errors.ts'
import type { OrderStatus } from '../order.ts'
import { orderNumbers } from '../store.ts'
import * as store from './store.ts'

export type OrdersQuery = {
  /** How the number begins. */
  readonly q?: string | undefined
  readonly status?: OrderStatus | undefined
  readonly store?: string | undefined
  /** Of these alone. */
  readonly stores: Stores
  readonly channel?: string | undefined
  readonly memberId?: MemberId | undefined
  readonly buyer?: 'member' | 'guest' | undefined
  readonly placedFrom?: Instant | undefined
  readonly placedTo?: Instant | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type ListedOrder = store.ListedRow & { readonly member: MemberName | null }
export type OrdersPage = { readonly items: readonly ListedOrder[]; readonly nextCursor: string | null }

export type OrderListsService = {
  /** Newest first. @throws Refused cursorInvalid */
  list(query: OrdersQuery): Promise<OrdersPage>
  /** The lots that an order earned, as of now, and every movement of points that is its own; none of a guest's. @throws Refused orderUnknown */
  pointsOf(number: string): Promise<{ lots: readonly Lot[]; entries: readonly SealedEntry[]; now: Instant }>
  /** What happened to an order, newest first; nothing is kept of a guest's. @throws Refused orderUnknown */
  timelineOf(number: string): Promise<readonly Fact[]>
}

type Parts = SettlingParts & {
  readonly db: Database
  readonly members: Pick<MembersService, 'namesOf'>
  readonly accounts: AccountsService
}

/** So many numbers that begin alike are looked at; who finds too many types another sign. */
export const BEGINNINGS_AT_MOST = 500
const FACTS_AT_MOST = 200

export function orderListsService(parts: Parts): OrderListsService {
  const { db, members, accounts, clock } = parts

  async function whose(number: string) {
    const [found] = await orderNumbers(db, [number])
    if (found === undefined) throw new Refused(orderUnknown({ number }))
    return found
  }

  return {
    async list(query) {
      const text = query.q?.trim() ?? ''
      const among = text === '' ? null : await store.beginningWith(db, text, BEGINNINGS_AT_MOST)
      const found = await store.ordersNewest(db, {
        by: narrowing(query, among),
        after: query.cursor === undefined ? null : placeOf(query.cursor),
        limit: query.limit + 1,
      })
      const items = found.slice(0, query.limit)
      const names = await members.namesOf(items.flatMap(({ memberId }) => memberId ?? []))
      const last = items.at(-1)
      return {
        items: items.map((order) => ({
          ...order,
          member: order.memberId === null ? null : (names.get(order.memberId) ?? null),
        })),
        nextCursor: found.length > query.limit && last !== undefined ? `${last.placedAt}.${last.orderId}` : null,
      }
    },
    async pointsOf(number) {
      const { memberId, orderId } = await whose(number)
      if (memberId === null) return { lots: [], entries: [], now: clock.now() }
      const [account, entries] = await Promise.all([
        settledAccount(parts, memberId, [orderId]),
        accounts.entriesOfOrder(memberId, orderId),
      ])
      return { lots: account.lots.filter((lot) => lot.orderId === orderId), entries, now: clock.now() }
    },
    async timelineOf(number) {
      const { memberId } = await whose(number)
      return memberId === null ? [] : factsAbout(db, memberId, { number, limit: FACTS_AT_MOST })
    },
  }
}

function narrowing(query: OrdersQuery, among: readonly store.Found[] | null): store.Narrowing {
  return {
    among,
    status: query.status ?? null,
    store: query.store ?? null,
    stores: listed(query.stores),
    channel: query.channel ?? null,
    memberId: query.memberId ?? null,
    buyer: query.buyer ?? null,
    placedFrom: query.placedFrom ?? null,
    placedTo: query.placedTo ?? null,
  }
}

/** 9999-12-31, the end of what an instant may be. */
const LAST_INSTANT = 253_402_300_799_999

function placeOf(cursor: string): store.Place {
  const [, placedAt = '', orderId] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (!isId(orderId) || Number(placedAt) > LAST_INSTANT) throw new Refused(cursorInvalid({}))
  return { placedAt: asInstant(Number(placedAt)), orderId: asId(orderId) }
}

/** Orders without a member: kept for insights, reduced by the offers that are for everybody; they earn nothing. */
import { emptyAccount } from '../accounts/account.ts'
import { worthAnotherTry } from '../accounts/faults.ts'
import { asId, type MemberId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import type { Clock } from '../platform/clock.ts'
import { announce, nobody } from '../platform/facts.ts'
import { type Once, once } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../platform/postgres/database.ts'
import { ordersAnnex } from './annex.ts'
import { answerOf, type OrderAnswer, storedEffects } from './answer.ts'
import { type Docs, isOrderDoc } from './docs.ts'
import type { OrderDraft } from './draft.ts'
import { numberTaken } from './errors.ts'
import { netOf, type Order } from './order.ts'
import { type Confirmation, confirm } from './rules.ts'
import * as store from './store.ts'

/** Stands for a member where there is none. */
export const anyone: MemberId = asId('00000000-0000-0000-0000-000000000000')
const TRIES = 6

/** What confirming would answer to a guest. */
export function guestAnswer(order: Order): OrderAnswer {
  return { ...answerOf(order, storedEffects(null)), memberId: null }
}

/** @returns how many were new */
export async function addGuests(
  tx: Tx,
  { ids, clock }: { ids: Ids; clock: Clock },
  drafts: readonly OrderDraft[],
): Promise<number> {
  const numbers = drafts.map((draft) => draft.number)
  const known = new Set((await store.orderNumbers(tx, numbers)).map((found) => found.number))
  const fresh = drafts
    .filter((draft) => !known.has(draft.number))
    .map((draft) => ({ ...draft, orderId: ids.next<'order'>(), recordedAt: clock.now(), decision: null }))
  if (fresh.length === 0) return 0
  await Promise.all([claim(tx, fresh), store.insertGuestOrders(tx, fresh), tell(tx, ids, fresh)])
  return fresh.length
}

function claim(tx: Tx, orders: readonly Pick<Order, 'number' | 'orderId'>[]): Promise<void> {
  return store.claimNumbers(
    tx,
    orders.map(({ number, orderId }) => ({ number, orderId, memberId: null })),
  )
}

/** What readers of facts follow guests' orders by; offers and journeys are for members, so the kind is its own. */
function tell(tx: Tx, ids: Ids, orders: readonly store.GuestOrder[]): Promise<void> {
  return announce(
    tx,
    orders.map(({ orderId, number, currency, channel, store: where, lines, placedAt, recordedAt }) => ({
      ...{ factId: ids.next<'fact'>(), memberId: nobody, kind: 'order.guest-confirmed', at: placedAt, recordedAt },
      data: { orderId, number, netMinor: netOf(lines), currency, channel, store: where },
    })),
  )
}

/**
 * Confirms a guest's order. Uses that everybody shares are raised under the same condition as members' are; whoever was too
 * late decides again.
 * @param keys of the documents that deciding needs; @param key under which the request came, if any
 */
export async function putGuest(
  db: Database,
  given: Confirmation,
  { keys, key, ids }: { keys: readonly string[]; key: Omit<Once, 'at'> | undefined; ids: Ids },
): Promise<OrderAnswer> {
  const { number, fingerprint } = given.draft
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transaction(db, async (tx) => {
        if (key === undefined) return confirmed(tx, given, { keys, ids })
        const work = async () => ({ status: 200, answer: await confirmed(tx, given, { keys, ids }) })
        await once(tx, { ...key, at: given.work.recordedAt }, work)
      })
      break
    } catch (error) {
      // Somebody else wrote the same number at the same moment: what he wrote is looked at below.
      if (isUniqueViolation(error)) break
      if (attempt === TRIES || !worthAnotherTry(error)) throw error
    }
  }
  const [found] = await store.orderNumbers(db, [number])
  const kept = found === undefined || found.memberId !== null ? undefined : await store.guestOrder(db, found.orderId)
  if (kept === undefined || !kept.fingerprint.equals(fingerprint)) throw new Refused(numberTaken({ number }))
  return guestAnswer(guestAsOrder(kept))
}

async function confirmed(
  tx: Tx,
  given: Confirmation,
  { keys, ids }: { keys: readonly string[]; ids: Ids },
): Promise<null> {
  const { number, placedAt } = given.draft
  const [known] = await store.orderNumbers(tx, [number])
  if (known !== undefined) return null
  const docs = await ordersAnnex.load(
    tx,
    keys.map((key) => ({ memberId: anyone, key })),
  )
  const decided = confirm(emptyAccount(anyone, 'prospect', placedAt), docs, given)
  const changed: Docs = accepted<{ docs?: Docs }>(decided).docs ?? new Map()
  const [order] = [...changed.values()].flatMap((doc) => (isOrderDoc(doc) && !('elsewhere' in doc) ? [doc] : []))
  if (order === undefined) throw new Error('a confirmation left no order')
  const uses = [...changed].flatMap(([key, after]) =>
    isOrderDoc(after) ? [] : [{ key, before: docs.get(key), after }],
  )
  await Promise.all([
    ...[claim(tx, [order]), store.insertGuestOrders(tx, [order]), tell(tx, ids, [order])],
    ordersAnnex.write(tx, uses),
  ])
  return null
}

/** A guest's order in the form that members' orders have. */
export function guestAsOrder(kept: store.GuestRow): Order {
  return {
    ...kept,
    memberId: anyone,
    status: 'confirmed',
    recordedAt: kept.placedAt,
    reserved: null,
    answer: null,
    returns: [],
    returnKeys: new Map(),
  }
}

/** Orders, coupons and uses as the desk's documents: loaded by key with the account that wants them, written with its movements. */
import type { Annex } from '../accounts/desk.ts'
import type { MemberId } from '../base/ids.ts'
import { loadOfferDocs, writeOfferDocs } from '../offers/annex.ts'
import { isOfferDoc } from '../offers/uses.ts'
import type { Tx } from '../platform/postgres/database.ts'
import { type DeskDoc, guestKey, isGuestDoc, isOrderDoc, type OrderDoc, orderKey } from './docs.ts'
import type { Order } from './order.ts'
import * as store from './store.ts'

type Want = { readonly memberId: MemberId; readonly key: string }
type Changed = { readonly before: OrderDoc | undefined; readonly after: OrderDoc }

/** Of the wants whose key begins with the prefix, with the rest of the key. */
function named(wants: readonly Want[], prefix: string): { memberId: MemberId; name: string }[] {
  return wants.flatMap(({ memberId, key }) =>
    key.startsWith(prefix) ? [{ memberId, name: key.slice(prefix.length) }] : [],
  )
}

async function loadOrderDocs(tx: Tx, wants: readonly { memberId: MemberId; name: string }[]) {
  const docs = new Map<string, DeskDoc>()
  const known = await store.orderNumbers(tx, [...new Set(wants.map(({ name }) => name))])
  if (known.length === 0) return docs
  // Several members of a batch may name one number; whose it is decides who sees more of it than that it is taken.
  const wanted = new Set(wants.map(({ name, memberId }) => `${memberId} ${name}`))
  const own = known.flatMap(({ memberId, orderId, number }) =>
    memberId !== null && wanted.has(`${memberId} ${number}`) ? [{ memberId, orderId }] : [],
  )
  for (const { number } of known) docs.set(orderKey(number), { elsewhere: true })
  for (const order of await store.loadOrders(tx, own)) docs.set(orderKey(order.number), order)
  return docs
}

async function loadGuestDocs(tx: Tx, wants: readonly { name: string }[]): Promise<Map<string, DeskDoc>> {
  if (wants.length === 0) return new Map()
  const guests = await store.guestsByNumber(
    tx,
    wants.map(({ name }) => name),
  )
  return new Map(guests.map((guest) => [guestKey(guest.number), { kind: 'guest', guest, claimed: false }]))
}

export const ordersAnnex: Annex<DeskDoc> = {
  async load(tx, wants) {
    const [orders, guests, offers] = await Promise.all([
      loadOrderDocs(tx, named(wants, 'order:')),
      loadGuestDocs(tx, named(wants, 'guest:')),
      loadOfferDocs(tx, {
        codes: named(wants, 'coupon:').map(({ name }) => name),
        counters: named(wants, 'usage:').map(({ name }) => name),
      }),
    ])
    for (const [key, doc] of [...guests, ...offers]) orders.set(key, doc)
    return orders
  },

  async write(tx, changes) {
    const offers = changes.flatMap(({ before, after }) =>
      isOfferDoc(after) ? [{ before: isOfferDoc(before) ? before : undefined, after }] : [],
    )
    const orders = changes.flatMap(({ before, after }) =>
      isOrderDoc(after) ? [{ before: isOrderDoc(before) ? before : undefined, after }] : [],
    )
    const claimed = changes.flatMap(({ after }) => (isGuestDoc(after) && after.claimed ? [after.guest.number] : []))
    await Promise.all([writeOrders(tx, orders, new Set(claimed)), offers.length > 0 && writeOfferDocs(tx, offers)])
  },
}

/** @param claimed numbers that were a guest's until now */
async function writeOrders(tx: Tx, changes: readonly Changed[], claimed: ReadonlySet<string>): Promise<void> {
  const isNew = ({ before, after }: Changed) =>
    before === undefined || own(after).some((each) => claimed.has(each.number))
  const fresh = changes.flatMap((change) => (isNew(change) ? own(change.after) : []))
  const altered = changes.flatMap((change) => (isNew(change) ? [] : own(change.after)))
  const numbered = fresh.filter(({ number }) => !claimed.has(number))
  const taken = fresh.filter(({ number }) => claimed.has(number))
  const orders = [...fresh, ...altered]
  const returns = orders.flatMap((order) => order.returns)
  await Promise.all([
    numbered.length > 0 && store.claimNumbers(tx, numbered),
    taken.length > 0 && store.takeFromGuests(tx, taken),
    fresh.length > 0 && store.insertOrders(tx, fresh),
    altered.length > 0 && store.updateOrders(tx, altered),
    returns.length > 0 && store.insertReturns(tx, returns),
  ])
}

function own(doc: OrderDoc): Order[] {
  return 'elsewhere' in doc ? [] : [doc]
}

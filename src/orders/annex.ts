/** Orders as the desk's documents: loaded by number with the account that wants them, written with its movements. */
import type { Annex } from '../accounts/desk.ts'
import type { Order } from './order.ts'
import type { OrderDoc } from './rules.ts'
import * as store from './store.ts'

type Changed = { key: string; before: OrderDoc | undefined; after: OrderDoc }

function orderIn(doc: OrderDoc | undefined): Order | undefined {
  return doc === undefined || 'elsewhere' in doc ? undefined : doc
}

export const ordersAnnex: Annex<OrderDoc> = {
  async load(tx, wants) {
    const known = await store.orderNumbers(tx, [...new Set(wants.map((want) => want.key))])
    if (known.length === 0) return new Map()
    const memberOf = new Map(wants.map((want) => [want.key, want.memberId]))
    const own = known.flatMap(({ memberId, orderId, number }) =>
      memberId !== null && memberOf.get(number) === memberId ? [{ memberId, orderId }] : [],
    )
    const docs = new Map<string, OrderDoc>(known.map(({ number }) => [number, { elsewhere: true }]))
    for (const order of await store.loadOrders(tx, own)) docs.set(order.number, order)
    return docs
  },

  async write(tx, changes) {
    const fresh = changes.flatMap(({ before, after }) => (before === undefined ? (orderIn(after) ?? []) : []))
    const altered = changes.flatMap(alteration)
    const orders = [...fresh, ...altered]
    const returns = orders.flatMap((order) => order.returns)
    await Promise.all([
      fresh.length > 0 && store.claimNumbers(tx, fresh),
      fresh.length > 0 && store.insertOrders(tx, fresh),
      altered.length > 0 && store.updateOrders(tx, altered),
      returns.length > 0 && store.insertReturns(tx, returns),
    ])
  },
}

/** The order as it stands now, when it was there before. */
function alteration({ before, after }: Changed): Order[] {
  const order = orderIn(after)
  return orderIn(before) === undefined || order === undefined ? [] : [order]
}

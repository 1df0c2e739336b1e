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
    const orders = [...fresh, ...altered.map(({ after }) => after)]
    const rewritten = altered.filter(({ before }) => before.status === 'open').map(({ after }) => after)
    const given = altered.filter(({ before }) => before.status === 'confirmed').map(({ after }) => after)
    const returns = orders.flatMap((order) => order.returns)
    await Promise.all([
      fresh.length > 0 && store.claimNumbers(tx, fresh),
      fresh.length > 0 && store.insertOrders(tx, fresh),
      altered.length > 0 &&
        store.updateOrders(
          tx,
          altered.map(({ after }) => after),
        ),
      rewritten.length > 0 && store.removeLines(tx, rewritten),
      fresh.length + rewritten.length > 0 && store.insertLines(tx, [...fresh, ...rewritten]),
      given.length > 0 && store.updateReturned(tx, given),
      returns.length > 0 && store.insertReturns(tx, returns),
    ])
  },
}

function alteration({ before, after }: Changed): { before: Order; after: Order }[] {
  const from = orderIn(before)
  const to = orderIn(after)
  return from === undefined || to === undefined ? [] : [{ before: from, after: to }]
}

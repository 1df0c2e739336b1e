/**
 * Whoever acts for certain stores sells, takes back and sees orders of those stores only. A number that another store uses is
 * refused with that store, so that a cashier knows where to send the customer.
 */
import { Refused } from '../base/refusals.ts'
import { otherStore, type Stores } from '../platform/http/stores.ts'
import type { OrdersService } from './service.ts'

/** @throws Refused otherStore unless an order of this number, if there is one, is of the caller's stores */
export async function ownOrder(orders: Pick<OrdersService, 'storeOf'>, stores: Stores, number: string): Promise<void> {
  if (stores === 'all') return
  const store = await orders.storeOf(number)
  if (store !== undefined) ownStore(stores, store)
}

/** @throws Refused otherStore for a store that is not the caller's, and for none */
export function ownStore(stores: Stores, store: string | null | undefined): void {
  if (stores === 'all' || (typeof store === 'string' && stores.has(store))) return
  throw new Refused(otherStore({ store: store ?? null }))
}

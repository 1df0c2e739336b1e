/** What the desk loads and writes for orders: the order under its number, and beside it coupons and uses of offers. */
import type { OfferDoc } from '../offers/uses.ts'
import type { Order } from './order.ts'

/** What stands under an order number: the member's own order, or one that is none of his business. */
export type OrderDoc = Order | { readonly elsewhere: true }
export type DeskDoc = OrderDoc | OfferDoc
export type Docs = ReadonlyMap<string, DeskDoc>

export const orderKey = (number: string): string => `order:${number}`

export function isOrderDoc(doc: DeskDoc | undefined): doc is OrderDoc {
  return doc !== undefined && !('kind' in doc)
}

export function orderIn(docs: Docs, number: string): OrderDoc | undefined {
  const doc = docs.get(orderKey(number))
  return isOrderDoc(doc) ? doc : undefined
}

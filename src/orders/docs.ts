/** What the desk loads and writes for orders: the order under its number, and beside it coupons and uses of offers. */
import type { OfferDoc } from '../offers/uses.ts'
import type { Order } from './order.ts'
import type { GuestRow } from './store.ts'

/** What stands under an order number: the member's own order, or one that is none of his business. */
export type OrderDoc = Order | { readonly elsewhere: true }
/** A guest's order that a member asks for; claimed when it is his. */
export type GuestDoc = { readonly kind: 'guest'; readonly guest: GuestRow; readonly claimed: boolean }
export type DeskDoc = OrderDoc | OfferDoc | GuestDoc
export type Docs = ReadonlyMap<string, DeskDoc>

export const guestKey = (number: string): string => `guest:${number}`
export const orderKey = (number: string): string => `order:${number}`

export function isOrderDoc(doc: DeskDoc | undefined): doc is OrderDoc {
  return doc !== undefined && !('kind' in doc)
}

/** The order under a number as its member sees it: the members of a batch share the documents, and another's order is none of his. */
export function orderIn(docs: Docs, { memberId }: Pick<Order, 'memberId'>, number: string): OrderDoc | undefined {
  const doc = docs.get(orderKey(number))
  if (!isOrderDoc(doc)) return undefined
  return 'elsewhere' in doc || doc.memberId === memberId ? doc : { elsewhere: true }
}

export function guestIn(docs: Docs, number: string): GuestDoc | undefined {
  const doc = docs.get(guestKey(number))
  return isGuestDoc(doc) ? doc : undefined
}

export function isGuestDoc(doc: DeskDoc | undefined): doc is GuestDoc {
  return doc !== undefined && 'kind' in doc && doc.kind === 'guest'
}

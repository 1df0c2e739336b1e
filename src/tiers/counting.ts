/** What an order counts for tiers: kept with the account, so that nobody's standing needs his orders to be read. */
import type { Change, CountedOrder, Counts } from '../accounts/account.ts'
import type { OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Purchase } from '../programme/purchase.ts'

/** @param kept what each rule still gives for the order */
export function countsOf(purchase: Purchase, kept: readonly { wallet: string; kept: number }[]): Counts {
  const categories: Record<string, number> = {}
  for (const { category, netMinor } of purchase.lines)
    for (const code of category) categories[code] = (categories[code] ?? 0) + netMinor
  const earned: Record<string, number> = {}
  for (const { wallet, kept: points } of kept) earned[wallet] = (earned[wallet] ?? 0) + points
  return { orders: purchase.lines.length > 0 ? 1 : 0, spendMinor: purchase.netMinor, categories, earned }
}

/**
 * Counts an order as what is left of it, from `at` on; what it counted before stays in its past. An order that was confirmed
 * before any ladder counted orders is not known and stays so.
 */
export function counting(
  change: Change,
  order: { readonly orderId: OrderId; readonly placedAt: Instant; readonly currency: string },
  counts: Counts,
  at: Instant,
): Change {
  const { counted } = change.account
  const known = counted?.get(order.orderId)
  if (counted === null || (known === undefined && at !== order.placedAt)) return change
  const { orderId, placedAt, currency } = order
  const before: CountedOrder = known ?? { orderId, at: placedAt, currency, changes: [] }
  const more = lessThan(counts, before)
  if (known !== undefined && isNothing(more)) return change
  const after: CountedOrder = { ...before, changes: [...before.changes, { at, ...more }] }
  return { ...change, account: { ...change.account, counted: new Map(counted).set(orderId, after) } }
}

/** What must be added to what the order counted so far. */
function lessThan(counts: Counts, { changes }: CountedOrder): Counts {
  return summed([counts, ...changes.map(negative)])
}

/** Σ of counts; names at nothing are left out. */
export function summed(all: readonly Counts[]): Counts {
  const by = (name: 'categories' | 'earned') => {
    const sums: Record<string, number> = {}
    for (const each of all)
      for (const [code, amount] of Object.entries(each[name])) sums[code] = (sums[code] ?? 0) + amount
    return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
  }
  return {
    orders: all.reduce((sum, each) => sum + each.orders, 0),
    spendMinor: all.reduce((sum, each) => sum + each.spendMinor, 0),
    categories: by('categories'),
    earned: by('earned'),
  }
}

export function negative({ orders, spendMinor, categories, earned }: Counts): Counts {
  const less = (sums: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(sums).map(([code, amount]) => [code, -amount]))
  return { orders: -orders, spendMinor: -spendMinor, categories: less(categories), earned: less(earned) }
}

export function isNothing({ orders, spendMinor, categories, earned }: Counts): boolean {
  return orders === 0 && spendMinor === 0 && Object.keys(categories).length + Object.keys(earned).length === 0
}

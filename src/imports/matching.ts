/** Which purchase a return gives back. Pure: the same purchases and returns give the same answer. */
import type { Instant } from '../base/time.ts'

/** A line of an order that still has something left. */
export type Purchase = {
  readonly number: string
  readonly line: number
  readonly sku: string
  readonly placedAt: Instant
  readonly left: number
}

/** A returned line of one member. `quantity` is positive. */
export type Back = { readonly lineNo: number; readonly sku: string; readonly at: Instant; readonly quantity: number }

export type Part = { readonly number: string; readonly line: number; readonly quantity: number }
export type Matched = { readonly lineNo: number; readonly parts: readonly Part[]; readonly unmatched: number }

/**
 * Gives each return, in the order given, the soonest open purchases of its product: placed earliest, and not after the return;
 * of one order the first line. A return larger than one purchase goes on with the next; what is left over is `unmatched`.
 */
export function match(purchases: readonly Purchase[], backs: readonly Back[]): Matched[] {
  const open = new Map<string, { purchase: Purchase; left: number }[]>()
  for (const purchase of [...purchases].sort(soonestFirst)) {
    const ofProduct = open.get(purchase.sku)
    if (ofProduct === undefined) open.set(purchase.sku, [{ purchase, left: purchase.left }])
    else ofProduct.push({ purchase, left: purchase.left })
  }
  return backs.map(({ lineNo, sku, at, quantity }) => {
    const parts: Part[] = []
    let wanted = quantity
    for (const each of open.get(sku) ?? []) {
      if (wanted === 0 || each.purchase.placedAt > at) break
      const taken = Math.min(wanted, each.left)
      if (taken === 0) continue
      each.left -= taken
      wanted -= taken
      parts.push({ number: each.purchase.number, line: each.purchase.line, quantity: taken })
    }
    return { lineNo, parts, unmatched: wanted }
  })
}

function soonestFirst(a: Purchase, b: Purchase): number {
  return a.placedAt - b.placedAt || (a.number === b.number ? a.line - b.line : a.number < b.number ? -1 : 1)
}

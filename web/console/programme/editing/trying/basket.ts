/** What is tried out: who buys what, where and when. It stays while one goes from form to form. */
import { useSyncExternalStore } from 'react'
import type { Sent } from '../../../../ui/server.ts'

export type Line = {
  readonly sku: string
  readonly quantity: number
  readonly unitMinor: number
  /** Of the whole line, where an order said it and the pieces do not divide it. */
  readonly wholeMinor?: number | undefined
  readonly fee: boolean
}

export type Basket = {
  readonly memberId: string | undefined
  readonly currency: string | undefined
  readonly channel: string
  readonly store: string | undefined
  /** RFC 3339; now when absent. */
  readonly placedAt: string | undefined
  readonly lines: readonly Line[]
  readonly coupons: readonly string[]
  /** Typed as `device=A1`. */
  readonly identifiers: readonly string[]
  readonly bestCoupons: boolean
}

type Tried = Sent<'/v1/orders/evaluate', 'post'>

export const EMPTY_LINE: Line = { sku: '', quantity: 1, unitMinor: 10_000, fee: false }

let basket: Basket = {
  memberId: undefined,
  currency: undefined,
  channel: 'pos',
  store: undefined,
  placedAt: undefined,
  lines: [EMPTY_LINE],
  coupons: [],
  identifiers: [],
  bestCoupons: false,
}
const listeners = new Set<() => void>()

export function fill(next: Basket): void {
  basket = next
  for (const listener of listeners) listener()
}

export function useBasket(): Basket {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => basket,
  )
}

/** As the server is asked; undefined while there is nothing to buy yet. */
export function tried(of: Basket, usualCurrency: string): Tried | undefined {
  const lines = of.lines.filter(({ sku, fee }) => fee || sku.trim() !== '')
  if (lines.length === 0 || of.channel.trim() === '') return undefined
  return {
    ...(of.memberId === undefined ? {} : { memberId: of.memberId }),
    currency: of.currency ?? usualCurrency,
    channel: of.channel.trim(),
    ...(of.store === undefined ? {} : { store: of.store }),
    ...(of.placedAt === undefined ? {} : { placedAt: of.placedAt }),
    lines: lines.map(({ sku, quantity, unitMinor, wholeMinor, fee }) => ({
      sku: sku.trim() === '' ? FEE : sku.trim(),
      quantity,
      ...(wholeMinor === undefined ? { unitPriceMinor: unitMinor } : { amountMinor: wholeMinor }),
      ...(fee ? { fee: true } : {}),
    })),
    ...(of.coupons.length === 0 ? {} : { coupons: [...of.coupons] }),
    ...(of.identifiers.length === 0 ? {} : { identifiers: identifiersIn(of.identifiers) }),
    ...(of.bestCoupons && of.memberId !== undefined ? { bestCoupons: true } : {}),
  }
}

/** `device=A1` by name; what has no name is left out. */
function identifiersIn(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text) => /^\s*([a-z][a-z0-9-]{0,39})\s*[=:：]\s*(\S.*)$/i.exec(text))
  return Object.fromEntries(
    pairs.flatMap((found) => (found === null ? [] : [[(found[1] ?? '').toLowerCase(), found[2] ?? '']])),
  )
}

/** A fee needs no product. */
const FEE = 'fee'

type OrderLine = { readonly sku: string; readonly quantity: number; readonly grossMinor: number; readonly fee: boolean }

/** A line as it was bought, before offers. */
export function lineOf({ sku, quantity, grossMinor, fee }: OrderLine): Line {
  const unitMinor = Math.round(grossMinor / quantity)
  return { sku, quantity, unitMinor, fee, ...(unitMinor * quantity === grossMinor ? {} : { wholeMinor: grossMinor }) }
}

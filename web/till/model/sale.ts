/** The sale at the counter: what it holds and how it changes. Pure. */
import { unitsOf } from './amounts.ts'

export type Line = {
  /** Within this sale. */ readonly id: number
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly unitPriceMinor: number
}

/** The member as the till shows him: never more than a cashier needs to greet the right person. */
export type Known = {
  readonly memberId: string
  readonly number: string
  readonly name: string | null
  readonly phone: string | null
  readonly status: string
}
/** Whom the cashier typed or scanned while nobody could be asked who it is. */
export type Typed = { readonly kind: 'phone' | 'card' | 'number'; readonly value: string }
export type Buyer = Known | Typed

export type Sale = {
  readonly lines: readonly Line[]
  readonly buyer: Buyer | null
  /** `best`: whichever coupons cost the member least. */
  readonly coupons: 'best' | readonly string[]
  /** Codes that were scanned: they count beside the member's own. */ readonly scanned: readonly string[]
  readonly pay: { readonly wallet: string; readonly points: number } | null
  /** That the member was there, and until when it counts. */
  readonly presence: { readonly presenceId: string; readonly lapsesAt: string } | null
  /** Taken when it is first confirmed, so that trying again is the same sale. */ readonly number: string | null
}

export const emptySale: Sale = {
  ...{ lines: [], buyer: null, coupons: 'best', scanned: [], pay: null, presence: null, number: null },
}

export type Change =
  | { readonly kind: 'add'; readonly sku: string; readonly name: string; readonly unitPriceMinor: number }
  | { readonly kind: 'quantity'; readonly id: number; readonly quantity: number }
  | { readonly kind: 'buyer'; readonly buyer: Buyer | null; readonly presence?: Sale['presence'] }
  | { readonly kind: 'coupons'; readonly coupons: Sale['coupons'] }
  | { readonly kind: 'scanned'; readonly code: string }
  | { readonly kind: 'pay'; readonly pay: Sale['pay'] }
  | { readonly kind: 'presence'; readonly presence: Sale['presence'] }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'restore'; readonly sale: Sale }
  | { readonly kind: 'clear' }

export const QUANTITY_AT_MOST = 9_999

export function changed(sale: Sale, change: Change): Sale {
  switch (change.kind) {
    case 'add':
      return { ...sale, lines: added(sale.lines, change) }
    case 'quantity':
      return { ...sale, lines: sale.lines.flatMap((line) => (line.id === change.id ? counted(line, change) : [line])) }
    case 'buyer':
      // Coupons, points and presence are the member's own.
      return { ...sale, buyer: change.buyer, coupons: 'best', pay: null, presence: change.presence ?? null }
    case 'coupons':
      return { ...sale, coupons: change.coupons }
    case 'scanned':
      return { ...sale, scanned: [...new Set([...sale.scanned, change.code])] }
    case 'pay':
      return { ...sale, pay: change.pay }
    case 'presence':
      return { ...sale, presence: change.presence }
    case 'number':
      return { ...sale, number: change.number }
    case 'restore':
      return change.sale
    case 'clear':
      return emptySale
  }
}

/** The same thing at the same price is one line; an amount without a product stays a line of its own. */
function added(lines: readonly Line[], item: Omit<Line, 'id' | 'quantity'>): Line[] {
  const { sku, name, unitPriceMinor } = item
  const same = lines.find(
    (line) => line.sku === sku && line.unitPriceMinor === unitPriceMinor && line.sku !== AMOUNT_SKU,
  )
  if (same !== undefined) return lines.map((line) => (line === same ? { ...line, quantity: line.quantity + 1 } : line))
  const id = 1 + Math.max(0, ...lines.map((line) => line.id))
  return [...lines, { id, sku, name, unitPriceMinor, quantity: 1 }]
}

function counted(line: Line, { quantity }: { readonly quantity: number }): Line[] {
  return quantity < 1 ? [] : [{ ...line, quantity: Math.min(quantity, QUANTITY_AT_MOST) }]
}

/** Of what was sold by its amount alone. */
export const AMOUNT_SKU = 'amount'

export const grossMinor = (sale: Sale): number => unitsOf(sale.lines.map((line) => line.quantity * line.unitPriceMinor))

export function isKnown(buyer: Buyer | null): buyer is Known {
  return buyer !== null && 'memberId' in buyer
}

/** Only the end: at a counter others look at the screen. */
export function lastFour(phone: string): string {
  return `**** ${phone.slice(-4)}`
}

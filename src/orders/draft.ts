/** From what a till or shop sends to an order whose figures add up. Pure; refuses what the HTTP schema let through. */

import { hash } from 'node:crypto'
import type { Currency } from '../base/money.ts'
import { isCurrency } from '../base/money.ts'
import { LARGEST, mulDiv } from '../base/quantities.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { CODE_AT_MOST, normalCode } from '../offers/coupon.ts'
import { invalidOrder } from './errors.ts'
import { type GivenIdentifiers, type Identifiers, noIdentifiers } from './identifiers.ts'
import type { OrderLine } from './order.ts'
import type { Payment, PayWish } from './paying.ts'

export type LineInput = {
  readonly sku: string
  readonly name?: string
  readonly quantity: number
  /** Price of one piece; `amountMinor` is the whole line's. One of the two. */
  readonly unitPriceMinor?: number
  readonly amountMinor?: number
  readonly discountMinor?: number
  readonly fee?: boolean
}

export type OrderInput = {
  readonly number: string
  readonly currency: string
  readonly channel: string
  readonly store?: string
  readonly placedAt: Instant
  /** False when the sender gave no time and the server filled in its own: sent again, the order is the same one. */
  readonly dated?: boolean
  readonly lines: readonly LineInput[]
  /** Off the whole order: shared over its lines in proportion to what is left of them. */
  readonly discountMinor?: number
  /** Codes of coupons, in the order in which they were given. */
  readonly coupons?: readonly string[]
  /** True when the amounts are final: no offer changes them or counts them. */
  readonly priced?: boolean
  /** Points that the member pays with. */
  readonly pay?: readonly PayWish[]
  /** How the rest is paid; the amounts make what is due in money. */
  readonly payments?: readonly Payment[]
  /** Devices, addresses, cards and the like, by which limits of offers count. */
  readonly identifiers?: GivenIdentifiers
  /** What the sender believes the order comes to after offers; refused when it does not. */
  readonly expectMinor?: number
}

/** What the catalogue knows of a product. */
export type Classification = { readonly category: readonly string[]; readonly brand: string | null }
export type Classify = (sku: string) => Classification | undefined

/** What was sent, with nothing of its identifiers but their hashes. */
export type SentOrder = Omit<OrderInput, 'identifiers'> & { readonly identifiers?: Identifiers }

export type OrderDraft = Omit<SentOrder, 'lines' | 'currency' | 'store'> & {
  readonly currency: Currency
  readonly store: string | null
  readonly lines: readonly OrderLine[]
  readonly netMinor: number
  /** Of what was sent, so that a repetition is known from a change. */
  readonly fingerprint: Buffer
}

export const LINES_AT_MOST = 2_000
export const COUPONS_AT_MOST = 30
/** One billion of any currency unit of two decimals: beyond it a figure is a slip, and sums stay exact. */
const AMOUNT_AT_MOST = 100_000_000_000
const QUANTITY_AT_MOST = 10_000_000

export function orderDraft(input: SentOrder, classify: Classify): OrderDraft | Refusal {
  const wrong = (where: string, problem: string) => invalidOrder({ where, problem })
  if (!isText(input.number, 120)) return wrong('number', 'it needs 1 to 120 characters')
  if (!isCurrency(input.currency)) return wrong('currency', 'there is no such currency')
  if (!isText(input.channel, 60)) return wrong('channel', 'it needs 1 to 60 characters')
  if (input.store !== undefined && !isText(input.store, 60)) return wrong('store', 'it needs 1 to 60 characters')
  if (input.lines.length === 0 || input.lines.length > LINES_AT_MOST)
    return wrong('lines', `an order has 1 to ${LINES_AT_MOST} lines`)
  const lines: OrderLine[] = []
  for (const [index, line] of input.lines.entries()) {
    const problem = mistakeInLine(line)
    if (problem !== undefined) return wrong(`lines[${index}]`, problem)
    const grossMinor = line.amountMinor ?? (line.unitPriceMinor ?? 0) * line.quantity
    if (grossMinor > AMOUNT_AT_MOST) return wrong(`lines[${index}]`, 'the amount is too large')
    const discountMinor = line.discountMinor ?? 0
    if (discountMinor > grossMinor) return wrong(`lines[${index}].discountMinor`, 'the discount exceeds the amount')
    lines.push({
      line: index + 1,
      sku: line.sku,
      name: line.name ?? null,
      category: classify(line.sku)?.category ?? [],
      brand: classify(line.sku)?.brand ?? null,
      quantity: line.quantity,
      grossMinor,
      discountMinor,
      netMinor: grossMinor - discountMinor,
      fee: line.fee ?? false,
      returnedQuantity: 0,
      returnedMinor: 0,
    })
  }
  const { coupons } = input
  if (
    coupons !== undefined &&
    (coupons.length > COUPONS_AT_MOST || !coupons.every((code) => isText(code, CODE_AT_MOST)))
  )
    return wrong('coupons', `at most ${COUPONS_AT_MOST} codes of 1 to ${CODE_AT_MOST} characters`)
  const payment = mistakeInPayment(input)
  if (payment !== undefined) return wrong(payment.where, payment.problem)
  const off = input.discountMinor ?? 0
  const before = lines.reduce((total, line) => total + line.netMinor, 0)
  if (!isAmount(off) || off > before) return wrong('discountMinor', 'the discount exceeds the order')
  return {
    ...input,
    currency: input.currency,
    store: input.store ?? null,
    lines: off === 0 ? lines : shared(lines, off, before),
    netMinor: before - off,
    fingerprint: fingerprintOf(input),
  }
}

function mistakeInPayment({ pay = [], payments = [] }: SentOrder): { where: string; problem: string } | undefined {
  const points = pay.findIndex(
    (each) => !isText(each.wallet, 40) || !Number.isSafeInteger(each.points) || each.points < 1,
  )
  if (points >= 0) return { where: `pay[${points}]`, problem: 'points must be a positive whole number' }
  const payment = payments.findIndex((each) => !isText(each.means, 40) || !isAmount(each.minor))
  if (payment >= 0) return { where: `payments[${payment}]`, problem: 'it needs a name and an amount in minor units' }
  return undefined
}

/** Of the content in a fixed order: which fields were sent in which order does not matter. */
function fingerprintOf({
  number,
  currency,
  channel,
  store,
  placedAt,
  dated,
  discountMinor,
  lines,
  coupons,
  priced,
  pay,
  payments,
  identifiers = noIdentifiers,
}: SentOrder): Buffer {
  const content = lines.map((line) => [
    line.sku,
    line.name,
    line.quantity,
    line.unitPriceMinor,
    line.amountMinor,
    line.discountMinor,
    line.fee,
  ])
  return hash(
    'sha256',
    JSON.stringify([
      ...[number, currency, channel, store, dated === false ? null : placedAt, discountMinor, content],
      ...[coupons?.map(normalCode), priced],
      ...[pay?.map(({ wallet, points }) => [wallet, points]), payments?.map(({ means, minor }) => [means, minor])],
      ...(identifiers.size === 0 ? [] : [[...identifiers].toSorted(([a], [b]) => (a < b ? -1 : 1))]),
    ]),
    'buffer',
  )
}

function isText(text: unknown, longest: number): text is string {
  return typeof text === 'string' && text.length > 0 && text.length <= longest && keepable(text)
}

/** Postgres keeps neither U+0000 nor half a character. */
export function keepable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

function isAmount(amount: unknown): amount is number {
  return Number.isSafeInteger(amount) && typeof amount === 'number' && amount >= 0 && amount <= AMOUNT_AT_MOST
}

function mistakeInLine(line: LineInput): string | undefined {
  if (!isText(line.sku, 120)) return 'sku needs 1 to 120 characters'
  if (line.name !== undefined && line.name !== '' && !isText(line.name, 300)) return 'name needs at most 300 characters'
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.quantity > QUANTITY_AT_MOST)
    return 'quantity must be a positive whole number'
  if ((line.unitPriceMinor === undefined) === (line.amountMinor === undefined))
    return 'give either unitPriceMinor or amountMinor'
  if (line.unitPriceMinor !== undefined && !isAmount(line.unitPriceMinor))
    return 'unitPriceMinor must be a whole number of minor units'
  if (line.amountMinor !== undefined && !isAmount(line.amountMinor))
    return 'amountMinor must be a whole number of minor units'
  if (line.discountMinor !== undefined && !isAmount(line.discountMinor))
    return 'discountMinor must be a whole number of minor units'
  if ((line.unitPriceMinor ?? 0) * line.quantity > LARGEST) return 'the amount is too large'
  return undefined
}

/** Shares an amount over lines in proportion to their net, exactly: cumulative shares, so that the parts sum to the whole. */
function shared(lines: readonly OrderLine[], off: number, total: number): OrderLine[] {
  let cumulated = 0
  let given = 0
  return lines.map((line) => {
    cumulated += line.netMinor
    const upTo = mulDiv(cumulated, off, total, 'floor')
    const share = upTo - given
    given = upTo
    return { ...line, discountMinor: line.discountMinor + share, netMinor: line.netMinor - share }
  })
}

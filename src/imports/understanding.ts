/** From a row of text to an order line, or the reason why not. Pure: the same row gives the same line. */
import { plainCell } from '../base/cells.ts'
import { type Currency, decimals, isCurrency } from '../base/money.ts'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import { isTimeZone } from '../base/time.ts'
import { asWhole, minorUnits, type NumberFormat, parseDecimal } from './decimal.ts'
import { columnMissing } from './errors.ts'
import type { ColumnName, CustomerColumn, Mapping } from './mapping.ts'
import { momentReader } from './moments.ts'
import { rejected } from './rejections.ts'

/**
 * goods: sold, a product. fee: sold, no product; part of its order, never earning. return: a product given back.
 * adjustment: everything that is neither sold nor given back.
 */
export type LineKind = 'goods' | 'fee' | 'return' | 'adjustment'
export type AdjustmentReason = 'adjustment-number' | 'fee-returned' | 'below-zero' | 'stock'

export type GivenCustomer = {
  readonly kind: CustomerColumn['kind']
  readonly value: string
  readonly source?: string
  readonly region?: string
}

export type UnderstoodLine = {
  readonly line: number
  readonly number: string
  readonly kind: LineKind
  readonly reason: AdjustmentReason | null
  readonly customer: readonly GivenCustomer[]
  readonly sku: string
  readonly name: string | null
  /** As in the file: below zero in most returns. */ readonly quantity: number
  /** Quantity × unit price as in the file, before the discount, rounded half-up to minor units. */
  readonly amountMinor: number
  readonly discountMinor: number
  readonly at: Instant
  readonly currency: Currency
  readonly channel: string
  readonly store: string | null
}

export type Row = { readonly line: number; readonly cells: readonly string[] }
export type NotUnderstood = { readonly line: number; readonly refusal: Refusal; readonly amountMinor: number }

/** Limits of the orders' room: a line beyond them could not become part of an order. */
const QUANTITY_AT_MOST = 10_000_000
const AMOUNT_AT_MOST = 100_000_000_000
const NUMBER_AT_MOST = 120
const SKU_AT_MOST = 120
const NAME_AT_MOST = 300
const CODE_AT_MOST = 60
const SHOWN_AT_MOST = 40

export type Understand = (row: Row) => UnderstoodLine | NotUnderstood

export function isUnderstood(line: UnderstoodLine | NotUnderstood): line is UnderstoodLine {
  return !isNotUnderstood(line)
}
function isNotUnderstood(line: UnderstoodLine | NotUnderstood): line is NotUnderstood {
  return 'refusal' in line
}

/** Where each field stands in the file. @returns columnMissing for a heading that is not there */
export function understanding(mapping: Mapping, heading: readonly string[], latest: Instant): Understand | Refusal {
  const places = placesOf(mapping, heading)
  if (isRefusal(places)) return places
  const { timeZone, currency } = mapping.format
  if (!isTimeZone(timeZone)) throw new Error('a mapping is checked before it is used')
  const read = readersOf(mapping, timeZone)
  const mark = marksOf(mapping)
  const missing = new Set(['', ...(mapping.missing ?? [])])
  const longestMissing = Math.max(...[...missing].map((text) => text.length))
  const columns = heading.length

  return (row) => {
    const { line, cells } = row
    const cell = (place: number | undefined): string => {
      const text = place === undefined ? '' : trimmed(cells[place] ?? '')
      return text.length <= longestMissing && missing.has(text) ? '' : text
    }
    const not = (refusal: Refusal, amountMinor = 0): NotUnderstood => ({ line, refusal, amountMinor })
    if (cells.length > columns && cells.slice(columns).some((text) => text !== ''))
      return not(rejected.cells({ cells: cells.length, columns }))
    const money = moneyOf(
      {
        quantity: cell(places.quantity),
        price: cell(places.unitPrice),
        amount: cell(places.amount),
        discount: cell(places.discount),
        currency: cell(places.currency) || (currency ?? ''),
      },
      read.number,
      mapping.defaults?.quantity,
    )
    if (isRefusal(money)) return not(money)
    const texts = textsOf({
      number: cell(places.number),
      sku: cell(places.sku),
      name: cell(places.name),
      channel: cell(places.channel) || (mapping.defaults?.channel ?? ''),
      store: cell(places.store) || (mapping.defaults?.store ?? ''),
    })
    if (isRefusal(texts)) return not(texts, money.amountMinor)
    const when =
      places.time === undefined ? cell(places.placedAt) : `${cell(places.placedAt)} ${cell(places.time)}`.trim()
    if (when === '') return not(rejected.missing({ field: 'placedAt' }), money.amountMinor)
    const at = read.moment(when)
    if (at === undefined) return not(rejected.moment({ text: shown(when) }), money.amountMinor)
    if (at > latest) return not(rejected.future({}), money.amountMinor)
    const kind = mark(texts.number, texts.sku, money, cell(places.returned))
    if (isRefusal(kind)) return not(kind, money.amountMinor)
    const customer = places.customer.flatMap(({ place, column }) => {
      const value = cell(place)
      return value === '' ? [] : [identityIn(column, value)]
    })
    return { line, ...texts, ...kind, customer, ...money, at }
  }
}

/** Most cells need no trimming, and half a million calls of `trim` are felt. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  const plain = first > 32 && first < 128 && last > 32 && last < 128 ? text : text.trim()
  return first === APOSTROPHE ? plainCell(plain) : plain
}

const APOSTROPHE = 39

type Money = Pick<UnderstoodLine, 'quantity' | 'amountMinor' | 'discountMinor' | 'currency'>

function moneyOf(
  text: { quantity: string; price: string; amount: string; discount: string; currency: string },
  read: (text: string) => ReturnType<typeof parseDecimal>,
  usual: number | undefined,
): Money | Refusal {
  const { currency } = text
  if (!isCurrency(currency)) return rejected.currency({ text: shown(currency) })
  if (text.quantity === '' && usual === undefined) return rejected.missing({ field: 'quantity' })
  const counted = text.quantity === '' ? { units: usual ?? 1, scale: 0 } : read(text.quantity)
  const quantity = counted === undefined ? undefined : asWhole(counted)
  if (quantity === undefined || quantity === 0 || Math.abs(quantity) > QUANTITY_AT_MOST)
    return rejected.quantity({ text: shown(text.quantity) })
  const field = text.price === '' ? 'amount' : 'unitPrice'
  const written = text.price === '' ? text.amount : text.price
  if (written === '') return rejected.missing({ field: 'unitPrice or amount' })
  const price = read(written)
  if (price === undefined) return rejected.number({ field, text: shown(written) })
  const amountMinor = minorUnits(price, field === 'amount' ? 1 : quantity, decimals(currency))
  if (amountMinor === undefined || Math.abs(amountMinor) > AMOUNT_AT_MOST) return rejected.amount({})
  const off = text.discount === '' ? { units: 0, scale: 0 } : read(text.discount)
  if (off === undefined) return rejected.number({ field: 'discount', text: shown(text.discount) })
  const discountMinor = minorUnits(off, 1, decimals(currency))
  if (
    discountMinor === undefined ||
    Math.abs(discountMinor) > Math.abs(amountMinor) ||
    (discountMinor < 0 && amountMinor >= 0)
  )
    return rejected.discount({})
  return { quantity, amountMinor, discountMinor: Math.abs(discountMinor), currency }
}

function textsOf(text: {
  number: string
  sku: string
  name: string
  channel: string
  store: string
}): Pick<UnderstoodLine, 'number' | 'sku' | 'name' | 'channel' | 'store'> | Refusal {
  if (text.number === '') return rejected.missing({ field: 'number' })
  if (text.sku === '') return rejected.missing({ field: 'sku' })
  if (text.channel === '') return rejected.missing({ field: 'channel' })
  const limits = [
    ['number', NUMBER_AT_MOST],
    ['sku', SKU_AT_MOST],
    ['name', NAME_AT_MOST],
    ['channel', CODE_AT_MOST],
    ['store', CODE_AT_MOST],
  ] as const
  for (const [field, atMost] of limits) {
    if (text[field].length > atMost || unkeepable.test(text[field]) || !text[field].isWellFormed())
      return rejected.tooLong({ field, atMost })
  }
  return { ...text, name: text.name === '' ? null : text.name, store: text.store === '' ? null : text.store }
}

/** Controls and direction overrides disguise what stands beside them; Postgres cannot keep U+0000 at all. */
const unkeepable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

function shown(text: string): string {
  return text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)}…` : text
}

function identityIn({ kind, source, region }: CustomerColumn, value: string): GivenCustomer {
  return { kind, value, ...(source === undefined ? {} : { source }), ...(region === undefined ? {} : { region }) }
}

function readersOf({ format }: Mapping, timeZone: TimeZone) {
  const numbers: NumberFormat = { decimal: format.decimal ?? '.', thousands: format.thousands ?? '' }
  return {
    number: (text: string) => parseDecimal(text, numbers),
    moment: momentReader(format.dates, timeZone),
  }
}

type Marked = Pick<UnderstoodLine, 'kind' | 'reason'>

/** Decides what a line is from its number, its code, its signs and the cell that marks returns. */
function marksOf(mapping: Mapping): (number: string, sku: string, money: Money, returned: string) => Marked | Refusal {
  const isFee = codeMatcher(mapping.fees ?? [])
  const adjusts = (mapping.adjustmentPrefixes ?? []).map((prefix) => prefix.toUpperCase())
  const gives = givesBack(mapping)
  const adjustment = (reason: AdjustmentReason): Marked => ({ kind: 'adjustment', reason })
  return (number, sku, { quantity, amountMinor }, returned) => {
    const upper = number.toUpperCase()
    if (adjusts.some((prefix) => upper.startsWith(prefix))) return adjustment('adjustment-number')
    const fee = isFee(sku)
    if (gives(upper, quantity, returned)) return fee ? adjustment('fee-returned') : { kind: 'return', reason: null }
    if (quantity < 0 && amountMinor === 0) return adjustment('stock')
    if (quantity < 0 && !fee) return rejected.negativeSale({})
    if (quantity < 0 || amountMinor < 0) return adjustment('below-zero')
    return { kind: fee ? 'fee' : 'goods', reason: null }
  }
}

function givesBack({
  returns = { by: 'negative-quantity' },
}: Mapping): (number: string, quantity: number, cell: string) => boolean {
  switch (returns.by) {
    case 'none':
      return () => false
    case 'negative-quantity':
      return (_number, quantity) => quantity < 0
    case 'number-prefix': {
      const prefixes = returns.prefixes.map((prefix) => prefix.toUpperCase())
      return (number) => prefixes.some((prefix) => number.startsWith(prefix))
    }
    case 'column': {
      const values = new Set(returns.values.map((value) => value.toLowerCase()))
      return (_number, _quantity, cell) => values.has(cell.toLowerCase())
    }
  }
}

/** Codes are compared without case; `*` at the end of a pattern stands for any rest. */
function codeMatcher(patterns: readonly string[]): (sku: string) => boolean {
  const exact = new Set(patterns.filter((one) => !one.endsWith('*')).map((one) => one.toUpperCase()))
  const heads = patterns.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1).toUpperCase())
  return (sku) => {
    const upper = sku.toUpperCase()
    return exact.has(upper) || heads.some((head) => upper.startsWith(head))
  }
}

type Places = Partial<
  Record<
    'name' | 'quantity' | 'unitPrice' | 'amount' | 'discount' | 'store' | 'channel' | 'currency' | 'returned' | 'time',
    number
  >
> & {
  readonly number: number
  readonly sku: number
  readonly placedAt: number
  readonly customer: readonly { place: number; column: CustomerColumn }[]
}

/** Headings are compared without case and surrounding space. */
function placesOf({ columns, returns }: Mapping, heading: readonly string[]): Places | Refusal {
  const known = heading.map((name) => name.trim().toLowerCase())
  const problems: Refusal[] = []
  const place = (field: string, column: ColumnName): number => {
    const names = typeof column === 'string' ? [column] : column
    for (const name of names) {
      const found = known.indexOf(name.trim().toLowerCase())
      if (found >= 0) return found
    }
    problems.push(columnMissing({ column: names.join(' / '), field, columns: heading.slice(0, 100) }))
    return -1
  }
  const { placedAt } = columns
  const split = typeof placedAt === 'string' || Array.isArray(placedAt) ? undefined : placedAt
  const joined = typeof placedAt === 'string' || Array.isArray(placedAt) ? placedAt : placedAt.date
  const places: Record<string, number> = {}
  for (const field of [
    'name',
    'quantity',
    'unitPrice',
    'amount',
    'discount',
    'store',
    'channel',
    'currency',
  ] as const) {
    const column = columns[field]
    if (column !== undefined) places[field] = place(field, column)
  }
  if (returns?.by === 'column') places['returned'] = place('returns', returns.column)
  if (split !== undefined) places['time'] = place('placedAt.time', split.time)
  const found: Places = {
    ...places,
    number: place('number', columns.number),
    sku: place('sku', columns.sku),
    placedAt: place('placedAt', joined),
    customer: (columns.customer ?? []).map((column) => ({
      place: place(`customer (${column.kind})`, column.column),
      column,
    })),
  }
  return problems[0] ?? found
}

/** What the columns of an unknown file could be, by their headings in several languages and by what their cells look like. */
import { folded } from '../base/text.ts'
import type { Row } from './understanding.ts'

export const guessedFields = [
  'number',
  'sku',
  'name',
  'quantity',
  'unitPrice',
  'amount',
  'discount',
  'placedAt',
  'customer',
  'store',
  'channel',
  'currency',
] as const
export type GuessedField = (typeof guessedFields)[number]
export type ColumnGuess = { readonly column: string; readonly field: GuessedField }

/** Headings as shops, tills and marketplaces write them; compared folded, without spaces and punctuation. */
const names: Readonly<Record<GuessedField, readonly string[]>> = {
  number: [
    'orderno',
    'ordernumber',
    'orderid',
    'order',
    'invoiceno',
    'invoice',
    'receipt',
    'receiptno',
    'transactionid',
    '订单号',
    '订单编号',
    '单号',
    '小票号',
    '交易号',
  ],
  sku: [
    'sku',
    'stockcode',
    'itemcode',
    'productcode',
    'productid',
    'articleno',
    'barcode',
    'lineitemsku',
    '商品编码',
    '商品编号',
    '货号',
    '条码',
    '商品id',
  ],
  name: [
    'description',
    'product',
    'productname',
    'itemname',
    'item',
    'title',
    'lineitemname',
    '商品名称',
    '品名',
    '商品',
    '宝贝标题',
  ],
  quantity: ['quantity', 'qty', 'units', 'pieces', 'count', 'lineitemquantity', '数量', '件数', '购买数量'],
  unitPrice: ['unitprice', 'price', 'lineitemprice', '单价', '价格', '商品单价'],
  amount: ['amount', 'total', 'linetotal', 'sales', 'subtotal', '金额', '小计', '实付金额', '成交金额'],
  discount: ['discount', 'lineitemdiscount', '折扣', '优惠', '优惠金额'],
  placedAt: [
    'invoicedate',
    'orderdate',
    'date',
    'datetime',
    'placedat',
    'createdat',
    'time',
    '下单时间',
    '订单时间',
    '日期',
    '交易时间',
    '创建时间',
    '付款时间',
  ],
  customer: [
    'customerid',
    'customer',
    'memberid',
    'member',
    'phone',
    'mobile',
    'email',
    'cardno',
    '会员号',
    '会员卡号',
    '手机号',
    '手机',
    '客户编号',
    '买家',
  ],
  store: ['store', 'shop', 'branch', 'location', '门店', '店铺', '门店编号'],
  channel: ['channel', 'source', 'platform', '渠道', '来源', '平台'],
  currency: ['currency', 'currencycode', '币种', '货币'],
}

const fieldByName: ReadonlyMap<string, GuessedField> = new Map(
  guessedFields.flatMap((field) => names[field].map((name) => [name, field] as const)),
)

function bare(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, '')
}

/** At most one column per field: headings first, then cells for a date that no heading named. */
export function guessColumns(heading: readonly string[], rows: readonly Row[]): ColumnGuess[] {
  const guesses: ColumnGuess[] = []
  const taken = new Set<GuessedField>()
  for (const column of heading) {
    const field = fieldByName.get(bare(column))
    if (field === undefined || taken.has(field)) continue
    taken.add(field)
    guesses.push({ column, field })
  }
  if (taken.has('placedAt')) return guesses
  const place = heading.findIndex(
    (_, index) => rows.length > 0 && rows.every(({ cells }) => isDate(cells[index] ?? '')),
  )
  const column = heading[place]
  return column === undefined ? guesses : [...guesses, { column, field: 'placedAt' }]
}

function isDate(text: string): boolean {
  return /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text.trim())
}

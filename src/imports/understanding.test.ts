import { expect, test } from 'vitest'
import { accepted, isRefusal, say } from '../base/refusals.ts'
import { asInstant, instantText } from '../base/time.ts'
import { guessColumns } from './guessing.ts'
import { type Mapping, mappingOf } from './mapping.ts'
import { mappingText, preset, presetNames } from './presets.ts'
import { isUnderstood, type UnderstoodLine, understanding } from './understanding.ts'

const heading = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
]
const latest = asInstant(Date.UTC(2026, 0, 1))

function inMapping(mapping: Mapping, columns: readonly string[], cells: readonly string[]): UnderstoodLine | string {
  const line = accepted(understanding(mapping, columns, latest))({ line: 7, cells })
  return isUnderstood(line) ? line : line.refusal.refusal
}
const uci = accepted(preset('uci-online-retail'))
function retail(
  number: string,
  sku: string,
  quantity: string,
  price: string,
  customer = '17850',
): UnderstoodLine | string {
  return inMapping(uci, heading, [number, sku, 'A THING', quantity, '2011-07-01 08:26:00', price, customer, 'France'])
}
function kindOf(line: UnderstoodLine | string): string {
  return typeof line === 'string' ? line : line.reason === null ? line.kind : `${line.kind}: ${line.reason}`
}

test('every preset is a right mapping', () => {
  for (const name of presetNames()) expect(isRefusal(preset(name))).toBe(false)
})

test('a line of the Online Retail file is understood whole', () => {
  const line = retail('536365', '85123A', '6', '2.55')
  if (typeof line === 'string') throw new Error(line)
  expect({ ...line, at: instantText(line.at) }).toEqual({
    line: 7,
    number: '536365',
    kind: 'goods',
    reason: null,
    customer: [{ kind: 'external', source: 'uci', value: '17850' }],
    sku: '85123A',
    name: 'A THING',
    quantity: 6,
    amountMinor: 1_530,
    discountMinor: 0,
    at: '2011-07-01T07:26:00.000Z',
    currency: 'GBP',
    channel: 'online',
    store: null,
  })
})

test.each([
  ['a product', '536365', '85123A', '6', '2.55', 'goods'],
  ['a gift', '537197', '22841', '1', '0', 'goods'],
  ['goods with letters', '540000', 'DCGSSGIRL', '1', '3.29', 'goods'],
  ['postage', '536370', 'POST', '3', '18', 'fee'],
  ['a manual entry, however it is written', '536370', 'm', '1', '2.55', 'fee'],
  ['a voucher', '536370', 'gift_0001_30', '1', '25', 'fee'],
  ['a return', 'C536383', '35004C', '-1', '4.65', 'return'],
  ['postage given back', 'C536383', 'POST', '-1', '18', 'adjustment: fee-returned'],
  ['a discount', 'C536379', 'D', '-1', '27.50', 'adjustment: fee-returned'],
  ['goods lost from the stock', '536589', '21777', '-10', '0', 'adjustment: stock'],
  ['bad debt', 'A563186', 'B', '1', '-11062.06', 'adjustment: adjustment-number'],
  ['a negative sale', '536589', '21777', '-10', '2.55', 'line.negative-sale'],
  ['a broken quantity', '536589', '21777', '1.5', '2.55', 'line.quantity'],
  ['nothing', '536589', '21777', '0', '2.55', 'line.quantity'],
  ['a price that is text', '536589', '21777', '1', 'free', 'line.number'],
  ['no price', '536589', '21777', '1', 'NA', 'line.missing'],
])('%s: %s %s × %s at %s is %s', (_what, number, sku, quantity, price, kind) => {
  expect(kindOf(retail(number, sku, quantity, price))).toBe(kind)
})

test('a text that stands for nothing is nothing: a line without customer is a guest’s', () => {
  for (const nobody of ['NA', '', '  ']) expect(retail('1', 'x', '1', '1', nobody)).toMatchObject({ customer: [] })
})

const european: Mapping = {
  columns: {
    number: 'Bon',
    sku: 'Artikel',
    quantity: 'Menge',
    amount: 'Betrag',
    discount: 'Rabatt',
    placedAt: { date: 'Datum', time: 'Zeit' },
    customer: [{ kind: 'phone', region: 'DE', column: 'Telefon' }],
    store: 'Filiale',
    currency: 'Währung',
  },
  format: { dates: ['dd.MM.yyyy HH:mm'], timeZone: 'Europe/Berlin', decimal: ',', thousands: '.' },
  returns: { by: 'column', column: 'Art', values: ['Retoure'] },
  defaults: { channel: 'store' },
}
const columns = [
  'Bon',
  'Art',
  'Artikel',
  'Menge',
  'Betrag',
  'Rabatt',
  'Datum',
  'Zeit',
  'Telefon',
  'Filiale',
  'währung ',
]

test('a German till: decimal comma, thousands, date and time apart, a column that marks returns, a discount, a currency per line', () => {
  const sale = inMapping(european, columns, [
    '7',
    'Verkauf',
    'T-1',
    '3',
    '1.234,50',
    '34,50',
    '09.02.2020',
    '07:05',
    '030 1234567',
    'Mitte',
    'EUR',
  ])
  expect(sale).toMatchObject({
    kind: 'goods',
    amountMinor: 123_450,
    discountMinor: 3_450,
    currency: 'EUR',
    store: 'Mitte',
    channel: 'store',
  })
  const back = inMapping(european, columns, [
    '8',
    'retoure',
    'T-1',
    '3',
    '-1.234,50',
    '',
    '10.02.2020',
    '07:05',
    '',
    '',
    'JPY',
  ])
  expect(back).toMatchObject({ kind: 'return', amountMinor: -1_235, currency: 'JPY', store: null })
  expect(
    inMapping(european, columns, ['7', '', 'T-1', '3', '10,00', '10,01', '09.02.2020', '07:05', '', '', 'EUR']),
  ).toBe('line.discount')
  expect(inMapping(european, columns, ['7', '', 'T-1', '3', '10,00', '', '09.02.2020', '', '', '', 'EUR'])).toBe(
    'line.moment',
  )
  expect(inMapping(european, columns, ['7', '', 'T-1', '3', '10,00', '', '09.02.2020', '07:05', '', '', 'Euro'])).toBe(
    'line.currency',
  )
})

test('hostile cells are refused or are text; an apostrophe that kept a formula from running is taken off again', () => {
  const named = (name: string) => inMapping(uci, heading, ['1', 'x', name, '1', '2011-07-01 08:26:00', '1', '', ''])
  expect(named('=cmd|calc')).toMatchObject({ name: '=cmd|calc' })
  expect(named("'=cmd|calc")).toMatchObject({ name: '=cmd|calc' })
  expect(named("'t is tea")).toMatchObject({ name: "'t is tea" })
  expect(named("'; drop table imports; --")).toMatchObject({ name: "'; drop table imports; --" })
  expect(named('a\u0000b')).toBe('line.too-long')
  expect(named('a\u202eb')).toBe('line.too-long')
  expect(named('a\tb')).toBe('line.too-long')
  expect(named('\ud800')).toBe('line.too-long')
  expect(named('x'.repeat(301))).toBe('line.too-long')
  expect(inMapping(uci, heading, ['1', 'x', 'a', '1', '2011-07-01 08:26:00', '1', '', '', 'more'])).toBe('line.cells')
  expect(inMapping(uci, heading, ['1', 'x'])).toBe('line.missing')
  expect(inMapping(uci, heading, ['1', 'x', 'a', '1', '2999-07-01 08:26:00', '1', '', ''])).toBe('line.future')
  expect(inMapping(uci, heading, ['1', 'x', 'a', '99999999999', '2011-07-01 08:26:00', '1', '', ''])).toBe(
    'line.quantity',
  )
  expect(inMapping(uci, heading, ['1', 'x', 'a', '10000000', '2011-07-01 08:26:00', '999999999', '', ''])).toBe(
    'line.amount',
  )
})

test('a mapping that cannot work is refused with the place and what to write', () => {
  const said = (data: unknown): string => {
    const found = mappingOf(data)
    return isRefusal(found) ? say(found.words, found.facts, 'en') : 'right'
  }
  const { columns: cols, format } = european
  expect(said(european)).toBe('right')
  expect(said({ ...european, colums: 1 })).toContain('colums')
  expect(said({ ...european, columns: { ...cols, amount: undefined } })).toContain('give unitPrice or amount')
  expect(said({ ...european, columns: { ...cols, unitPrice: 'Preis' } })).toContain('not both')
  expect(said({ ...european, format: { ...format, timeZone: 'Berlin' } })).toContain('format.timeZone')
  expect(said({ ...european, format: { ...format, dates: ['DD.MM.YYYY'] } })).toContain('format.dates.0')
  expect(said({ ...european, format: { ...format, thousands: ',' } })).toContain('format.thousands')
  expect(said({ ...european, columns: { ...cols, customer: [{ kind: 'external', column: 'x' }] } })).toContain(
    'whose ids',
  )
  expect(said({ ...european, defaults: {} })).toContain('defaults.channel')
  const bomb = `a: &a [x,x,x,x]\n${'bcdefgh'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
    .join('\n')}`
  for (const text of ['', '- 1', 'a: [', bomb, 'a: 1\na: 2']) expect(isRefusal(mappingText(text))).toBe(true)
  const wrong = understanding(european, ['Bon', 'Artikel'], latest)
  expect(isRefusal(wrong) ? wrong.facts : 'right').toMatchObject({ column: 'Menge', field: 'quantity' })
})

test('columns are guessed by headings of many shops, and a date by its cells', () => {
  const guessed = (names: string[], cells: string[]) =>
    Object.fromEntries(guessColumns(names, [{ line: 2, cells }]).map(({ column, field }) => [field, column]))
  expect(guessed(['订单编号', '商品编码', '数量', '单价', '下单时间', '手机号'], [])).toEqual({
    number: '订单编号',
    sku: '商品编码',
    quantity: '数量',
    unitPrice: '单价',
    placedAt: '下单时间',
    customer: '手机号',
  })
  expect(guessed(heading, [])).toMatchObject({ number: 'InvoiceNo', sku: 'StockCode', customer: 'CustomerID' })
  expect(guessed(['Order ID', 'When'], ['1', '2020/2/9 7:05'])).toEqual({ number: 'Order ID', placedAt: 'When' })
})

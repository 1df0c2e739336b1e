/** A small shop for the tests of this folder: its vocabulary, and random orders and conditions over few values. */
import fc from 'fast-check'
import { asInstant } from '../time.ts'
import { type Condition, type Operator, type Scalar, takes } from './tree.ts'
import { type FieldType, type Meaning, operatorsOf, type Values, vocabulary } from './vocabulary.ts'

export type ShopLine = {
  readonly sku?: Values['text'] | null | undefined
  readonly quantity?: Values['number'] | null | undefined
  readonly category?: Values['category'] | null | undefined
}
export type ShopOrder = {
  readonly channel?: Values['text'] | null | undefined
  readonly coupon?: Values['text'] | null | undefined
  readonly amountMinor?: Values['number'] | null | undefined
  readonly gift?: Values['boolean'] | null | undefined
  readonly placedAt?: Values['instant'] | null | undefined
  readonly date?: Values['date'] | null | undefined
  readonly time?: Values['minutes'] | null | undefined
  readonly weekday?: Values['weekday'] | null | undefined
  readonly tags?: Values['list'] | null | undefined
  readonly lines: readonly ShopLine[]
}

export const channels = new Map([
  ['pos', { en: 'till', 'zh-CN': '门店收银' }],
  ['shop', { en: 'web shop', 'zh-CN': '网店' }],
  ['app', { en: 'app', 'zh-CN': '小程序' }],
])

export const shop = vocabulary<ShopOrder, ShopLine>({
  fields: {
    'order.channel': {
      type: 'text',
      words: { en: 'channel', 'zh-CN': '渠道' },
      choices: channels,
      read: (order) => order.channel,
    },
    'order.coupon': {
      type: 'text',
      words: { en: 'coupon code', 'zh-CN': '券码' },
      caseless: true,
      read: (order) => order.coupon,
    },
    'order.amountMinor': {
      type: 'number',
      words: { en: 'order amount', 'zh-CN': '订单金额' },
      unit: { en: 'CNY', 'zh-CN': '元' },
      decimals: 2,
      read: (order) => order.amountMinor,
    },
    'order.gift': { type: 'boolean', words: { en: 'gift', 'zh-CN': '礼物' }, read: (order) => order.gift },
    'order.placedAt': {
      type: 'instant',
      words: { en: 'moment of the order', 'zh-CN': '下单时刻' },
      read: (order) => order.placedAt,
    },
    'order.date': { type: 'date', words: { en: 'order day', 'zh-CN': '下单日期' }, read: (order) => order.date },
    'order.time': { type: 'minutes', words: { en: 'time of day', 'zh-CN': '下单时间' }, read: (order) => order.time },
    'order.weekday': { type: 'weekday', words: { en: 'weekday', 'zh-CN': '星期' }, read: (order) => order.weekday },
    'member.tags': { type: 'list', words: { en: 'tags', 'zh-CN': '标签' }, read: (order) => order.tags },
  },
  lines: {
    read: (order) => order.lines,
    fields: {
      'line.sku': { type: 'text', words: { en: 'SKU', 'zh-CN': '货号' }, read: (line) => line.sku },
      'line.quantity': { type: 'number', words: { en: 'quantity', 'zh-CN': '数量' }, read: (line) => line.quantity },
      'line.category': {
        type: 'category',
        words: { en: 'category', 'zh-CN': '品类' },
        nameOf: (value, locale) => (value === 'drinks' ? (locale === 'en' ? 'Drinks' : '饮料') : undefined),
        read: (line) => line.category,
      },
    },
  },
})

const instants = ['2026-03-01T00:00:00.000Z', '2026-03-01T08:00:00.000Z', '2026-03-02T00:00:00.000Z']
const paths = [['drinks'], ['drinks', 'tea'], ['drinks', 'tea', 'green'], ['snacks'], []]

/** Few values of each type, so that random conditions and random subjects often meet. */
const json: Readonly<Record<FieldType, readonly Scalar[]>> = {
  text: ['pos', 'shop', 'app'],
  number: [-1, 0, 1, 2, 9_999, 10_000, Number.MAX_SAFE_INTEGER],
  boolean: [true, false],
  instant: instants,
  date: ['2026-02-28', '2026-03-01', '2026-03-02'],
  minutes: [0, 600, 1_080, 1_439],
  weekday: [1, 5, 6, 7],
  list: ['vip', 'tea', 'new'],
  category: ['drinks', 'tea', 'green', 'snacks'],
}

const absent = <T>(values: readonly T[]): fc.Arbitrary<T | null | undefined> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  )
const lines: fc.Arbitrary<ShopLine> = fc.record(
  { sku: absent(['pos', 'shop', 'app']), quantity: absent([0, 1, 2]), category: absent(paths) },
  { requiredKeys: [] },
)
export const orders: fc.Arbitrary<ShopOrder> = fc.record(
  {
    channel: absent(['pos', 'shop', 'app']),
    coupon: absent(['POS', 'pos', 'Shop', 'İ']),
    amountMinor: absent([-1, 0, 1, 2, 9_999, 10_000, Number.MAX_SAFE_INTEGER]),
    gift: absent([true, false]),
    placedAt: absent(instants.map((text) => asInstant(Date.parse(text)))),
    date: absent(['2026-02-28', '2026-03-01', '2026-03-02']),
    time: absent([0, 600, 1_080, 1_439]),
    weekday: absent([1, 5, 6, 7]),
    tags: absent([[], ['vip'], ['vip', 'tea'], ['new', 'vip', 'vip']]),
    lines: fc.array(lines, { maxLength: 3 }),
  },
  { requiredKeys: ['lines'] },
)

function valueFor(meaning: Meaning, is: Operator, among: readonly Scalar[]): fc.Arbitrary<object> {
  const one = fc.constantFrom(...among)
  switch (takes(is)) {
    case 'nothing':
      return fc.constant({})
    case 'one':
      return one.map((value) => ({ value }))
    case 'many':
      return fc.array(one, { minLength: 1, maxLength: 3 }).map((value) => ({ value }))
    case 'range':
      return fc
        .tuple(one, one)
        .filter(([from, to]) => (meaning.type === 'minutes' || is === 'during' ? from !== to : true))
        .map(([from, to]) => ({
          value: from <= to || meaning.type === 'minutes' ? { from, to } : { from: to, to: from },
        }))
  }
}

function leaves(
  fields: ReadonlyMap<string, Meaning>,
  values: (field: string, meaning: Meaning) => readonly Scalar[] = (_, { type }) => json[type],
): fc.Arbitrary<object> {
  const ofField = [...fields].map(([field, meaning]) =>
    fc
      .constantFrom(...operatorsOf[meaning.type])
      .chain((is) => valueFor(meaning, is, values(field, meaning)).map((value) => ({ field, is, ...value }))),
  )
  return fc.oneof(...ofField)
}

function trees(leaf: fc.Arbitrary<object>, depthSize: number): fc.Arbitrary<object> {
  const { tree } = fc.letrec<{ tree: object }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: depthSize },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { maxLength: 3 }).map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  }))
  return tree
}

const lineConditions = fc
  .tuple(fc.constantFrom('any', 'all', 'none'), trees(leaves(shop.lines?.fields ?? new Map()), 2))
  .map(([line, where]) => ({ line, where }))

/** JSON of random valid conditions of the shop. */
export const conditionJson: fc.Arbitrary<object> = trees(fc.oneof(leaves(shop.fields), lineConditions), 4)

/** The same over the fields of any subject, none over lines. */
export function conditionsOver(
  fields: ReadonlyMap<string, Meaning>,
  values: (field: string, meaning: Meaning) => readonly Scalar[] = (_, { type }) => json[type],
): fc.Arbitrary<object> {
  return trees(leaves(fields, values), 4)
}

/** JSON of random valid conditions over line fields alone. */
export const lineScopeJson: fc.Arbitrary<object> = trees(leaves(shop.lines?.fields ?? new Map()), 3)

/** An order with nothing but what is named. */
export const order = (parts: Partial<ShopOrder>): ShopOrder => ({ lines: [], ...parts })

/** Depth, counted independently of the parser. */
export function depthOf(condition: Condition): number {
  if ('all' in condition) return 1 + Math.max(0, ...condition.all.map(depthOf))
  if ('any' in condition) return 1 + Math.max(0, ...condition.any.map(depthOf))
  if ('not' in condition) return 1 + depthOf(condition.not)
  if ('line' in condition) return 1 + depthOf(condition.where)
  return 1
}

/** What conditions of the programme may speak about: a purchase, its lines and the standing of whoever makes it. */
import { type Field, type Vocabulary, vocabulary, type WallClock } from '../base/conditions/index.ts'
import { festivalOn, festivals, lunarDate } from '../base/lunar.ts'
import type { Currency } from '../base/money.ts'
import type { Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'

export type PurchaseLine = {
  readonly sku: string
  /** The category and its ancestors, nearest last; empty when unknown. */
  readonly category: readonly string[]
  readonly brand: string | null
  readonly quantity: number
  /** After discounts, in minor units. */
  readonly netMinor: number
}

export type Purchase = {
  readonly channel: string
  readonly store: string | null
  readonly currency: Currency
  readonly placedAt: Instant
  /** The wall clock of the programme's time zone at `placedAt`; worked out when a rule asks. */
  readonly clock: () => WallClock
  /** Σ of the lines. */
  readonly netMinor: number
  readonly lines: readonly PurchaseLine[]
  /** Tier by ladder, as it stood when the purchase was made. */
  readonly tiers: ReadonlyMap<string, string>
  /** Hashes of what limits of offers count by, by name. No condition may ask for them. */
  readonly identifiers?: ReadonlyMap<string, string>
}

const orderFields: readonly [string, Field<Purchase>][] = [
  [
    'order.amountMinor',
    {
      type: 'number',
      words: { en: 'order amount', 'zh-CN': '订单金额' },
      decimals: 2,
      read: (purchase) => purchase.netMinor,
    },
  ],
  ['order.channel', { type: 'text', words: { en: 'channel', 'zh-CN': '渠道' }, read: (purchase) => purchase.channel }],
  ['order.store', { type: 'text', words: { en: 'store', 'zh-CN': '门店' }, read: (purchase) => purchase.store }],
  [
    'order.currency',
    { type: 'text', words: { en: 'currency', 'zh-CN': '币种' }, read: (purchase) => purchase.currency },
  ],
  [
    'order.placedAt',
    {
      type: 'instant',
      words: { en: 'moment of the order', 'zh-CN': '下单时刻' },
      read: (purchase) => purchase.placedAt,
    },
  ],
  [
    'order.date',
    { type: 'date', words: { en: 'order day', 'zh-CN': '下单日期' }, read: (purchase) => purchase.clock().date },
  ],
  [
    'order.time',
    {
      type: 'minutes',
      words: { en: 'time of day', 'zh-CN': '下单时间' },
      read: (purchase) => purchase.clock().minutes,
    },
  ],
  [
    'order.weekday',
    { type: 'weekday', words: { en: 'weekday', 'zh-CN': '星期' }, read: (purchase) => purchase.clock().weekday },
  ],
  [
    'order.dayOfMonth',
    {
      type: 'number',
      words: { en: 'day of the month', 'zh-CN': '每月几号' },
      read: (purchase) => purchase.clock().day,
    },
  ],
  [
    'order.festival',
    {
      type: 'text',
      words: { en: 'festival', 'zh-CN': '节日' },
      choices: festivals,
      read: (purchase) => festivalOn(purchase.clock().date),
    },
  ],
  [
    'order.lunarDate',
    {
      type: 'text',
      words: { en: 'day of the lunar calendar', 'zh-CN': '农历日期' },
      read: (purchase) => lunarDate(purchase.clock().date),
    },
  ],
]

/** Where somebody stands, whatever he buys. */
export type Standing = Pick<Purchase, 'tiers'>

function standingFields(ladders: readonly string[]): [string, Field<Standing>][] {
  const tier = (name: string, ladder: string, words: Words): [string, Field<Standing>] => [
    name,
    { type: 'text', words, read: ({ tiers }) => tiers.get(ladder) },
  ]
  const first = ladders[0]
  const tiers = ladders.map((ladder) =>
    tier(`member.tier.${ladder}`, ladder, { en: `tier (${ladder})`, 'zh-CN': `等级（${ladder}）` }),
  )
  if (first !== undefined) tiers.push(tier('member.tier', first, { en: 'tier', 'zh-CN': '会员等级' }))
  return tiers
}

/** The part of a purchase's vocabulary that speaks of the member alone. */
export function standingVocabulary(ladders: readonly string[]): Vocabulary<Standing> {
  return vocabulary<Standing>({ fields: new Map(standingFields(ladders)) })
}

/** @param ladders codes of the programme's ladders; the first is `member.tier`, each is `member.tier.CODE` */
export function purchaseVocabulary(ladders: readonly string[]): Vocabulary<Purchase, PurchaseLine> {
  return vocabulary<Purchase, PurchaseLine>({
    fields: new Map<string, Field<Purchase>>([...orderFields, ...standingFields(ladders)]),
    lines: {
      read: (purchase) => purchase.lines,
      fields: {
        'line.sku': { type: 'text', words: { en: 'product', 'zh-CN': '商品' }, read: (line) => line.sku },
        'line.category': {
          type: 'category',
          words: { en: 'category', 'zh-CN': '类目' },
          read: (line) => line.category,
        },
        'line.brand': { type: 'text', words: { en: 'brand', 'zh-CN': '品牌' }, read: (line) => line.brand },
        'line.quantity': { type: 'number', words: { en: 'quantity', 'zh-CN': '数量' }, read: (line) => line.quantity },
        'line.amountMinor': {
          type: 'number',
          words: { en: 'line amount', 'zh-CN': '行金额' },
          decimals: 2,
          read: (line) => line.netMinor,
        },
      },
    },
  })
}

/** What conditions may say of members: each field with its words, how it is read of a member, and where it stands in SQL. */
import { sql } from 'kysely'
import type { Field, Fields, Vocabulary } from '../../base/conditions/index.ts'
import { vocabulary, wallClock } from '../../base/conditions/index.ts'
import type { Locale, Words } from '../../base/refusals.ts'
import type { Instant, TimeZone } from '../../base/time.ts'
import type { Column } from '../../platform/postgres/conditions.ts'
import type { Definition } from '../../programme/definition.ts'
import type { AttributeDefinition, Attributes, Status } from '../member.ts'
import { attributeField } from './attributefields.ts'
import { insightFields } from './insightfields.ts'

/** A member as conditions see him. */
export type MemberSubject = {
  readonly status: Status
  readonly joinedAt: Instant
  readonly channel: string | null
  readonly store: string | null
  readonly tags: readonly string[]
  readonly attributes: Attributes
  /** Tier by ladder, where he ever moved. */
  readonly tiers: Readonly<Record<string, string>>
  /** Balance by wallet; 0 where none is named. */
  readonly balances: Readonly<Record<string, number>>
  /** Confirmed orders, and when the last of them was placed. */
  readonly orders: number
  readonly lastOrderAt: Instant | null
  /** Figures by the name of their field, without `insight.`; what no model could say is not there. */
  readonly insights: Readonly<Record<string, string | number>>
  /** Skus and categories, with all above these, that he bought. */
  readonly bought: { readonly products: readonly string[]; readonly categories: readonly string[] }
}

/** What the company has, by which fields there are. */
export type MemberWorld = {
  readonly definition: Pick<Definition, 'ladders' | 'wallets'>
  readonly timeZone: TimeZone
  readonly attributes: readonly AttributeDefinition[]
  readonly now: Instant
  /** Names of the segments of recency, frequency and monetary value. */
  readonly segments: ReadonlyMap<string, Words>
}

export type Entry = readonly [name: string, field: Field<MemberSubject>, column: Column]
export type MemberVocabulary = Vocabulary<MemberSubject> & { readonly columns: ReadonlyMap<string, Column> }

const statusWords: ReadonlyMap<string, Words> = new Map<Status, Words>([
  ['active', { en: 'active', 'zh-CN': '正常' }],
  ['prospect', { en: 'prospect', 'zh-CN': '潜客' }],
  ['suspended', { en: 'suspended', 'zh-CN': '已暂停' }],
  ['closed', { en: 'closed', 'zh-CN': '已关闭' }],
])

const ofPerson: readonly Entry[] = [
  [
    'member.status',
    { type: 'text', words: { en: 'status', 'zh-CN': '状态' }, choices: statusWords, read: ({ status }) => status },
    { in: 'here', value: sql`m.status` },
  ],
  [
    'member.tags',
    { type: 'list', words: { en: 'tags', 'zh-CN': '标签' }, read: ({ tags }) => tags },
    { in: 'here', value: sql`m.tags` },
  ],
  [
    'member.channel',
    { type: 'text', words: { en: 'channel of joining', 'zh-CN': '入会渠道' }, read: ({ channel }) => channel },
    { in: 'here', value: sql`m.channel` },
  ],
  [
    'member.store',
    { type: 'text', words: { en: 'store of joining', 'zh-CN': '入会门店' }, read: ({ store }) => store },
    { in: 'here', value: sql`m.store` },
  ],
]

/** Days are those of the programme's time zone; `…DaysAgo` is 0 today, so that a kept filter moves with the calendar. */
function ofTime({ timeZone, now }: MemberWorld): readonly Entry[] {
  const today = wallClock(now, timeZone).date
  const dayOf = (at: Instant) => wallClock(at, timeZone).date
  const daysAgo = (at: Instant) => Temporal.PlainDate.from(dayOf(at)).until(today, { largestUnit: 'days' }).days
  const unit = { en: 'days', 'zh-CN': '天' }
  const lastOrder = sql`(select max(o.placed_at) at time zone ${timeZone}::text from orders o
    where o.member_id = m.member_id and o.status = 'confirmed')`
  const joined = sql`(m.joined_at at time zone ${timeZone}::text)`
  return [
    [
      'member.joinedDate',
      { type: 'date', words: { en: 'day of joining', 'zh-CN': '入会日期' }, read: (one) => dayOf(one.joinedAt) },
      { in: 'here', value: sql`to_char(${joined}, 'YYYY-MM-DD')` },
    ],
    [
      'member.joinedDaysAgo',
      {
        ...{ type: 'number', words: { en: 'days since joining', 'zh-CN': '入会天数' }, unit },
        read: (one) => daysAgo(one.joinedAt),
      },
      { in: 'here', value: sql`(${today}::date - ${joined}::date)` },
    ],
    [
      'member.orders',
      { type: 'number', words: { en: 'number of orders', 'zh-CN': '订单数' }, read: ({ orders }) => orders },
      {
        in: 'here',
        value: sql`(select count(*) from orders o where o.member_id = m.member_id and o.status = 'confirmed')`,
      },
    ],
    [
      'member.lastOrderDate',
      {
        ...{ type: 'date', words: { en: 'day of the last order', 'zh-CN': '最近下单日期' } },
        read: ({ lastOrderAt }) => (lastOrderAt === null ? undefined : dayOf(lastOrderAt)),
      },
      { in: 'here', value: sql`to_char(${lastOrder}, 'YYYY-MM-DD')` },
    ],
    [
      'member.lastOrderDaysAgo',
      {
        ...{ type: 'number', words: { en: 'days since the last order', 'zh-CN': '距上次下单天数' }, unit },
        read: ({ lastOrderAt }) => (lastOrderAt === null ? undefined : daysAgo(lastOrderAt)),
      },
      { in: 'here', value: sql`(${today}::date - ${lastOrder}::date)` },
    ],
  ]
}

/** `member.tier` is the first ladder's. Whoever never moved stands on the lowest tier; a prospect stands on none. */
function ofTiers({ definition: { ladders } }: MemberWorld): readonly Entry[] {
  const entry = (name: string, { code, tiers }: Definition['ladders'][number], words: Words): Entry => {
    const lowest = tiers[0]?.code
    const known: ReadonlyMap<string, Words> = new Map(tiers.map((tier) => [tier.code, tier.name]))
    return [
      name,
      {
        ...{ type: 'text', words, nameOf: (value: string, locale: Locale) => known.get(value)?.[locale] },
        read: (one) => (one.status === 'prospect' ? undefined : (one.tiers[code] ?? lowest)),
      },
      {
        in: 'row',
        rows: sql`from standings s where s.member_id = m.member_id and s.ladder = ${code}::text`,
        value: sql`s.tier`,
        absent: lowest,
        given: sql`m.status <> 'prospect'`,
      },
    ]
  }
  const [first] = ladders
  const main = first === undefined ? [] : [entry('member.tier', first, { en: 'tier', 'zh-CN': '会员等级' })]
  const others = ladders.slice(1).map((ladder) =>
    entry(`member.tier.${ladder.code}`, ladder, {
      en: `tier (${ladder.name.en})`,
      'zh-CN': `等级（${ladder.name['zh-CN']}）`,
    }),
  )
  return [...main, ...others]
}

/** As it stands in the books: what expired today is taken off by the nightly run, or when the member comes. */
function ofWallets({ definition: { wallets } }: MemberWorld): readonly Entry[] {
  return wallets.map(({ code, name, unit }) => [
    `member.balance.${code}`,
    {
      ...{ type: 'number', unit, words: { en: `balance of ${name.en}`, 'zh-CN': `${name['zh-CN']}余额` } },
      read: ({ balances }) => balances[code] ?? 0,
    },
    {
      in: 'row',
      rows: sql`from wallets w where w.member_id = m.member_id and w.wallet = ${code}::text`,
      value: sql`w.balance`,
      absent: 0,
    },
  ])
}

export function memberVocabulary(world: MemberWorld): MemberVocabulary {
  const attributes = world.attributes.map(attributeField)
  const entries = [
    ...ofTiers(world),
    ...ofPerson,
    ...ofTime(world),
    ...ofWallets(world),
    ...insightFields(world),
    ...attributes,
  ]
  const fields: Fields<MemberSubject> = new Map(entries.map(([name, field]) => [name, field]))
  return { ...vocabulary({ fields }), columns: new Map(entries.map(([name, , column]) => [name, column])) }
}

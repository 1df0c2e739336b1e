/** What insights say of a member, as conditions see it: figures of models, on which no price may hang. */
import { sql } from 'kysely'
import { wallClock } from '../../base/conditions/index.ts'
import type { Words } from '../../base/refusals.ts'
import type { Entry, MemberSubject, MemberWorld } from './vocabulary.ts'

const percent: Words = { en: '%', 'zh-CN': '%' }

/** Money is compared in the smallest unit and shown in the usual one. */
const DECIMALS = 2

type Figure = { readonly column: string; readonly words: Words; readonly unit?: Words; readonly decimals?: number }

const numbers: readonly (Figure & { readonly name: string })[] = [
  { name: 'recency', column: 'recency', words: { en: 'recency (1–5)', 'zh-CN': '最近购买得分（1–5）' } },
  { name: 'frequency', column: 'frequency', words: { en: 'frequency (1–5)', 'zh-CN': '购买频次得分（1–5）' } },
  { name: 'monetary', column: 'monetary', words: { en: 'monetary value (1–5)', 'zh-CN': '购买金额得分（1–5）' } },
  {
    ...{ name: 'alive', column: 'alive', unit: percent },
    words: { en: 'chance of still being a customer', 'zh-CN': '仍为活跃客户的概率' },
  },
  {
    ...{ name: 'churn', column: 'churn', unit: percent },
    words: { en: 'risk of not buying again', 'zh-CN': '不再购买的风险' },
  },
  {
    ...{ name: 'value', column: 'value_minor', decimals: DECIMALS },
    words: { en: 'expected value', 'zh-CN': '预期价值' },
  },
  {
    ...{ name: 'loyalty', column: 'loyalty' },
    words: { en: 'loyalty index (0–100)', 'zh-CN': '忠诚指数（0–100）' },
  },
]

const stages: ReadonlyMap<string, Words> = new Map([
  ['prospect', { en: 'prospect', 'zh-CN': '未购买' }],
  ['new', { en: 'new', 'zh-CN': '新客' }],
  ['activating', { en: 'activating', 'zh-CN': '培养中' }],
  ['active', { en: 'active', 'zh-CN': '活跃' }],
  ['loyal', { en: 'loyal', 'zh-CN': '忠诚' }],
  ['won-back', { en: 'won back', 'zh-CN': '已挽回' }],
  ['at-risk', { en: 'at risk', 'zh-CN': '有流失风险' }],
  ['lapsed', { en: 'lapsed', 'zh-CN': '已流失' }],
])

/** Nobody has a figure before the first run of insights, nor what no model could say. */
const figure = (column: string) => ({
  in: 'row' as const,
  rows: sql`from insight_members i where i.member_id = m.member_id and i.${sql.id(column)} is not null`,
  value: sql`i.${sql.id(column)}`,
  absent: undefined,
})

/** As of today, so that a kept filter moves with the calendar. */
function due({ timeZone, now }: Pick<MemberWorld, 'timeZone' | 'now'>): Entry {
  const today = wallClock(now, timeZone).date
  const words: Words = {
    en: 'days until the next purchase is due (negative: overdue)',
    'zh-CN': '距应购日天数（负数表示已逾期）',
  }
  return [
    'insight.dueInDays',
    {
      ...{ type: 'number', personal: true, words, unit: { en: 'days', 'zh-CN': '天' } },
      read: ({ insights: { due_on: day } }) =>
        typeof day === 'string' ? Temporal.PlainDate.from(today).until(day, { largestUnit: 'days' }).days : undefined,
    },
    { ...figure('due_on'), value: sql`(i.due_on - ${today}::date)` },
  ]
}

/** The month of it is the member's cohort. */
const firstOrderDate: Entry = [
  'insight.firstOrderDate',
  {
    ...{ type: 'date', personal: true, words: { en: 'day of the first order', 'zh-CN': '首次下单日期' } },
    read: ({ insights: { firstOn } }) => (typeof firstOn === 'string' ? firstOn : undefined),
  },
  { ...figure('first_on'), value: sql`to_char(i.first_on, 'YYYY-MM-DD')` },
]

/** As of the last run; who bought nothing has no row. */
const goods = (column: 'products' | 'categories') => ({
  in: 'row' as const,
  rows: sql`from insight_bought b where b.member_id = m.member_id and b.${sql.id(column)} is not null`,
  value: sql`b.${sql.id(column)}`,
  absent: undefined,
})

const boughtGoods: readonly Entry[] = [
  [
    'insight.products',
    {
      ...{ type: 'list', read: ({ bought }) => bought.products },
      words: { en: 'products bought within two years', 'zh-CN': '两年内购买过的商品' },
    },
    goods('products'),
  ],
  [
    'insight.categories',
    {
      ...{ type: 'category', read: ({ bought }) => bought.categories },
      words: { en: 'category bought of within two years', 'zh-CN': '两年内购买过的品类' },
    },
    goods('categories'),
  ],
]

type World = Pick<MemberWorld, 'segments' | 'timeZone' | 'now'>

export function insightFields(world: World): readonly Entry[] {
  const { segments } = world
  const numeric = numbers.map(({ name, column, ...said }): Entry => {
    const read = ({ insights }: MemberSubject) => {
      const value = insights[name]
      return typeof value === 'number' ? value : undefined
    }
    return [`insight.${name}`, { type: 'number', personal: true, ...said, read }, figure(column)]
  })
  const text = (name: string, column: string, words: Words, known: ReadonlyMap<string, Words>): Entry => {
    const read = ({ insights }: MemberSubject) => {
      const value = insights[name]
      return typeof value === 'string' ? value : undefined
    }
    return [
      `insight.${name}`,
      { type: 'text', personal: true, words, nameOf: (value, locale) => known.get(value)?.[locale], read },
      figure(column),
    ]
  }
  return [
    text('segment', 'segment', { en: 'RFM segment', 'zh-CN': 'RFM 分群' }, segments),
    text('cluster', 'cluster', { en: 'group by purchases', 'zh-CN': '购买行为分组' }, new Map()),
    ...[stage, stageDays(world), ...numeric, due(world), firstOrderDate, ...boughtGoods],
  ]
}

const stage: Entry = [
  'insight.stage',
  {
    ...{ type: 'text', personal: true, words: { en: 'stage of the lifecycle', 'zh-CN': '生命周期阶段' } },
    choices: stages,
    read: ({ insights }) => (typeof insights['stage'] === 'string' ? insights['stage'] : undefined),
  },
  figure('stage'),
]

/** So that “at risk since a week or less” moves with the calendar. */
function stageDays({ now, timeZone }: Pick<MemberWorld, 'now' | 'timeZone'>): Entry {
  const today = wallClock(now, timeZone).date
  const words = { en: 'days in this stage', 'zh-CN': '处于当前阶段的天数' }
  return [
    'insight.stageDays',
    {
      ...{ type: 'number', personal: true, words, unit: { en: 'days', 'zh-CN': '天' } },
      read: ({ insights: { stageSince } }) =>
        typeof stageSince === 'string'
          ? Temporal.PlainDate.from(stageSince).until(today, { largestUnit: 'days' }).days
          : undefined,
    },
    { ...figure('stage_since'), value: sql`(${today}::date - i.stage_since)` },
  ]
}

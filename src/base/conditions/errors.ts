/**
 * The refusals of `parseCondition`. Every one has `path`, the way to the bad node: `all[2].not.value`;
 * the root itself is called `condition`. All are 422: the tree is JSON, but not a condition of this vocabulary.
 */
import { type Refusal, refusal, type Words } from '../refusals.ts'

export const unknownShape = refusal<{ path: string }>('condition.unknown-shape', 422, {
  en: '{path}: expected an object with exactly one of: all, any, not, line with where, or field with is.',
  'zh-CN': '{path}：应为一个对象，且只含 all、any、not、line 与 where、或 field 与 is 中的一种。',
})

export const unknownKey = refusal<{ path: string; key: string }>('condition.unknown-key', 422, {
  en: '{path}: “{key}” does not belong here.',
  'zh-CN': '{path}：此处不应有“{key}”。',
})

const unknownFieldAlone = refusal<{ path: string; field: string; nearest: null }>('condition.unknown-field', 422, {
  en: '{path}: there is no field “{field}” here.',
  'zh-CN': '{path}：此处没有字段“{field}”。',
})
const unknownFieldNear = refusal<{ path: string; field: string; nearest: string }>('condition.unknown-field', 422, {
  en: '{path}: there is no field “{field}” here. Did you mean “{nearest}”?',
  'zh-CN': '{path}：此处没有字段“{field}”。您是不是要用“{nearest}”？',
})

/** `nearest` is the known name that looks most alike, when one does. */
export function unknownField(facts: { path: string; field: string; nearest: string | undefined }): Refusal {
  const { path, field, nearest } = facts
  return nearest === undefined
    ? unknownFieldAlone({ path, field, nearest: null })
    : unknownFieldNear({ path, field, nearest })
}

export const unknownOperator = refusal<{
  path: string
  field: string
  operator: string
  allowed: readonly string[]
}>('condition.unknown-operator', 422, {
  en: '{path}: “{operator}” is not an operator of {field}. It understands: {allowed}.',
  'zh-CN': '{path}：字段 {field} 不支持运算符“{operator}”，可用：{allowed}。',
})

export const unknownQuantifier = refusal<{ path: string; quantifier: string }>('condition.unknown-quantifier', 422, {
  en: '{path}: “{quantifier}” should be any, all or none.',
  'zh-CN': '{path}：“{quantifier}”应为 any、all 或 none。',
})

export const noLines = refusal<{ path: string }>('condition.no-lines', 422, {
  en: '{path}: there are no order lines to look at here.',
  'zh-CN': '{path}：此处没有可供判断的商品行。',
})

export const unknownChoice = refusal<{
  path: string
  field: string
  value: string
  allowed: readonly string[]
}>('condition.unknown-choice', 422, {
  en: '{path}: {field} is never “{value}”. It is one of: {allowed}.',
  'zh-CN': '{path}：{field} 不会是“{value}”，可选：{allowed}。',
})

/** What a value should have been, by the name that stands in the facts as `expected`. */
const expectations = {
  list: { en: 'a list', 'zh-CN': '列表' },
  range: { en: 'an object with from and to', 'zh-CN': '含 from 与 to 的对象' },
  nothing: { en: 'no value', 'zh-CN': '不带值' },
  text: { en: 'a text', 'zh-CN': '文本' },
  number: { en: 'a whole number', 'zh-CN': '整数' },
  boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
  instant: { en: 'an instant such as 2026-03-01T08:00:00Z', 'zh-CN': '时刻，例如 2026-03-01T08:00:00Z' },
  date: { en: 'a day such as 2026-03-01', 'zh-CN': '日期，例如 2026-03-01' },
  minutes: { en: 'minutes since midnight, from 0 to 1440', 'zh-CN': '自零点起的分钟数，0 至 1440' },
  weekday: { en: 'a weekday from 1 (Monday) to 7 (Sunday)', 'zh-CN': '星期，1（周一）至 7（周日）' },
} as const satisfies Readonly<Record<string, Words>>
export type Expectation = keyof typeof expectations

export function wrongType(facts: { path: string; expected: Expectation }): Refusal {
  const words = expectations[facts.expected]
  return refusal<{ path: string; expected: string }>('condition.wrong-type', 422, {
    en: `{path}: expected ${words.en}.`,
    'zh-CN': `{path}：应为${words['zh-CN']}。`,
  })(facts)
}

export const badText = refusal<{ path: string }>('condition.bad-text', 422, {
  en: '{path}: the text holds a character that cannot be stored.',
  'zh-CN': '{path}：文本含有无法保存的字符。',
})

export const emptyText = refusal<{ path: string }>('condition.empty-text', 422, {
  en: '{path}: an empty text would match everything.',
  'zh-CN': '{path}：空文本会匹配所有内容。',
})

export const emptyList = refusal<{ path: string }>('condition.empty-list', 422, {
  en: '{path}: the list needs at least one value.',
  'zh-CN': '{path}：列表至少需要一个值。',
})

export const badRange = refusal<{ path: string; from: string | number; to: string | number }>(
  'condition.bad-range',
  422,
  {
    en: '{path}: nothing lies between {from} and {to}.',
    'zh-CN': '{path}：{from} 与 {to} 之间没有任何值。',
  },
)

export const tooDeep = refusal<{ path: string; limit: number }>('condition.too-deep', 422, {
  en: '{path}: conditions may be nested {limit} levels deep.',
  'zh-CN': '{path}：条件最多嵌套 {limit} 层。',
})

/** What was counted, by the name that stands in the facts as `counted`. */
const countables = {
  nodes: {
    en: '{path}: a condition may have {limit} parts.',
    'zh-CN': '{path}：一个条件最多 {limit} 个部分。',
  },
  values: {
    en: '{path}: a list may have {limit} values.',
    'zh-CN': '{path}：一个列表最多 {limit} 个值。',
  },
  valuesInAll: {
    en: '{path}: all lists of a condition together may have {limit} values.',
    'zh-CN': '{path}：一个条件的所有列表合计最多 {limit} 个值。',
  },
  text: {
    en: '{path}: a text may have {limit} characters.',
    'zh-CN': '{path}：一段文本最多 {limit} 个字符。',
  },
  textInAll: {
    en: '{path}: all texts of a condition together may have {limit} characters.',
    'zh-CN': '{path}：一个条件的所有文本合计最多 {limit} 个字符。',
  },
} as const satisfies Readonly<Record<string, Words>>

export function tooLarge(facts: { path: string; counted: keyof typeof countables; limit: number }): Refusal {
  return refusal<{ path: string; counted: string; limit: number }>(
    'condition.too-large',
    422,
    countables[facts.counted],
  )(facts)
}

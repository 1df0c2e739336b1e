/**
 * A condition as a sentence for a person: in the console beside the editor, and in the trace of a decision.
 * Total: whatever a vocabulary no longer knows is shown by its name.
 */
import { type Locale, say, unreachable, type Words } from '../refusals.ts'
import { type Instant, parseInstant, type TimeZone, zoned } from '../time.ts'
import {
  type Condition,
  isLeafOfMany,
  isLeafOfNothing,
  isLeafOfOne,
  type Leaf,
  type LineCondition,
  type Operator,
  type Scalar,
} from './tree.ts'
import { oneLine } from './values.ts'
import { type Meaning, type Meanings, textual } from './vocabulary.ts'

/** Values of a list beyond these are only counted. */
const VALUES_SHOWN = 5

type Tongue = { readonly locale: Locale; readonly timeZone: TimeZone | undefined }

/** @param timeZone in which instants are shown, the programme's; without it they are shown in UTC */
export function describe(condition: Condition, meanings: Meanings, locale: Locale, timeZone?: TimeZone): string {
  return sentence(condition, meanings, { locale, timeZone })
}

const words = {
  always: { en: 'always', 'zh-CN': '始终成立' },
  never: { en: 'never', 'zh-CN': '永不成立' },
  and: { en: ' and ', 'zh-CN': '，且' },
  or: { en: ' or ', 'zh-CN': '，或' },
  not: { en: 'not ({inner})', 'zh-CN': '并非（{inner}）' },
  group: { en: '({inner})', 'zh-CN': '（{inner}）' },
  anyLine: { en: 'at least one line satisfies ({inner})', 'zh-CN': '至少一个商品行满足（{inner}）' },
  allLines: { en: 'every line satisfies ({inner})', 'zh-CN': '每个商品行都满足（{inner}）' },
  noLine: { en: 'no line satisfies ({inner})', 'zh-CN': '没有商品行满足（{inner}）' },
  more: { en: '{shown} and {count} more', 'zh-CN': '{shown} 等 {count} 项' },
  quoted: { en: '“{text}”', 'zh-CN': '“{text}”' },
  yes: { en: 'yes', 'zh-CN': '是' },
  no: { en: 'no', 'zh-CN': '否' },
} as const satisfies Readonly<Record<string, Words>>

const weekdays: readonly Words[] = [
  { en: 'Monday', 'zh-CN': '周一' },
  { en: 'Tuesday', 'zh-CN': '周二' },
  { en: 'Wednesday', 'zh-CN': '周三' },
  { en: 'Thursday', 'zh-CN': '周四' },
  { en: 'Friday', 'zh-CN': '周五' },
  { en: 'Saturday', 'zh-CN': '周六' },
  { en: 'Sunday', 'zh-CN': '周日' },
]

/** What each operator says. */
const phrases: Readonly<Record<Operator, Words>> = {
  'is-set': { en: '{field} is known', 'zh-CN': '{field}有值' },
  'is-not-set': { en: '{field} is not known', 'zh-CN': '{field}没有值' },
  equals: { en: '{field} is {value}', 'zh-CN': '{field}是 {value}' },
  'not-equals': { en: '{field} is not {value}', 'zh-CN': '{field}不是 {value}' },
  in: { en: '{field} is one of {value}', 'zh-CN': '{field}是以下之一：{value}' },
  'not-in': { en: '{field} is none of {value}', 'zh-CN': '{field}不是以下任何一个：{value}' },
  'less-than': { en: '{field} is less than {value}', 'zh-CN': '{field}小于 {value}' },
  'at-most': { en: '{field} is at most {value}', 'zh-CN': '{field}不超过 {value}' },
  'greater-than': { en: '{field} is more than {value}', 'zh-CN': '{field}大于 {value}' },
  'at-least': { en: '{field} is at least {value}', 'zh-CN': '{field}不少于 {value}' },
  contains: { en: '{field} contains {value}', 'zh-CN': '{field}包含 {value}' },
  'starts-with': { en: '{field} starts with {value}', 'zh-CN': '{field}以 {value} 开头' },
  within: { en: '{field} is within {value}', 'zh-CN': '{field}属于 {value}' },
  'within-any': { en: '{field} is within any of {value}', 'zh-CN': '{field}属于以下任一：{value}' },
  'has-any': { en: '{field} has any of {value}', 'zh-CN': '{field}含有以下任一：{value}' },
  'has-all': { en: '{field} has all of {value}', 'zh-CN': '{field}含有以下全部：{value}' },
  'has-none': { en: '{field} has none of {value}', 'zh-CN': '{field}不含以下任何一个：{value}' },
  between: { en: '{field} is from {from} to {to}', 'zh-CN': '{field}在 {from} 至 {to} 之间（含两端）' },
  during: { en: '{field} is from {from} until just before {to}', 'zh-CN': '{field}从 {from} 起、到 {to} 之前' },
}

/** Days, instants and times of day come earlier or later; they are not less or more. */
const phrasesOfTime: Readonly<Partial<Record<Operator, Words>>> = {
  'less-than': { en: '{field} is before {value}', 'zh-CN': '{field}早于 {value}' },
  'at-most': { en: '{field} is no later than {value}', 'zh-CN': '{field}不晚于 {value}' },
  'greater-than': { en: '{field} is after {value}', 'zh-CN': '{field}晚于 {value}' },
  'at-least': { en: '{field} is {value} or later', 'zh-CN': '{field}不早于 {value}' },
}

function sentence(condition: Condition, meanings: Meanings, tongue: Tongue): string {
  if ('all' in condition) return joined(condition.all, { meanings, tongue, by: words.and, empty: words.always })
  if ('any' in condition) return joined(condition.any, { meanings, tongue, by: words.or, empty: words.never })
  if ('not' in condition) return say(words.not, { inner: sentence(condition.not, meanings, tongue) }, tongue.locale)
  if ('line' in condition) return lineSentence(condition, meanings, tongue)
  return leafSentence(condition, meanings.fields.get(condition.field), tongue)
}

type Joining = { readonly meanings: Meanings; readonly tongue: Tongue; readonly by: Words; readonly empty: Words }

function joined(parts: readonly Condition[], { meanings, tongue, by, empty }: Joining): string {
  const { locale } = tongue
  if (parts.length === 0) return empty[locale]
  if (parts.length === 1) return parts.map((part) => sentence(part, meanings, tongue)).join('')
  return parts
    .map((part) => {
      const inner = sentence(part, meanings, tongue)
      return joins(part) ? say(words.group, { inner }, locale) : inner
    })
    .join(by[locale])
}

/** Whether its sentence has an "and" or "or" of its own at the top. */
function joins(condition: Condition): boolean {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  return parts.length > 1 || parts.some(joins)
}

function lineSentence(condition: LineCondition, meanings: Meanings, tongue: Tongue): string {
  const lineMeanings = { fields: meanings.lines?.fields ?? new Map<string, Meaning>() }
  const inner = sentence(condition.where, lineMeanings, tongue)
  switch (condition.line) {
    case 'any':
      return say(words.anyLine, { inner }, tongue.locale)
    case 'all':
      return say(words.allLines, { inner }, tongue.locale)
    case 'none':
      return say(words.noLine, { inner }, tongue.locale)
    default:
      return unreachable(condition.line)
  }
}

function leafSentence(leaf: Leaf, meaning: Meaning | undefined, tongue: Tongue): string {
  const { locale } = tongue
  const field = meaning === undefined ? oneLine(leaf.field) : meaning.words[locale]
  const temporal = meaning?.type === 'date' || meaning?.type === 'instant' || meaning?.type === 'minutes'
  const phrase = (temporal ? phrasesOfTime[leaf.is] : undefined) ?? phrases[leaf.is]
  const show = (value: Scalar): string => shownValue(value, meaning, tongue)
  if (isLeafOfNothing(leaf)) return say(phrase, { field }, locale)
  if (isLeafOfOne(leaf)) return say(phrase, { field, value: show(leaf.value) }, locale)
  if (isLeafOfMany(leaf)) return say(phrase, { field, value: shownList(leaf.value, show, locale) }, locale)
  return say(phrase, { field, from: show(leaf.value.from), to: show(leaf.value.to) }, locale)
}

function shownList(values: readonly Scalar[], show: (value: Scalar) => string, locale: Locale): string {
  const shown = values
    .slice(0, VALUES_SHOWN)
    .map(show)
    .join(locale === 'en' ? ', ' : '、')
  const hidden = values.length - VALUES_SHOWN
  if (hidden <= 0) return shown
  return say(words.more, { shown, count: locale === 'en' ? hidden : values.length }, locale)
}

function shownValue(value: Scalar, meaning: Meaning | undefined, { locale, timeZone }: Tongue): string {
  if (typeof value === 'boolean') return value ? words.yes[locale] : words.no[locale]
  if (typeof value === 'number') return shownNumber(value, meaning, locale)
  if (meaning?.type === 'date') return value
  if (meaning?.type === 'instant') {
    const at = parseInstant(value)
    return at === undefined ? oneLine(value) : shownInstant(at, timeZone)
  }
  const traits = meaning === undefined ? undefined : textual(meaning)
  const name = traits?.choices?.get(value)?.[locale] ?? traits?.nameOf?.(value, locale)
  return name === undefined ? say(words.quoted, { text: oneLine(value) }, locale) : oneLine(name)
}

function shownNumber(value: number, meaning: Meaning | undefined, locale: Locale): string {
  if (meaning?.type === 'weekday') return weekdays[value - 1]?.[locale] ?? String(value)
  if (meaning?.type === 'minutes') return `${twoDigits(Math.floor(value / 60))}:${twoDigits(value % 60)}`
  if (meaning?.type !== 'number') return String(value)
  const number = pointed(value, meaning.decimals ?? 0)
  return meaning.unit === undefined ? number : `${number} ${meaning.unit[locale]}`
}

/** 1234567 with two decimals is 12,345.67. Works on the digits, so nothing is rounded. */
function pointed(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const wholes = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = decimals === 0 ? '' : `.${digits.slice(-decimals)}`
  return `${value < 0 ? '−' : ''}${wholes}${rest}`
}

function shownInstant(at: Instant, timeZone: TimeZone | undefined): string {
  const clock =
    timeZone === undefined ? Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC') : zoned(at, timeZone)
  const text = clock.toPlainDateTime().toString({ smallestUnit: clock.second === 0 ? 'minute' : 'second' })
  return timeZone === undefined ? `${text.replace('T', ' ')} UTC` : text.replace('T', ' ')
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

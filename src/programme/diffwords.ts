/** The difference between two definitions in words: what each wallet, rule and tier said before, and what it says now. */
import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition } from './definition.ts'
import { type Difference, differences, inLanguages, same } from './diff.ts'
import { type Coded, isCoded, isJson } from './places.ts'
import { inWords } from './words.ts'

/** One sentence before and after; null where there is none. `name` tells parts of one thing apart, such as tiers. */
export type Line = { readonly name: string; readonly before: string | null; readonly after: string | null }

export type Told = {
  readonly title: string
  readonly lines: readonly Line[]
  /** Fields that changed, as data in short: where the sentences may not say all. */
  readonly details: readonly string[]
}

/** `affected`: it is as it was, but reads differently because of another change. */
export type Change = Omit<Difference, 'kind'> & {
  readonly kind: Difference['kind'] | 'affected'
  readonly words: Readonly<Record<Locale, Told>>
}

/** Every difference in words, then what else reads differently because of them. */
export function diffInWords(before: Definition, after: Definition): Change[] {
  const found: (Difference | Affected)[] = differences(before, after)
  const known = new Set(found.map(({ place }) => place))
  const sides = { en: sidesIn({ before, after }, 'en'), 'zh-CN': sidesIn({ before, after }, 'zh-CN') }
  const affected = affectedBy(sides.en).filter(({ place }) => !known.has(place))
  return [...found, ...affected].map((each) => ({
    ...each,
    words: { en: told(each, sides.en), 'zh-CN': told(each, sides['zh-CN']) },
  }))
}

type Affected = Omit<Difference, 'kind'> & { readonly kind: 'affected' }

type Sides = {
  readonly locale: Locale
  readonly before: ReadonlyMap<string, Section>
  readonly after: ReadonlyMap<string, Section>
}
/** Items by code. */
type Section = ReadonlyMap<string, Item>
type Item = { readonly name: string; readonly sentences: ReadonlyMap<string, Sentence> }
/** Of the item itself, or of one of its parts by code. */
type Sentence = { readonly name: string; readonly sentence: string }

function sidesIn({ before, after }: { before: Definition; after: Definition }, locale: Locale): Sides {
  return { locale, before: sectionsOf(inWords(before, locale)), after: sectionsOf(inWords(after, locale)) }
}

/** Whatever `inWords` says by code: a section that it learns to speak about is spoken about here. */
function sectionsOf(words: object): ReadonlyMap<string, Section> {
  return new Map(
    Object.entries(words).flatMap(([section, items]: [string, unknown]) =>
      isCoded(items) ? [[section, new Map(items.map((item) => [item.code, itemOf(item)]))] as const] : [],
    ),
  )
}

function itemOf(item: Coded): Item {
  const own: [string, Coded][] = typeof item['sentence'] === 'string' ? [['', item]] : []
  const parts = Object.values(item).flatMap((value) =>
    isCoded(value) ? value.map((part): [string, Coded] => [part.code, part]) : [],
  )
  const sentences = [...own, ...parts].map(([code, { name, sentence }]): [string, Sentence] => [
    code,
    { name: code === '' ? '' : textOr(name, code), sentence: textOr(sentence, '') },
  ])
  return { name: textOr(item['name'], item.code), sentences: new Map(sentences) }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}

function affectedBy({ before, after }: Sides): Affected[] {
  return [...after].flatMap(([section, items]) =>
    [...items].flatMap(([code, item]) => {
      const was = before.get(section)?.get(code)
      if (was === undefined || same([...was.sentences], [...item.sentences])) return []
      const nothing = { before: undefined, after: undefined, fields: [] }
      return { place: `${section}.${code}`, kind: 'affected' as const, section, code, ...nothing }
    }),
  )
}

function told(change: Difference | Affected, sides: Sides): Told {
  const { locale } = sides
  const { section, code } = change
  const details = change.fields.map(({ path, before, after }) => `${path}: ${arrow(before, after, locale)}`)
  if (section === null) return { title: valueTitle(change, locale), lines: [], details: [] }
  if (code === null)
    return { title: say(locale, ['Order of', '调整顺序：'], sectionName(section, locale)), ...order(change, sides) }
  const [was, is] = [sides.before.get(section)?.get(code), sides.after.get(section)?.get(code)]
  const name = is?.name ?? was?.name ?? nameIn(change.after ?? change.before, locale) ?? code
  const lines = linesOf(was, is)
  const toldByLines = lines.length > 0 && details.length === 1
  return { title: itemTitle(change.kind, { section, name, code }, locale), lines, details: toldByLines ? [] : details }
}

/** Only what reads differently. */
function linesOf(was: Item | undefined, is: Item | undefined): Line[] {
  const codes = new Set([...(is?.sentences.keys() ?? []), ...(was?.sentences.keys() ?? [])])
  return [...codes].flatMap((code) => {
    const [old, now] = [was?.sentences.get(code), is?.sentences.get(code)]
    if (old?.sentence === now?.sentence) return []
    return { name: now?.name ?? old?.name ?? '', before: old?.sentence ?? null, after: now?.sentence ?? null }
  })
}

const sectionNames: Readonly<Record<string, readonly [en: string, chinese: string]>> = {
  wallets: ['wallet', '账户'],
  earningRules: ['earning rule', '积分规则'],
  ladders: ['ladder', '等级体系'],
  offerGroups: ['offer group', '优惠组'],
  offers: ['offer', '优惠'],
  couponIssues: ['coupon by itself', '自动发券'],
  benefits: ['benefit', '权益'],
}

const valueNames: Readonly<Record<string, readonly [en: string, chinese: string]>> = {
  name: ['Name', '名称'],
  timeZone: ['Time zone', '时区'],
  currencies: ['Currencies', '币种'],
  exchanges: ['Exchanges', '兑换'],
  costs: ['Costs of products', '商品成本'],
  marginFloor: ['Floor of the margin', '毛利下限'],
  countries: ['Laws of', '适用法律'],
  publishing: ['Others who approve a version before it is published', '发布前须批准的人数'],
  expiryGuardPercent: ['Share of all points at which a nightly run stops, in %', '夜间任务停下确认的过期比例（%）'],
}

function sectionName(section: string, locale: Locale): string {
  const known = Object.hasOwn(sectionNames, section) ? sectionNames[section] : undefined
  return known?.[locale === 'en' ? 0 : 1] ?? section
}

/** A place by codes as people call it: `ladders.status.tiers.gold.reach` is the ladder “Status” (status) · tiers.gold.reach. */
export function placeInWords(place: string, definition: Definition, locale: Locale): string {
  const [section = '', code, ...rest] = place.split('.')
  const items: unknown = Object.entries(definition).find(([name]) => name === section)?.[1]
  if (!isCoded(items)) {
    const known = Object.hasOwn(valueNames, section) ? valueNames[section] : undefined
    const name = known?.[locale === 'en' ? 0 : 1] ?? section
    return [name, ...(code === undefined ? [] : [code, ...rest])].join(' · ')
  }
  if (code === undefined) return say(locale, ['Order of', '调整顺序：'], sectionName(section, locale))
  const name = nameIn(
    items.find((item) => item.code === code),
    locale,
  )
  const of = sectionName(section, locale)
  const item = locale === 'en' ? `${of} “${name ?? code}” (${code})` : `${of}“${name ?? code}”(${code})`
  return [item, ...(rest.length === 0 ? [] : [rest.join('.')])].join(' · ')
}

const kinds = {
  added: ['New', '新增'],
  removed: ['Removed', '删除'],
  changed: ['Changed', '修改'],
  reordered: ['Reordered', '调整顺序'],
  affected: ['Reads differently', '说明有变'],
} as const

function itemTitle(
  kind: Change['kind'],
  item: { section: string; name: string; code: string },
  locale: Locale,
): string {
  const of = sectionName(item.section, locale)
  return locale === 'en'
    ? `${kinds[kind][0]}: ${of} “${item.name}” (${item.code})`
    : `${kinds[kind][1]}：${of}“${item.name}”（${item.code}）`
}

function valueTitle({ place, before, after }: Difference | Affected, locale: Locale): string {
  const name = Object.hasOwn(valueNames, place) ? valueNames[place] : undefined
  const sides = place === 'publishing' ? [approvalsIn(before), approvalsIn(after)] : [before, after]
  return locale === 'en'
    ? `${name?.[0] ?? place}: ${arrow(sides[0], sides[1], locale)}`
    : `${name?.[1] ?? place}：${arrow(sides[0], sides[1], locale)}`
}

function approvalsIn(publishing: unknown): unknown {
  return isJson(publishing) ? publishing['approvals'] : 0
}

function order({ section, before, after }: Difference | Affected, sides: Sides): Pick<Told, 'lines' | 'details'> {
  const names = (codes: unknown, of: Sides['before']) =>
    Array.isArray(codes)
      ? codes
          .map((code) => of.get(section ?? '')?.get(String(code))?.name ?? String(code))
          .join(sides.locale === 'en' ? ', ' : '、')
      : ''
  return { lines: [{ name: '', before: names(before, sides.before), after: names(after, sides.after) }], details: [] }
}

function say(locale: Locale, [en, zh]: readonly [string, string], what: string): string {
  return locale === 'en' ? `${en} ${what}s` : `${zh}${what}`
}

/** The name of an item that `inWords` does not speak about. */
function nameIn(item: unknown, locale: Locale): string | undefined {
  const name = isJson(item) ? item['name'] : undefined
  const text = isJson(name) ? name[locale] : undefined
  return typeof text === 'string' ? text : undefined
}

function arrow(before: unknown, after: unknown, locale: Locale): string {
  const inLocale = [before, after].map((value) => (inLanguages(value) ? value[locale] : undefined))
  const told = inLocale.every((text) => text !== undefined) && inLocale[0] !== inLocale[1] ? inLocale : [before, after]
  return told.map(short).join(' → ')
}

/** Longer data is cut; the definitions themselves are there to be read. */
const DATA_AT_MOST = 160

function short(value: unknown): string {
  if (value === undefined) return '–'
  if (typeof value === 'number') return grouped(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > DATA_AT_MOST ? `${text.slice(0, DATA_AT_MOST)}…` : text
}

/** For a terminal. */
export function changesText(changes: readonly Change[], locale: Locale): string[] {
  return changes.flatMap(({ words }) => {
    const { title, lines, details } = words[locale]
    const sentences = lines.flatMap(({ name, before, after }) => {
      const of = name === '' ? '' : `${name}${locale === 'en' ? ': ' : '：'}`
      return [...(before === null ? [] : [`  - ${of}${before}`]), ...(after === null ? [] : [`  + ${of}${after}`])]
    })
    return [title, ...sentences, ...details.map((detail) => `  ${detail}`)]
  })
}

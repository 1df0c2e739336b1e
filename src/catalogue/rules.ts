/** What may stand in the catalogue. Pure. */
import type { Values } from '../audit/row.ts'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import { cleanText, folded } from '../base/text.ts'
import { isTimeZone } from '../base/time.ts'
import { categoryCycle, categoryTooDeep, textInvalid, valueInvalid } from './errors.ts'

/** Names in other languages than the one of `name`, by language tag. */
export type Translations = Readonly<Record<string, string>>

/** What every thing in the catalogue has. `name` is in the shop's own language. */
export type Named = { readonly name: string; readonly translations: Translations; readonly active: boolean }

export type Brand = Named & { readonly code: string }
export type Channel = Named & { readonly code: string }
export type Store = Named & {
  readonly code: string
  readonly channel: string | null
  readonly city: string | null
  readonly timeZone: string | null
}
export type Category = Named & { readonly code: string; readonly parent: string | null }
/** `path`: from the root to the category itself. */
export type PlacedCategory = Category & { readonly path: readonly string[] }
export type AttributeValue = string | number | boolean
export type Product = Named & {
  readonly sku: string
  readonly category: string | null
  readonly brand: string | null
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

/** A thing as somebody gives it: what is absent is empty, and active. */
export type Given<T extends Named> = Pick<T, 'name'> & { readonly [K in keyof T]?: T[K] | undefined }

const CODE_LENGTH = 64
const SKU_LENGTH = 100
const NAME_LENGTH = 200
const PRODUCT_NAME_LENGTH = 300
const LANGUAGES_AT_MOST = 50
const ATTRIBUTES_AT_MOST = 100
const ATTRIBUTE_LENGTH = 1_000
export const LEVELS_AT_MOST = 20

/** A code is kept as it is written, so one that would be changed by cleaning is refused. */
function badCode(field: string, code: string, atMost = CODE_LENGTH): Refusal | undefined {
  return cleanText(code, atMost) === code ? undefined : textInvalid({ field, atMost })
}

function named(given: Given<Named>, atMost: number): Named | Refusal {
  const name = cleanText(given.name, atMost)
  if (name === undefined) return textInvalid({ field: 'name', atMost })
  const translations: [string, string][] = []
  for (const [language, text] of Object.entries(given.translations ?? {})) {
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(language))
      return valueInvalid({ field: 'translations', expected: 'names by language tag, such as zh-CN' })
    const clean = cleanText(text, atMost)
    if (clean === undefined) return textInvalid({ field: `translations.${language}`, atMost })
    translations.push([language, clean])
  }
  if (translations.length > LANGUAGES_AT_MOST)
    return valueInvalid({ field: 'translations', expected: `at most ${LANGUAGES_AT_MOST} languages` })
  return { name, translations: Object.fromEntries(translations), active: given.active ?? true }
}

/** A brand or a channel: nothing but a code and names. */
export function coded(code: string, given: Given<Brand>): Brand | Refusal {
  const names = named(given, NAME_LENGTH)
  return badCode('code', code) ?? (isRefusal(names) ? names : { code, ...names })
}

export function storeOf(code: string, given: Given<Store>): Store | Refusal {
  const base = coded(code, given)
  if (isRefusal(base)) return base
  const city = given.city == null ? null : cleanText(given.city, 100)
  if (city === undefined) return textInvalid({ field: 'city', atMost: 100 })
  const timeZone = given.timeZone ?? null
  if (timeZone !== null && !isTimeZone(timeZone))
    return valueInvalid({ field: 'timeZone', expected: 'an IANA name such as Asia/Shanghai' })
  const channel = given.channel ?? null
  return (channel === null ? undefined : badCode('channel', channel)) ?? { ...base, channel, city, timeZone }
}

export function categoryOf(code: string, given: Given<Category>): Category | Refusal {
  const base = coded(code, given)
  if (isRefusal(base)) return base
  const parent = given.parent ?? null
  return (parent === null ? undefined : badCode('parent', parent)) ?? { ...base, parent }
}

export function productOf(sku: string, given: Given<Product>): Product | Refusal {
  const bad = badCode('sku', sku, SKU_LENGTH)
  if (bad !== undefined) return bad
  const names = named(given, PRODUCT_NAME_LENGTH)
  if (isRefusal(names)) return names
  const category = given.category ?? null
  const brand = given.brand ?? null
  const reference =
    (category === null ? undefined : badCode('category', category)) ??
    (brand === null ? undefined : badCode('brand', brand))
  if (reference !== undefined) return reference
  const attributes = productAttributes(given.attributes ?? {})
  return isRefusal(attributes) ? attributes : { sku, ...names, category, brand, attributes }
}

function productAttributes(
  given: Readonly<Record<string, AttributeValue>>,
): Readonly<Record<string, AttributeValue>> | Refusal {
  const entries = Object.entries(given)
  if (entries.length > ATTRIBUTES_AT_MOST)
    return valueInvalid({ field: 'attributes', expected: `at most ${ATTRIBUTES_AT_MOST}` })
  const attributes: [string, AttributeValue][] = []
  for (const [code, value] of entries) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(code))
      return valueInvalid({ field: 'attributes', expected: 'named with a-z, 0-9, _ and -' })
    const kept = typeof value === 'string' ? cleanText(value, ATTRIBUTE_LENGTH, 'lines') : value
    if (kept === undefined) return textInvalid({ field: `attributes.${code}`, atMost: ATTRIBUTE_LENGTH })
    if (typeof kept === 'number' && !Number.isFinite(kept))
      return valueInvalid({ field: `attributes.${code}`, expected: 'a finite number' })
    attributes.push([code, kept])
  }
  return Object.fromEntries(attributes)
}

/** What the search looks through: code and names, folded. */
export function searchText(code: string, { name, translations }: Pick<Named, 'name' | 'translations'>): string {
  return [code, name, ...Object.values(translations)].map(folded).join('\n')
}

/** A search as it is typed, as folded words; each must be somewhere in what is searched. */
export function wordsOf(search: string | undefined): string[] {
  return folded(search ?? '')
    .split(' ')
    .filter((word) => word !== '')
}

type Told = Named & {
  readonly code: string
  readonly path?: readonly string[]
  readonly attributes?: Product['attributes']
}

/** What the audit trail says of a thing, beside its code. A category's path follows from where it and others were put. */
export function toldOf(told: Told): Values {
  const { code: _, path: __, translations, attributes, ...thing } = told
  const listed = (values: Readonly<Record<string, AttributeValue>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}: ${value}`)
      .sort()
  return {
    ...thing,
    ...{ translations: listed(translations) },
    ...(attributes === undefined ? {} : { attributes: listed(attributes) }),
  }
}

/**
 * The paths of a moved category and of all below it.
 * @param tree every category as it is; @param moved with its new parent
 * @returns only those that change; a refusal for an unknown parent is the caller's
 */
export function placed(
  tree: ReadonlyMap<string, Pick<PlacedCategory, 'code' | 'parent' | 'path'>>,
  moved: Category,
): ReadonlyMap<string, readonly string[]> | Refusal {
  const above = moved.parent === null ? [] : (tree.get(moved.parent)?.path ?? [moved.parent])
  if (moved.parent !== null && (moved.parent === moved.code || above.includes(moved.code)))
    return categoryCycle({ category: moved.code, parent: moved.parent })
  const old = tree.get(moved.code)?.path ?? []
  const path = [...above, moved.code]
  const changed = new Map<string, readonly string[]>([[moved.code, path]])
  if (old.length > 0)
    for (const other of tree.values())
      if (other.code !== moved.code && other.path[old.length - 1] === moved.code)
        changed.set(other.code, [...path, ...other.path.slice(old.length)])
  for (const [category, levels] of changed)
    if (levels.length > LEVELS_AT_MOST) return categoryTooDeep({ category, atMost: LEVELS_AT_MOST })
  return changed
}

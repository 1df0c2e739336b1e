/** What the catalogue offers. Everything is put by its code: the same body twice changes nothing the second time. */
import { record } from '../audit/record.ts'
import { difference } from '../audit/row.ts'
import { accepted, isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import { catalogueUnknown, cursorInvalid, duplicate, referenceUnknown } from './errors.ts'
import { type Lookup, productLookup } from './lookup.ts'
import {
  type Brand,
  type Category,
  type Channel,
  categoryOf,
  coded,
  type Given,
  type Named,
  type PlacedCategory,
  type Product,
  placed,
  productOf,
  type Store,
  searchText,
  storeOf,
  toldOf,
  wordsOf,
} from './rules.ts'
import * as store from './store.ts'

export type { Lookup } from './lookup.ts'

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
export type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined }
export type ListQuery = PageQuery & {
  /** Words of the code or of a name, in any language. */
  readonly q?: string | undefined
  readonly active?: boolean | undefined
}
export type ProductQuery = ListQuery & {
  /** This category or any below it. */
  readonly category?: string | undefined
  readonly brand?: string | undefined
}

/** A row of a bulk put with its own code. */
export type GivenProduct = Given<Product> & { readonly sku: string }
export type GivenCategory = Given<Category> & { readonly code: string }
export type GivenStore = Given<Store> & { readonly code: string }
export type GivenCode = Given<Brand> & { readonly code: string }

export type Absent = 'empty' | 'kept'

export type PutOutcome =
  | { readonly code: string; readonly outcome: 'put' }
  | { readonly code: string; readonly outcome: 'refused'; readonly refusal: Refusal }

export type CatalogueService = {
  /**
   * Each row by itself: a refused one does not hold up the others. One outcome per row, in order.
   * @param absent what becomes of what a row does not say: empty, or as it is in the catalogue
   */
  putProducts(given: readonly GivenProduct[], absent?: Absent): Promise<PutOutcome[]>
  /** @throws Refused as the row's refusal */
  putProduct(given: GivenProduct): Promise<void>
  /** In the order given, parents first; all or none. @throws Refused */
  putCategories(given: readonly GivenCategory[]): Promise<void>
  /** All or none, as are brands and channels. @throws Refused */
  putStores(given: readonly GivenStore[]): Promise<void>
  putBrands(given: readonly GivenCode[]): Promise<void>
  putChannels(given: readonly GivenCode[]): Promise<void>

  /** The five by code. @throws Refused catalogueUnknown */
  product(sku: string): Promise<Product>
  category(code: string): Promise<PlacedCategory>
  store(code: string): Promise<Store>
  brand(code: string): Promise<Brand>
  channel(code: string): Promise<Channel>

  products(query: ProductQuery): Promise<Page<Product>>
  categories(query: ListQuery): Promise<Page<PlacedCategory>>
  stores(query: ListQuery): Promise<Page<Store>>
  brands(query: ListQuery): Promise<Page<Brand>>
  channels(query: ListQuery): Promise<Page<Channel>>

  /** Of these codes those that are in the catalogue, in no order. */
  productsOf(skus: readonly string[]): Promise<Product[]>
  categoriesOf(codes: readonly string[]): Promise<PlacedCategory[]>
  /** Category path and brand of the skus that are in the catalogue; from memory once warm. */
  known(skus: readonly string[]): Promise<Lookup>
  /** The same without waiting, or undefined when one of the skus must be read first. */
  knownNow(skus: readonly string[]): Lookup | undefined
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

export const PAGE_AT_MOST = 200
export const BULK_AT_MOST = 1_000

export function catalogueService(parts: Parts): CatalogueService {
  const { db } = parts
  const lookup = productLookup({ load: (skus) => store.knownProducts(db, skus), now: () => parts.clock.now() })
  const putAll = async (given: readonly GivenProduct[], absent: Absent = 'empty') => {
    const outcomes: PutOutcome[] = []
    for (let start = 0; start < given.length; start += BULK_AT_MOST)
      outcomes.push(...(await putProducts(parts, given.slice(start, start + BULK_AT_MOST), absent)))
    lookup.forget(given.map((one) => one.sku))
    return outcomes
  }
  return {
    putProducts: putAll,
    async putProduct(given) {
      for (const outcome of await putAll([given])) if (outcome.outcome === 'refused') throw new Refused(outcome.refusal)
    },
    async putCategories(given) {
      await putCategories(parts, given)
      lookup.forget()
    },
    putStores: (given) => putStores(parts, given),
    putBrands: (given) => putCoded(parts, 'brands', given),
    putChannels: (given) => putCoded(parts, 'channels', given),

    product: async (sku) => found('product', sku, await store.productBySku(db, sku)),
    category: async (code) => found('category', code, await store.categoryByCode(db, code)),
    store: async (code) => found('store', code, await store.storeByCode(db, code)),
    brand: async (code) => found('brand', code, await store.codedByCode(db, 'brands', code)),
    channel: async (code) => found('channel', code, await store.codedByCode(db, 'channels', code)),

    products: (query) => productPage(db, query),
    categories: (query) => listPage(query, (after, limit) => store.categoriesAfter(db, after, limit)),
    stores: (query) => listPage(query, (after, limit) => store.storesAfter(db, after, limit)),
    brands: (query) => listPage(query, (after, limit) => store.codedAfter(db, 'brands', after, limit)),
    channels: (query) => listPage(query, (after, limit) => store.codedAfter(db, 'channels', after, limit)),

    productsOf: (skus) => store.productsBySku(db, skus),
    categoriesOf: (codes) => store.categoriesByCode(db, codes),
    known: (skus) => lookup.known(skus),
    knownNow: (skus) => lookup.knownNow(skus),
  }
}

function found<T>(what: string, code: string, value: T | undefined): T {
  if (value === undefined) throw new Refused(catalogueUnknown({ what, code: code.slice(0, 100) }))
  return value
}

async function page<T>(
  query: PageQuery,
  read: (after: string, limit: number) => Promise<T[]>,
  key: (thing: T) => string,
): Promise<Page<T>> {
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 50), 1), PAGE_AT_MOST)
  const after = query.cursor === undefined ? '' : Buffer.from(query.cursor, 'base64url').toString('utf8')
  if (query.cursor !== undefined && cleanText(after, 100) !== after) throw new Refused(cursorInvalid({}))
  const rows = await read(after, limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last !== undefined ? Buffer.from(key(last)).toString('base64url') : null
  return { items, nextCursor }
}

/**
 * A page of what is whole in a small table: when it is narrowed, all that follows is read, and searched as products are.
 * @param read by code; all of them when `limit` is null
 */
function listPage<T extends Named & { code: string }>(
  query: ListQuery,
  read: (after: string, limit: number | null) => Promise<T[]>,
): Promise<Page<T>> {
  const words = wordsOf(query.q)
  const { active } = query
  const narrowed = async (after: string, limit: number) => {
    if (words.length === 0 && active === undefined) return read(after, limit)
    const all = await read(after, null)
    return all
      .filter((thing) => active === undefined || thing.active === active)
      .filter((thing) => {
        const text = searchText(thing.code, thing)
        return words.every((word) => text.includes(word))
      })
      .slice(0, limit)
  }
  return page(query, narrowed, ({ code }) => code)
}

function productPage(db: Database, query: ProductQuery): Promise<Page<Product>> {
  const narrowing = {
    words: wordsOf(query.q),
    category: query.category ?? null,
    brand: query.brand ?? null,
    active: query.active ?? null,
  }
  return page(
    query,
    (after, limit) => store.productsAfter(db, narrowing, after, limit),
    (product) => product.sku,
  )
}

async function putProducts(parts: Parts, given: readonly GivenProduct[], absent: Absent): Promise<PutOutcome[]> {
  return transaction(parts.db, async (tx) => {
    const skus = given.map(({ sku }) => sku).filter((sku) => cleanText(sku, 100) === sku)
    const before = new Map((await store.productsBySku(tx, skus)).map((one) => [one.sku, one]))
    const read = given.map((one) => productOf(one.sku, absent === 'kept' ? { ...before.get(one.sku), ...one } : one))
    const products = read.filter((one): one is Product => !isRefusal(one))
    const known = await store.existing(tx, {
      categories: products.flatMap((one) => one.category ?? []),
      brands: products.flatMap((one) => one.brand ?? []),
      channels: [],
    })
    const seen = new Set<string>()
    const kept: Product[] = []
    const outcomes = read.map((one, place): PutOutcome => {
      const code = given[place]?.sku ?? ''
      const why = isRefusal(one) ? one : refusedProduct(one, known, seen)
      if (why !== undefined || isRefusal(one)) return { code, outcome: 'refused', refusal: why ?? duplicate({ code }) }
      seen.add(one.sku)
      kept.push(one)
      return { code, outcome: 'put' }
    })
    if (kept.length === 0) return outcomes
    const searchable = kept.map((one) => ({ ...one, search: searchText(one.sku, one) }))
    await store.upsertProducts(tx, searchable, parts.clock.now())
    const coded = kept.map(withCode)
    const was = before.get(kept[0]?.sku ?? '')
    await tellPut(tx, parts, { kind: 'product', things: coded, before: was === undefined ? was : withCode(was) })
    return outcomes
  })
}

function withCode({ sku, ...product }: Product) {
  return { code: sku, ...product }
}

type Put<T> = { readonly kind: string; readonly things: readonly T[]; readonly before: T | undefined }

/** One thing is told with what differs from before; of many at once it is told how many. */
async function tellPut<T extends Named & { readonly code: string }>(
  tx: Tx,
  { clock, ids }: Parts,
  { kind, things, before }: Put<T>,
): Promise<void> {
  const how = { at: clock.now(), ids }
  const [only, ...others] = things
  if (only === undefined) return
  if (others.length > 0) return record(tx, { on: { kind, id: null }, after: { put: things.length } }, how)
  const on = { kind, id: only.code }
  if (before === undefined) return record(tx, { on, after: toldOf(only) }, how)
  const differs = difference(toldOf(before), toldOf(only))
  await record(tx, differs === undefined ? undefined : { on, ...differs }, how)
}

function refusedProduct(
  product: Product,
  known: { categories: ReadonlySet<string>; brands: ReadonlySet<string> },
  seen: ReadonlySet<string>,
): Refusal | undefined {
  const { sku, category, brand } = product
  if (seen.has(sku)) return duplicate({ code: sku })
  if (category !== null && !known.categories.has(category))
    return referenceUnknown({ field: 'category', code: category })
  if (brand !== null && !known.brands.has(brand)) return referenceUnknown({ field: 'brand', code: brand })
  return undefined
}

async function putCategories(parts: Parts, given: readonly GivenCategory[]): Promise<void> {
  const wished = given.map((one) => accepted(categoryOf(one.code, one)))
  const at = parts.clock.now()
  await transaction(parts.db, async (tx) => {
    await store.lockTree(tx)
    const tree = new Map((await store.categories(tx)).map((one) => [one.code, one]))
    const was = tree.get(wished[0]?.code ?? '')
    const changed = new Set<string>()
    for (const category of wished) {
      if (category.parent !== null && category.parent !== category.code && !tree.has(category.parent))
        throw new Refused(referenceUnknown({ field: 'parent', code: category.parent }))
      const paths = accepted(placed(tree, category))
      tree.set(category.code, { ...category, path: [category.code] })
      for (const [code, path] of paths) {
        const other = tree.get(code)
        if (other !== undefined) tree.set(code, { ...other, path })
        changed.add(code)
      }
    }
    await writeTree(tx, wished, tree, changed, at)
    await tellPut<Category>(tx, parts, { kind: 'category', things: wished, before: was })
  })
}

async function writeTree(
  tx: Tx,
  wished: readonly Category[],
  tree: ReadonlyMap<string, PlacedCategory>,
  changed: ReadonlySet<string>,
  at: Instant,
): Promise<void> {
  const codes = new Set(wished.map((one) => one.code))
  // Parents are written before their children: the shorter path first.
  const own = [...codes].flatMap((code) => tree.get(code) ?? []).sort((a, b) => a.path.length - b.path.length)
  await store.upsertCategories(tx, own, at)
  const below = [...changed].filter((code) => !codes.has(code)).flatMap((code) => tree.get(code) ?? [])
  await store.updatePaths(tx, below, at)
}

async function putStores(parts: Parts, given: readonly GivenStore[]): Promise<void> {
  const stores = once(given.map((one) => accepted(storeOf(one.code, one))))
  const channels = stores.flatMap((one) => one.channel ?? [])
  await transaction(parts.db, async (tx) => {
    const known = await store.existing(tx, { categories: [], brands: [], channels })
    const missing = channels.find((code) => !known.channels.has(code))
    if (missing !== undefined) throw new Refused(referenceUnknown({ field: 'channel', code: missing }))
    const before = await store.storeByCode(tx, stores[0]?.code ?? '')
    await store.upsertStores(tx, stores, parts.clock.now())
    await tellPut(tx, parts, { kind: 'store', things: stores, before })
  })
}

async function putCoded(parts: Parts, table: store.CodeTable, given: readonly GivenCode[]): Promise<void> {
  const things = once(given.map((one) => accepted(coded(one.code, one))))
  await transaction(parts.db, async (tx) => {
    const before = await store.codedByCode(tx, table, things[0]?.code ?? '')
    await store.upsertCoded(tx, table, things, parts.clock.now())
    await tellPut(tx, parts, { kind: kinds[table], things, before })
  })
}

const kinds = { brands: 'brand', channels: 'channel' } as const

/** The codes among these that no store has. */
export function storesMissing(on: Database | Tx, codes: readonly string[]): Promise<string[]> {
  return store.storesMissing(on, codes)
}

/** @throws Refused duplicate */
function once<T extends { code: string }>(things: T[]): T[] {
  const seen = new Set<string>()
  for (const { code } of things) {
    if (seen.has(code)) throw new Refused(duplicate({ code }))
    seen.add(code)
  }
  return things
}

/** What the catalogue offers. Everything is put by its code: the same body twice changes nothing the second time. */
import { accepted, isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { cleanText, folded } from '../base/text.ts'
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
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
  type PlacedCategory,
  type Product,
  placed,
  productOf,
  type Store,
  searchText,
  storeOf,
} from './rules.ts'
import * as store from './store.ts'

export type { Lookup } from './lookup.ts'

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
export type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined }
export type ProductQuery = PageQuery & {
  /** Words of the sku or of a name, in any language. */
  readonly q?: string | undefined
  /** This category or any below it. */
  readonly category?: string | undefined
  readonly brand?: string | undefined
  readonly active?: boolean | undefined
}

/** A row of a bulk put with its own code. */
export type GivenProduct = Given<Product> & { readonly sku: string }
export type GivenCategory = Given<Category> & { readonly code: string }
export type GivenStore = Given<Store> & { readonly code: string }
export type GivenCode = Given<Brand> & { readonly code: string }

export type PutOutcome =
  | { readonly code: string; readonly outcome: 'put' }
  | { readonly code: string; readonly outcome: 'refused'; readonly refusal: Refusal }

export type CatalogueService = {
  /** Each row by itself: a refused one does not hold up the others. One outcome per row, in order. */
  putProducts(given: readonly GivenProduct[]): Promise<PutOutcome[]>
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
  categories(query: PageQuery): Promise<Page<PlacedCategory>>
  stores(query: PageQuery): Promise<Page<Store>>
  brands(query: PageQuery): Promise<Page<Brand>>
  channels(query: PageQuery): Promise<Page<Channel>>

  /** Category path and brand of the skus that are in the catalogue; from memory once warm. */
  known(skus: readonly string[]): Promise<Lookup>
  /** The same without waiting, or undefined when one of the skus must be read first. */
  knownNow(skus: readonly string[]): Lookup | undefined
}

type Parts = { readonly db: Database; readonly clock: Clock }

export const PAGE_AT_MOST = 200
export const BULK_AT_MOST = 1_000

export function catalogueService(parts: Parts): CatalogueService {
  const { db } = parts
  const lookup = productLookup({ load: (skus) => store.knownProducts(db, skus), now: () => parts.clock.now() })
  const putAll = async (given: readonly GivenProduct[]) => {
    const outcomes: PutOutcome[] = []
    for (let start = 0; start < given.length; start += BULK_AT_MOST)
      outcomes.push(...(await putProducts(parts, given.slice(start, start + BULK_AT_MOST))))
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
    categories: (query) => page(query, (after, limit) => store.categoriesAfter(db, after, limit), codeOf),
    stores: (query) => page(query, (after, limit) => store.storesAfter(db, after, limit), codeOf),
    brands: (query) => page(query, (after, limit) => store.codedAfter(db, 'brands', after, limit), codeOf),
    channels: (query) => page(query, (after, limit) => store.codedAfter(db, 'channels', after, limit), codeOf),

    known: (skus) => lookup.known(skus),
    knownNow: (skus) => lookup.knownNow(skus),
  }
}

function found<T>(what: string, code: string, value: T | undefined): T {
  if (value === undefined) throw new Refused(catalogueUnknown({ what, code: code.slice(0, 100) }))
  return value
}

function codeOf(thing: { code: string }): string {
  return thing.code
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

function productPage(db: Database, query: ProductQuery): Promise<Page<Product>> {
  const words = folded(query.q ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const narrowing = {
    words,
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

async function putProducts({ db, clock }: Parts, given: readonly GivenProduct[]): Promise<PutOutcome[]> {
  const read = given.map((one) => productOf(one.sku, one))
  return transaction(db, async (tx) => {
    const products = read.filter((one): one is Product => !isRefusal(one))
    const known = await store.existing(tx, {
      categories: products.flatMap((one) => one.category ?? []),
      brands: products.flatMap((one) => one.brand ?? []),
      channels: [],
    })
    const seen = new Set<string>()
    const kept: (Product & { search: string })[] = []
    const outcomes = read.map((one, place): PutOutcome => {
      const code = given[place]?.sku ?? ''
      const why = isRefusal(one) ? one : refusedProduct(one, known, seen)
      if (why !== undefined || isRefusal(one)) return { code, outcome: 'refused', refusal: why ?? duplicate({ code }) }
      seen.add(one.sku)
      kept.push({ ...one, search: searchText(one) })
      return { code, outcome: 'put' }
    })
    if (kept.length > 0) await store.upsertProducts(tx, kept, clock.now())
    return outcomes
  })
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

async function putCategories({ db, clock }: Parts, given: readonly GivenCategory[]): Promise<void> {
  const wished = given.map((one) => accepted(categoryOf(one.code, one)))
  const at = clock.now()
  await transaction(db, async (tx) => {
    await store.lockTree(tx)
    const tree = new Map((await store.categories(tx)).map((one) => [one.code, one]))
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

async function putStores({ db, clock }: Parts, given: readonly GivenStore[]): Promise<void> {
  const stores = once(given.map((one) => accepted(storeOf(one.code, one))))
  const channels = stores.flatMap((one) => one.channel ?? [])
  await transaction(db, async (tx) => {
    const known = await store.existing(tx, { categories: [], brands: [], channels })
    const missing = channels.find((code) => !known.channels.has(code))
    if (missing !== undefined) throw new Refused(referenceUnknown({ field: 'channel', code: missing }))
    await store.upsertStores(tx, stores, clock.now())
  })
}

async function putCoded({ db, clock }: Parts, table: store.CodeTable, given: readonly GivenCode[]): Promise<void> {
  const things = once(given.map((one) => accepted(coded(one.code, one))))
  await transaction(db, (tx) => store.upsertCoded(tx, table, things, clock.now()))
}

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

/** All SQL on the catalogue. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Brand, PlacedCategory, Product, Store } from './rules.ts'

type On = Tx | Database

/** Brands and channels have the same columns. */
export type CodeTable = 'brands' | 'channels'
const tables = { brands: sql.table('brands'), channels: sql.table('channels') } as const

const json = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value))

export async function upsertCoded(tx: Tx, table: CodeTable, given: readonly Brand[], at: Instant): Promise<void> {
  await sql`
    insert into ${tables[table]} as known (code, name, translations, active, changed_at)
    select code, name, translations, active, ${stamp(at)}::timestamptz
    from unnest(
      ${given.map((one) => one.code)}::text[],
      ${given.map((one) => one.name)}::text[],
      ${json(given.map((one) => one.translations))}::jsonb[],
      ${given.map((one) => one.active)}::boolean[]
    ) as given (code, name, translations, active)
    order by code
    on conflict (code) do update set
      name = excluded.name, translations = excluded.translations, active = excluded.active, changed_at = excluded.changed_at
    where (known.name, known.translations, known.active) is distinct from
      (excluded.name, excluded.translations, excluded.active)`.execute(tx)
}

export function codedByCode(on: On, table: CodeTable, code: string): Promise<Brand | undefined> {
  return row(on, sql<Brand>`select code, name, translations, active from ${tables[table]} where code = ${code}`)
}

/** Things in order of their code, after `after`; all of them when `limit` is null. So are stores and categories. */
export function codedAfter(on: On, table: CodeTable, after: string, limit: number | null): Promise<Brand[]> {
  return rows(
    on,
    sql<Brand>`
      select code, name, translations, active from ${tables[table]} where code > ${after} order by code limit ${limit}::int`,
  )
}

export async function upsertStores(tx: Tx, given: readonly Store[], at: Instant): Promise<void> {
  await sql`
    insert into stores as known (code, name, translations, channel, city, time_zone, active, changed_at)
    select code, name, translations, channel, city, time_zone, active, ${stamp(at)}::timestamptz
    from unnest(
      ${given.map((one) => one.code)}::text[],
      ${given.map((one) => one.name)}::text[],
      ${json(given.map((one) => one.translations))}::jsonb[],
      ${given.map((one) => one.channel)}::text[],
      ${given.map((one) => one.city)}::text[],
      ${given.map((one) => one.timeZone)}::text[],
      ${given.map((one) => one.active)}::boolean[]
    ) as given (code, name, translations, channel, city, time_zone, active)
    order by code
    on conflict (code) do update set
      name = excluded.name, translations = excluded.translations, channel = excluded.channel, city = excluded.city,
      time_zone = excluded.time_zone, active = excluded.active, changed_at = excluded.changed_at
    where (known.name, known.translations, known.channel, known.city, known.time_zone, known.active) is distinct from
      (excluded.name, excluded.translations, excluded.channel, excluded.city, excluded.time_zone, excluded.active)`.execute(
    tx,
  )
}

const storeColumns = sql`code, name, translations, channel, city, time_zone as "timeZone", active`

export function storeByCode(on: On, code: string): Promise<Store | undefined> {
  return row(on, sql<Store>`select ${storeColumns} from stores where code = ${code}`)
}

export async function storesMissing(on: On, codes: readonly string[]): Promise<string[]> {
  const missing = sql<{ code: string }>`
    select asked.code from unnest(${[...codes]}::text[]) as asked (code)
    where not exists (select from stores where stores.code = asked.code) order by asked.code`
  return (await rows(on, missing)).map(({ code }) => code)
}

export function storesAfter(on: On, after: string, limit: number | null): Promise<Store[]> {
  return rows(
    on,
    sql<Store>`select ${storeColumns} from stores where code > ${after} order by code limit ${limit}::int`,
  )
}

/** Any fixed number: the tree is changed by one transaction at a time, so that two moves never make a ring together. */
const TREE_LOCK = 7_301_115

export async function lockTree(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TREE_LOCK}::bigint)`.execute(tx)
}

const categoryColumns = sql`code, parent, path, name, translations, active`

export function categories(on: On): Promise<PlacedCategory[]> {
  return rows(on, sql<PlacedCategory>`select ${categoryColumns} from categories order by path`)
}

export function categoryByCode(on: On, code: string): Promise<PlacedCategory | undefined> {
  return row(on, sql<PlacedCategory>`select ${categoryColumns} from categories where code = ${code}`)
}

export function categoriesByCode(on: On, codes: readonly string[]): Promise<PlacedCategory[]> {
  return rows(on, sql<PlacedCategory>`select ${categoryColumns} from categories where code = any(${codes}::text[])`)
}

export function categoriesAfter(on: On, after: string, limit: number | null): Promise<PlacedCategory[]> {
  return rows(
    on,
    sql<PlacedCategory>`
      select ${categoryColumns} from categories where code > ${after} order by code limit ${limit}::int`,
  )
}

/** Parents before their children. */
export async function upsertCategories(tx: Tx, given: readonly PlacedCategory[], at: Instant): Promise<void> {
  await sql`
    insert into categories (code, parent, path, name, translations, active, changed_at)
    select code, parent, array(select jsonb_array_elements_text(path)), name, translations, active, ${stamp(at)}::timestamptz
    from unnest(
      ${given.map((one) => one.code)}::text[],
      ${given.map((one) => one.parent)}::text[],
      ${json(given.map((one) => one.path))}::jsonb[],
      ${given.map((one) => one.name)}::text[],
      ${json(given.map((one) => one.translations))}::jsonb[],
      ${given.map((one) => one.active)}::boolean[]
    ) with ordinality as given (code, parent, path, name, translations, active, place)
    order by place
    on conflict (code) do update set
      parent = excluded.parent, path = excluded.path, name = excluded.name, translations = excluded.translations,
      active = excluded.active, changed_at = excluded.changed_at`.execute(tx)
}

/** Writes the paths of the categories below one that moved. */
export async function updatePaths(
  tx: Tx,
  paths: readonly { code: string; path: readonly string[] }[],
  at: Instant,
): Promise<void> {
  if (paths.length === 0) return
  await sql`
    update categories c set
      path = array(select jsonb_array_elements_text(given.path)), changed_at = ${stamp(at)}::timestamptz
    from unnest(
      ${paths.map((one) => one.code)}::text[],
      ${json(paths.map((one) => one.path))}::jsonb[]
    ) as given (code, path)
    where c.code = given.code`.execute(tx)
}

export async function upsertProducts(
  tx: Tx,
  given: readonly (Product & { readonly search: string })[],
  at: Instant,
): Promise<void> {
  await sql`
    insert into products as known (sku, name, translations, category, brand, active, attributes, search, changed_at)
    select sku, name, translations, category, brand, active, attributes, search, ${stamp(at)}::timestamptz
    from unnest(
      ${given.map((one) => one.sku)}::text[],
      ${given.map((one) => one.name)}::text[],
      ${json(given.map((one) => one.translations))}::jsonb[],
      ${given.map((one) => one.category)}::text[],
      ${given.map((one) => one.brand)}::text[],
      ${given.map((one) => one.active)}::boolean[],
      ${json(given.map((one) => one.attributes))}::jsonb[],
      ${given.map((one) => one.search)}::text[]
    ) as given (sku, name, translations, category, brand, active, attributes, search)
    order by sku
    on conflict (sku) do update set
      name = excluded.name, translations = excluded.translations, category = excluded.category, brand = excluded.brand,
      active = excluded.active, attributes = excluded.attributes, search = excluded.search, changed_at = excluded.changed_at
    where (known.name, known.translations, known.category, known.brand, known.active, known.attributes) is distinct from
      (excluded.name, excluded.translations, excluded.category, excluded.brand, excluded.active, excluded.attributes)`.execute(
    tx,
  )
}

const productColumns = sql`p.sku, p.name, p.translations, p.category, p.brand, p.active, p.attributes`

export function productBySku(on: On, sku: string): Promise<Product | undefined> {
  return row(on, sql<Product>`select ${productColumns} from products p where p.sku = ${sku}`)
}

export function productsBySku(on: On, skus: readonly string[]): Promise<Product[]> {
  return rows(on, sql<Product>`select ${productColumns} from products p where p.sku = any(${skus}::text[])`)
}

export type ProductNarrowing = {
  readonly words: readonly string[]
  /** The category itself or any below it. */
  readonly category: string | null
  readonly brand: string | null
  readonly active: boolean | null
}

/** By sku, after `after`. `words` are folded; each must be somewhere in the sku or a name. */
export function productsAfter(on: On, by: ProductNarrowing, after: string, limit: number): Promise<Product[]> {
  const conditions: RawBuilder<unknown>[] = [sql`p.sku > ${after}`]
  if (by.words.length > 0)
    conditions.push(sql`not exists (
      select 1 from unnest(${by.words}::text[]) as word where position(word in p.search) = 0)`)
  if (by.category !== null)
    conditions.push(sql`p.category in (select code from categories where path @> array[${by.category}::text])`)
  if (by.brand !== null) conditions.push(sql`p.brand = ${by.brand}`)
  if (by.active !== null) conditions.push(sql`p.active = ${by.active}::boolean`)
  return rows(
    on,
    sql<Product>`
      select ${productColumns} from products p where ${sql.join(conditions, sql` and `)}
      order by p.sku limit ${limit}::int`,
  )
}

export type KnownRow = { readonly sku: string; readonly categoryPath: readonly string[]; readonly brand: string | null }

export function knownProducts(on: On, skus: readonly string[]): Promise<KnownRow[]> {
  return rows(
    on,
    sql<KnownRow>`
      select p.sku, coalesce(c.path, '{}') as "categoryPath", p.brand
      from products p left join categories c on c.code = p.category
      where p.sku = any(${skus}::text[])`,
  )
}

/** Those of the codes that exist. */
export async function existing(
  on: On,
  asked: { categories: readonly string[]; brands: readonly string[]; channels: readonly string[] },
): Promise<{ categories: Set<string>; brands: Set<string>; channels: Set<string> }> {
  const found = await rows(
    on,
    sql<{ what: 'categories' | 'brands' | 'channels'; code: string }>`
      select 'categories' as what, code from categories where code = any(${asked.categories}::text[])
      union all select 'brands', code from brands where code = any(${asked.brands}::text[])
      union all select 'channels', code from channels where code = any(${asked.channels}::text[])`,
  )
  const of = (what: string) => new Set(found.filter((one) => one.what === what).map((one) => one.code))
  return { categories: of('categories'), brands: of('brands'), channels: of('channels') }
}

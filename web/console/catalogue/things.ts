/** What the catalogue holds, and the calls of each kind of it. */
import { type Answer, type Call, regulars, type Sent } from '../../ui/server.ts'

type Store = Answer<'/v1/stores/{code}', 'get'>
type Product = Answer<'/v1/products/{sku}', 'get'>
type Category = Answer<'/v1/categories/{code}', 'get'>
type Brand = Answer<'/v1/brands/{code}', 'get'>

export const kinds = ['stores', 'products', 'categories', 'brands', 'channels'] as const
export type Kind = (typeof kinds)[number]
export type Thing = Store | Product | Category | Brand

/** What a person may say of a thing; each kind takes its part. */
export type Said = Pick<Sent<'/v1/brands/{code}', 'put'>, 'name' | 'translations' | 'active'> & {
  readonly channel?: string | null
  readonly city?: string | null
  readonly timeZone?: string | null
  readonly parent?: string | null
  readonly category?: string | null
  readonly brand?: string | null
  readonly attributes?: Product['attributes']
}

export function codeOf(thing: Thing): string {
  return 'sku' in thing ? thing.sku : thing.code
}

type Query = { readonly q?: string; readonly active?: boolean; readonly limit: number; readonly cursor?: string }
type Narrowed = Query & { readonly category?: string; readonly brand?: string }
type Page = { readonly items: readonly Thing[]; readonly nextCursor: string | null }

/** @param query what only products are narrowed by is left out for the others */
export function listed(kind: Kind, { category, brand, ...query }: Narrowed): Call<Page> {
  const params = { query }
  const narrowed = {
    ...query,
    ...(category === undefined ? {} : { category }),
    ...(brand === undefined ? {} : { brand }),
  }
  switch (kind) {
    case 'stores':
      return regulars.GET('/v1/stores', { params })
    case 'products':
      return regulars.GET('/v1/products', { params: { query: narrowed } })
    case 'categories':
      return regulars.GET('/v1/categories', { params })
    case 'brands':
      return regulars.GET('/v1/brands', { params })
    case 'channels':
      return regulars.GET('/v1/channels', { params })
  }
}

export function one(kind: Kind, code: string): Call<Thing> {
  const params = { path: { code } }
  switch (kind) {
    case 'stores':
      return regulars.GET('/v1/stores/{code}', { params })
    case 'products':
      return regulars.GET('/v1/products/{sku}', { params: { path: { sku: code } } })
    case 'categories':
      return regulars.GET('/v1/categories/{code}', { params })
    case 'brands':
      return regulars.GET('/v1/brands/{code}', { params })
    case 'channels':
      return regulars.GET('/v1/channels/{code}', { params })
  }
}

/** Replaces what is there: whatever is not said is emptied. */
export function put(kind: Kind, code: string, said: Said): Call<Thing> {
  const { name, translations = {}, active = true } = said
  const named = { name, translations, active }
  const params = { path: { code } }
  switch (kind) {
    case 'stores': {
      const { channel = null, city = null, timeZone = null } = said
      return regulars.PUT('/v1/stores/{code}', { params, body: { ...named, channel, city, timeZone } })
    }
    case 'products': {
      const { category = null, brand = null, attributes = {} } = said
      const body = { ...named, category, brand, attributes }
      return regulars.PUT('/v1/products/{sku}', { params: { path: { sku: code } }, body })
    }
    case 'categories':
      return regulars.PUT('/v1/categories/{code}', { params, body: { ...named, parent: said.parent ?? null } })
    case 'brands':
      return regulars.PUT('/v1/brands/{code}', { params, body: named })
    case 'channels':
      return regulars.PUT('/v1/channels/{code}', { params, body: named })
  }
}

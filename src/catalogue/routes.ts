import { type Locale, say } from '../base/refusals.ts'
import type { App } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { refusals } from '../platform/http/schemas.ts'
import type { PlacedCategory, Product } from './rules.ts'
import {
  categoryBody,
  categoryPage,
  categoryView,
  codedBody,
  codedPage,
  codedView,
  codePath,
  listQuery,
  outcomesView,
  productBody,
  productPage,
  productsBody,
  productsQuery,
  productView,
  skuPath,
  storeBody,
  storePage,
  storeView,
} from './schemas.ts'
import type { CatalogueService, PutOutcome } from './service.ts'

type Parts = { readonly catalogue: CatalogueService }

const read = { right: 'catalogue.read' } as const
const write = { right: 'catalogue.write' } as const
const tags = ['catalogue']
/** A thousand products with names in several languages. */
const BULK_BYTES = 8 * 1024 * 1024

export function catalogueRoutes(app: App, { catalogue }: Parts): void {
  products(app, catalogue)
  productLists(app, catalogue)
  categories(app, catalogue)
  stores(app, catalogue)
  coded(app, {
    one: 'brand',
    many: 'brands',
    put: catalogue.putBrands,
    get: catalogue.brand,
    list: catalogue.brands,
  })
  coded(app, {
    one: 'channel',
    many: 'channels',
    put: catalogue.putChannels,
    get: catalogue.channel,
    list: catalogue.channels,
  })
}

function products(app: App, catalogue: CatalogueService): void {
  app.put(
    '/v1/products/:sku',
    {
      config: write,
      schema: {
        operationId: 'putProduct',
        tags,
        summary: 'Create or replace a product',
        params: skuPath,
        body: productBody,
        response: { 200: productView, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { sku } = request.params
      await catalogue.putProduct({ ...request.body, sku })
      return shownProduct(await catalogue.product(sku))
    },
  )
  app.post(
    '/v1/products/bulk',
    {
      config: write,
      bodyLimit: BULK_BYTES,
      schema: {
        operationId: 'putProducts',
        tags,
        summary: 'Create or replace up to 1,000 products; each row is judged by itself',
        body: productsBody,
        response: { 200: outcomesView, ...refusals(401, 403, 413, 422) },
      },
    },
    async (request) => {
      const outcomes = await catalogue.putProducts(request.body.products, request.body.absent)
      const refused = outcomes.filter((one) => one.outcome === 'refused').length
      const locale = localeOf(request)
      return { put: outcomes.length - refused, refused, items: outcomes.map((one) => shownOutcome(one, locale)) }
    },
  )
}

function productLists(app: App, catalogue: CatalogueService): void {
  app.get(
    '/v1/products',
    {
      config: read,
      schema: {
        operationId: 'listProducts',
        tags,
        summary: 'Products by sku',
        querystring: productsQuery,
        response: { 200: productPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await catalogue.products(request.query)
      return { items: items.map(shownProduct), nextCursor }
    },
  )
  app.get(
    '/v1/products/:sku',
    {
      config: read,
      schema: {
        operationId: 'getProduct',
        tags,
        summary: 'One product',
        params: skuPath,
        response: { 200: productView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownProduct(await catalogue.product(request.params.sku)),
  )
}

function categories(app: App, catalogue: CatalogueService): void {
  app.put(
    '/v1/categories/:code',
    {
      config: write,
      schema: {
        operationId: 'putCategory',
        tags,
        summary: 'Create, replace or move a category; all below it move along',
        params: codePath,
        body: categoryBody,
        response: { 200: categoryView, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { code } = request.params
      await catalogue.putCategories([{ ...request.body, code }])
      return shownCategory(await catalogue.category(code))
    },
  )
  app.get(
    '/v1/categories',
    {
      config: read,
      schema: {
        operationId: 'listCategories',
        tags,
        summary: 'Categories by code',
        querystring: listQuery,
        response: { 200: categoryPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await catalogue.categories(request.query)
      return { items: items.map(shownCategory), nextCursor }
    },
  )
  app.get(
    '/v1/categories/:code',
    {
      config: read,
      schema: {
        operationId: 'getCategory',
        tags,
        summary: 'One category',
        params: codePath,
        response: { 200: categoryView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownCategory(await catalogue.category(request.params.code)),
  )
}

function stores(app: App, catalogue: CatalogueService): void {
  app.put(
    '/v1/stores/:code',
    {
      config: write,
      schema: {
        operationId: 'putStore',
        tags,
        summary: 'Create or replace a store',
        params: codePath,
        body: storeBody,
        response: { 200: storeView, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { code } = request.params
      await catalogue.putStores([{ ...request.body, code }])
      return catalogue.store(code)
    },
  )
  app.get(
    '/v1/stores',
    {
      config: read,
      schema: {
        operationId: 'listStores',
        tags,
        summary: 'Stores by code',
        querystring: listQuery,
        response: { 200: storePage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await catalogue.stores(request.query)
      return { items: [...items], nextCursor }
    },
  )
  app.get(
    '/v1/stores/:code',
    {
      config: read,
      schema: {
        operationId: 'getStore',
        tags,
        summary: 'One store',
        params: codePath,
        response: { 200: storeView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => catalogue.store(request.params.code),
  )
}

type Coded = {
  readonly one: 'brand' | 'channel'
  readonly many: 'brands' | 'channels'
  readonly put: CatalogueService['putBrands']
  readonly get: CatalogueService['brand']
  readonly list: CatalogueService['brands']
}

/** Brands and channels are nothing but a code and names, and have the same three routes. */
function coded(app: App, { one, many, put, get, list }: Coded): void {
  const named = `${one.charAt(0).toUpperCase()}${one.slice(1)}`
  const manyNamed = `${named}s`
  app.put(
    `/v1/${many}/:code`,
    {
      config: write,
      schema: {
        operationId: `put${named}`,
        tags,
        summary: `Create or replace a ${one}`,
        params: codePath,
        body: codedBody,
        response: { 200: codedView, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { code } = request.params
      await put([{ ...request.body, code }])
      return get(code)
    },
  )
  app.get(
    `/v1/${many}`,
    {
      config: read,
      schema: {
        operationId: `list${manyNamed}`,
        tags,
        summary: `${manyNamed} by code`,
        querystring: listQuery,
        response: { 200: codedPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await list(request.query)
      return { items: [...items], nextCursor }
    },
  )
  app.get(
    `/v1/${many}/:code`,
    {
      config: read,
      schema: {
        operationId: `get${named}`,
        tags,
        summary: `One ${one}`,
        params: codePath,
        response: { 200: codedView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => get(request.params.code),
  )
}

function shownProduct(product: Product) {
  return { ...product, attributes: { ...product.attributes } }
}

function shownCategory(category: PlacedCategory) {
  return { ...category, path: [...category.path] }
}

function shownOutcome(outcome: PutOutcome, locale: Locale) {
  if (outcome.outcome === 'put') return { sku: outcome.code, outcome: outcome.outcome }
  const { refusal, words, facts } = outcome.refusal
  return { sku: outcome.code, outcome: outcome.outcome, code: refusal, title: say(words, facts, locale) }
}

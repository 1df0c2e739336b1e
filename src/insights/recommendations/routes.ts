/** What a member may want next, and what goes with a product. */
import { Type } from 'typebox'
import { type Instant, instantText } from '../../base/time.ts'
import type { CatalogueService } from '../../catalogue/service.ts'
import { memberIdOf } from '../../members/requests.ts'
import type { MembersService } from '../../members/service.ts'
import type { App } from '../../platform/http/app.ts'
import { instantSchema, refusals, textOrNull } from '../../platform/http/schemas.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import type { Recommendation } from './recommend.ts'
import type { NextProducts, RecommendationsService } from './service.ts'

type Parts = {
  readonly insights: { readonly recommendations: RecommendationsService }
  readonly members: Pick<MembersService, 'get'>
}
type Product = Awaited<ReturnType<CatalogueService['productsOf']>>[number]

const tags = ['insights']
const DAY = 86_400_000
const NEXT_AT_MOST = 50
const BESIDE_AT_MOST = 12
const SKU_LENGTH = 100

const named = {
  sku: Type.String(),
  name: textOrNull({ description: 'Null: not in the catalogue' }),
  translations: Type.Record(Type.String(), Type.String()),
}
const namedProduct = Type.Object(named)
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description })

const because = Type.Union([
  Type.Object({
    kind: Type.Literal('bought-before'),
    times: Type.Integer({ description: 'Visits that brought it' }),
    everyDays: Type.Number({ description: 'The usual time between two purchases; of a single one, everybody’s' }),
    daysSince: Type.Number(),
    chance: share('That the next visit brings it, if it comes now'),
  }),
  Type.Object({
    kind: Type.Literal('goes-with'),
    products: Type.Array(namedProduct, { description: 'What he bought that speaks most for it' }),
  }),
  Type.Object({ kind: Type.Literal('popular'), share: share('Of all visits') }),
])

const madeAt = Type.Union([Type.Null(), instantSchema('When the model was learned')])

const nextView = Type.Object({
  ...{ madeAt, missing: missingSchema },
  items: Type.Array(
    Type.Object({
      ...{ ...named, category: textOrNull(), because },
      score: Type.Number({ description: 'Only the order means something' }),
    }),
    { description: 'The best first' },
  ),
  leftOut: Type.Array(
    Type.Object({
      ...named,
      why: Type.Enum(['inactive', 'out-of-stock', 'once-only', 'returned', 'asked']),
    }),
    { description: 'What would have been among them' },
  ),
})

const besideView = Type.Object({
  ...{ madeAt, missing: missingSchema },
  items: Type.Array(
    Type.Object({
      ...named,
      together: Type.Integer({ description: 'Visits that brought both' }),
      share: share('Of the visits that brought the product, how many brought this one as well'),
      lift: Type.Number({ description: 'How many times as often as by chance' }),
      similarity: share('Cosine of the two, less trusted where few visits brought both'),
    }),
    { description: 'The nearest first' },
  ),
})

const nextQuery = Type.Object({
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: NEXT_AT_MOST, default: 5 })),
  onlyNew: Type.Optional(Type.Boolean({ default: false, description: 'Only what he has not bought yet' })),
  diversity: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0,
      description: '0: the best as they are; 1: as different as can be',
    }),
  ),
  perCategory: Type.Optional(
    Type.Integer({ minimum: 1, maximum: NEXT_AT_MOST, description: 'At most so many of one' }),
  ),
  without: Type.Optional(
    Type.String({ maxLength: 2_000, description: 'Numbers of products that are not to be among them, with commas' }),
  ),
})

export function recommendationRoutes(app: App, { insights, members }: Parts): void {
  const { recommendations } = insights
  app.get(
    '/v1/members/:memberId/next-products',
    {
      config: { right: 'members.read' },
      schema: {
        ...{ operationId: 'getNextProducts', tags },
        summary: 'What a member may want next, each with why: his own habit, what goes with it, or what all buy',
        params: Type.Object({ memberId: Type.String() }),
        querystring: nextQuery,
        response: { 200: nextView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { memberId } = await members.get(memberIdOf(request.params.memberId))
      const { count = 5, onlyNew = false, diversity = 0, perCategory, without = '' } = request.query
      const skus = without.split(',').flatMap((sku) => (sku.trim() === '' ? [] : [sku.trim()]))
      return shownNext(await recommendations.next(memberId, { count, onlyNew, diversity, perCategory, without: skus }))
    },
  )
  app.get(
    '/v1/products/:sku/goes-with',
    {
      config: { right: 'catalogue.read' },
      schema: {
        ...{ operationId: 'getGoesWith', tags },
        summary: 'What members buy together with a product',
        params: Type.Object({ sku: Type.String({ minLength: 1, maxLength: SKU_LENGTH }) }),
        querystring: Type.Object({
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: BESIDE_AT_MOST, default: 6 })),
        }),
        response: { 200: besideView, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { madeAt: at, missing, items } = await recommendations.beside(request.params.sku, request.query.count ?? 6)
      return {
        ...{ madeAt: textOf(at), missing: missing === null ? null : missingOf(missing) },
        items: items.map(({ item, product, together, share: part, lift, similarity }) => ({
          ...{ ...nameOf(item, product), together, share: part, lift, similarity },
        })),
      }
    },
  )
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : instantText(at)
}

function nameOf(sku: string, product: Product | undefined) {
  return { sku, name: product?.name ?? null, translations: { ...product?.translations } }
}

function shownNext({ madeAt: at, missing, items, leftOut, named: products }: NextProducts) {
  return {
    ...{ madeAt: textOf(at), missing: missing === null ? null : missingOf(missing) },
    items: items.map(({ item, product, score, because: why }) => ({
      ...{ ...nameOf(item, product), category: product?.category ?? null, score },
      because: shownReason(why, products),
    })),
    leftOut: leftOut.map(({ item, product, why }) => ({ ...nameOf(item, product), why })),
  }
}

function shownReason(because: Recommendation['because'], products: NextProducts['named']) {
  switch (because.kind) {
    case 'bought-before': {
      const { kind, times, gap, elapsed, chance } = because
      return { kind, times, everyDays: gap / DAY, daysSince: elapsed / DAY, chance }
    }
    case 'goes-with':
      return { kind: because.kind, products: because.items.map((sku) => nameOf(sku, products.get(sku))) }
    case 'popular':
      return because
  }
}

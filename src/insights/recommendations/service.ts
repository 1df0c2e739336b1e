/** Recommendations for one member or product, from the model that the insights process learned last. */
import type { MemberId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { CatalogueService } from '../../catalogue/service.ts'
import type { OrdersService } from '../../orders/service.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { modelNotMade, neverBought } from './errors.ts'
import type { Model } from './model.ts'
import { type Recommendation, recommend } from './recommend.ts'
import { keptModel, modelMadeAt } from './store.ts'
import { loaded } from './storing.ts'
import { varied } from './variety.ts'

type Product = Awaited<ReturnType<CatalogueService['productsOf']>>[number]

export type NextAsked = {
  readonly count: number
  readonly onlyNew: boolean
  /** 0 … 1 */ readonly diversity: number
  /** Undefined: any number. */ readonly perCategory: number | undefined
  readonly without: readonly string[]
}

/** Why something that would have been on the list is not. */
export type Why = 'inactive' | 'out-of-stock' | 'once-only' | 'returned' | 'asked'

export type NextProducts = {
  /** Null: there is no model yet. */ readonly madeAt: Instant | null
  readonly missing: Refusal | null
  readonly items: readonly (Recommendation & { readonly product: Product | undefined })[]
  readonly leftOut: readonly { readonly item: string; readonly why: Why; readonly product: Product | undefined }[]
  /** What reasons speak of. */ readonly named: ReadonlyMap<string, Product>
}

export type Beside = {
  readonly madeAt: Instant | null
  readonly missing: Refusal | null
  readonly items: readonly {
    readonly item: string
    readonly product: Product | undefined
    readonly similarity: number
    readonly together: number
    /** Of the visits that brought the product, how many brought this. */ readonly share: number
    /** How many times as often as by chance. */ readonly lift: number
  }[]
}

export type RecommendationsService = {
  next(memberId: MemberId, asked: NextAsked): Promise<NextProducts>
  beside(sku: string, count: number): Promise<Beside>
}

export type RecommendationsParts = {
  readonly db: Database
  readonly clock: Clock
  readonly orders: Pick<OrdersService, 'visitsOf'>
  readonly catalogue: Pick<CatalogueService, 'productsOf'>
}

/** How often a newer model is looked for. */
const LOOKED_MILLISECONDS = 30_000
/** So many orders say what somebody wants; more of them change nothing but the time it takes. */
const ORDERS_AT_MOST = 500
/** So many of the best are looked at for exclusions and variety. */
const CONSIDERED = 100
const LEFT_OUT_SHOWN = 10
/** Fewer visits with both may be chance. */
const TOGETHER_AT_LEAST = 3

export function recommendationsService({ db, clock, orders, catalogue }: RecommendationsParts): RecommendationsService {
  const current = currentModel(db, clock)
  const productsOf = async (skus: readonly string[]) =>
    new Map((await catalogue.productsOf(skus)).map((product) => [product.sku, product]))
  return {
    async next(memberId, asked) {
      const known = await current()
      if (known === undefined)
        return { madeAt: null, missing: modelNotMade({}), items: [], leftOut: [], named: new Map() }
      const { model, madeAt } = known
      const visits = await orders.visitsOf(memberId, ORDERS_AT_MOST)
      const history = visits.flatMap(({ placedAt, kept }) => (kept.length === 0 ? [] : [{ at: placedAt, items: kept }]))
      const ranked = recommend(model, history, { at: clock.now(), atMost: CONSIDERED, onlyNew: asked.onlyNew })
      const products = await productsOf(namesIn(ranked))
      const kept = new Set(visits.flatMap((visit) => visit.kept))
      const whyNot = reasonsAgainst({
        ...{ kept, products, asked: new Set(asked.without) },
        returned: new Set(visits.flatMap(({ returned }) => returned).filter((sku) => !kept.has(sku))),
      })
      const items = varied(
        model,
        ranked.filter(({ item }) => whyNot(item) === undefined),
        {
          ...{ count: asked.count, diversity: asked.diversity },
          ...(asked.perCategory === undefined
            ? {}
            : { perGroup: { atMost: asked.perCategory, groupOf: (sku) => products.get(sku)?.category ?? null } }),
        },
      )
      const leftOut = ranked.slice(0, asked.count + LEFT_OUT_SHOWN).flatMap(({ item }) => {
        const why = whyNot(item)
        return why === undefined ? [] : [{ item, why, product: products.get(item) }]
      })
      return {
        ...{ madeAt, missing: null, named: products, leftOut: leftOut.slice(0, LEFT_OUT_SHOWN) },
        items: items.map((each) => ({ ...each, product: products.get(each.item) })),
      }
    },
    async beside(sku, count) {
      const known = await current()
      if (known === undefined) return { madeAt: null, missing: modelNotMade({}), items: [] }
      const { model, madeAt } = known
      const own = model.counts.get(sku)
      if (own === undefined) return { madeAt, missing: neverBought({ sku }), items: [] }
      const near = model.beside.get(sku) ?? []
      const products = await productsOf(near.map(({ item }) => item))
      const items = near
        .filter(({ item, together }) => together >= TOGETHER_AT_LEAST && offered(products.get(item)) === undefined)
        .slice(0, count)
        .map((each) => {
          const share = each.together / own
          const usual = (model.counts.get(each.item) ?? 0) / model.visits
          return { ...each, product: products.get(each.item), share, lift: usual === 0 ? 0 : share / usual }
        })
      return { madeAt, missing: null, items }
    },
  }
}

/** The newest model, read when there is a newer one; undefined as long as there is none that this version reads. */
function currentModel(db: Database, clock: Clock) {
  let [held, lookedAt]: [{ model: Model; madeAt: Instant } | undefined, number] = [undefined, Number.NEGATIVE_INFINITY]
  return async () => {
    const now = clock.now()
    if (Math.abs(now - lookedAt) < LOOKED_MILLISECONDS) return held
    const madeAt = await modelMadeAt(db)
    if (madeAt !== held?.madeAt) {
      const kept = await keptModel(db)
      const model = kept === undefined ? undefined : loaded(kept.model)
      held = kept === undefined || model === undefined ? undefined : { model, madeAt: kept.madeAt }
    }
    // What is not there yet may be there in a moment.
    if (held !== undefined) lookedAt = now
    return held
  }
}

function namesIn(ranked: readonly Recommendation[]): string[] {
  const reasons = ranked.flatMap(({ because }) => (because.kind === 'goes-with' ? because.items : []))
  return [...new Set([...ranked.map(({ item }) => item), ...reasons])]
}

/** Attributes of the catalogue by which a shop says what is not to be offered. */
const [IN_STOCK, ONCE_ONLY] = ['in-stock', 'once-only'] as const

function offered(product: Product | undefined): Why | undefined {
  // What the catalogue does not know was sold all the same.
  if (product === undefined) return undefined
  if (!product.active) return 'inactive'
  return product.attributes[IN_STOCK] === false ? 'out-of-stock' : undefined
}

function reasonsAgainst(known: {
  readonly products: ReadonlyMap<string, Product>
  readonly kept: ReadonlySet<string>
  readonly returned: ReadonlySet<string>
  readonly asked: ReadonlySet<string>
}): (sku: string) => Why | undefined {
  return (sku) => {
    const product = known.products.get(sku)
    if (known.asked.has(sku)) return 'asked'
    if (known.returned.has(sku)) return 'returned'
    if (known.kept.has(sku) && product?.attributes[ONCE_ONLY] === true) return 'once-only'
    return offered(product)
  }
}

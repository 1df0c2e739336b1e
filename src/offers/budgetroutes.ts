import { Type } from 'typebox'
import type { CatalogueService } from '../catalogue/service.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { refusals, textOrNull } from '../platform/http/schemas.ts'
import type { Stores } from '../platform/http/stores.ts'
import { OfferLimitSchema } from '../programme/offers/definition.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { OffersService } from './service.ts'

type Parts = {
  readonly offers: OffersService
  readonly programme: ProgrammeService
  readonly catalogue: CatalogueService
  readonly clock: Clock
}

/** Budgets of more stores than this are for reports, not for a list. */
const STORES_AT_MOST = 2_000
const STORES_AT_ONCE = 200
const LISTED_AT_MOST = 200

const budgetView = Type.Object({
  offer: Type.String(),
  name: Type.Object({ en: Type.String(), 'zh-CN': Type.String() }),
  of: OfferLimitSchema.properties.of,
  per: OfferLimitSchema.properties.per,
  store: textOrNull({ description: 'Null where all stores share it' }),
  currency: textOrNull({ description: 'Of the offer: money is in its minor units' }),
  most: Type.Integer(),
  used: Type.Integer({ description: 'In the period that runs now, open orders that reserve something among them' }),
})

const query = Type.Object(
  {
    percent: Type.Integer({
      minimum: 0,
      maximum: 100,
      default: 0,
      description: 'Only those that are so full or fuller',
    }),
    limit: Type.Integer({ minimum: 1, maximum: LISTED_AT_MOST, default: 50 }),
  },
  { additionalProperties: false },
)

export function budgetRoutes(app: App, parts: Parts): void {
  const { offers, programme, clock } = parts
  app.get(
    '/v1/offers/budgets',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'listOfferBudgets',
        tags: ['programme'],
        summary: 'Limits that everybody shares of the offers in force, the fullest first',
        querystring: query,
        response: {
          200: Type.Object({ items: Type.Array(budgetView) }),
          ...refusals(401, 403, 422),
        },
      },
    },
    async (request) => {
      const { percent, limit } = request.query
      const at = clock.now()
      const found = await offers.budgets(at, await storesFor(callerOf(request).stores, parts))
      const { byCode } = programme.at(at).offering
      const full = found.filter(({ used, most }) => used * 100 >= percent * most).slice(0, limit)
      return {
        items: full.map((budget) => {
          const offer = byCode.get(budget.offer)?.offer
          const name = offer?.name ?? { en: budget.offer, 'zh-CN': budget.offer }
          return { ...budget, name: { en: name.en, 'zh-CN': name['zh-CN'] }, currency: offer?.currency ?? null }
        }),
      }
    },
  )
}

/** Whoever acts for certain stores sees theirs, and what all share. */
async function storesFor(stores: Stores, { catalogue }: Parts): Promise<string[]> {
  if (stores !== 'all') return [...stores].slice(0, STORES_AT_MOST)
  const codes: string[] = []
  let cursor: string | null = ''
  while (cursor !== null && codes.length < STORES_AT_MOST) {
    const page = await catalogue.stores({ limit: STORES_AT_ONCE, ...(cursor === '' ? {} : { cursor }) })
    codes.push(...page.items.map(({ code }) => code))
    cursor = page.nextCursor
  }
  return codes
}

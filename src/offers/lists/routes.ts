import { Type } from 'typebox'
import type { Clock } from '../../platform/clock.ts'
import type { App } from '../../platform/http/app.ts'
import { localeOf } from '../../platform/http/problems.ts'
import { cursorSchema, idSchema, limitSchema, refusals, textOrNull } from '../../platform/http/schemas.ts'
import type { ProgrammeService } from '../../programme/service.ts'
import { batchPath, batchView, couponView } from '../schemas.ts'
import { batchShown, couponsShown } from '../shown.ts'
import type { CouponListsService } from './service.ts'

type Parts = {
  readonly couponLists: CouponListsService
  readonly programme: ProgrammeService
  readonly clock: Clock
}

const config = { right: 'coupons.read' } as const
const tags = ['coupons']
const PAGE_ORDINARY = 50

const batchesQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: 'Part of the name' })),
    offer: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  { additionalProperties: false },
)
const making = Type.Object({
  batchId: idSchema('UUID, lower case'),
  offer: Type.String(),
  name: Type.String(),
  codes: Type.Integer(),
  made: Type.Integer(),
})
const batchesPage = Type.Object({
  items: Type.Array(batchView),
  making: Type.Array(making, { description: 'Being written now; a batch is there once all its codes are' }),
  nextCursor: textOrNull(),
})
const counts = Type.Object(
  {
    unclaimed: Type.Integer(),
    active: Type.Integer(),
    used: Type.Integer(),
    expired: Type.Integer(),
    void: Type.Integer(),
  },
  { description: 'Codes by what they are now; each is counted once' },
)
const countedBatch = Type.Object({ ...batchView.properties, counts })
const codesQuery = Type.Object({ cursor: cursorSchema, limit: limitSchema }, { additionalProperties: false })
const codesPage = Type.Object({ items: Type.Array(couponView), nextCursor: textOrNull() })

export function couponListRoutes(app: App, { couponLists, programme, clock }: Parts): void {
  app.get(
    '/v1/coupons/batches',
    {
      config,
      schema: {
        operationId: 'listCouponBatches',
        tags,
        summary: 'Batches of coupons, newest first, and how far those are that are being made',
        querystring: batchesQuery,
        response: { 200: batchesPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { limit, ...query } = request.query
      const page = await couponLists.batches({ ...query, limit: limit ?? PAGE_ORDINARY })
      return { items: page.items.map(batchShown), making: [...page.making], nextCursor: page.nextCursor }
    },
  )
  app.get(
    '/v1/coupons/batches/:batchId',
    {
      config,
      schema: {
        operationId: 'getCouponBatch',
        tags,
        summary: 'A batch of coupons, and what became of its codes',
        params: batchPath,
        response: { 200: countedBatch, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { batch, counts: counted } = await couponLists.batch(request.params.batchId)
      return { ...batchShown(batch), counts: counted }
    },
  )
  app.get(
    '/v1/coupons/batches/:batchId/coupons',
    {
      config,
      schema: {
        operationId: 'listCouponsOfBatch',
        tags,
        summary: 'The coupons of a batch, by code',
        params: batchPath,
        querystring: codesQuery,
        response: { 200: codesPage, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { batchId } = request.params
      const { cursor, limit } = request.query
      const page = await couponLists.codes({ batchId, cursor, limit: limit ?? PAGE_ORDINARY })
      const now = clock.now()
      return {
        items: page.items.map(couponsShown(programme.at(now), now, localeOf(request))),
        nextCursor: page.nextCursor,
      }
    },
  )
}

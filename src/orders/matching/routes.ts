import { Type } from 'typebox'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { instantSchema, refusals } from '../../platform/http/schemas.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { about, type SpokenParts } from '../../programme/conditions/spoken.ts'
import { matchingOrders } from './service.ts'

const matchingSchema = Type.Object({
  from: instantSchema(),
  to: instantSchema('Now'),
  orders: Type.Integer({
    description: 'Confirmed orders of members in these 30 days, with the amounts that were paid',
  }),
  matching: Type.Integer({ description: 'Of these; for a condition about lines, those with such a line' }),
  members: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'Members who made those; null when not all orders were looked at',
  }),
  looked: Type.Integer({ description: 'So many were looked at' }),
  sampled: Type.Boolean({ description: 'True when not all were looked at: `matching` is an estimate' }),
})

export function matchingRoutes(app: App, parts: SpokenParts & { readonly db: Database }): void {
  app.post(
    '/v1/conditions/count',
    {
      config: { right: 'orders.read', stores: 'own', audit: 'nothing' },
      schema: {
        operationId: 'countMatchingOrders',
        tags: ['conditions'],
        summary:
          'How many of the last 30 days’ orders (of your stores) satisfy a condition; a sample when there are many',
        body: Type.Object({ ...about, condition: ConditionRef }, { additionalProperties: false }),
        response: { 200: matchingSchema, ...refusals(401, 403, 404, 422, 503) },
      },
    },
    async (request) => {
      const { for: of, draftId, condition } = request.body
      const { from, to, ...counts } = await matchingOrders(
        { of, condition, draftId, stores: callerOf(request).stores },
        parts,
      )
      return { ...counts, from: instantText(from), to: instantText(to) }
    },
  )
}

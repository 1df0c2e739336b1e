import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import type { App } from '../../platform/http/app.ts'
import { idempotencyHeaders, idSchema, refusals } from '../../platform/http/schemas.ts'
import { CodeSchema } from '../../programme/basics.ts'
import { keyOf, shown } from '../routes.ts'
import { memberPath, pointsAnswer } from '../schemas.ts'
import type { ActivationService } from './service.ts'

const LOTS_AT_MOST = 200
const lotId = idSchema('UUID, lower case')

const activateBody = Type.Object(
  {
    order: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: 'All that this order gave' })),
    lots: Type.Optional(Type.Array(lotId, { minItems: 1, maxItems: LOTS_AT_MOST, uniqueItems: true })),
    event: Type.Optional(CodeSchema),
  },
  { additionalProperties: false, description: 'Exactly one of the three' },
)
const activated = Type.Array(Type.Object({ lotId, wallet: Type.String(), amount: Type.Integer() }), {
  description: 'What became available by this; nothing when all of it was already',
})

export function activationRoutes(app: App, { activation }: { activation: ActivationService }): void {
  app.post(
    '/v1/members/:memberId/points/activate',
    {
      config: { right: 'points.adjust' },
      schema: {
        operationId: 'activatePoints',
        tags: ['points'],
        summary: 'Make pending points available: the event that they wait for has come, or they need not wait longer',
        headers: idempotencyHeaders,
        params: memberPath,
        body: activateBody,
        response: { 200: Type.Object({ ...pointsAnswer.properties, activated }), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { lots, ...wish } = request.body
      const answer = await activation.activate({
        ...wish,
        ...(lots === undefined ? {} : { lots: lots.map((lot) => asId<'lot'>(lot)) }),
        memberId: asId(request.params.memberId),
        ...keyOf(request),
      })
      return { ...shown(answer), activated: [...answer.activated] }
    },
  )
}

/** Routes for what happens after a sale: opening an order again, exchanging lines, claiming a receipt. */
import { asId } from '../base/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { keyOf } from '../points/routes.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { type MindedOrderParts, mindedOrder } from './minding.ts'
import { inputOf, instantOf, tongueOf } from './requests.ts'
import * as schemas from './schemas.ts'
import { ownOrder, ownStore } from './scope.ts'
import type { OrdersService } from './service.ts'
import { answered, returnShown } from './shown.ts'

type Parts = {
  readonly orders: OrdersService
  readonly programme: ProgrammeService
  readonly clock: Clock
} & MindedOrderParts

const tags = ['orders']
const config = { right: 'orders.write', stores: 'own', audit: 'persons' } as const

export function afterSaleRoutes(app: App, parts: Parts): void {
  const { orders, programme, clock } = parts
  app.post(
    '/v1/orders/:number/reopen',
    {
      config,
      schema: {
        operationId: 'reopenOrder',
        tags,
        summary: 'Open a confirmed order again, to be changed and confirmed anew; everything that it did is undone',
        params: schemas.numberPath,
        response: { 200: schemas.orderAnswer, ...refusals(401, 403, 404, 409, 503) },
      },
    },
    async (request) => {
      await ownOrder(orders, callerOf(request).stores, request.params.number)
      const answer = await orders.reopen(request.params.number)
      return answered(answer, tongueOf(programme, answer.programmeVersion, request, clock))
    },
  )
  app.post(
    '/v1/orders/:number/exchanges',
    {
      config,
      schema: {
        operationId: 'exchangeLines',
        tags,
        summary: 'Take lines back and confirm another order in their place: both, or neither; `dry=true` previews',
        headers: idempotencyHeaders,
        params: schemas.numberPath,
        querystring: schemas.returnQuery,
        body: schemas.exchangeBody,
        response: {
          200: schemas.exchangeAnswer,
          201: schemas.exchangeAnswer,
          ...refusals(401, 403, 404, 409, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const { lines, returnNumber, at, reason, order } = request.body
      const key = returnNumber ?? keyOf(request).key?.key
      const { number, presenceId, ...content } = order
      const { stores } = callerOf(request)
      ownStore(stores, content.store)
      for (const each of [request.params.number, number]) await ownOrder(orders, stores, each)
      if (!request.query.dry) {
        const memberId = (await orders.whose(request.params.number))?.memberId
        await mindedOrder(parts, request, { ...content, presenceId, number, memberId, status: 'confirmed' })
      }
      const wish = {
        ...{ number: request.params.number, lines, reason, at: instantOf('at', at, clock) },
        order: inputOf(number, content, clock),
        ...(key === undefined ? {} : { key }),
      }
      const answer = await orders.exchange(wish, request.query.dry)
      const tongue = tongueOf(programme, answer.order.programmeVersion, request, clock)
      return reply.status(request.query.dry ? 200 : 201).send({
        returned: returnShown(answer.returned),
        order: answered(answer.order, tongue),
        differenceMinor: answer.differenceMinor,
      })
    },
  )
  app.post(
    '/v1/orders/:number/claim',
    {
      config,
      schema: {
        operationId: 'claimOrder',
        tags,
        summary: 'A guest’s order becomes a member’s, once and within the programme’s days, and earns as if bought now',
        params: schemas.numberPath,
        body: schemas.claimBody,
        response: { 200: schemas.orderAnswer, ...refusals(401, 403, 404, 409, 503) },
      },
    },
    async (request) => {
      await ownOrder(orders, callerOf(request).stores, request.params.number)
      const answer = await orders.claim(request.params.number, asId(request.body.memberId))
      return answered(answer, tongueOf(programme, answer.programmeVersion, request, clock))
    },
  )
}

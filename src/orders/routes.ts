import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { asId, isId } from '../base/ids.ts'
import { type Locale, Refused, say } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import type { Stores } from '../platform/http/stores.ts'
import { keyOf } from '../points/routes.ts'
import type { DraftsService } from '../programme/drafts/service.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { afterSaleRoutes } from './aftersale.ts'
import type { OrderAnswer } from './answer.ts'
import { invalidOrder } from './errors.ts'
import { type MindedOrderParts, mindedOrder } from './minding.ts'
import { type Content, inputOf, instantOf, tongueOf } from './requests.ts'
import * as schemas from './schemas.ts'
import { ownOrder, ownStore } from './scope.ts'
import type { OrdersService, PutOrder } from './service.ts'
import { answered, guestOrderShown, headOf, memberOrderShown, returnShown } from './shown.ts'

type Parts = {
  readonly orders: OrdersService
  readonly programme: ProgrammeService
  readonly drafts: Pick<DraftsService, 'compiled'>
  readonly clock: Clock
} & MindedOrderParts
const read = { right: 'orders.read', stores: 'own', audit: 'nothing' } as const
const write = { right: 'orders.write', stores: 'own', audit: 'persons' } as const
/** An order of 1,000 lines with names; a batch of 500 orders of a handful of lines each. */
const ORDER_BYTES = 2 * 1024 * 1024
const BATCH_BYTES = 16 * 1024 * 1024

export function orderRoutes(app: App, parts: Parts): void {
  deciding(app, parts)
  batches(app, parts)
  returning(app, parts)
  afterSaleRoutes(app, parts)
  reading(app, parts)
}

function memberOf({ memberId }: { readonly memberId?: string | null | undefined }): PutOrder['memberId'] {
  return memberId === undefined || memberId === null ? null : asId(memberId)
}

function deciding(app: App, parts: Parts): void {
  const { orders, programme, drafts, clock } = parts
  const shown = (answer: OrderAnswer, request: FastifyRequest) =>
    answered(answer, tongueOf(programme, answer.programmeVersion, request, clock))
  app.post(
    '/v1/orders/evaluate',
    {
      bodyLimit: ORDER_BYTES,
      config: read,
      schema: {
        operationId: 'evaluateOrder',
        tags: ['orders'],
        summary: 'What confirming an order would do: every rule with its why or why not. Changes nothing',
        body: schemas.evaluateBody,
        response: { 200: schemas.orderAnswer, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { number, bestCoupons, draftId, ...content } = request.body
      ownStore(callerOf(request).stores, content.store)
      const input = inputOf(number ?? 'evaluation', content, clock)
      const order = { memberId: memberOf(content), input, bestCoupons: bestCoupons === true }
      if (draftId === undefined) return shown(await orders.evaluate(order), request)
      const drafted = await drafts.compiled(asId(draftId))
      return answered(await orders.evaluate({ ...order, programme: drafted }), {
        programme: drafted,
        locale: localeOf(request),
      })
    },
  )
  app.post(
    '/v1/prices',
    {
      config: read,
      schema: {
        operationId: 'priceProducts',
        tags: ['orders'],
        summary: 'What products cost a member, a piece by itself: list price and member price',
        body: schemas.pricesBody,
        response: { 200: schemas.pricesAnswer, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { memberId, store, ...asked } = request.body
      ownStore(callerOf(request).stores, store)
      const items = await orders.prices({ ...asked, memberId: memberOf({ memberId }), store: store ?? null })
      return { items: items.map(({ offers, ...item }) => ({ ...item, offers: [...offers] })) }
    },
  )
  app.put(
    '/v1/orders/:number',
    {
      bodyLimit: ORDER_BYTES,
      config: write,
      schema: {
        operationId: 'putOrder',
        tags: ['orders'],
        summary:
          'Open, confirm or cancel an order. The number is the key: the same content again gives the same answer',
        headers: idempotencyHeaders,
        params: schemas.numberPath,
        body: schemas.putBody,
        response: { 200: schemas.orderAnswer, ...refusals(401, 403, 404, 409, 422, 503) },
      },
    },
    async (request) => {
      const { stores, id: by } = callerOf(request)
      const { number } = request.params
      await mindedOrder(parts, request, { number, ...request.body })
      return shown(await put({ orders, clock, stores, by }, number, request.body, keyOf(request)), request)
    },
  )
}

/** A cancellation of an order that exists needs only its number; one that comes before its order is kept. */
async function put(
  { orders, clock, stores, by }: { orders: OrdersService; clock: Clock; stores: Stores; by: string },
  number: string,
  { status, reserveMinutes, presenceId: _presence, ...content }: Static<typeof schemas.putBody>,
  key: Pick<PutOrder, 'key'>,
): Promise<OrderAnswer> {
  await ownOrder(orders, stores, number)
  if (status === 'cancelled' && (await orders.exists(number))) return orders.cancel(number)
  const whole = complete(content)
  ownStore(stores, whole.store)
  const reserving = reserveMinutes === undefined ? {} : { reserveMinutes }
  const input = inputOf(number, whole, clock)
  return orders.put({ memberId: memberOf(whole), status, input, by, ...key, ...reserving })
}

function complete({
  currency,
  channel,
  lines,
  ...rest
}: Omit<Static<typeof schemas.putBody>, 'status' | 'reserveMinutes' | 'presenceId'>): Content {
  if (currency !== undefined && channel !== undefined && lines !== undefined)
    return { ...rest, currency, channel, lines }
  const where = currency === undefined ? 'currency' : channel === undefined ? 'channel' : 'lines'
  throw new Refused(invalidOrder({ where, problem: 'it is missing' }))
}

function batches(app: App, parts: Parts): void {
  const { orders, programme, clock } = parts
  app.post(
    '/v1/orders/batch',
    {
      bodyLimit: BATCH_BYTES,
      config: write,
      schema: {
        operationId: 'putOrders',
        tags: ['orders'],
        summary: 'Up to 500 orders at once; each is answered by itself, in order',
        body: schemas.batchBody,
        response: { 200: schemas.batchAnswer, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const locale = localeOf(request)
      const { stores, id: by } = callerOf(request)
      const outcomes = await Promise.all(
        request.body.orders.map(async ({ number, ...body }) => {
          try {
            await mindedOrder(parts, request, { number, ...body })
            const answer = await put({ orders, clock, stores, by }, number, body, {})
            const tongue = tongueOf(programme, answer.programmeVersion, request, clock)
            return { number, status: 200, order: answered(answer, tongue) }
          } catch (error) {
            return { number, ...problemOf(error, request, locale) }
          }
        }),
      )
      return { results: outcomes }
    },
  )
}

function problemOf(error: unknown, request: FastifyRequest, locale: Locale) {
  if (error instanceof Refused) {
    const { refusal: code, status, facts, words } = error.refusal
    return { status, problem: { code, title: say(words, facts, locale), facts } }
  }
  request.log.error({ err: error, requestId: request.id }, 'an order of a batch failed')
  return { status: 500, problem: { code: 'service.failed', title: request.id, facts: {} } }
}

function returning(app: App, { orders, clock }: Parts): void {
  app.post(
    '/v1/orders/:number/returns',
    {
      config: write,
      schema: {
        operationId: 'returnOrder',
        tags: ['orders'],
        summary: 'Take lines of a confirmed order back, as the exact inverse of what they did; `dry=true` previews',
        headers: idempotencyHeaders,
        params: schemas.numberPath,
        querystring: schemas.returnQuery,
        body: schemas.returnBody,
        response: { 200: schemas.returnAnswer, 201: schemas.returnAnswer, ...refusals(401, 403, 404, 409, 422, 503) },
      },
    },
    async (request, reply) => {
      const { lines, returnNumber, at, reason } = request.body
      await ownOrder(orders, callerOf(request).stores, request.params.number)
      const key = returnNumber ?? keyOf(request).key?.key
      const wish = {
        number: request.params.number,
        lines,
        reason,
        at: instantOf('at', at, clock),
        ...(key === undefined ? {} : { key }),
      }
      const answer = await orders.giveBack(wish, request.query.dry)
      return reply.status(request.query.dry ? 200 : 201).send(returnShown(answer))
    },
  )
}

function cursorOf(text: string | undefined): { placedAt: Instant; orderId: string } | null {
  const [placedAt, orderId] = text?.split('.') ?? []
  const milliseconds = Number(placedAt)
  if (orderId === undefined || !isId(orderId) || !Number.isSafeInteger(milliseconds) || milliseconds < 0) return null
  return { placedAt: asInstant(milliseconds), orderId }
}

function reading(app: App, { orders, programme, clock }: Parts): void {
  app.get(
    '/v1/orders/:number',
    {
      config: read,
      schema: {
        operationId: 'getOrder',
        tags: ['orders'],
        summary: 'An order with its lines, what each rule gave, and its returns',
        params: schemas.numberPath,
        response: { 200: schemas.orderView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      await ownOrder(orders, callerOf(request).stores, request.params.number)
      const found = await orders.get(request.params.number)
      const { decision } = 'order' in found ? found.order : found
      const tongue = tongueOf(programme, decision?.version ?? null, request, clock)
      return 'order' in found ? memberOrderShown(found.order, found.returns, tongue) : guestOrderShown(found, tongue)
    },
  )
  app.get(
    '/v1/members/:memberId/orders',
    {
      config: { ...read, own: true },
      schema: {
        operationId: 'listMemberOrders',
        tags: ['orders'],
        summary: 'A member’s orders, newest first; for certain stores, those of these stores',
        params: schemas.memberPath,
        querystring: schemas.ordersQuery,
        response: { 200: schemas.ordersPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 50
      const found = await orders.ofMember(asId(request.params.memberId), {
        before: cursorOf(request.query.cursor),
        limit: limit + 1,
        stores: callerOf(request).stores,
      })
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const nextCursor = found.length > limit && last !== undefined ? `${last.placedAt}.${last.orderId}` : null
      return { items: items.map(headOf), nextCursor }
    },
  )
}

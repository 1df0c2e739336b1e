import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { asId } from '../base/ids.ts'
import { type Locale, type Refusal, say } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { ownStore } from '../orders/scope.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { refusals } from '../platform/http/schemas.ts'
import { beginning } from './rules.ts'
import * as schemas from './schemas.ts'
import type { Received, ReceivedOrder, StoredReport, TillsService } from './service.ts'
import type { Returned, Till } from './till.ts'

const tags = ['tills']
const manage = { right: 'tills.manage' } as const
const see = { right: 'orders.read', stores: 'own' } as const
/** A hundred orders of a hundred lines. */
const QUEUE_BYTES = 8 * 1024 * 1024

export function tillRoutes(app: App, { tills }: { readonly tills: TillsService }): void {
  managing(app, tills)
  receiving(app, tills)
}

function managing(app: App, tills: TillsService): void {
  app.post(
    '/v1/tills',
    {
      config: manage,
      schema: {
        operationId: 'registerTill',
        tags,
        summary:
          'Register a device as a till that may sell while the server is away; its orders are signed with its key',
        body: schemas.registerBody,
        response: { 201: schemas.tillView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { store = null, aloneMinor = 0, ...asked } = request.body
      const till = await tills.register({ ...asked, store, aloneMinor }, callerOf(request).name)
      return reply.status(201).send(shown(till))
    },
  )
  app.get(
    '/v1/tills',
    {
      config: manage,
      schema: {
        operationId: 'listTills',
        tags,
        summary: 'Tills, newest first, with what became of the orders that came late',
        response: { 200: schemas.tillsView, ...refusals(401, 403) },
      },
    },
    async () => {
      const lines = await tills.list()
      return {
        items: lines.map(({ lastReceivedAt, report, ...line }) => ({
          ...shown(line),
          ...{ accepted: line.accepted, refused: line.refused },
          ...{ lastSequence: line.lastSequence, missing: line.missing },
          lastReceivedAt: lastReceivedAt === null ? null : instantText(lastReceivedAt),
          report: report === null ? null : reportShown(report),
        })),
      }
    },
  )
  app.patch(
    '/v1/tills/:tillId',
    {
      config: manage,
      schema: {
        operationId: 'changeTill',
        tags,
        summary: 'Rename a till, move it to another store, or set its budget of points while the server is away',
        params: schemas.tillPath,
        body: schemas.changeBody,
        response: { 200: schemas.tillView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => shown(await tills.change(asId(request.params.tillId), request.body, callerOf(request).name)),
  )
  app.delete(
    '/v1/tills/:tillId',
    {
      config: manage,
      schema: {
        operationId: 'revokeTill',
        tags,
        summary: 'Believe a till no more: what it still holds stays there and is not taken, whatever time it bears',
        params: schemas.tillPath,
        response: { 200: schemas.tillView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const tillId = asId<'till'>(request.params.tillId)
      await tills.revoke(tillId, callerOf(request).name)
      return shown(await tills.get(tillId))
    },
  )
  app.post(
    '/v1/tills/:tillId/readmit',
    {
      config: manage,
      schema: {
        operationId: 'readmitTill',
        tags,
        summary: 'Believe a revoked till again; what it kept meanwhile is taken, each once',
        params: schemas.tillPath,
        response: { 200: schemas.tillView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const tillId = asId<'till'>(request.params.tillId)
      await tills.readmit(tillId, callerOf(request).name)
      return shown(await tills.get(tillId))
    },
  )
}

function receiving(app: App, tills: TillsService): void {
  app.get(
    '/v1/tills/:tillId',
    {
      config: see,
      schema: {
        operationId: 'getTill',
        tags,
        summary: 'A till: the device asks whether it is still believed',
        params: schemas.tillPath,
        response: { 200: schemas.tillView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shown(await own(tills, request)),
  )
  app.put(
    '/v1/tills/:tillId/report',
    {
      // Said every half minute by each device; it changes nothing but what is known of it.
      config: { right: 'orders.write', stores: 'own', audit: 'nothing' },
      schema: {
        operationId: 'reportTill',
        tags,
        summary:
          'What a till says of itself, signed with its key; answers with the server’s time and how far its numbers went',
        params: schemas.tillPath,
        body: schemas.reportBody,
        response: { 200: schemas.reportView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const till = await own(tills, request)
      const { now, ...reached } = await tills.report(till.tillId, request.body)
      return { ...shown(till), now: instantText(now), ...reached }
    },
  )
  app.post(
    '/v1/tills/:tillId/orders',
    {
      bodyLimit: QUEUE_BYTES,
      // What was sold is told by the orders themselves.
      config: { right: 'orders.write', stores: 'own', audit: 'nothing' },
      schema: {
        operationId: 'receiveTillOrders',
        tags,
        summary: 'What a till sold and took back while the server was away, each once under its number and its time',
        params: schemas.tillPath,
        body: schemas.sealedBody,
        response: { 200: schemas.receivedView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { tillId } = await own(tills, request)
      const results = await tills.receive(tillId, request.body.orders, callerOf(request).stores)
      return { results: results.map((result) => resultShown(result, localeOf(request))) }
    },
  )
  app.get(
    '/v1/tills/:tillId/orders',
    {
      config: see,
      schema: {
        operationId: 'listTillOrders',
        tags,
        summary: 'What a till sold and took back while the server was away, newest first',
        params: schemas.tillPath,
        querystring: schemas.ordersQuery,
        response: { 200: schemas.ordersView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { state, cursor, limit } = request.query
      const page = { state: state ?? null, before: cursor ?? null, limit }
      const { tillId } = await own(tills, request)
      const found = await tills.received(tillId, page)
      return {
        items: found.map((order) => orderShown(order, localeOf(request))),
        nextCursor: found.length < limit ? null : (found.at(-1)?.sequence ?? null),
      }
    },
  )
}

/** @throws Refused tillUnknown; otherStore when the till stands in a store for which the caller does not act */
async function own(
  tills: TillsService,
  request: FastifyRequest<{ Params: Static<typeof schemas.tillPath> }>,
): Promise<Till> {
  const till = await tills.get(asId(request.params.tillId))
  ownStore(callerOf(request).stores, till.store)
  return till
}

function shown(till: Till) {
  const { tillId, name, store, channel, aloneMinor, registeredBy, registeredAt, revokedAt } = till
  return {
    ...{ tillId, prefix: beginning(till), name, store, channel, aloneMinor, registeredBy },
    registeredAt: instantText(registeredAt),
    revokedAt: revokedAt === null ? null : instantText(revokedAt),
  }
}

function reportShown({ at, oldestAt, ...figures }: StoredReport) {
  return { ...figures, at: instantText(at), oldestAt: oldestAt === null ? null : instantText(oldestAt) }
}

function problemOf({ refusal: code, facts, words }: Refusal, locale: Locale) {
  return { code, title: say(words, facts, locale), facts }
}

function resultShown(result: Received, locale: Locale) {
  const { sequence, number, state } = result
  const nothing = { orderId: null, memberId: null, note: null, returned: null }
  if (state === 'accepted') {
    const { orderId, memberId, note, returned } = result
    return { sequence, number, state, orderId, memberId, note, returned: returned === null ? null : figures(returned) }
  }
  const problem = state === 'refused' ? { problem: problemOf(result.refusal, locale) } : {}
  return { sequence, number, state, ...nothing, ...problem }
}

const figures = ({ refundMinor, takenBack, pointsBack, owed, tiers }: Returned) => ({
  ...{ refundMinor, takenBack: [...takenBack], pointsBack: [...pointsBack], owed: [...owed], tiers: [...tiers] },
})

function orderShown(
  { digest: _digest, placedAt, receivedAt, returned, refused, ...order }: ReceivedOrder,
  locale: Locale,
) {
  return {
    ...order,
    returned: returned === null ? null : figures(returned),
    placedAt: instantText(placedAt),
    receivedAt: instantText(receivedAt),
    ...(refused === null ? {} : { problem: problemOf({ ...refused, refusal: refused.code }, locale) }),
  }
}

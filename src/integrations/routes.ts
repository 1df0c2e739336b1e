/** Webhooks over HTTP. */
import { Type } from 'typebox'
import { asId, isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { App } from '../platform/http/app.ts'
import { idSchema, pageSchema, refusals } from '../platform/http/schemas.ts'
import { deliveryUnknown, webhookUnknown } from './errors.ts'
import { kinds } from './kinds.ts'
import {
  changedWebhook,
  deliveryQuery,
  deliveryView,
  deliveryWithBody,
  newWebhook,
  shownDelivery,
  shownInFull,
  shownWebhook,
  turnedOn,
  webhookView,
  webhookWithSecret,
} from './schemas.ts'
import type { EndpointId, IntegrationsService, MessageId } from './service.ts'

type Parts = { readonly integrations: IntegrationsService }

const config = { right: 'integrations.manage' } as const
/** Whoever names an address decides where the company's facts go. */
const sensitive = { right: 'integrations.manage', proof: 'fresh' } as const
const tags = ['webhooks']
const path = Type.Object({ endpointId: idSchema('UUID, lower case') })
const messagePath = Type.Object({ endpointId: idSchema('UUID, lower case'), messageId: idSchema('The webhook-id') })

function endpointIdOf({ endpointId }: { endpointId: string }): EndpointId {
  if (!isId(endpointId)) throw new Refused(webhookUnknown({}))
  return asId(endpointId)
}

function placeOf(params: { endpointId: string; messageId: string }): { endpointId: EndpointId; messageId: MessageId } {
  if (!isId(params.messageId)) throw new Refused(deliveryUnknown({}))
  return { endpointId: endpointIdOf(params), messageId: asId<'message'>(params.messageId) }
}

export function integrationRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  writing(app, parts)
  switching(app, parts)
  deliveries(app, parts)
  sending(app, parts)
}

function reading(app: App, { integrations }: Parts): void {
  const words = Object.entries(kinds).map(([kind, said]) => ({ kind, words: said }))
  app.get(
    '/v1/fact-kinds',
    {
      config,
      schema: {
        operationId: 'listFactKinds',
        tags,
        summary: 'Kinds of facts that a webhook can be told of, each with a sentence',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                kind: Type.String(),
                words: Type.Object({ en: Type.String(), 'zh-CN': Type.String() }),
              }),
            ),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async () => ({ items: words }),
  )
  app.get(
    '/v1/webhooks',
    {
      config,
      schema: {
        operationId: 'listWebhooks',
        tags,
        summary: 'All webhooks, with how each is doing',
        response: { 200: Type.Object({ items: Type.Array(webhookView) }), ...refusals(401, 403) },
      },
    },
    async () => ({ items: (await integrations.endpoints()).map(shownWebhook) }),
  )
  app.get(
    '/v1/webhooks/:endpointId',
    {
      config,
      schema: {
        operationId: 'getWebhook',
        tags,
        summary: 'One webhook',
        params: path,
        response: { 200: webhookView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownWebhook(await integrations.endpoint(endpointIdOf(request.params))),
  )
}

function writing(app: App, { integrations }: Parts): void {
  app.post(
    '/v1/webhooks',
    {
      config: sensitive,
      schema: {
        operationId: 'createWebhook',
        tags,
        summary: 'Add a webhook; its secret is shown in this answer and never again',
        description:
          'It is told of what happens from now on. Messages are signed as Standard Webhooks say: webhook-id, webhook-timestamp, webhook-signature.',
        body: newWebhook,
        response: { 201: webhookWithSecret, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { secret, ...made } = await integrations.create(request.body)
      reply.header('cache-control', 'no-store')
      return reply.status(201).send({ ...shownWebhook(made), secret })
    },
  )
  app.patch(
    '/v1/webhooks/:endpointId',
    {
      config: sensitive,
      schema: {
        operationId: 'changeWebhook',
        tags,
        summary: 'Change where a webhook leads, what it is for, or what it is told of',
        params: path,
        body: changedWebhook,
        response: { 200: webhookView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => shownWebhook(await integrations.change(endpointIdOf(request.params), request.body)),
  )
  app.delete(
    '/v1/webhooks/:endpointId',
    {
      config,
      schema: {
        operationId: 'removeWebhook',
        tags,
        summary: 'Remove a webhook with the log of its deliveries',
        params: path,
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      await integrations.remove(endpointIdOf(request.params))
      return reply.status(204).send(null)
    },
  )
}

function switching(app: App, { integrations }: Parts): void {
  app.post(
    '/v1/webhooks/:endpointId/rotate',
    {
      config: sensitive,
      schema: {
        operationId: 'rotateWebhookSecret',
        tags,
        summary: 'A new secret; it is shown in this answer and never again',
        description: 'For 24 hours every message carries two signatures, by the new secret and by the one before.',
        params: path,
        response: { 200: webhookWithSecret, ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { secret, ...renewed } = await integrations.rotate(endpointIdOf(request.params))
      reply.header('cache-control', 'no-store')
      return { ...shownWebhook(renewed), secret }
    },
  )
  app.post(
    '/v1/webhooks/:endpointId/turn-off',
    {
      config,
      schema: {
        operationId: 'turnOffWebhook',
        tags,
        summary: 'Send nothing more; what happens meanwhile is kept',
        params: path,
        response: { 200: webhookView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownWebhook(await integrations.turnOff(endpointIdOf(request.params))),
  )
  app.post(
    '/v1/webhooks/:endpointId/turn-on',
    {
      config,
      schema: {
        operationId: 'turnOnWebhook',
        tags,
        summary: 'Send again, from where it stopped or from now',
        params: path,
        body: turnedOn,
        response: { 200: webhookView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => shownWebhook(await integrations.turnOn(endpointIdOf(request.params), request.body.from)),
  )
}

function deliveries(app: App, { integrations }: Parts): void {
  app.get(
    '/v1/webhooks/:endpointId/deliveries',
    {
      config,
      schema: {
        operationId: 'listWebhookDeliveries',
        tags,
        summary: 'What was sent or waits, newest first, of the last 30 days',
        params: path,
        querystring: deliveryQuery,
        response: { 200: pageSchema(deliveryView), ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { state = null, kind = null, cursor, limit = 50 } = request.query
      if (cursor !== undefined && !isId(cursor)) throw new Refused(deliveryUnknown({}))
      const before = cursor === undefined ? null : asId<'message'>(cursor)
      const filter = { state, kind, before, limit: limit + 1 }
      const found = await integrations.deliveries(endpointIdOf(request.params), filter)
      const items = found.slice(0, limit)
      return {
        items: items.map(shownDelivery),
        nextCursor: found.length > limit ? (items.at(-1)?.messageId ?? null) : null,
      }
    },
  )
  app.get(
    '/v1/webhooks/:endpointId/deliveries/:messageId',
    {
      config,
      schema: {
        operationId: 'getWebhookDelivery',
        tags,
        summary: 'One message: what is sent, and every attempt',
        params: messagePath,
        response: { 200: deliveryWithBody, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownInFull(await integrations.delivery(placeOf(request.params))),
  )
}

function sending(app: App, { integrations }: Parts): void {
  app.post(
    '/v1/webhooks/:endpointId/deliveries/:messageId/send',
    {
      config,
      schema: {
        operationId: 'sendWebhookAgain',
        tags,
        summary: 'Send a message again, now, under the same webhook-id; answers with what came of it',
        params: messagePath,
        response: { 200: deliveryWithBody, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownInFull(await integrations.sendAgain(placeOf(request.params))),
  )
  app.post(
    '/v1/webhooks/:endpointId/send-failed',
    {
      config,
      schema: {
        operationId: 'sendFailedWebhooks',
        tags,
        summary: 'Send everything again that was given up; they go out a few at a time',
        params: path,
        response: { 200: Type.Object({ count: Type.Integer() }), ...refusals(401, 403, 404) },
      },
    },
    async (request) => ({ count: await integrations.sendFailed(endpointIdOf(request.params)) }),
  )
  app.post(
    '/v1/webhooks/:endpointId/test',
    {
      config,
      schema: {
        operationId: 'testWebhook',
        tags,
        summary: 'Send a message of the kind webhook.test, once; answers with what came of it',
        params: path,
        response: { 200: deliveryWithBody, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shownInFull(await integrations.test(endpointIdOf(request.params))),
  )
}

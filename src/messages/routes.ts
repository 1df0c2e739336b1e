/** The outbox: what was sent, what waits and what could not be sent. */
import { Type } from 'typebox'
import { isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { cursorSchema, instantSchema, limitSchema, pageSchema, refusals, textOrNull } from '../platform/http/schemas.ts'
import { messageUnknown } from './errors.ts'
import { channels } from './gateways.ts'
import type { MessagesService } from './service.ts'

const line = Type.Object({
  messageId: Type.String(),
  memberId: textOrNull(),
  channel: Type.Enum([...channels]),
  purpose: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('failed')]),
  receiver: textOrNull({ description: 'Masked; null a day after the message lapsed' }),
  text: textOrNull({ description: 'Only where no gateway is set for the channel: then this is where it can be read' }),
  gateway: textOrNull(),
  problem: textOrNull(),
  attempts: Type.Integer(),
  madeAt: instantSchema(),
  lapsesAt: instantSchema(),
  dueAt: instantSchema('When it is tried next'),
  sentAt: textOrNull(),
})

export function messageRoutes(app: App, { messages }: { messages: MessagesService }): void {
  app.get(
    '/v1/messages',
    {
      config: { right: 'messages.read' },
      schema: {
        operationId: 'listMessages',
        tags: ['messages'],
        summary: 'Messages to members, newest first',
        querystring: Type.Object({ cursor: cursorSchema, limit: limitSchema }, { additionalProperties: false }),
        response: { 200: pageSchema(line), ...refusals(401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { cursor = null, limit = 50 } = request.query
      if (cursor !== null && !isId(cursor)) throw new Refused(messageUnknown({}))
      const found = await messages.outbox({ before: cursor, limit: limit + 1 })
      const items = found.slice(0, limit)
      reply.header('cache-control', 'no-store')
      return {
        items: items.map((one) => ({
          ...one,
          madeAt: instantText(one.madeAt),
          lapsesAt: instantText(one.lapsesAt),
          dueAt: instantText(one.dueAt),
          sentAt: one.sentAt === null ? null : instantText(one.sentAt),
        })),
        nextCursor: found.length > limit ? (items.at(-1)?.messageId ?? null) : null,
      }
    },
  )
}

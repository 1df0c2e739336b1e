/** At the till: the member's rotating code is read, or a code is sent to him and said. */
import { Type } from 'typebox'
import { asId, isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { memberUnknown } from '../members/errors.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { instantSchema, refusals } from '../platform/http/schemas.ts'
import { presenceUnknown } from './errors.ts'
import type { Presence, PresenceService } from './service.ts'

const strict = { additionalProperties: false } as const
const redeem = { right: 'points.redeem', audit: 'nothing' } as const
const tags = ['presence']

const view = Type.Object({
  presenceId: Type.String(),
  memberId: Type.String(),
  means: Type.Union([Type.Literal('card'), Type.Literal('phone'), Type.Literal('email')]),
  confirmed: Type.Boolean({ description: 'False while the code that was sent is still to be said' }),
  lapsesAt: instantSchema(),
})
const asked = Type.Object({
  ...view.properties,
  sentTo: Type.String({ description: 'Masked' }),
  againSeconds: Type.Integer({ description: 'Another code can be asked for after so many seconds' }),
})

export function presenceRoutes(app: App, { presence }: { presence: PresenceService }): void {
  app.post(
    '/v1/presences/read',
    {
      config: redeem,
      schema: {
        operationId: 'readMemberCode',
        tags,
        summary: 'Read the rotating code of a member’s phone',
        description:
          'A code changes every 30 seconds and is read once. What it proves is good for one use within ten minutes.',
        body: Type.Object({ code: Type.String({ maxLength: 40 }) }, strict),
        response: { 201: view, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(shown(await presence.read(request.body.code, callerOf(request).id))),
  )
  app.post(
    '/v1/presences',
    {
      config: redeem,
      schema: {
        operationId: 'askForPresence',
        tags,
        summary: 'Send the member a one-time code to say at the till',
        body: Type.Object(
          {
            memberId: Type.String({ maxLength: 64 }),
            by: Type.Union([Type.Literal('phone'), Type.Literal('email')], { default: 'phone' }),
          },
          strict,
        ),
        response: { 202: asked, ...refusals(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { memberId, by } = request.body
      if (!isId(memberId)) throw new Refused(memberUnknown({}))
      const done = await presence.ask({
        memberId: asId(memberId),
        by,
        shownTo: callerOf(request).id,
        locale: localeOf(request),
        address: request.ip,
      })
      const { sentTo, againSeconds } = done.sent
      return reply.status(202).send({ ...shown(done.presence), sentTo, againSeconds })
    },
  )
  app.post(
    '/v1/presences/:presenceId/confirm',
    {
      config: redeem,
      schema: {
        operationId: 'confirmPresence',
        tags,
        summary: 'The code that the member says',
        params: Type.Object({ presenceId: Type.String({ maxLength: 64 }) }),
        body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) }, strict),
        response: { 200: view, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { presenceId } = request.params
      if (!isId(presenceId)) throw new Refused(presenceUnknown({}))
      return shown(await presence.confirm(presenceId, request.body.code))
    },
  )
}

function shown({ lapsesAt, ...presence }: Presence) {
  return { ...presence, lapsesAt: instantText(lapsesAt) }
}

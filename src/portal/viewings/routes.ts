/** Beginning and ending to see what a member sees; and what he and the page are told of it. */
import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { memberIdOf } from '../../members/requests.ts'
import { type App, callerOf, memberOf } from '../../platform/http/app.ts'
import { idSchema, instantSchema, refusals } from '../../platform/http/schemas.ts'
import type { Authenticator } from '../../staff/authenticate.ts'
import { done as doneView, strict } from '../schemas.ts'
import { personNeeded } from './errors.ts'
import { lookShown, VIEWING_MINUTES, VIEWING_RIGHT, type ViewingsService, viewingReasons } from './service.ts'

type Parts = {
  readonly portal: { readonly viewings: ViewingsService }
  readonly authenticator: Pick<Authenticator, 'caller'>
}

const config = { right: VIEWING_RIGHT } as const
const own = { right: 'member' } as const
const tags = ['portal']
const memberId = Type.String({ maxLength: 64 })
const reason = Type.Enum([...viewingReasons], { description: 'The member is told it' })

export function viewingRoutes(app: App, parts: Parts): void {
  ofStaff(app, parts)
  ofMembers(app, parts)
}

function ofStaff(app: App, { portal: { viewings }, authenticator }: Parts): void {
  app.post(
    '/v1/members/:memberId/viewings',
    {
      config,
      schema: {
        operationId: 'viewAsMember',
        tags,
        summary: `See the portal as a member sees it, for ${VIEWING_MINUTES} minutes, without changing anything`,
        description: 'The token is sent as a bearer token with `me` as memberId; each use is on the audit trail.',
        params: Type.Object({ memberId }),
        body: Type.Object({ reason }, strict),
        response: {
          201: Type.Object({
            viewingId: idSchema('UUID, lower case'),
            token: Type.String({ description: 'Shown once' }),
            lapsesAt: instantSchema(),
          }),
          ...refusals(401, 403, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const { kind, id } = callerOf(request)
      const sessionId = kind === 'staff' ? (await authenticator.caller(request))?.sessionId : undefined
      if (sessionId === undefined) throw new Refused(personNeeded({}))
      const whose = memberIdOf(request.params.memberId)
      const opened = await viewings.open({ ...request.body, memberId: whose, staffId: asId(id), sessionId })
      reply.header('cache-control', 'no-store')
      return reply.status(201).send({ ...opened, lapsesAt: instantText(opened.lapsesAt) })
    },
  )
  app.delete(
    '/v1/members/:memberId/viewings/:viewingId',
    {
      config,
      schema: {
        operationId: 'endViewing',
        tags,
        summary: 'No longer see what a member sees; ending it again changes nothing',
        params: Type.Object({ memberId, viewingId: Type.String({ maxLength: 64 }) }),
        response: { 200: doneView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      await viewings.end(memberIdOf(request.params.memberId), request.params.viewingId)
      return { done: true as const }
    },
  )
}

function ofMembers(app: App, { portal: { viewings } }: Parts): void {
  app.get(
    '/v1/my/viewing',
    {
      config: own,
      schema: {
        operationId: 'getMyViewing',
        tags,
        summary: 'Which of the staff sees this in my place, and until when; null when it is me',
        response: {
          200: Type.Object({
            viewing: Type.Union([
              Type.Object({
                viewingId: Type.String(),
                memberId: Type.String(),
                name: Type.String({ description: 'Of the member of staff' }),
                unmasked: Type.Boolean({ description: 'Personal fields are shown as they are' }),
                lapsesAt: instantSchema(),
              }),
              Type.Null(),
            ]),
          }),
          ...refusals(401),
        },
      },
    },
    async (request, reply) => {
      const { memberId: whose, viewing } = memberOf(request)
      reply.header('cache-control', 'no-store')
      if (viewing === undefined) return { viewing: null }
      const { viewingId, name, unmasked, lapsesAt } = viewing
      return { viewing: { viewingId, memberId: whose, name, unmasked, lapsesAt: instantText(lapsesAt) } }
    },
  )
  app.get(
    '/v1/my/looks',
    {
      config: own,
      schema: {
        operationId: 'listMyLooks',
        tags,
        summary: 'When staff saw my pages as I see them, and why; newest first',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({ viewingId: Type.String(), reason, at: instantSchema(), until: instantSchema() }),
            ),
          }),
          ...refusals(401),
        },
      },
    },
    async (request) => ({ items: (await viewings.of(memberOf(request).memberId)).map(lookShown) }),
  )
}

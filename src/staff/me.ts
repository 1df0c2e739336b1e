/** What a caller may see and change about themselves. Every signed-in caller may, whatever their rights. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId, isId } from '../base/ids.ts'
import { type Language, Refused } from '../base/refusals.ts'
import type { App } from '../platform/http/app.ts'
import { LANGUAGE_COOKIE, languageKept } from '../platform/http/cookies.ts'
import { languageOf, notSignedIn } from '../platform/http/problems.ts'
import { refusals } from '../platform/http/schemas.ts'
import { listed, usableRights } from '../platform/http/stores.ts'
import type { Authenticator, Caller } from './authenticate.ts'
import { person } from './entering.ts'
import { notStaff, sessionUnknown } from './errors.ts'
import type { StaffRouteParts } from './parts.ts'
import { localeOrNull, meSchema, nameSchema, sessionOut, sessionsSchema } from './schemas.ts'
import type { StaffService } from './service.ts'
import type { StaffId } from './staff.ts'

/** No right is needed, so the platform lets everybody in; `signedIn` asks who it is. */
const config = { right: 'public' } as const
const tags = ['me']

export function meRoutes(app: App, { staff, authenticator }: StaffRouteParts): void {
  oneself(app, staff, authenticator)
  sessions(app, staff, authenticator)
}

function oneself(app: App, staff: StaffService, authenticator: Authenticator): void {
  app.get(
    '/v1/me',
    {
      config,
      schema: {
        operationId: 'getMe',
        tags,
        summary: 'Who is calling, and what they may do',
        response: { 200: meSchema, ...refusals(401) },
      },
    },
    async (request) => me(request, staff, await signedIn(request, authenticator)),
  )
  app.patch(
    '/v1/me',
    {
      config,
      schema: {
        operationId: 'changeMe',
        tags,
        summary: 'Change one’s own name or language; null follows the browser’s',
        body: Type.Object(
          { name: Type.Optional(nameSchema), locale: Type.Optional(localeOrNull) },
          { additionalProperties: false },
        ),
        response: { 200: meSchema, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const caller = await signedIn(request, authenticator)
      await staff.changeSelf(personOf(caller), request.body)
      return me(request, staff, caller)
    },
  )
}

function sessions(app: App, staff: StaffService, authenticator: Authenticator): void {
  app.get(
    '/v1/me/sessions',
    {
      config,
      schema: {
        operationId: 'listMySessions',
        tags,
        summary: 'Where one is signed in',
        response: { 200: sessionsSchema, ...refusals(401, 403) },
      },
    },
    async (request) => {
      const caller = await signedIn(request, authenticator)
      const found = await staff.sessions(personOf(caller))
      return { items: found.map((one) => sessionOut(one, caller.sessionId)) }
    },
  )
  app.delete(
    '/v1/me/sessions',
    {
      config,
      schema: {
        operationId: 'endMyOtherSessions',
        tags,
        summary: 'Sign out everywhere else',
        response: { 200: Type.Object({ ended: Type.Integer() }), ...refusals(401, 403) },
      },
    },
    async (request) => {
      const { staffId, sessionId } = await person(request, authenticator)
      return { ended: await staff.endOtherSessions(staffId, sessionId) }
    },
  )
  app.delete(
    '/v1/me/sessions/:sessionId',
    {
      config,
      schema: {
        operationId: 'endMySession',
        tags,
        summary: 'Sign out somewhere',
        params: Type.Object({ sessionId: Type.String({ maxLength: 64 }) }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const caller = await signedIn(request, authenticator)
      const { sessionId } = request.params
      if (!isId(sessionId)) throw new Refused(sessionUnknown({}))
      await staff.endSession(personOf(caller), asId(sessionId))
      return reply.status(204).send(null)
    },
  )
}

async function signedIn(request: FastifyRequest, authenticator: Authenticator): Promise<Caller> {
  const caller = await authenticator.caller(request)
  if (caller === undefined) throw new Refused(notSignedIn({}))
  return caller
}

/** @throws Refused notStaff for an API key, which has no profile and no session */
function personOf({ principal }: Caller): StaffId {
  if (principal.kind !== 'staff') throw new Refused(notStaff({}))
  return asId(principal.id)
}

/** What the page asks for beforehand is asked in the browser's language: what was chosen on the device is in the cookie. */
function languageWished(request: FastifyRequest): Language {
  return languageKept(request, LANGUAGE_COOKIE) ?? languageOf(request)
}

async function me(request: FastifyRequest, staff: StaffService, { principal, factorDue }: Caller) {
  const { kind, id, name } = principal
  const own = { kind, id, rights: usableRights(principal), stores: listed(principal.stores), factorDue }
  if (kind === 'key') return { ...own, name, email: null, role: null, locale: languageOf(request) }
  const member = await staff.find(asId(id))
  const { email, role, locale } = member
  return { ...own, name: member.name, email, role, locale: locale ?? languageWished(request) }
}

/** Passkeys over HTTP: one's own, and signing in with one. */
import { Type } from 'typebox'
import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { type Entrance, fromOurPages, person, withCookies } from '../entering.ts'
import { factorUnknown, passkeyRefused } from '../errors.ts'
import { KEY_NAME_AT_MOST } from '../rules.ts'
import { rememberSchema } from '../schemas.ts'
import { assertedSchema, assertionSchema, registeredSchema, registrationSchema } from './passkeyschemas.ts'
import { passkeyOut, passkeySchema } from './routes.ts'

const own = { right: 'public', proof: 'fresh' } as const
const tags = ['me']

export function passkeyRoutes(app: App, entrance: Entrance): void {
  registering(app, entrance)
  removing(app, entrance)
  signingIn(app, entrance)
}

function registering(app: App, { parts: { authenticator }, passkeys }: Entrance): void {
  app.post(
    '/v1/me/passkeys/options',
    {
      config: { ...own, audit: 'nothing' },
      schema: {
        operationId: 'beginPasskey',
        tags,
        summary: 'What the browser must ask the device for a new passkey',
        response: { 200: registrationSchema, ...refusals(401, 403) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      reply.header('cache-control', 'no-store')
      return passkeys.beginPasskey(staffId, authenticator.originOf(request))
    },
  )
  app.post(
    '/v1/me/passkeys',
    {
      config: own,
      schema: {
        operationId: 'addPasskey',
        tags,
        summary: 'A new passkey, as the device made it',
        body: Type.Object(
          {
            token: Type.String({ minLength: 1, maxLength: 2_000 }),
            name: Type.String({
              minLength: 1,
              maxLength: KEY_NAME_AT_MOST,
              description: 'By which its holder knows it again',
              examples: ['Phone'],
            }),
            response: registeredSchema,
          },
          { additionalProperties: false },
        ),
        response: { 201: passkeySchema, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      const made = await passkeys.addPasskey(staffId, request.body, authenticator.originOf(request))
      return reply.status(201).send(passkeyOut(made))
    },
  )
}

function removing(app: App, { parts: { authenticator }, passkeys }: Entrance): void {
  app.delete(
    '/v1/me/passkeys/:passkeyId',
    {
      config: own,
      schema: {
        operationId: 'removePasskey',
        tags,
        summary: 'A passkey opens nothing any more',
        params: Type.Object({ passkeyId: Type.String({ maxLength: 64 }) }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      const { passkeyId } = request.params
      if (!isId(passkeyId)) throw new Refused(factorUnknown({}))
      await passkeys.removePasskey(staffId, asId(passkeyId))
      return reply.status(204).send(null)
    },
  )
}

function signingIn(app: App, entrance: Entrance): void {
  const { parts, passkeys } = entrance
  const { authenticator } = parts
  app.post(
    '/api/auth/passkey-options',
    {
      config: { right: 'public', audit: 'nothing' },
      schema: {
        operationId: 'beginPasskeySignIn',
        tags: ['staff'],
        summary: 'What the browser must ask the device to sign, for signing in or for confirming',
        description: 'Nobody has to say who they are: the device knows its passkeys for this address.',
        response: { 200: assertionSchema, ...refusals(403) },
      },
    },
    async (request, reply) => {
      fromOurPages(request, authenticator)
      reply.header('cache-control', 'no-store')
      return passkeys.beginAssertion(authenticator.originOf(request))
    },
  )
  app.post(
    '/api/auth/sign-in/passkey',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'signInWithPasskey',
        tags: ['staff'],
        summary: 'Sign in with a passkey, which is both factors',
        body: Type.Object(
          { ...assertedSchema.properties, rememberMe: rememberSchema },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ staffId: Type.String() }), ...refusals(401, 403, 422) },
      },
    },
    async (request, reply) => {
      fromOurPages(request, authenticator)
      const { rememberMe: remember, ...given } = request.body
      const staffId = await passkeys.holderOf(given, authenticator.originOf(request))
      if (staffId === undefined) throw new Refused(passkeyRefused({}))
      const cookies = await entrance.enter(request, { staffId, way: 'passkey', remember })
      return withCookies(request, reply, cookies, { staffId })
    },
  )
}

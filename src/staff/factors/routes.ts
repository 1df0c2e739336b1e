/** Second factors over HTTP: one's own, those of somebody who lost them, and who must have one. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { idSchema, instantSchema, refusals } from '../../platform/http/schemas.ts'
import { type Entrance, patiently, person } from '../entering.ts'
import { staffUnknown } from '../errors.ts'
import { oneTimeCode } from '../schemas.ts'
import type { Factors, Passkey } from './factor.ts'

const own = { right: 'public' } as const
const ownProved = { right: 'public', proof: 'fresh' } as const
const manage = { right: 'staff.manage' } as const
const manageProved = { right: 'staff.manage', proof: 'fresh' } as const
const tags = ['me']
const ROLES_AT_MOST = 200

export function factorRoutes(app: App, entrance: Entrance): void {
  security(app, entrance)
  totp(app, entrance)
  recoveryCodes(app, entrance)
  demand(app, entrance)
  reset(app, entrance)
}

const instantOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' })

export const passkeySchema = Type.Object({
  passkeyId: idSchema(''),
  name: Type.String(),
  madeAt: instantSchema(),
  lastUsedAt: instantOrNull,
})

const securitySchema = Type.Object({
  password: Type.Boolean({ description: 'Whether there is a password' }),
  totpSince: instantOrNull,
  passkeys: Type.Array(passkeySchema),
  recoveryCodesLeft: Type.Integer(),
  demanded: Type.Boolean({ description: 'The role must have a second factor' }),
  provedUntil: instantSchema('Until when nothing has to be confirmed; in the past when it has to be'),
})

export function passkeyOut({ passkeyId, name, madeAt, lastUsedAt }: Passkey) {
  return {
    passkeyId,
    name,
    madeAt: instantText(madeAt),
    lastUsedAt: lastUsedAt === null ? null : instantText(lastUsedAt),
  }
}

function securityOut({ totpSince, passkeys, recoveryCodesLeft, demanded }: Factors) {
  return {
    totpSince: totpSince === null ? null : instantText(totpSince),
    passkeys: passkeys.map(passkeyOut),
    recoveryCodesLeft,
    demanded,
  }
}

function security(app: App, { parts: { staff, authenticator }, factors }: Entrance): void {
  app.get(
    '/v1/me/security',
    {
      config: own,
      schema: {
        operationId: 'getMySecurity',
        tags,
        summary: 'With what one signs in',
        response: { 200: securitySchema, ...refusals(401, 403) },
      },
    },
    async (request) => {
      const { staffId, sessionId } = await person(request, authenticator)
      return {
        ...securityOut(await factors.of(staffId)),
        password: await staff.hasPassword(staffId),
        provedUntil: instantText(await staff.provedUntil(sessionId)),
      }
    },
  )
}

function totp(app: App, { parts: { authenticator }, factors, attempts }: Entrance): void {
  app.post(
    '/v1/me/totp',
    {
      config: { ...ownProved, audit: 'nothing' },
      schema: {
        operationId: 'beginTotp',
        tags,
        summary: 'A secret for an authenticator app',
        description: 'It counts once a code is confirmed. An app that was set up before works until then.',
        response: {
          201: Type.Object({
            secret: Type.String({ description: 'In base 32, to be typed' }),
            address: Type.String({ description: '`otpauth://…`, to be shown as a QR code' }),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      reply.header('cache-control', 'no-store')
      return reply.status(201).send(await factors.beginTotp(staffId))
    },
  )
  app.post(
    '/v1/me/totp/confirm',
    {
      config: ownProved,
      schema: {
        operationId: 'confirmTotp',
        tags,
        summary: 'The first code of an authenticator app; from now on signing in asks for one',
        body: Type.Object({ code: oneTimeCode }, { additionalProperties: false }),
        response: { 204: Type.Null(), ...refusals(401, 403, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      const attempt = await patiently(reply, () => attempts.confirmation({ address: request.ip, staffId }))
      await factors.confirmTotp(staffId, request.body.code)
      await attempt.succeeded()
      return reply.status(204).send(null)
    },
  )
  app.delete(
    '/v1/me/totp',
    {
      config: ownProved,
      schema: {
        operationId: 'removeTotp',
        tags,
        summary: 'Sign in without the authenticator app',
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      await factors.removeTotp(staffId)
      return reply.status(204).send(null)
    },
  )
}

function recoveryCodes(app: App, { parts: { authenticator }, factors }: Entrance): void {
  app.post(
    '/v1/me/recovery-codes',
    {
      config: ownProved,
      schema: {
        operationId: 'makeRecoveryCodes',
        tags,
        summary: 'New recovery codes in place of all earlier ones, shown once',
        response: { 201: Type.Object({ codes: Type.Array(Type.String()) }), ...refusals(401, 403, 409) },
      },
    },
    async (request, reply) => {
      const { staffId } = await person(request, authenticator)
      reply.header('cache-control', 'no-store')
      return reply.status(201).send({ codes: await factors.makeRecoveryCodes(staffId) })
    },
  )
}

const demandSchema = Type.Object(
  {
    secondFactorRoles: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      maxItems: ROLES_AT_MOST,
      description: 'Who has such a role and signs in with a password must have a second factor',
    }),
  },
  { additionalProperties: false },
)

function demand(app: App, { factors }: Entrance): void {
  app.get(
    '/v1/sign-in-rules',
    {
      config: manage,
      schema: {
        operationId: 'getSignInRules',
        tags: ['staff'],
        summary: 'What is demanded of sign-in',
        response: { 200: demandSchema, ...refusals(401, 403) },
      },
    },
    async () => ({ secondFactorRoles: await factors.demandedOf() }),
  )
  app.put(
    '/v1/sign-in-rules',
    {
      config: { ...manageProved, stores: 'all' },
      schema: {
        operationId: 'setSignInRules',
        tags: ['staff'],
        summary: 'Which roles must have a second factor',
        description:
          'Somebody with such a role and without a second factor can do nothing but set one up, at once in this process and within ' +
          'seconds in others.',
        body: demandSchema,
        response: { 200: demandSchema, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      await factors.demandOf(callerOf(request), request.body.secondFactorRoles)
      return { secondFactorRoles: await factors.demandedOf() }
    },
  )
}

function reset(app: App, { parts: { staff } }: Entrance): void {
  app.post(
    '/v1/staff/:staffId/reset-second-factors',
    {
      config: manageProved,
      schema: {
        operationId: 'resetSecondFactors',
        tags: ['staff'],
        summary: 'Take all second factors of somebody who lost them, and end their sessions',
        params: Type.Object({ staffId: Type.String({ maxLength: 64 }) }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request: FastifyRequest<{ Params: { staffId: string } }>, reply) => {
      const { staffId } = request.params
      if (!isId(staffId)) throw new Refused(staffUnknown({}))
      await staff.resetFactors(callerOf(request), asId(staffId))
      return reply.status(204).send(null)
    },
  )
}

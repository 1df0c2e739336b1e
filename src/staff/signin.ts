/** Signing in with e-mail and password, the second step for who has a second factor, and signing out. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { App } from '../platform/http/app.ts'
import { cookieOf } from '../platform/http/cookies.ts'
import { refusals } from '../platform/http/schemas.ts'
import { DEVICE_COOKIE } from './authenticate.ts'
import { endedSecondStep, endedSession, SECOND_STEP_COOKIE, secondStepCookie } from './cookies.ts'
import { type Entrance, fromOurPages, heard, patiently, withCookies } from './entering.ts'
import { signInExpired, wrongCode, wrongCredentials, wrongRecoveryCode } from './errors.ts'
import type { Factors } from './factors/factor.ts'
import { normalEmail } from './rules.ts'
import { emailSchema, givenPassword, rememberSchema, secondFactorSchema } from './schemas.ts'
import type { StaffId } from './staff.ts'

const tags = ['staff']

export function signInRoutes(app: App, entrance: Entrance): void {
  signIn(app, entrance)
  secondStep(app, entrance)
  signOut(app, entrance)
}

const secondStepSchema = Type.Unsafe<{ totp: boolean; passkey: boolean; recoveryCode: boolean } | null>({
  type: ['object', 'null'],
  description: 'Null: signed in. Else nobody is signed in yet, and this is what the second step may be done with',
  properties: {
    totp: { type: 'boolean' },
    passkey: { type: 'boolean' },
    recoveryCode: { type: 'boolean' },
  },
  required: ['totp', 'passkey', 'recoveryCode'],
})

function signIn(app: App, entrance: Entrance): void {
  const { parts, attempts, tokens, factors } = entrance
  const { staff, authenticator, clock } = parts
  app.post(
    '/api/auth/sign-in/email',
    {
      config: { right: 'public' },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in with e-mail and password',
        description:
          'Answers with a session cookie; for a person with a second factor with a cookie for the second step, which may take ten ' +
          'minutes. After some failures in a row the next attempt has to wait (429).',
        body: Type.Object(
          { email: emailSchema, password: givenPassword, rememberMe: rememberSchema },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ staffId: Type.String(), secondStep: secondStepSchema }),
          ...refusals(401, 403, 422, 429, 503),
        },
      },
    },
    async (request, reply) => {
      fromOurPages(request, authenticator)
      const { password, rememberMe: remember } = request.body
      const email = normalEmail(request.body.email)
      const device = cookieOf(request, DEVICE_COOKIE)
      const attempt = await patiently(reply, () => attempts.signIn({ address: request.ip, email, device }))
      const staffId = await heard(attempt, () => staff.holderOf({ email, password }))
      if (staffId === undefined) throw new Refused(wrongCredentials({}))
      await attempt.succeeded()
      const found = await factors.of(staffId)
      if (!hasFactor(found)) {
        const cookies = await entrance.enter(request, { staffId, way: 'password', remember })
        return withCookies(request, reply, cookies, { staffId, secondStep: null })
      }
      const token = tokens.make('second-step', [staffId, String(remember)], clock.now())
      return withCookies(request, reply, [secondStepCookie(token)], { staffId, secondStep: waysOf(found) })
    },
  )
}

function hasFactor({ totpSince, passkeys }: Factors): boolean {
  return totpSince !== null || passkeys.length > 0
}

function waysOf({ totpSince, passkeys, recoveryCodesLeft }: Factors) {
  return { totp: totpSince !== null, passkey: passkeys.length > 0, recoveryCode: recoveryCodesLeft > 0 }
}

function secondStep(app: App, entrance: Entrance): void {
  const { parts, attempts, tokens, factors } = entrance
  const { authenticator, clock, db } = parts

  function begun(request: FastifyRequest): { token: string; staffId: StaffId; remember: boolean } {
    const token = cookieOf(request, SECOND_STEP_COOKIE) ?? ''
    const [staffId, remember] = tokens.read('second-step', token, clock.now()) ?? []
    if (staffId === undefined) throw new Refused(signInExpired({}))
    return { token, staffId: asId<'staff'>(staffId), remember: remember === 'true' }
  }

  app.post(
    '/api/auth/sign-in/second-step',
    {
      config: { right: 'public' },
      schema: {
        tags,
        operationId: 'signInSecondStep',
        summary: 'The second step: a code of the authenticator app, or a recovery code',
        description: 'Follows a right password in the same browser. A passkey is a sign-in of its own.',
        body: secondFactorSchema,
        response: { 200: Type.Object({ staffId: Type.String() }), ...refusals(401, 403, 422, 429) },
      },
    },
    async (request, reply) => {
      fromOurPages(request, authenticator)
      const { token, staffId, remember } = begun(request)
      const attempt = await patiently(reply, () => attempts.confirmation({ address: request.ip, staffId }))
      const given = request.body
      const right =
        'code' in given
          ? await factors.useCode(staffId, given.code)
          : await factors.useRecoveryCode(staffId, given.recoveryCode)
      if (!right) throw new Refused('code' in given ? wrongCode({}) : wrongRecoveryCode({}))
      await attempt.succeeded()
      if (!(await tokens.spend(db, token, clock.now()))) throw new Refused(signInExpired({}))
      const cookies = await entrance.enter(request, { staffId, way: 'password', remember })
      return withCookies(request, reply, cookies, { staffId })
    },
  )
}

function signOut(app: App, { parts: { staff, authenticator } }: Entrance): void {
  app.post(
    '/api/auth/sign-out',
    {
      config: { right: 'public' },
      schema: {
        tags,
        operationId: 'signOut',
        summary: 'Sign out',
        body: Type.Optional(Type.Object({}, { additionalProperties: false })),
        response: { 200: Type.Object({ signedOut: Type.Literal(true) }), ...refusals(403) },
      },
    },
    async (request, reply) => {
      const caller = await authenticator.caller(request)
      if (caller?.sessionId !== undefined) await staff.endSession(asId<'staff'>(caller.principal.id), caller.sessionId)
      return withCookies(request, reply, [endedSession, endedSecondStep], { signedOut: true as const })
    },
  )
}

/** What people do about their own way in: another password, a password from a link, and proof that it is still they. */
import { Type } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { instantSchema, refusals } from '../platform/http/schemas.ts'
import { deviceCookie, sessionCookie } from './cookies.ts'
import { type Entrance, heard, patiently, person, withCookies } from './entering.ts'
import { passkeyOfNobody, setupCodeRefused, wrongPassword } from './errors.ts'
import { assertedSchema } from './factors/passkeyschemas.ts'
import { codeSchema, givenPassword, newPassword, oneTimeCode } from './schemas.ts'

export function ownRoutes(app: App, entrance: Entrance): void {
  changePassword(app, entrance)
  acceptInvitation(app, entrance)
  confirm(app, entrance)
}

const tags = ['me']

function changePassword(app: App, { parts, attempts }: Entrance): void {
  const { staff, authenticator, secret } = parts
  app.post(
    '/api/auth/change-password',
    {
      config: { right: 'public' },
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change one’s own password',
        description: 'Ends all other sessions of the person.',
        body: Type.Object({ currentPassword: givenPassword, newPassword }, { additionalProperties: false }),
        response: { 200: Type.Object({ changed: Type.Literal(true) }), ...refusals(401, 403, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { staffId, sessionId } = await person(request, authenticator)
      const { currentPassword, newPassword: wanted } = request.body
      const attempt = await patiently(reply, () => attempts.confirmation({ address: request.ip, staffId }))
      if (!(await heard(attempt, () => staff.isPasswordOf(staffId, currentPassword))))
        throw new Refused(wrongPassword({}))
      await attempt.succeeded()
      await staff.changePassword(staffId, { password: wanted, kept: sessionId })
      const { token, remember } = await staff.renewSession(sessionId)
      return withCookies(request, reply, [sessionCookie(token, { secret, remember })], { changed: true as const })
    },
  )
}

function acceptInvitation(app: App, { parts: { staff }, attempts }: Entrance): void {
  app.post(
    '/v1/invitations/accept',
    {
      config: { right: 'public' },
      schema: {
        tags: ['staff'],
        operationId: 'acceptInvitation',
        summary: 'Set a password with a one-time link',
        description: 'Ends all sessions of the person. Sign in with the new password afterwards.',
        body: Type.Object({ code: codeSchema, password: newPassword }, { additionalProperties: false }),
        response: { 200: Type.Object({ email: Type.String() }), ...refusals(403, 422, 503) },
      },
    },
    async (request, reply) => {
      const { email } = await staff.acceptInvitation(request.body)
      // Whoever holds a link is the person: failures of strangers must not keep them out in this browser.
      return withCookies(request, reply, [deviceCookie(attempts.deviceOf(email))], { email })
    },
  )
}

function confirm(app: App, { parts, attempts, factors, passkeys }: Entrance): void {
  const { staff, authenticator } = parts
  const byPassword = Type.Object({ password: givenPassword }, { additionalProperties: false })
  const byCode = Type.Object({ code: oneTimeCode }, { additionalProperties: false })
  const byPasskey = Type.Object({ passkey: assertedSchema }, { additionalProperties: false })
  app.post(
    '/api/auth/confirm',
    {
      config: { right: 'public', audit: 'nothing' },
      schema: {
        tags,
        operationId: 'confirmMyself',
        summary: 'Prove again that it is you: with the password, a code of the authenticator app, or a passkey',
        description:
          'What gives power to others or changes how one signs in asks for this (403 `auth.confirm-first`) when the session is older ' +
          'than ten minutes. API keys are never asked.',
        body: Type.Union([byPassword, byCode, byPasskey]),
        response: {
          200: Type.Object({ until: instantSchema('How long it counts') }),
          ...refusals(401, 403, 422, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { staffId, sessionId } = await person(request, authenticator)
      const given = request.body
      if ('passkey' in given) {
        // Not 401: the session is as good as before.
        const holder = await passkeys.holderOf(given.passkey, authenticator.originOf(request))
        if (holder !== staffId) throw new Refused(passkeyOfNobody({}))
      } else {
        const attempt = await patiently(reply, () => attempts.confirmation({ address: request.ip, staffId }))
        const right = await heard(attempt, () =>
          'password' in given ? staff.isPasswordOf(staffId, given.password) : factors.useCode(staffId, given.code),
        )
        if (!right) throw new Refused('password' in given ? wrongPassword({}) : setupCodeRefused({}))
        await attempt.succeeded()
      }
      await staff.prove(sessionId)
      return { until: instantText(await staff.provedUntil(sessionId)) }
    },
  )
}

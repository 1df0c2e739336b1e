/** Signing in, out, and changing one's password: of better-auth's addresses these alone, each with our conditions. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import type { App } from '../platform/http/app.ts'
import { notSignedIn } from '../platform/http/problems.ts'
import { refusals } from '../platform/http/schemas.ts'
import { type Attempt, type Guard, guard } from './attempts/guard.ts'
import { cookieOf, DEVICE_COOKIE, SESSION_COOKIE } from './authenticate.ts'
import { type BetterAuth, betterAuth } from './betterauth.ts'
import { crossOrigin, notStaff, wrongCredentials, wrongPassword } from './errors.ts'
import type { StaffRouteParts } from './parts.ts'
import { checkedPassword, normalEmail } from './rules.ts'
import { codeSchema, emailSchema, givenPassword, newPassword } from './schemas.ts'
import type { StaffId } from './staff.ts'

const DEVICE_SECONDS = 180 * 24 * 3_600

export function signInRoutes(app: App, parts: StaffRouteParts): void {
  const attempts = guard(parts)
  const auth = betterAuth(parts)
  signIn(app, parts, attempts, auth)
  signOut(app, parts, auth)
  changePassword(app, parts, attempts, auth)
  acceptInvitation(app, parts, attempts)
}

const tags = ['staff']

function signIn(app: App, { staff, authenticator }: StaffRouteParts, attempts: Guard, auth: BetterAuth): void {
  const body = Type.Object(
    {
      email: emailSchema,
      password: givenPassword,
      rememberMe: Type.Boolean({ default: true, description: 'False: until the browser closes, a day at most' }),
    },
    { additionalProperties: false },
  )
  app.post(
    '/api/auth/sign-in/email',
    {
      config: { right: 'public' },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in with e-mail and password',
        description: 'Answers with a session cookie. After some failures in a row the next attempt has to wait (429).',
        body,
        response: { 200: Type.Object({ staffId: Type.String() }), ...refusals(401, 403, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      if (authenticator.stated(request) === 'other') throw new Refused(crossOrigin({}))
      const email = normalEmail(request.body.email)
      const device = cookieOf(request, DEVICE_COOKIE)
      const attempt = await patiently(reply, () => attempts.signIn({ address: request.ip, email, device }))
      // Without the cookies of an earlier session: who signs in starts anew.
      const from = { ...browser(request), cookie: undefined }
      const body = { email, password: request.body.password, rememberMe: request.body.rememberMe }
      const answer = await heard(attempt, () => auth({ ...from, path: '/sign-in/email', body }))
      const staffId = await signedInAs(answer)
      if (staffId === undefined) throw new Refused(wrongCredentials({}))
      await attempt.succeeded()
      await staff.signedIn(staffId)
      setCookies(request, reply, [...answer.headers.getSetCookie(), deviceCookie(attempts.deviceOf(email))])
      return { staffId }
    },
  )
}

function signOut(app: App, { staff, authenticator }: StaffRouteParts, auth: BetterAuth): void {
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
      // Ended here and not by better-auth, which would say yes even when the session could not be removed.
      if (caller?.sessionId !== undefined) await staff.endSession(asId<'staff'>(caller.principal.id), caller.sessionId)
      const answer = await auth({ ...browser(request), path: '/sign-out', body: {} })
      setCookies(request, reply, answer.headers.getSetCookie())
      return { signedOut: true as const }
    },
  )
}

function changePassword(app: App, { staff, authenticator }: StaffRouteParts, attempts: Guard, auth: BetterAuth): void {
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
      const caller = await authenticator.caller(request)
      if (caller === undefined) throw new Refused(notSignedIn({}))
      if (caller.principal.kind !== 'staff') throw new Refused(notStaff({}))
      const staffId = asId<'staff'>(caller.principal.id)
      const wanted = accepted(checkedPassword(request.body.newPassword))
      const attempt = await patiently(reply, () => attempts.confirmation({ address: request.ip, staffId }))
      const { currentPassword } = request.body
      const body = { currentPassword, newPassword: wanted, revokeOtherSessions: true }
      const answer = await heard(attempt, () => auth({ ...browser(request), path: '/change-password', body }))
      if (!(await succeeded(answer))) throw new Refused(wrongPassword({}))
      await attempt.succeeded()
      await staff.passwordChanged(staffId)
      setCookies(request, reply, answer.headers.getSetCookie())
      return { changed: true as const }
    },
  )
}

function acceptInvitation(app: App, { staff }: StaffRouteParts, attempts: Guard): void {
  app.post(
    '/v1/invitations/accept',
    {
      config: { right: 'public' },
      schema: {
        tags,
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
      setCookies(request, reply, [deviceCookie(attempts.deviceOf(email))])
      return { email }
    },
  )
}

/** What better-auth is told of the browser. */
function browser(request: FastifyRequest): Pick<Parameters<BetterAuth>[0], 'cookie' | 'userAgent' | 'address'> {
  const session = cookieOf(request, SESSION_COOKIE)
  return {
    cookie: session === undefined ? undefined : `${SESSION_COOKIE}=${encodeURIComponent(session)}`,
    userAgent: request.headers['user-agent'],
    address: request.ip,
  }
}

async function patiently(reply: FastifyReply, begin: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await begin()
  } catch (error) {
    const seconds = error instanceof Refused ? error.refusal.facts.seconds : undefined
    if (typeof seconds === 'number') reply.header('retry-after', String(seconds))
    throw error
  }
}

/** A refusal at this point means that the password was not looked at: too many are being looked at already. */
async function heard(attempt: Attempt, ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refused) await attempt.unheard()
    throw error
  }
}

/** @throws Error when better-auth failed, as opposed to said no */
async function succeeded(answer: Response): Promise<boolean> {
  if (answer.status >= 500) throw new Error(`better-auth answered ${answer.status}`)
  return answer.ok
}

async function signedInAs(answer: Response): Promise<StaffId | undefined> {
  if (!(await succeeded(answer))) return undefined
  const read: unknown = await answer.json()
  const user: unknown = typeof read === 'object' && read !== null && 'user' in read ? read.user : undefined
  const id: unknown = typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined
  if (typeof id !== 'string') throw new Error('better-auth did not say who signed in')
  return asId(id)
}

function deviceCookie(value: string): string {
  return `${DEVICE_COOKIE}=${value}; Max-Age=${DEVICE_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Strict`
}

/** Secure as soon as the browser reached us through https, which it says itself when a proxy does not. */
function setCookies(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[]): void {
  const https = request.protocol === 'https' || request.headers.origin?.startsWith('https:') === true
  reply.header(
    'set-cookie',
    cookies.map((cookie) => (https ? `${cookie}; Secure` : cookie)),
  )
  reply.header('cache-control', 'no-store')
}

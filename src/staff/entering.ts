/** What every way in ends with: a session, its cookie, and a browser that is known from now on. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { setCookies } from '../platform/http/cookies.ts'
import { notSignedIn } from '../platform/http/problems.ts'
import { type Attempt, type Guard, guard } from './attempts/guard.ts'
import type { Authenticator } from './authenticate.ts'
import { deviceCookie, endedSecondStep, sessionCookie } from './cookies.ts'
import { crossOrigin, notStaff } from './errors.ts'
import { type PasskeyService, passkeyService } from './factors/passkeys.ts'
import { type FactorService, factorService } from './factors/service.ts'
import type { StaffRouteParts } from './parts.ts'
import type { SessionId, SignInWay, StaffId } from './staff.ts'
import { type Tokens, tokens } from './tokens.ts'

export type Entrance = {
  readonly parts: StaffRouteParts
  readonly factors: FactorService
  readonly passkeys: PasskeyService
  readonly attempts: Guard
  readonly tokens: Tokens
  /** Opens a session in the browser that asks. @returns the cookies that do it */
  enter(request: FastifyRequest, who: { staffId: StaffId; way: SignInWay; remember: boolean }): Promise<string[]>
}

export function entrance(parts: StaffRouteParts): Entrance {
  const { staff, secret } = parts
  const attempts = guard(parts)
  const signed = tokens(secret)
  const given = { ...parts, forget: parts.authenticator.forget, tokens: signed }
  return {
    parts,
    factors: factorService(given),
    passkeys: passkeyService(given),
    attempts,
    tokens: signed,
    async enter(request, { staffId, way, remember }) {
      const userAgent = request.headers['user-agent']
      const token = await staff.openSession({ staffId, way, remember, address: request.ip, userAgent })
      const { email } = await staff.find(staffId)
      return [sessionCookie(token, { secret, remember }), endedSecondStep, deviceCookie(attempts.deviceOf(email))]
    },
  }
}

/** @throws Refused crossOrigin for a browser that says it comes from another site */
export function fromOurPages(request: FastifyRequest, authenticator: Authenticator): void {
  if (authenticator.stated(request) === 'other') throw new Refused(crossOrigin({}))
}

export type SignedIn = { readonly staffId: StaffId; readonly sessionId: SessionId; readonly factorDue: boolean }

/** A person with a session. @throws Refused notSignedIn; notStaff for an API key */
export async function person(request: FastifyRequest, authenticator: Authenticator): Promise<SignedIn> {
  const caller = await authenticator.caller(request)
  if (caller === undefined) throw new Refused(notSignedIn({}))
  const { principal, sessionId, factorDue } = caller
  if (principal.kind !== 'staff' || sessionId === undefined) throw new Refused(notStaff({}))
  return { staffId: asId<'staff'>(principal.id), sessionId, factorDue }
}

/** Begins an attempt; who must wait is told how long. */
export async function patiently(reply: FastifyReply, begin: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await begin()
  } catch (error) {
    const seconds = error instanceof Refused ? error.refusal.facts.seconds : undefined
    if (typeof seconds === 'number') reply.header('retry-after', String(seconds))
    throw error
  }
}

/** A refusal at this point means that the password was not looked at: too many are being looked at already. */
export async function heard<T>(attempt: Attempt, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refused) await attempt.unheard()
    throw error
  }
}

/** Ends the request with cookies. */
export function withCookies<T>(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[], body: T): T {
  setCookies(request, reply, cookies)
  return body
}

/** What the portal reads of requests and puts into answers: contacts, codes that were sent, cookies. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { GivenIdentity } from '../members/member.ts'
import { setCookies } from '../platform/http/cookies.ts'
import { invalidBody, localeOf } from '../platform/http/problems.ts'
import type { SentCode } from '../presence/codes.ts'
import type { Contact } from './service.ts'
import { MEMBER_COOKIE, SESSION_DAYS } from './sessions.ts'

const SESSION_SECONDS = SESSION_DAYS * 24 * 3_600

type GivenContact = { phone?: string; email?: string; region?: string }

/** @throws Refused invalidBody when there is not exactly one */
export function contactOf({ phone, email, region }: GivenContact): Contact {
  if (phone !== undefined && email === undefined) return { kind: 'phone', value: phone, region }
  if (email !== undefined && phone === undefined) return { kind: 'email', value: email }
  throw new Refused(invalidBody({ where: 'phone', problem: 'give a phone or an email' }))
}

type GivenReceiver = { phone?: string; email?: string; number?: string; region?: string }

/** @throws Refused invalidBody when there is not exactly one */
export function receiverOf({ number, ...contact }: GivenReceiver): GivenIdentity {
  if (number === undefined) return contactOf(contact)
  if (contact.phone !== undefined || contact.email !== undefined)
    throw new Refused(invalidBody({ where: 'number', problem: 'give a phone, an email or a number' }))
  return { kind: 'number', value: number }
}

export function askingOf(request: FastifyRequest) {
  return { locale: localeOf(request), address: request.ip }
}

export function sentShown({ sentTo, lapsesAt, againSeconds }: SentCode) {
  return { sentTo, againSeconds, lapsesAt: instantText(lapsesAt) }
}

/** `Lax`: a link in a message opens the portal signed in; writes state their origin besides. */
export function cookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`
}

export function forgetCookie(request: FastifyRequest, reply: FastifyReply): void {
  setCookies(request, reply, [cookie(MEMBER_COOKIE, '', 0)])
}

export function keepCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  setCookies(request, reply, [cookie(MEMBER_COOKIE, token, SESSION_SECONDS)])
}

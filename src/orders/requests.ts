/** From requests to what the service takes: texts become instants, and the caller's language is found. */
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { type Instant, parseInstant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { localeOf } from '../platform/http/problems.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { OrderInput } from './draft.ts'
import { invalidOrder } from './errors.ts'
import type * as schemas from './schemas.ts'

export type Content = Omit<Static<typeof schemas.evaluateBody>, 'number' | 'bestCoupons' | 'draftId'> & {
  readonly expectMinor?: number
}

export function instantOf(where: string, text: string | undefined, clock: Clock): Instant {
  if (text === undefined) return clock.now()
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(invalidOrder({ where, problem: 'not an RFC 3339 instant' }))
  return at
}

export function inputOf(number: string, content: Content, clock: Clock): OrderInput {
  const { memberId: _member, placedAt, ...rest } = content
  return { ...rest, number, placedAt: instantOf('placedAt', placedAt, clock), dated: placedAt !== undefined }
}

/** In the words of the version that decided, and in the caller's language. */
export function tongueOf(programme: ProgrammeService, version: number | null, request: FastifyRequest, clock: Clock) {
  const decided = version === null || version === 0 ? programme.at(clock.now()) : programme.version(version)
  return { programme: decided, locale: localeOf(request) }
}

/** What this room's routes read of a request: who asks, and about whom. */
import type { FastifyRequest } from 'fastify'
import { asId, isId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { callerOf } from '../platform/http/app.ts'
import { memberUnknown } from './errors.ts'
import type { By } from './member.ts'

export function byOf(request: FastifyRequest): By {
  const { kind, id } = callerOf(request)
  return { kind, id }
}

/** @throws Refused memberUnknown for what cannot be a member's id */
export function memberIdOf(text: string): MemberId {
  if (!isId(text)) throw new Refused(memberUnknown({}))
  return asId(text)
}

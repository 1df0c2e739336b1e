/** Where the programme wants it, a cashier spends what is a member's only with the member there. */
import type { FastifyRequest } from 'fastify'
import type { MemberId } from '../base/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { callerOf } from '../platform/http/app.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { PresenceService } from './service.ts'

export type PresenceGuardParts = {
  readonly presence: Pick<PresenceService, 'use'>
  readonly programme: ProgrammeService
  readonly clock: Clock
}

export type Spending = {
  readonly memberId: MemberId
  readonly presenceId: string | undefined
  readonly what: 'points' | 'coupons' | 'benefits'
  /** What the presence is used for: an order, a redemption. The same again is the same use. */
  readonly usedFor: string
}

/** Keys stand for systems that look after it themselves; who may adjust points could give himself what he likes anyway. */
function isMinded(request: FastifyRequest): boolean {
  const { kind, rights } = callerOf(request)
  return kind === 'staff' && !rights.has('points.adjust')
}

export function needsPresence(
  { programme, clock }: PresenceGuardParts,
  request: FastifyRequest,
  what: Spending['what'],
): boolean {
  return isMinded(request) && (programme.at(clock.now()).definition.presence ?? []).includes(what)
}

/** A presence that is named is used, needed or not. @throws Refused presenceNeeded, presenceUnknown, presenceUsed */
export async function mindPresence(
  parts: PresenceGuardParts,
  request: FastifyRequest,
  spending: Spending,
): Promise<void> {
  if (spending.presenceId === undefined && !needsPresence(parts, request, spending.what)) return
  await parts.presence.use(spending)
}

/**
 * Staff see a member's pages as he sees them: for a quarter of an hour, without changing anything, each look on the audit trail, and
 * the member is told that somebody looked (decision 0028).
 */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { record } from '../../audit/record.ts'
import { asId, isId, type MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { asInstant, type Instant, instantText } from '../../base/time.ts'
import { memberUnknown } from '../../members/errors.ts'
import { membershipsIn } from '../../members/service.ts'
import type { Clock } from '../../platform/clock.ts'
import type { MemberCaller } from '../../platform/http/app.ts'
import type { Right } from '../../platform/http/rights.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import { holderNow } from '../../staff/authenticate.ts'
import type { SessionId, StaffId } from '../../staff/staff.ts'
import { nothingToView, viewingUnknown } from './errors.ts'
import * as store from './store.ts'

export const VIEWING_RIGHT = 'portal.view' satisfies Right
/** Long enough to follow a member on the phone through his pages, and too short to be forgotten open. */
export const VIEWING_MINUTES = 15
const MINUTE = 60_000
const SECRET_BYTES = 24

/** Why staff look; the member is told it. */
export const viewingReasons = ['member-asked', 'complaint', 'fault', 'other'] as const
export type ViewingReason = (typeof viewingReasons)[number]

/** The token is shown once. */
export type OpenedViewing = { readonly viewingId: string; readonly token: string; readonly lapsesAt: Instant }
export type Look = Pick<store.ViewingRow, 'viewingId' | 'reason' | 'startedAt'> & {
  /** When it was ended, else when it lapsed or will lapse. */
  readonly endsAt: Instant
}

export type ViewingsService = {
  /** @throws Refused memberUnknown, nothingToView */
  open(given: {
    memberId: MemberId
    staffId: StaffId
    sessionId: SessionId
    reason: ViewingReason
  }): Promise<OpenedViewing>
  /** @throws Refused viewingUnknown */
  end(memberId: MemberId, viewingId: string): Promise<void>
  /** When staff looked, newest first. */
  of(memberId: MemberId): Promise<Look[]>
  /** The viewing that a request names; it may be over. */
  tokenIn(request: FastifyRequest): string | undefined
  /**
   * Undefined when it is over; when who began it signed out, was deactivated, or holds the right no more. Nothing of it is
   * remembered between requests, so that this holds at once in every process.
   */
  caller(token: string): Promise<MemberCaller | undefined>
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

export function viewingsService(parts: Parts): ViewingsService {
  const { db, clock, ids } = parts
  return {
    async open({ memberId, staffId, sessionId, reason }) {
      const token = `rv_${memberId.replaceAll('-', '')}${randomBytes(SECRET_BYTES).toString('base64url')}`
      const startedAt = clock.now()
      const lapsesAt = asInstant(startedAt + VIEWING_MINUTES * MINUTE)
      const viewingId = ids.next<'viewing'>()
      await transaction(db, async (tx) => {
        const member = (await membershipsIn(tx, [memberId])).get(memberId)
        if (member === undefined) throw new Refused(memberUnknown({}))
        if (member.status !== 'active' && member.status !== 'suspended') throw new Refused(nothingToView({}))
        const one = { memberId, viewingId, staffId, sessionId, reason, startedAt, lapsesAt, endedAt: null }
        await store.addViewing(tx, { ...one, digest: digestOf(token) })
        const after = { viewing: viewingId, reason, until: instantText(lapsesAt) }
        await record(tx, { on: { kind: 'member', id: memberId }, after }, { at: startedAt, ids })
      })
      return { viewingId, token, lapsesAt }
    },
    async end(memberId, viewingId) {
      await transaction(db, async (tx) => {
        const at = clock.now()
        if (!isId(viewingId) || !(await store.endViewing(tx, { memberId, viewingId, at })))
          throw new Refused(viewingUnknown({}))
        await record(tx, { on: { kind: 'member', id: memberId }, after: { viewing: viewingId } }, { at, ids })
      })
    },
    of: async (memberId) =>
      (await store.viewingsOf(db, memberId)).map(({ viewingId, reason, startedAt, lapsesAt, endedAt }) => {
        return { viewingId, reason, startedAt, endsAt: endedAt ?? lapsesAt }
      }),
    tokenIn: ({ headers }) => /^bearer (rv_\S{1,100})$/i.exec(headers.authorization ?? '')?.[1],
    caller: (token) => callerOf(parts, token),
  }
}

async function callerOf(parts: Parts, token: string): Promise<MemberCaller | undefined> {
  const memberId = memberIn(token)
  if (memberId === undefined) return undefined
  const { db, clock } = parts
  const found = await store.viewingByDigest(db, { memberId, digest: digestOf(token), at: clock.now() })
  if (found === undefined) return undefined
  const { viewingId, staffId, sessionId, lapsesAt } = found
  const person = await holderNow(parts, sessionId)
  if (person?.id !== staffId || person.stores !== 'all' || !person.rights.has(VIEWING_RIGHT)) return undefined
  const unmasked = person.rights.has('members.unmask')
  return { memberId, sessionId: viewingId, viewing: { viewingId, staffId, name: person.name, unmasked, lapsesAt } }
}

/** As the member hears of it: when, how long, why. Which of the staff it was stays with the company (decision 0028). */
export function lookShown({ viewingId, reason, startedAt, endsAt }: Look) {
  const known = viewingReasons.find((each) => each === reason) ?? 'other'
  return { viewingId, reason: known, at: instantText(startedAt), until: instantText(endsAt) }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function memberIn(token: string): MemberId | undefined {
  const [, a, b, c, d, e] =
    /^rv_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\w-]{32}$/.exec(token) ?? []
  const id = [a, b, c, d, e].join('-')
  return isId(id) ? asId(id) : undefined
}

/** Sessions of staff: where one is signed in, how that began, and when its holder last proved to be there. */
import { record } from '../audit/record.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { announce } from '../platform/facts.ts'
import { transaction } from '../platform/postgres/database.ts'
import { coarseAddress } from './address.ts'
import { confirmFirst, sessionUnknown, staffDeactivated } from './errors.ts'
import { staffFact } from './facts.ts'
import type { StaffParts } from './parts.ts'
import { randomCharacters } from './secrets.ts'
import type { Session, SessionId, SignInWay, StaffId } from './staff.ts'
import {
  addSession,
  endOtherSessions,
  endSession,
  lockStaff,
  provedAt,
  proveSession,
  removeOldSessions,
  renewSession,
  sessionsOf,
} from './store.ts'
import { toldOf } from './told.ts'

export type NewSession = {
  readonly staffId: StaffId
  readonly way: SignInWay
  /** False: until the browser closes, a day at most. */
  readonly remember: boolean
  readonly address: string
  readonly userAgent: string | undefined
}

export type SessionService = {
  /** Sessions that have not ended, newest first. */
  sessions(staffId: StaffId): Promise<Session[]>
  /** @returns the token, which only the cookie holds in a usable form @throws Refused staffDeactivated */
  openSession(of: NewSession): Promise<string>
  /** @throws Refused sessionUnknown, also for a session of somebody else */
  endSession(staffId: StaffId, sessionId: SessionId): Promise<void>
  /** Ends all sessions of a person but one. @returns how many */
  endOtherSessions(staffId: StaffId, kept: SessionId): Promise<number>
  /** Another token for a session that goes on, whose holder has just shown the password. @throws Refused sessionUnknown */
  renewSession(sessionId: SessionId): Promise<{ token: string; remember: boolean }>
  /** The holder of a session has just shown the password or a passkey again. */
  prove(sessionId: SessionId): Promise<void>
  /** Until when factors may be changed without another proof; in the past when one is due. */
  provedUntil(sessionId: SessionId): Promise<Instant>
  /** @throws Refused confirmFirst */
  demandProof(sessionId: SessionId): Promise<void>
}

export const SESSION_SECONDS = 7 * 24 * 3_600
const SHORT_SESSION_SECONDS = 24 * 3_600
/** 32 characters of 62 are 190 random bits. */
const TOKEN_CHARACTERS = 32
const USER_AGENT_AT_MOST = 300
/** Long enough to set up a second factor, short enough for a desk that was left. */
const PROOF_MILLISECONDS = 10 * 60_000

export function sessionService({ db, clock, ids, forget }: StaffParts): SessionService {
  async function provedUntil(sessionId: SessionId): Promise<Instant> {
    return asInstant(((await provedAt(db, sessionId)) ?? 0) + PROOF_MILLISECONDS)
  }

  return {
    sessions: (staffId) => sessionsOf(db, staffId, clock.now()),
    async openSession({ staffId, way, remember, address, userAgent }) {
      const token = randomCharacters(TOKEN_CHARACTERS)
      await transaction(db, async (tx) => {
        const at = clock.now()
        const member = await lockStaff(tx, staffId)
        if (member === undefined || member.status === 'deactivated') throw new Refused(staffDeactivated({}))
        const seconds = remember ? SESSION_SECONDS : SHORT_SESSION_SECONDS
        const expiresAt = asInstant(at + seconds * 1000)
        const kept = { address: coarseAddress(address), userAgent: userAgent?.slice(0, USER_AGENT_AT_MOST) ?? null }
        await addSession(tx, { sessionId: ids.next<'session'>(), staffId, token, way, at, expiresAt, ...kept })
        await removeOldSessions(tx, at)
        await announce(tx, [staffFact({ kind: 'staff.signed-in', data: { staffId, way } }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, after: { way } })
      })
      return token
    },
    async endSession(staffId, sessionId) {
      await transaction(db, async (tx) => {
        if (!(await endSession(tx, staffId, sessionId))) throw new Refused(sessionUnknown({}))
        const data = { staffId, sessionId }
        const at = clock.now()
        await announce(tx, [staffFact({ kind: 'staff.session-ended', data }, { at, ids })])
        await record(tx, { on: { kind: 'session', id: sessionId }, by: { kind: 'staff', id: staffId } }, { at, ids })
      })
      forget()
    },
    async endOtherSessions(staffId, kept) {
      const ended = await transaction(db, async (tx) => {
        const found = await endOtherSessions(tx, staffId, kept)
        const of = { at: clock.now(), ids }
        await announce(
          tx,
          found.map((sessionId) => staffFact({ kind: 'staff.session-ended', data: { staffId, sessionId } }, of)),
        )
        await toldOf(tx, staffId, { ...of, before: { sessions: found } })
        return found.length
      })
      forget()
      return ended
    },
    async renewSession(sessionId) {
      const token = randomCharacters(TOKEN_CHARACTERS)
      const renewed = await renewSession(db, sessionId, { token, at: clock.now() })
      forget()
      if (renewed === undefined) throw new Refused(sessionUnknown({}))
      return { token, remember: renewed.expiresAt - renewed.createdAt > SHORT_SESSION_SECONDS * 1000 }
    },
    prove: (sessionId) => proveSession(db, sessionId, clock.now()),
    provedUntil,
    async demandProof(sessionId) {
      if ((await provedUntil(sessionId)) <= clock.now()) throw new Refused(confirmFirst({}))
    },
  }
}

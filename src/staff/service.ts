/** Staff: the first owner, who else may sign in with which role, invitations, sessions. API keys are in `keys/`. */
import { record } from '../audit/record.ts'
import { isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { announce } from '../platform/facts.ts'
import { transaction } from '../platform/postgres/database.ts'
import { sessionUnknown, staffUnknown } from './errors.ts'
import { staffFact } from './facts.ts'
import { type KeyService, keyService } from './keys/service.ts'
import type { StaffParts } from './parts.ts'
import { type PeopleService, peopleService } from './people.ts'
import { type RoleService, roleService } from './roles/service.ts'
import { type SetupService, setupService } from './setup.ts'
import type { Session, SessionId, StaffId, StaffMember } from './staff.ts'
import { endSession, namesOf, owners, removeOldSessions, sessionsOf, staffAfter, staffById } from './store.ts'

export type StaffService = SetupService &
  PeopleService &
  RoleService &
  KeyService & {
    /** In the order in which they were added. @param limit 1 … 200 */
    list(page: { after: StaffId | null; limit: number }): Promise<StaffMember[]>
    /** @throws Refused staffUnknown */
    find(staffId: StaffId): Promise<StaffMember>
    /** What people and keys are called, as far as they are known. */
    namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
    /** The owners who are not deactivated. */
    owners(): Promise<StaffMember[]>
    /** Sessions that have not ended, newest first. */
    sessions(staffId: StaffId): Promise<Session[]>
    /** @throws Refused sessionUnknown, also for a session of somebody else */
    endSession(staffId: StaffId, sessionId: SessionId): Promise<void>
    /** Announces a sign-in that has just succeeded. */
    signedIn(staffId: StaffId): Promise<void>
    /** Announces a password that its holder has just changed, which ended all earlier sessions. */
    passwordChanged(staffId: StaffId): Promise<void>
  }

export function staffService(parts: StaffParts): StaffService {
  const { db, clock, ids, forget } = parts
  return {
    ...setupService(parts),
    ...peopleService(parts),
    ...roleService(parts),
    ...keyService(parts),
    list: ({ after, limit }) => staffAfter(db, after, limit),
    async find(staffId) {
      const found = await staffById(db, staffId)
      if (found === undefined) throw new Refused(staffUnknown({}))
      return found
    },
    owners: () => owners(db),
    namesOf: async (ids) => new Map((await namesOf(db, ids.filter(isId))).map(({ id, name }) => [id, name])),
    sessions: (staffId) => sessionsOf(db, staffId, clock.now()),
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
    async signedIn(staffId) {
      const at = clock.now()
      await transaction(db, async (tx) => {
        await removeOldSessions(tx, at)
        await announce(tx, [staffFact({ kind: 'staff.signed-in', data: { staffId } }, { at, ids })])
        const itself = { kind: 'staff', id: staffId } as const
        await record(tx, { on: itself, by: itself }, { at, ids })
      })
    },
    async passwordChanged(staffId) {
      forget()
      const at = clock.now()
      const itself = { kind: 'staff', id: staffId } as const
      await transaction(db, async (tx) => {
        await announce(tx, [staffFact({ kind: 'staff.password-set', data: { staffId } }, { at, ids })])
        await record(tx, { on: itself, by: itself, fields: ['password'] }, { at, ids })
      })
    },
  }
}

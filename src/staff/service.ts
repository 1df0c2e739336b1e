/** Staff: the first owner, who else may sign in with which role, invitations, passwords, sessions. API keys are in `keys/`. */
import { isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { staffUnknown } from './errors.ts'
import { type KeyService, keyService } from './keys/service.ts'
import type { StaffParts } from './parts.ts'
import { type PasswordService, passwordService } from './passwords/service.ts'
import { type PeopleService, peopleService } from './people.ts'
import { type RoleService, roleService } from './roles/service.ts'
import { type SessionService, sessionService } from './sessions.ts'
import { type SetupService, setupService } from './setup.ts'
import type { StaffId, StaffMember } from './staff.ts'
import { namesOf, owners, staffAfter, staffById } from './store.ts'

export type StaffService = SetupService &
  PeopleService &
  RoleService &
  KeyService &
  PasswordService &
  SessionService & {
    /** In the order in which they were added. @param limit 1 … 200 */
    list(page: { after: StaffId | null; limit: number }): Promise<StaffMember[]>
    /** @throws Refused staffUnknown */
    find(staffId: StaffId): Promise<StaffMember>
    /** What people, keys and own roles are called, as far as they are known. */
    namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
    /** The owners who are not deactivated. */
    owners(): Promise<StaffMember[]>
  }

export function staffService(parts: StaffParts): StaffService {
  const { db } = parts
  return {
    ...setupService(parts),
    ...peopleService(parts),
    ...roleService(parts),
    ...keyService(parts),
    ...passwordService(parts),
    ...sessionService(parts),
    list: ({ after, limit }) => staffAfter(db, after, limit),
    async find(staffId) {
      const found = await staffById(db, staffId)
      if (found === undefined) throw new Refused(staffUnknown({}))
      return found
    },
    owners: () => owners(db),
    namesOf: async (ids) => new Map((await namesOf(db, ids.filter(isId))).map(({ id, name }) => [id, name])),
  }
}

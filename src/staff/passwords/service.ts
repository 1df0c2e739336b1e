/** Passwords of staff: compared, and changed by their holders. */
import { Refused } from '../../base/refusals.ts'
import { announce } from '../../platform/facts.ts'
import { transaction } from '../../platform/postgres/database.ts'
import { staffUnknown } from '../errors.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import { hashPassword, isPassword } from '../password.ts'
import type { SessionId, StaffId } from '../staff.ts'
import { endOtherSessions, lockStaff, passwordOf, setPassword, staffById, staffWithPassword } from '../store.ts'
import { toldOf } from '../told.ts'
import { fitPassword } from './fit.ts'

export type PasswordService = {
  /** Whose address and password these are. Takes as long for a wrong address as for a wrong password. @throws Refused tooBusy */
  holderOf(given: { email: string; password: string }): Promise<StaffId | undefined>
  hasPassword(staffId: StaffId): Promise<boolean>
  /** @throws Refused tooBusy */
  isPasswordOf(staffId: StaffId, password: string): Promise<boolean>
  /** Sets the password and ends all sessions but one. @throws Refused for unfit passwords */
  changePassword(staffId: StaffId, to: { password: string; kept: SessionId }): Promise<void>
}

export function passwordService({ db, clock, ids, forget }: StaffParts): PasswordService {
  async function compared<T>(kept: { hash: string; answer: T } | undefined, password: string): Promise<T | undefined> {
    if (kept !== undefined) return (await isPassword({ hash: kept.hash, password })) ? kept.answer : undefined
    // The same work for nothing: the time of an answer must not say who is on the staff.
    await hashPassword(password)
    return undefined
  }

  return {
    async holderOf({ email, password }) {
      const found = await staffWithPassword(db, email)
      return compared(found === undefined ? undefined : { hash: found.hash, answer: found.staffId }, password)
    },
    hasPassword: async (staffId) => (await passwordOf(db, staffId)) !== undefined,
    async isPasswordOf(staffId, password) {
      const hash = await passwordOf(db, staffId)
      return (await compared(hash === undefined ? undefined : { hash, answer: true }, password)) ?? false
    },
    async changePassword(staffId, { password, kept }) {
      const member = await staffById(db, staffId)
      if (member === undefined) throw new Refused(staffUnknown({}))
      const hash = await hashPassword(await fitPassword(password, member))
      await transaction(db, async (tx) => {
        const at = clock.now()
        await lockStaff(tx, staffId)
        await setPassword(tx, { credentialId: ids.next(), staffId, hash, at })
        await endOtherSessions(tx, staffId, kept)
        await announce(tx, [staffFact({ kind: 'staff.password-set', data: { staffId } }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, fields: ['password'] })
      })
      forget()
    },
  }
}

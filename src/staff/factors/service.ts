/** Second factors of staff: authenticator app, recovery codes, and who must have one. Passkeys are in passkeys.ts. */

import { randomInt } from 'node:crypto'
import { record } from '../../audit/record.ts'
import { difference } from '../../audit/row.ts'
import { isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { announce } from '../../platform/facts.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import {
  factorDemanded,
  factorUnknown,
  noFactor,
  roleUnknown,
  setupCodeRefused,
  staffUnknown,
  totpNotBegun,
} from '../errors.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import { isRole, roleNames } from '../roles.ts'
import { sealer, totpContext } from '../sealed.ts'
import type { Actor, StaffId, StaffMember } from '../staff.ts'
import { lockStaff, staffById } from '../store.ts'
import { toldOf } from '../told.ts'
import type { Factors } from './factor.ts'
import { newRecoveryCode, RECOVERY_CODES, recoveryHash } from './recovery.ts'
import {
  confirmTotp,
  passkeysOf,
  recoveryCodesLeft,
  removeRecoveryCodes,
  removeTotp,
  rolesWithSecondFactor,
  setPendingTotp,
  setRecoveryCodes,
  setRolesWithSecondFactor,
  totpOf,
  useRecoveryCode,
  useStep,
} from './store.ts'
import { newSecret, setupAddress, stepOf } from './totp.ts'

export type FactorService = {
  of(staffId: StaffId): Promise<Factors>
  /** A secret for an authenticator app, which counts once a code of it is confirmed; what was there works until then. */
  beginTotp(staffId: StaffId): Promise<{ secret: string; address: string }>
  /** @throws Refused totpNotBegun, setupCodeRefused */
  confirmTotp(staffId: StaffId, code: string): Promise<void>
  /** @throws Refused factorUnknown, factorDemanded */
  removeTotp(staffId: StaffId): Promise<void>
  /** New codes in place of all earlier ones, shown once. @throws Refused noFactor */
  makeRecoveryCodes(staffId: StaffId): Promise<string[]>
  /** Whether the code of an app is right and was not used before; it is used now. */
  useCode(staffId: StaffId, code: string): Promise<boolean>
  /** Whether the recovery code is right; it is used now. */
  useRecoveryCode(staffId: StaffId, code: string): Promise<boolean>
  /** Roles whose people must have a second factor when they sign in with a password. */
  demandedOf(): Promise<string[]>
  /** @throws Refused roleUnknown */
  demandOf(by: Actor, roles: readonly string[]): Promise<void>
}

export type FactorParts = StaffParts & { readonly keyring: Keyring }

export function factorService(parts: FactorParts): FactorService {
  const { db, clock, ids, forget } = parts
  const { seal, open } = sealer(parts.keyring)
  return {
    async of(staffId) {
      const { role } = await present(parts, staffId)
      const totp = await totpOf(db, staffId, true)
      return {
        totpSince: totp?.madeAt ?? null,
        passkeys: await passkeysOf(db, staffId),
        recoveryCodesLeft: await recoveryCodesLeft(db, staffId),
        demanded: (await rolesWithSecondFactor(db)).includes(role),
      }
    },
    async beginTotp(staffId) {
      const { email } = await present(parts, staffId)
      const secret = newSecret()
      await setPendingTotp(db, staffId, { ...seal(totpContext(staffId), secret), at: clock.now() })
      return { secret, address: setupAddress(secret, email) }
    },
    async confirmTotp(staffId, code) {
      const at = clock.now()
      const pending = await totpOf(db, staffId, false)
      if (pending === undefined) throw new Refused(totpNotBegun({}))
      const step = stepOf(open(totpContext(staffId), pending), code, at)
      if (step === undefined) throw new Refused(setupCodeRefused({}))
      await transaction(db, async (tx) => {
        await lockStaff(tx, staffId)
        const done = await confirmTotp(tx, staffId, { sealed: pending.sealed, step, at })
        if (!done) throw new Refused(totpNotBegun({}))
        await announce(tx, [staffFact({ kind: 'staff.factor-added', data: { staffId, factor: 'totp' } }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, after: { factor: 'totp' } })
      })
      forget()
    },
    async removeTotp(staffId) {
      await transaction(db, async (tx) => {
        const at = clock.now()
        const member = await lockStaff(tx, staffId)
        if (!(await removeTotp(tx, staffId))) throw new Refused(factorUnknown({}))
        await withoutOne(tx, member)
        const data = { staffId, factor: 'totp' } as const
        await announce(tx, [staffFact({ kind: 'staff.factor-removed', data }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, before: { factor: 'totp' } })
      })
      forget()
    },
    async makeRecoveryCodes(staffId) {
      const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(randomInt))
      await transaction(db, async (tx) => {
        await lockStaff(tx, staffId)
        if (!(await hasFactor(tx, staffId))) throw new Refused(noFactor({}))
        await setRecoveryCodes(tx, staffId, codes.map(recoveryHash))
        const at = clock.now()
        await announce(tx, [staffFact({ kind: 'staff.recovery-codes-made', data: { staffId } }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, after: { recoveryCodes: codes.length } })
      })
      return codes
    },
    async useCode(staffId, code) {
      const totp = await totpOf(db, staffId, true)
      if (totp === undefined) return false
      const step = stepOf(open(totpContext(staffId), totp), code, clock.now())
      return step !== undefined && useStep(db, staffId, step)
    },
    useRecoveryCode: (staffId, code) =>
      transaction(db, async (tx) => {
        if (!(await useRecoveryCode(tx, staffId, recoveryHash(code)))) return false
        const data = { staffId, left: await recoveryCodesLeft(tx, staffId) }
        const at = clock.now()
        await announce(tx, [staffFact({ kind: 'staff.recovery-code-used', data }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, after: { recoveryCodes: data.left } })
        return true
      }),
    demandedOf: () => rolesWithSecondFactor(db),
    async demandOf(by, roles) {
      const wanted = [...new Set(roles)].sort()
      // A role is a built-in one by its name, or the id of another.
      const unknown = wanted.find((role) => !isRole(role) && !isId(role))
      if (unknown !== undefined) throw new Refused(roleUnknown({ role: unknown, known: roleNames }))
      await transaction(db, async (tx) => {
        const at = clock.now()
        const before = { roles: (await rolesWithSecondFactor(tx)).sort() }
        await setRolesWithSecondFactor(tx, wanted)
        const data = { roles: wanted }
        await announce(tx, [staffFact({ kind: 'staff.second-factor-demanded', data }, { at, ids, by })])
        const values = difference(before, data)
        await record(tx, values && { on: { kind: 'sign-in-rules', id: null }, ...values }, { at, ids })
      })
      forget()
    },
  }
}

async function present({ db }: FactorParts, staffId: StaffId): Promise<StaffMember> {
  const member = await staffById(db, staffId)
  if (member === undefined) throw new Refused(staffUnknown({}))
  return member
}

async function hasFactor(tx: Tx, staffId: StaffId): Promise<boolean> {
  return (await totpOf(tx, staffId, true)) !== undefined || (await passkeysOf(tx, staffId)).length > 0
}

/**
 * After one factor was removed: the last one takes the recovery codes along, which would open nothing any more.
 * @throws Refused factorDemanded when it was the last and the role must have one
 */
export async function withoutOne(tx: Tx, member: StaffMember | undefined): Promise<void> {
  if (member === undefined || (await hasFactor(tx, member.staffId))) return
  if ((await rolesWithSecondFactor(tx)).includes(member.role)) throw new Refused(factorDemanded({}))
  await removeRecoveryCodes(tx, member.staffId)
}

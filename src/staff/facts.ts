/** What this room announces. Data holds ids, roles and rights; never a name, an address or any part of a secret. */
import type { Instant } from '../base/time.ts'
import { type Fact, nobody } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import type { RoleId } from './roles/service.ts'
import type { Actor, KeyId, SignInWay, StaffId } from './staff.ts'

type Factor = 'totp' | 'passkey'

export type StaffFact =
  | { kind: 'staff.owner-created'; data: { staffId: StaffId } }
  | { kind: 'staff.added'; data: { staffId: StaffId; role: string; stores: readonly string[] | null } }
  | {
      kind: 'staff.changed'
      data: {
        staffId: StaffId
        role: string
        roleBefore: string
        stores: readonly string[] | null
        storesBefore: readonly string[] | null
      }
    }
  | { kind: 'staff.invited'; data: { staffId: StaffId } }
  | { kind: 'staff.password-set'; data: { staffId: StaffId } }
  | { kind: 'staff.deactivated'; data: { staffId: StaffId; keysRevoked: number } }
  | { kind: 'staff.reactivated'; data: { staffId: StaffId } }
  | { kind: 'staff.signed-in'; data: { staffId: StaffId; way: SignInWay } }
  | { kind: 'staff.factor-added'; data: { staffId: StaffId; factor: Factor } }
  | { kind: 'staff.factor-removed'; data: { staffId: StaffId; factor: Factor } }
  | { kind: 'staff.factors-reset'; data: { staffId: StaffId } }
  | { kind: 'staff.recovery-codes-made'; data: { staffId: StaffId } }
  | { kind: 'staff.recovery-code-used'; data: { staffId: StaffId; left: number } }
  | { kind: 'staff.linked'; data: { staffId: StaffId } }
  | { kind: 'staff.second-factor-demanded'; data: { roles: readonly string[] } }
  | { kind: 'staff.session-ended'; data: { staffId: StaffId; sessionId: string } }
  | { kind: 'role.created'; data: { roleId: RoleId; rights: readonly string[] } }
  | { kind: 'role.changed'; data: { roleId: RoleId; rights: readonly string[]; rightsBefore: readonly string[] } }
  | { kind: 'role.removed'; data: { roleId: RoleId } }
  | {
      kind: 'key.created'
      data: { keyId: KeyId; rights: readonly string[]; stores: readonly string[] | null; expiresAt: string | null }
    }
  | { kind: 'key.rotated'; data: { keyId: KeyId; previousUntil: string | null } }
  | { kind: 'key.revoked'; data: { keyId: KeyId } }

export function staffFact(happened: StaffFact, of: { at: Instant; ids: Ids; by?: Actor | undefined }): Fact {
  const by = of.by === undefined ? {} : { by: of.by === 'operator' ? 'operator' : { kind: of.by.kind, id: of.by.id } }
  return {
    factId: of.ids.next<'fact'>(),
    memberId: nobody,
    kind: happened.kind,
    at: of.at,
    recordedAt: of.at,
    data: { ...happened.data, ...by },
  }
}

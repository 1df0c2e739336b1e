/** Roles that a company makes for itself, beside the built-in ones. Nobody makes, changes or removes what exceeds them. */
import { record } from '../../audit/record.ts'
import { difference } from '../../audit/row.ts'
import { asId, type Id, isId } from '../../base/ids.ts'
import { accepted, type Refusal, Refused, type Words } from '../../base/refusals.ts'
import { announce } from '../../platform/facts.ts'
import { isRight, type Right } from '../../platform/http/rights.ts'
import { isUniqueViolation, type Tx, transaction } from '../../platform/postgres/database.ts'
import { roleBuiltIn, roleHeld, roleNameTaken, roleRightsInvalid, roleUnknown } from '../errors.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import { isRole, roleNames, roles } from '../roles.ts'
import { checkedName, checkedRights, withinOwnRights } from '../rules.ts'
import { type Actor, rightsOfActor } from '../staff.ts'
import { addRole, holders, lockRole, ownRoles, removeUnheld, writeRole } from './store.ts'

export type RoleId = Id<'role'>
export type OwnRole = { readonly roleId: RoleId; readonly name: string; readonly rights: readonly string[] }

/** A role as it is listed, built-in or the company's own. */
export type ListedRole = {
  /** What staff hold: the name of a built-in role, the id of an own one. */
  readonly role: string
  readonly words: Words
  readonly rights: readonly Right[]
  readonly own: boolean
  /** How many people hold it who are not deactivated. */
  readonly staff: number
}

export type RoleService = {
  /** Built-in roles first, then the company's own by name. */
  roles(): Promise<ListedRole[]>
  /** @throws Refused beyondOwnRights, roleNameTaken, roleRightsInvalid, invalidName */
  createRole(by: Actor, asked: { name: string; rights: readonly string[] }): Promise<ListedRole>
  /** What its holders may do changes at once. @throws Refused as `createRole`; roleUnknown, roleBuiltIn */
  changeRole(
    by: Actor,
    role: string,
    to: { name?: string | undefined; rights?: readonly string[] | undefined },
  ): Promise<ListedRole>
  /** @throws Refused roleHeld while somebody has it, also somebody deactivated; roleUnknown, roleBuiltIn, beyondOwnRights */
  removeRole(by: Actor, role: string): Promise<void>
}

export const ROLE_NAME_AT_MOST = 60

export function roleService(parts: StaffParts): RoleService {
  const { db, clock, ids, forget } = parts
  return {
    async roles() {
      const [own, held] = await Promise.all([ownRoles(db), holders(db)])
      const builtIn = roleNames.map((role) => ({ role, ...roles[role], own: false, staff: held.get(role) ?? 0 }))
      return [...builtIn, ...own.map((one) => listed(one, held.get(one.roleId) ?? 0))]
    },
    async createRole(by, asked) {
      const role = {
        roleId: ids.next<'role'>(),
        name: accepted(checkedRoleName(asked.name)),
        rights: accepted(withinOwnRights(rightsOfActor(by), accepted(checkedRights(asked.rights, roleRightsInvalid)))),
      }
      await named(role.name, async (tx) => {
        const at = clock.now()
        await addRole(tx, role, at)
        const data = { roleId: role.roleId, rights: role.rights }
        await announce(tx, [staffFact({ kind: 'role.created', data }, { at, ids, by })])
        await record(tx, { on: on(role), after: said(role) }, { at, ids })
      })
      return listed(role, 0)
    },
    async changeRole(by, id, to) {
      const roleId = ownId(id)
      const name = to.name === undefined ? undefined : accepted(checkedRoleName(to.name))
      const rights = to.rights === undefined ? undefined : accepted(checkedRights(to.rights, roleRightsInvalid))
      const { role, staff } = await named(name ?? '', async (tx) => {
        const at = clock.now()
        const before = await within(tx, by, roleId)
        const role = { roleId, name: name ?? before.name, rights: rights ?? before.rights }
        accepted(withinOwnRights(rightsOfActor(by), role.rights.filter(isRight)))
        await writeRole(tx, role, at)
        const data = { roleId, rights: role.rights, rightsBefore: before.rights }
        await announce(tx, [staffFact({ kind: 'role.changed', data }, { at, ids, by })])
        const values = difference(said(before), said(role))
        await record(tx, values && { on: on(role), ...values }, { at, ids })
        return { role, staff: (await holders(tx)).get(roleId) ?? 0 }
      })
      forget()
      return listed(role, staff)
    },
    async removeRole(by, id) {
      const roleId = ownId(id)
      await transaction(db, async (tx) => {
        const at = clock.now()
        const before = await within(tx, by, roleId)
        if (!(await removeUnheld(tx, roleId))) throw new Refused(roleHeld({}))
        await announce(tx, [staffFact({ kind: 'role.removed', data: { roleId } }, { at, ids, by })])
        await record(tx, { on: on(before), before: said(before) }, { at, ids })
      })
    },
  }

  async function named<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await transaction(db, work)
    } catch (error) {
      if (isUniqueViolation(error, 'staff_roles_name')) throw new Refused(roleNameTaken({ name }))
      throw error
    }
  }
}

/**
 * The rights of a role that is about to be given, which stays as it is until the transaction ends.
 * @throws Refused roleUnknown
 */
export async function rightsToGive(tx: Tx, role: string): Promise<ReadonlySet<Right>> {
  if (isRole(role)) return new Set<Right>(roles[role].rights)
  const own = isId(role) ? await lockRole(tx, asId(role), 'giving') : undefined
  if (own === undefined) throw new Refused(roleUnknown({ role, known: roleNames }))
  return new Set(own.rights.filter(isRight))
}

/** Locks a role that holds nothing which the actor lacks. */
async function within(tx: Tx, by: Actor, roleId: RoleId): Promise<OwnRole> {
  const role = await lockRole(tx, roleId, 'changing')
  if (role === undefined) throw new Refused(roleUnknown({ role: roleId, known: roleNames }))
  accepted(withinOwnRights(rightsOfActor(by), role.rights.filter(isRight)))
  return role
}

function ownId(role: string): RoleId {
  if (isRole(role)) throw new Refused(roleBuiltIn({}))
  if (!isId(role)) throw new Refused(roleUnknown({ role: role.slice(0, 64), known: roleNames }))
  return asId(role)
}

/** Free of the names of built-in roles, in any language: two roles of one name cannot be told apart in a list. */
function checkedRoleName(text: string): string | Refusal {
  const name = checkedName(text, ROLE_NAME_AT_MOST)
  if (typeof name !== 'string') return name
  const folded = name.toLowerCase()
  const taken = roleNames.some((role) => {
    const builtIn: readonly string[] = [role, ...Object.values(roles[role].words)]
    return builtIn.includes(folded)
  })
  return taken ? roleNameTaken({ name }) : name
}

function listed({ roleId, name, rights }: OwnRole, staff: number): ListedRole {
  return { role: roleId, words: { en: name, 'zh-CN': name }, rights: rights.filter(isRight), own: true, staff }
}

function on({ roleId }: OwnRole): { kind: 'role'; id: RoleId } {
  return { kind: 'role', id: roleId }
}

function said({ name, rights }: OwnRole): { name: string; rights: readonly string[] } {
  return { name, rights: rights.toSorted((a, b) => (a < b ? -1 : 1)) }
}

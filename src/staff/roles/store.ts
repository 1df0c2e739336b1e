/** The SQL of a company's own roles. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { OwnRole, RoleId } from './service.ts'

const columns = sql`role_id as "roleId", name, rights`

export async function ownRoles(on: Database | Tx): Promise<OwnRole[]> {
  return rows(on, sql<OwnRole>`select ${columns} from staff_roles order by folded`)
}

/** Of staff who are not deactivated, by role. */
export async function holders(on: Database | Tx): Promise<Map<string, number>> {
  const found = await rows(
    on,
    sql<{ role: string; staff: number }>`
      select role, count(*)::int as staff from staff where deactivated_at is null group by role`,
  )
  return new Map(found.map(({ role, staff }) => [role, staff]))
}

/** Kept as it is until the transaction ends: by `giving` several at once, by one alone who changes it. */
export async function lockRole(tx: Tx, roleId: RoleId, purpose: 'giving' | 'changing'): Promise<OwnRole | undefined> {
  const kept = purpose === 'giving' ? sql`for share` : sql`for update`
  return row(tx, sql<OwnRole>`select ${columns} from staff_roles where role_id = ${roleId}::uuid ${kept}`)
}

export async function addRole(tx: Tx, role: OwnRole, at: Instant): Promise<void> {
  await sql`
    insert into staff_roles (role_id, name, rights, created_at, changed_at)
    values (${role.roleId}::uuid, ${role.name}, ${[...role.rights]}::text[], ${stamp(at)}::timestamptz,
      ${stamp(at)}::timestamptz)`.execute(tx)
}

export async function writeRole(tx: Tx, role: OwnRole, at: Instant): Promise<void> {
  await sql`
    update staff_roles set name = ${role.name}, rights = ${[...role.rights]}::text[],
      changed_at = ${stamp(at)}::timestamptz
    where role_id = ${role.roleId}::uuid`.execute(tx)
}

/** @returns false when somebody has the role, also somebody deactivated, who may come back */
export async function removeUnheld(tx: Tx, roleId: RoleId): Promise<boolean> {
  const removed = sql`
    delete from staff_roles
    where role_id = ${roleId}::uuid and not exists (select from staff where role = staff_roles.role_id::text)`
  return (await changed(tx, removed)) > 0
}

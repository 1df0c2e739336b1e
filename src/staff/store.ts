/** The SQL of staff, sessions, setup and invitations. */
import { sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Session, SessionId, SignInWay, StaffId, StaffMember } from './staff.ts'

const ownRights = sql`(select rights from staff_roles where role_id::text = staff.role) as "ownRights"`

const member = sql`
  staff.id as "staffId", staff.name, staff.email, staff.role, staff.stores, ${ownRights}, staff.locale,
  staff.created_at as "createdAt",
  case when staff.deactivated_at is not null then 'deactivated'
       when exists (select from staff_credentials where staff_credentials.user_id = staff.id) then 'active'
       else 'invited' end as status`

export async function staffAfter(db: Database, after: StaffId | null, limit: number): Promise<StaffMember[]> {
  return rows(
    db,
    sql<StaffMember>`
      select ${member} from staff
      where ${after}::uuid is null or staff.id > ${after}::uuid
      order by staff.id limit ${limit}::int`,
  )
}

export async function staffById(on: Database | Tx, staffId: StaffId): Promise<StaffMember | undefined> {
  return row(on, sql<StaffMember>`select ${member} from staff where staff.id = ${staffId}::uuid`)
}

/** Keeps the row as it is until the transaction ends. */
export async function lockStaff(tx: Tx, staffId: StaffId): Promise<StaffMember | undefined> {
  await sql`select from staff where id = ${staffId}::uuid for update`.execute(tx)
  return staffById(tx, staffId)
}

/** The owners who are not deactivated, kept as they are until the transaction ends. */
export async function lockOwners(tx: Tx): Promise<StaffId[]> {
  const found = await rows(
    tx,
    sql<{ staffId: StaffId }>`
      select id as "staffId" from staff where role = 'owner' and deactivated_at is null order by id for update`,
  )
  return found.map((one) => one.staffId)
}

export async function owners(db: Database): Promise<StaffMember[]> {
  return rows(
    db,
    sql<StaffMember>`
      select ${member} from staff where staff.role = 'owner' and staff.deactivated_at is null order by staff.id`,
  )
}

export async function namesOf(db: Database, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return rows(
    db,
    sql<{ id: string; name: string }>`
      select id, name from staff where id = any (${[...ids]}::uuid[])
      union all select key_id, name from api_keys where key_id = any (${[...ids]}::uuid[])
      union all select role_id, name from staff_roles where role_id = any (${[...ids]}::uuid[])`,
  )
}

export async function addStaff(
  tx: Tx,
  one: Pick<StaffMember, 'staffId' | 'name' | 'email' | 'role' | 'stores'> & { at: Instant },
): Promise<void> {
  await sql`
    insert into staff (id, name, email, role, stores, created_at, updated_at)
    values (${one.staffId}::uuid, ${one.name}, ${one.email}, ${one.role}, ${one.stores}::text[],
      ${stamp(one.at)}::timestamptz, ${stamp(one.at)}::timestamptz)`.execute(tx)
}

export async function changeStaff(
  tx: Tx,
  one: Pick<StaffMember, 'staffId' | 'name' | 'role' | 'stores' | 'locale'> & { at: Instant },
): Promise<void> {
  await sql`
    update staff set name = ${one.name}, role = ${one.role}, stores = ${one.stores}::text[], locale = ${one.locale},
      updated_at = ${stamp(one.at)}::timestamptz
    where id = ${one.staffId}::uuid`.execute(tx)
}

export async function closeStaff(tx: Tx, staffId: StaffId, at: Instant): Promise<void> {
  await sql`
    update staff set deactivated_at = ${stamp(at)}::timestamptz, updated_at = ${stamp(at)}::timestamptz
    where id = ${staffId}::uuid`.execute(tx)
}

export async function reopenStaff(tx: Tx, staffId: StaffId, at: Instant): Promise<void> {
  await sql`
    update staff set deactivated_at = null, updated_at = ${stamp(at)}::timestamptz
    where id = ${staffId}::uuid`.execute(tx)
}

/** One password for each staff member: a second one takes the place of the first. */
export async function setPassword(
  tx: Tx,
  one: { credentialId: string; staffId: StaffId; hash: string; at: Instant },
): Promise<void> {
  await sql`
    insert into staff_credentials (id, user_id, provider_id, account_id, password, created_at, updated_at)
    values (${one.credentialId}::uuid, ${one.staffId}::uuid, 'credential', ${one.staffId}, ${one.hash},
      ${stamp(one.at)}::timestamptz, ${stamp(one.at)}::timestamptz)
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`.execute(
    tx,
  )
}

export async function removeCredentials(tx: Tx, staffId: StaffId): Promise<void> {
  await sql`delete from staff_credentials where user_id = ${staffId}::uuid`.execute(tx)
}

export type Holder = Pick<StaffMember, 'staffId' | 'name' | 'role' | 'ownRights' | 'stores'> & {
  readonly sessionId: SessionId
  readonly expiresAt: Instant
  /** Within some minutes. */
  readonly lastUsedAt: Instant
  /** The role must have a second factor, and this person has none yet. */
  readonly factorDue: boolean
}

/** Whose session it is; undefined when it has ended, began before `notBefore`, or the person is deactivated. */
export async function holderOfSession(
  db: Database,
  session: ({ token: string } | { sessionId: SessionId }) & { at: Instant; notBefore: Instant },
): Promise<Holder | undefined> {
  const which =
    'token' in session
      ? sql`staff_sessions.token = ${session.token}`
      : sql`staff_sessions.id = ${session.sessionId}::uuid`
  return row(
    db,
    sql<Holder>`
      select staff_sessions.id as "sessionId", staff.id as "staffId", staff.name, staff.role, staff.stores, ${ownRights},
        staff_sessions.expires_at as "expiresAt", staff_sessions.updated_at as "lastUsedAt",
        staff_sessions.way = 'password' and staff.role = any (staff_sign_in.second_factor_roles)
          and not exists (select from staff_totp where staff_totp.staff_id = staff.id and confirmed)
          and not exists (select from staff_passkeys where staff_passkeys.staff_id = staff.id) as "factorDue"
      from staff_sessions join staff on staff.id = staff_sessions.user_id cross join staff_sign_in
      where ${which} and staff.deactivated_at is null
        and staff_sessions.expires_at > ${stamp(session.at)}::timestamptz
        and staff_sessions.created_at > ${stamp(session.notBefore)}::timestamptz`,
  )
}

export async function addSession(
  tx: Tx,
  one: {
    sessionId: SessionId
    staffId: StaffId
    token: string
    way: SignInWay
    address: string
    userAgent: string | null
    at: Instant
    expiresAt: Instant
  },
): Promise<void> {
  await sql`
    insert into staff_sessions
      (id, user_id, token, way, ip_address, user_agent, expires_at, created_at, updated_at)
    values (${one.sessionId}::uuid, ${one.staffId}::uuid, ${one.token}, ${one.way}, ${one.address}, ${one.userAgent},
      ${stamp(one.expiresAt)}::timestamptz, ${stamp(one.at)}::timestamptz, ${stamp(one.at)}::timestamptz)`.execute(tx)
}

/** When the holder of a session last proved to be there. */
export async function provedAt(db: Database, sessionId: SessionId): Promise<Instant | undefined> {
  const found = await row(
    db,
    sql<{ at: Instant }>`
      select coalesce(proved_at, created_at) as at from staff_sessions where id = ${sessionId}::uuid`,
  )
  return found?.at
}

export async function proveSession(db: Database, sessionId: SessionId, at: Instant): Promise<void> {
  await sql`
    update staff_sessions set proved_at = ${stamp(at)}::timestamptz where id = ${sessionId}::uuid`.execute(db)
}

/** The one who has this address and a password, and is not deactivated. */
export async function staffWithPassword(
  db: Database,
  email: string,
): Promise<{ staffId: StaffId; hash: string } | undefined> {
  return row(
    db,
    sql<{ staffId: StaffId; hash: string }>`
      select staff.id as "staffId", staff_credentials.password as hash
      from staff join staff_credentials on staff_credentials.user_id = staff.id and provider_id = 'credential'
      where staff.email = ${email} and staff.deactivated_at is null and staff_credentials.password is not null`,
  )
}

/** The hash of a person's password; undefined for who has none. */
export async function passwordOf(db: Database, staffId: StaffId): Promise<string | undefined> {
  const found = await row(
    db,
    sql<{ hash: string }>`
      select password as hash from staff_credentials
      where user_id = ${staffId}::uuid and provider_id = 'credential' and password is not null`,
  )
  return found?.hash
}

export async function sessionsOf(db: Database, staffId: StaffId, at: Instant): Promise<Session[]> {
  return rows(
    db,
    sql<Session>`
      select id as "sessionId", created_at as "createdAt", expires_at as "expiresAt",
        nullif(ip_address, '') as address, nullif(user_agent, '') as "userAgent", way, updated_at as "lastUsedAt"
      from staff_sessions where user_id = ${staffId}::uuid and expires_at > ${stamp(at)}::timestamptz
      order by created_at desc, id limit 200`,
  )
}

export async function endSession(tx: Tx, staffId: StaffId, sessionId: SessionId): Promise<boolean> {
  const ended = sql`delete from staff_sessions where user_id = ${staffId}::uuid and id = ${sessionId}::uuid`
  return (await changed(tx, ended)) > 0
}

/** Writes down that a session was used, unless that was done after `unlessAfter`. */
export async function noteSessionUse(
  db: Database,
  sessionId: SessionId,
  use: { at: Instant; unlessAfter: Instant },
): Promise<void> {
  await sql`
    update staff_sessions set updated_at = ${stamp(use.at)}::timestamptz
    where id = ${sessionId}::uuid and updated_at <= ${stamp(use.unlessAfter)}::timestamptz`.execute(db)
}

/** Another token for a session that goes on; the token before opens nothing any more. */
export async function renewSession(
  db: Database,
  sessionId: SessionId,
  to: { token: string; at: Instant },
): Promise<{ createdAt: Instant; expiresAt: Instant } | undefined> {
  return row(
    db,
    sql<{ createdAt: Instant; expiresAt: Instant }>`
      update staff_sessions set token = ${to.token}, proved_at = ${stamp(to.at)}::timestamptz
      where id = ${sessionId}::uuid returning created_at as "createdAt", expires_at as "expiresAt"`,
  )
}

export async function endOtherSessions(tx: Tx, staffId: StaffId, kept: SessionId): Promise<SessionId[]> {
  const ended = await rows(
    tx,
    sql<{ sessionId: SessionId }>`
      delete from staff_sessions where user_id = ${staffId}::uuid and id <> ${kept}::uuid returning id as "sessionId"`,
  )
  return ended.map((one) => one.sessionId)
}

export async function endSessionsOf(tx: Tx, staffId: StaffId): Promise<void> {
  await sql`delete from staff_sessions where user_id = ${staffId}::uuid`.execute(tx)
}

export async function removeOldSessions(tx: Tx, at: Instant): Promise<void> {
  await sql`delete from staff_sessions where expires_at <= ${stamp(at)}::timestamptz`.execute(tx)
}

export async function hasOwner(on: Database | Tx): Promise<boolean> {
  return (await row(on, sql<{ done: boolean }>`select owner_id is not null as done from staff_setup`))?.done === true
}

/** @returns false when there is an owner, who needs no code */
export async function setSetupCode(db: Database, codeHash: Buffer): Promise<boolean> {
  return (await changed(db, sql`update staff_setup set code_hash = ${codeHash} where owner_id is null`)) > 0
}

export async function isSetupCode(db: Database, codeHash: Buffer): Promise<boolean> {
  return (await row(db, sql`select place from staff_setup where code_hash = ${codeHash}`)) !== undefined
}

/** Takes the one place of the first owner; of two transactions that try, the second waits and gets false. */
export async function takeSetup(tx: Tx, staffId: StaffId, codeHash: Buffer | null): Promise<boolean> {
  const taken = sql`
    update staff_setup set owner_id = ${staffId}::uuid, code_hash = null
    where owner_id is null and (${codeHash}::bytea is null or code_hash = ${codeHash}::bytea)`
  return (await changed(tx, taken)) > 0
}

export async function setInvitation(
  tx: Tx,
  one: { staffId: StaffId; codeHash: Buffer; expiresAt: Instant },
): Promise<void> {
  await sql`
    insert into staff_invitations (staff_id, code_hash, expires_at)
    values (${one.staffId}::uuid, ${one.codeHash}, ${stamp(one.expiresAt)}::timestamptz)
    on conflict (staff_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at`.execute(tx)
}

export async function invitedBy(on: Database | Tx, codeHash: Buffer, at: Instant): Promise<StaffId | undefined> {
  const found = await row(
    on,
    sql<{ staffId: StaffId }>`
      select staff_id as "staffId" from staff_invitations
      where code_hash = ${codeHash} and expires_at > ${stamp(at)}::timestamptz`,
  )
  return found?.staffId
}

/** @returns false when the code was used, replaced or has run out meanwhile */
export async function takeInvitation(tx: Tx, codeHash: Buffer, at: Instant): Promise<boolean> {
  const taken = sql`
    delete from staff_invitations where code_hash = ${codeHash} and expires_at > ${stamp(at)}::timestamptz`
  return (await changed(tx, taken)) > 0
}

export async function removeInvitation(tx: Tx, staffId: StaffId): Promise<void> {
  await sql`delete from staff_invitations where staff_id = ${staffId}::uuid`.execute(tx)
}

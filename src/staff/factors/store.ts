/** The SQL of second factors. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Sealed } from '../sealed.ts'
import type { StaffId } from '../staff.ts'
import type { Passkey, PasskeyId } from './factor.ts'

type Totp = Sealed & { readonly lastStep: number; readonly madeAt: Instant }

export async function totpOf(on: Database | Tx, staffId: StaffId, confirmed: boolean): Promise<Totp | undefined> {
  return row(
    on,
    sql<Totp>`
      select sealed, key_version as "keyVersion", last_step as "lastStep", made_at as "madeAt"
      from staff_totp where staff_id = ${staffId}::uuid and confirmed = ${confirmed}`,
  )
}

/** The secret that waits for its first code; a new one takes the place of the one before. */
export async function setPendingTotp(db: Database, staffId: StaffId, one: Sealed & { at: Instant }): Promise<void> {
  await sql`
    insert into staff_totp (staff_id, confirmed, sealed, key_version, made_at)
    values (${staffId}::uuid, false, ${one.sealed}, ${one.keyVersion}::int, ${stamp(one.at)}::timestamptz)
    on conflict (staff_id, confirmed) do update set sealed = excluded.sealed, key_version = excluded.key_version,
      made_at = excluded.made_at`.execute(db)
}

/** The secret that waits becomes the one that counts. @returns false when it is not the one that was looked at any more */
export async function confirmTotp(
  tx: Tx,
  staffId: StaffId,
  one: { sealed: Buffer; step: number; at: Instant },
): Promise<boolean> {
  await sql`delete from staff_totp where staff_id = ${staffId}::uuid and confirmed`.execute(tx)
  const confirmed = sql`
    update staff_totp set confirmed = true, last_step = ${one.step}::bigint, made_at = ${stamp(one.at)}::timestamptz
    where staff_id = ${staffId}::uuid and not confirmed and sealed = ${one.sealed}`
  return (await changed(tx, confirmed)) > 0
}

/** @returns false when a code of this step or a later one was used before */
export async function useStep(db: Database, staffId: StaffId, step: number): Promise<boolean> {
  const used = sql`
    update staff_totp set last_step = ${step}::bigint
    where staff_id = ${staffId}::uuid and confirmed and last_step < ${step}::bigint`
  return (await changed(db, used)) > 0
}

export async function removeTotp(tx: Tx, staffId: StaffId): Promise<boolean> {
  const removed = sql`delete from staff_totp where staff_id = ${staffId}::uuid and confirmed`
  return (await changed(tx, removed)) > 0
}

export async function setRecoveryCodes(tx: Tx, staffId: StaffId, hashes: readonly Buffer[]): Promise<void> {
  await removeRecoveryCodes(tx, staffId)
  await sql`
    insert into staff_recovery_codes (staff_id, hash)
    select ${staffId}::uuid, hash from unnest(${hashes}::bytea[]) as hash`.execute(tx)
}

export async function useRecoveryCode(tx: Tx, staffId: StaffId, hash: Buffer): Promise<boolean> {
  const used = sql`delete from staff_recovery_codes where staff_id = ${staffId}::uuid and hash = ${hash}`
  return (await changed(tx, used)) > 0
}

export async function recoveryCodesLeft(on: Database | Tx, staffId: StaffId): Promise<number> {
  const found = await row(
    on,
    sql<{ left: number }>`
      select count(*)::int as left from staff_recovery_codes where staff_id = ${staffId}::uuid`,
  )
  return found?.left ?? 0
}

export async function removeRecoveryCodes(tx: Tx, staffId: StaffId): Promise<void> {
  await sql`delete from staff_recovery_codes where staff_id = ${staffId}::uuid`.execute(tx)
}

const passkey = sql`
  passkey_id as "passkeyId", staff_id as "staffId", credential_id as "credentialId", public_key as "publicKey",
  counter, transports, name, made_at as "madeAt", last_used_at as "lastUsedAt"`

export async function passkeysOf(on: Database | Tx, staffId: StaffId): Promise<Passkey[]> {
  return rows(
    on,
    sql<Passkey>`select ${passkey} from staff_passkeys where staff_id = ${staffId}::uuid order by passkey_id`,
  )
}

/** One whose holder is not deactivated. */
export async function passkeyByCredential(db: Database, credentialId: string): Promise<Passkey | undefined> {
  return row(
    db,
    sql<Passkey>`
      select ${passkey} from staff_passkeys
      where credential_id = ${credentialId}
        and exists (select from staff where staff.id = staff_id and deactivated_at is null)`,
  )
}

export async function addPasskey(tx: Tx, one: Omit<Passkey, 'lastUsedAt'>): Promise<void> {
  await sql`
    insert into staff_passkeys (passkey_id, staff_id, credential_id, public_key, counter, transports, name, made_at)
    values (${one.passkeyId}::uuid, ${one.staffId}::uuid, ${one.credentialId}, ${one.publicKey}, ${one.counter}::bigint,
      ${[...one.transports]}::text[], ${one.name}, ${stamp(one.madeAt)}::timestamptz)`.execute(tx)
}

export async function notePasskeyUse(
  db: Database,
  passkeyId: PasskeyId,
  use: { counter: number; at: Instant },
): Promise<void> {
  await sql`
    update staff_passkeys set counter = greatest(counter, ${use.counter}::bigint),
      last_used_at = ${stamp(use.at)}::timestamptz
    where passkey_id = ${passkeyId}::uuid`.execute(db)
}

export async function removePasskey(tx: Tx, staffId: StaffId, passkeyId: PasskeyId): Promise<boolean> {
  const removed = sql`
    delete from staff_passkeys where staff_id = ${staffId}::uuid and passkey_id = ${passkeyId}::uuid`
  return (await changed(tx, removed)) > 0
}

/** Takes every second factor of a person. */
export async function removeFactors(tx: Tx, staffId: StaffId): Promise<void> {
  await sql`delete from staff_totp where staff_id = ${staffId}::uuid`.execute(tx)
  await removeRecoveryCodes(tx, staffId)
  await sql`delete from staff_passkeys where staff_id = ${staffId}::uuid`.execute(tx)
}

export async function rolesWithSecondFactor(on: Database | Tx): Promise<string[]> {
  const found = await row(on, sql<{ roles: string[] }>`select second_factor_roles as roles from staff_sign_in`)
  return found?.roles ?? []
}

export async function setRolesWithSecondFactor(tx: Tx, roles: readonly string[]): Promise<void> {
  await sql`update staff_sign_in set second_factor_roles = ${[...roles]}::text[]`.execute(tx)
}

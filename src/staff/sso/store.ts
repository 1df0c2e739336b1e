/** The SQL of links to an identity provider: rows of staff_credentials under provider 'sso'. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { StaffId } from '../staff.ts'

/** A subject is unique within its issuer only; neither holds a line break. */
type Account = { readonly issuer: string; readonly subject: string }

const accountId = ({ issuer, subject }: Account): string => `${issuer}\n${subject}`

/** Whose account of the provider it is, unless they left. */
export async function staffByLink(db: Database, account: Account): Promise<StaffId | undefined> {
  const found = await row(
    db,
    sql<{ staffId: StaffId }>`
      select staff.id as "staffId" from staff join staff_credentials on staff_credentials.user_id = staff.id
      where provider_id = 'sso' and account_id = ${accountId(account)} and staff.deactivated_at is null`,
  )
  return found?.staffId
}

export async function staffByEmail(tx: Tx, email: string): Promise<StaffId | undefined> {
  const found = await row(tx, sql<{ staffId: StaffId }>`select id as "staffId" from staff where email = ${email}`)
  return found?.staffId
}

export async function linkOf(tx: Tx, staffId: StaffId): Promise<Account | undefined> {
  const found = await row(
    tx,
    sql<{ account: string }>`
      select account_id as account from staff_credentials where user_id = ${staffId}::uuid and provider_id = 'sso'`,
  )
  if (found === undefined) return undefined
  const [issuer = '', subject = ''] = found.account.split('\n')
  return { issuer, subject }
}

/** One person has one account; a new one takes the place of the one before. */
export async function addLink(
  tx: Tx,
  one: Account & { credentialId: string; staffId: StaffId; at: Instant },
): Promise<void> {
  await sql`delete from staff_credentials where user_id = ${one.staffId}::uuid and provider_id = 'sso'`.execute(tx)
  await sql`
    insert into staff_credentials (id, user_id, provider_id, account_id, created_at, updated_at)
    values (${one.credentialId}::uuid, ${one.staffId}::uuid, 'sso', ${accountId(one)}, ${stamp(one.at)}::timestamptz,
      ${stamp(one.at)}::timestamptz)`.execute(tx)
}

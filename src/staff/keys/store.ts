/** The SQL of API keys. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { ApiKey, KeyId, StaffId } from '../staff.ts'

const listed = sql`
  key_id as "keyId", name, prefix, rights, stores, made_by as "madeBy", made_at as "madeAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt",
  previous_until as "previousUntil"`

export async function addKey(tx: Tx, key: ApiKey, hash: Buffer): Promise<void> {
  await sql`
    insert into api_keys (key_id, name, hash, prefix, rights, stores, made_by, made_at, expires_at)
    values (${key.keyId}::uuid, ${key.name}, ${hash}, ${key.prefix}, ${[...key.rights]}::text[], ${key.stores}::text[],
      ${key.madeBy}::uuid, ${stamp(key.madeAt)}::timestamptz, ${stamp(key.expiresAt)}::timestamptz)`.execute(tx)
}

/** Newest first, older than `before` when given. */
export async function keysBefore(db: Database, before: KeyId | null, limit: number): Promise<ApiKey[]> {
  return rows(
    db,
    sql<ApiKey>`
      select ${listed} from api_keys
      where ${before}::uuid is null or key_id < ${before}::uuid
      order by key_id desc limit ${limit}::int`,
  )
}

/** Keeps the row as it is until the transaction ends. */
export async function lockKey(tx: Tx, keyId: KeyId): Promise<ApiKey | undefined> {
  return row(tx, sql<ApiKey>`select ${listed} from api_keys where key_id = ${keyId}::uuid for update`)
}

/** By its secret, or by the one before while that still opens. `until`: when this very secret ends, null for never. */
export async function keyByHash(
  db: Database,
  hash: Buffer,
  at: Instant,
): Promise<(ApiKey & { readonly until: Instant | null }) | undefined> {
  return row(
    db,
    sql<ApiKey & { until: Instant | null }>`
      select ${listed}, case when hash = ${hash} then expires_at else least(expires_at, previous_until) end as until
      from api_keys
      where (hash = ${hash} or (previous_hash = ${hash} and previous_until > ${stamp(at)}::timestamptz))
        and revoked_at is null
        and (expires_at is null or expires_at > ${stamp(at)}::timestamptz)`,
  )
}

/** The staff member who made a key, or the key that made it, and so on; null when the command line did. */
export async function personBehind(db: Database, keyId: KeyId): Promise<StaffId | null> {
  const found = await row(
    db,
    sql<{ person: StaffId | null }>`
      with recursive makers as (
        select made_by from api_keys where key_id = ${keyId}::uuid
        union
        select k.made_by from makers m join api_keys k on k.key_id = m.made_by
      )
      select m.made_by as person from makers m left join api_keys k on k.key_id = m.made_by
      where m.made_by is not null and k.key_id is null`,
  )
  return found?.person ?? null
}

/** The ids of all keys that a staff member made, himself or by other keys, revoked ones too. */
export async function keysMadeBy(db: Database, staffId: StaffId): Promise<KeyId[]> {
  const found = await rows(
    db,
    sql<{ keyId: KeyId }>`
      with recursive made as (
        select key_id from api_keys where made_by = ${staffId}::uuid
        union
        select k.key_id from made m join api_keys k on k.made_by = m.key_id
      )
      select key_id as "keyId" from made`,
  )
  return found.map(({ keyId }) => keyId)
}

/** Names of staff and of keys, by id. */
export async function namesById(db: Database, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return rows(
    db,
    sql<{ id: string; name: string }>`
      select id::text as id, name from staff where id = any(${uuids(ids)}::uuid[])
      union all
      select key_id::text, name from api_keys where key_id = any(${uuids(ids)}::uuid[])`,
  )
}

/** A new secret; the one before it opens until then, null for not at all. One that was before that is forgotten. */
export async function renew(
  tx: Tx,
  keyId: KeyId,
  to: { hash: Buffer; prefix: string; previousUntil: Instant | null },
): Promise<void> {
  await sql`
    update api_keys set previous_hash = case when ${to.previousUntil === null}::boolean then null else hash end,
      previous_until = ${stamp(to.previousUntil)}::timestamptz, hash = ${to.hash}, prefix = ${to.prefix}
    where key_id = ${keyId}::uuid`.execute(tx)
}

export async function revoke(tx: Tx, keyId: KeyId, at: Instant): Promise<boolean> {
  const revoked = sql`
    update api_keys set revoked_at = ${stamp(at)}::timestamptz where key_id = ${keyId}::uuid and revoked_at is null`
  return (await changed(tx, revoked)) > 0
}

export async function revokeMadeBy(tx: Tx, staffId: StaffId, at: Instant): Promise<KeyId[]> {
  const revoked = await rows(
    tx,
    sql<{ keyId: KeyId }>`
      update api_keys set revoked_at = ${stamp(at)}::timestamptz
      where made_by = ${staffId}::uuid and revoked_at is null returning key_id as "keyId"`,
  )
  return revoked.map((one) => one.keyId)
}

/** Of several processes that see a key used at once, one writes. */
export async function noteUse(db: Database, keyId: KeyId, use: { at: Instant; unlessAfter: Instant }): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${stamp(use.at)}::timestamptz
    where key_id = ${keyId}::uuid
      and (last_used_at is null or last_used_at <= ${stamp(use.unlessAfter)}::timestamptz)`.execute(db)
}

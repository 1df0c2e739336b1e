/** The SQL of a key rotation. Nothing is locked beforehand: what was removed or changed since it was read is left alone. */
import { sql } from 'kysely'
import type { Id, MemberId } from '../../base/ids.ts'
import { changed, type Database, rows, type Tx } from '../../platform/postgres/database.ts'
import type { IdentityRow, MemberRow } from '../store.ts'

export type KeyRow = { readonly memberId: MemberId; readonly masterVersion: number; readonly wrapped: Buffer }

/** Data keys under another master key than `version`, by member, after `after`. */
export function keysOtherThan(db: Database, version: number, after: MemberId | null, limit: number): Promise<KeyRow[]> {
  return rows(
    db,
    sql<KeyRow>`
      select member_id as "memberId", master_version as "masterVersion", wrapped from member_keys
      where master_version <> ${version}::int and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
}

/** Keys that were erased meanwhile stay erased. A data key never changes, so no other writer can be overruled. */
export function rewrapKeys(tx: Tx, keys: readonly KeyRow[]): Promise<number> {
  return changed(
    tx,
    sql`
      update member_keys k set master_version = given.master_version, wrapped = given.wrapped
      from unnest(
        ${keys.map((one) => one.memberId)}::uuid[],
        ${keys.map((one) => one.masterVersion)}::int[],
        ${keys.map((one) => one.wrapped)}::bytea[]
      ) as given (member_id, master_version, wrapped)
      where k.member_id = given.member_id`,
  )
}

export type OpenableIdentity = IdentityRow & { readonly masterVersion: number; readonly wrapped: Buffer }
export type IdentityPlace = { readonly memberId: MemberId; readonly identityId: Id<'identity'> }

/** Identities under another index key than `version`, with the keys that open them. */
export function identitiesOtherThan(
  db: Database,
  version: number,
  after: IdentityPlace | null,
  limit: number,
): Promise<OpenableIdentity[]> {
  return rows(
    db,
    sql<OpenableIdentity>`
      select i.member_id as "memberId", i.identity_id as "identityId", i.kind, i.source, i.sealed, i.place,
        i.index_version as "indexVersion", i.added_at as "addedAt", k.master_version as "masterVersion", k.wrapped
      from member_identities i join member_keys k on k.member_id = i.member_id
      where i.index_version <> ${version}::int
        and (${after === null}::boolean
          or (i.member_id, i.identity_id) > (${after?.memberId ?? null}::uuid, ${after?.identityId ?? null}::uuid))
      order by i.member_id, i.identity_id limit ${limit}::int`,
  )
}

/** Marks the identities that are still there, and returns their ids; they stay locked until their claims are written. */
export async function markIdentities(
  tx: Tx,
  identities: readonly IdentityPlace[],
  version: number,
): Promise<ReadonlySet<string>> {
  const marked = await rows(
    tx,
    sql<{ identityId: string }>`
      update member_identities i set index_version = ${version}::int
      from unnest(
        ${identities.map((one) => one.memberId)}::uuid[],
        ${identities.map((one) => one.identityId)}::uuid[]
      ) as given (member_id, identity_id)
      where i.member_id = given.member_id and i.identity_id = given.identity_id
      returning i.identity_id as "identityId"`,
  )
  return new Set(marked.map((one) => one.identityId))
}

export type TokenRow = Pick<
  MemberRow,
  'memberId' | 'number' | 'mergedInto' | 'revision' | 'name' | 'givenName' | 'familyName' | 'masterVersion' | 'wrapped'
>

/** Members whose tokens are under another index key than `version`; without a wrapped key when they are erased. */
export function membersOtherThan(
  db: Database,
  version: number,
  after: MemberId | null,
  limit: number,
): Promise<TokenRow[]> {
  return rows(
    db,
    sql<TokenRow>`
      select m.member_id as "memberId", m.number, m.merged_into as "mergedInto", m.revision, m.name, m.given_name as "givenName",
        m.family_name as "familyName", k.master_version as "masterVersion", k.wrapped
      from members m left join member_keys k on k.member_id = m.member_id
      where m.index_version <> ${version}::int and (${after}::uuid is null or m.member_id > ${after}::uuid)
      order by m.member_id limit ${limit}::int`,
  )
}

/** Members who were changed meanwhile keep their version and are found again at the next look. */
export function retokenMembers(
  tx: Tx,
  members: readonly { memberId: MemberId; revision: number; tokens: readonly number[] }[],
  version: number,
): Promise<number> {
  return changed(
    tx,
    sql`
      update members m set tokens = given.tokens::int4[], index_version = ${version}::int
      from unnest(
        ${members.map((one) => one.memberId)}::uuid[],
        ${members.map((one) => one.revision)}::int[],
        ${members.map((one) => `{${one.tokens.join(',')}}`)}::text[]
      ) as given (member_id, revision, tokens)
      where m.member_id = given.member_id and m.revision = given.revision`,
  )
}

/** Deletes claims of index keys that are no longer in the keyring. */
export function deleteStaleClaims(db: Database, live: readonly number[]): Promise<number> {
  return changed(db, sql`delete from identities where index_version <> all(${live}::int[])`)
}

/** One key of each version, to see whether the keyring opens it. */
export function sampleKeys(db: Database): Promise<KeyRow[]> {
  return rows(
    db,
    sql<KeyRow>`
      select distinct on (master_version) member_id as "memberId", master_version as "masterVersion", wrapped
      from member_keys order by master_version, member_id`,
  )
}

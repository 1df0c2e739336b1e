/** All SQL on members, their keys, identities and the definitions of their attributes. */
import { sql } from 'kysely'
import type { Id, MemberId } from '../base/ids.ts'
import type { Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { uuids } from '../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { AttributeDefinition, AttributeType, IdentityKind, MemberRecord, Status } from './member.ts'
import type { Fingerprint, SealedPersonal, WrappedKey } from './sealing.ts'

type On = Tx | Database

/** A row of `members` with the member's wrapped key; `wrapped` is null for an erased member. */
export type MemberRow = MemberRecord &
  SealedPersonal & {
    readonly statusBefore: Exclude<Status, 'closed'> | null
    readonly tokens: readonly number[]
    readonly indexVersion: number
    readonly masterVersion: number | null
    readonly wrapped: Buffer | null
  }

export type IdentityRow = {
  readonly memberId: MemberId
  readonly identityId: Id<'identity'>
  readonly kind: IdentityKind
  readonly source: string
  readonly sealed: Buffer
  /** Its place among the member's identities, from 1 on; gaps are fine. */
  readonly place: number
  readonly indexVersion: number
  readonly addedAt: Instant
}

export type NewMember = Omit<MemberRow, 'masterVersion' | 'wrapped'> & { readonly key: WrappedKey }

export const memberColumns = sql`
  m.member_id as "memberId", m.number, m.status, m.status_before as "statusBefore", m.status_reason as "statusReason",
  m.status_at as "statusAt", m.revision, m.joined_at as "joinedAt", m.channel, m.store, m.locale, m.time_zone as "timeZone",
  m.tags, m.attributes, m.name, m.given_name as "givenName", m.family_name as "familyName", m.birthday, m.gender, m.address,
  m.tokens, m.index_version as "indexVersion", m.recorded_at as "recordedAt", m.changed_at as "changedAt",
  m.merged_into as "mergedInto",
  k.master_version as "masterVersion", k.wrapped`

const identityColumns = sql`
  member_id as "memberId", identity_id as "identityId", kind, source, sealed, place, index_version as "indexVersion",
  added_at as "addedAt"`

export function membersById(on: On, memberIds: readonly MemberId[]): Promise<MemberRow[]> {
  return rows(
    on,
    sql<MemberRow>`
      select ${memberColumns} from members m left join member_keys k on k.member_id = m.member_id
      where m.member_id = any(${uuids(memberIds)}::uuid[])`,
  )
}

export function memberById(on: On, memberId: MemberId): Promise<MemberRow | undefined> {
  return row(
    on,
    sql<MemberRow>`
      select ${memberColumns} from members m left join member_keys k on k.member_id = m.member_id
      where m.member_id = ${memberId}::uuid`,
  )
}

/**
 * Locks the member's row until the end of the transaction, then reads it: every change of one member goes through here, one
 * after another. Read by a statement of its own, because a locking statement that waited shows the key as it was before.
 */
export async function lockMember(tx: Tx, memberId: MemberId): Promise<MemberRow | undefined> {
  await sql`select 1 from members where member_id = ${memberId}::uuid for update`.execute(tx)
  return memberById(tx, memberId)
}

/** The wrapped keys of those who exist; null for a forgotten one. */
export async function keysOf(
  on: On,
  memberIds: readonly MemberId[],
): Promise<{ memberId: MemberId; key: WrappedKey | null }[]> {
  const found = await rows(
    on,
    sql<Pick<MemberRow, 'memberId' | 'masterVersion' | 'wrapped'>>`
      select m.member_id as "memberId", k.master_version as "masterVersion", k.wrapped
      from members m left join member_keys k on k.member_id = m.member_id
      where m.member_id = any(${uuids(memberIds)}::uuid[])`,
  )
  return found.map(({ memberId, masterVersion, wrapped }) => {
    return { memberId, key: masterVersion === null || wrapped === null ? null : { masterVersion, wrapped } }
  })
}

export type MembershipRow = Pick<MemberRecord, 'memberId' | 'status' | 'joinedAt' | 'mergedInto'>

export function statusesByIds(on: On, memberIds: readonly MemberId[]): Promise<MembershipRow[]> {
  return rows(
    on,
    sql<MembershipRow>`
      select member_id as "memberId", status, joined_at as "joinedAt", merged_into as "mergedInto" from members where member_id = any(${uuids(memberIds)}::uuid[])`,
  )
}

export function tiersByMember(
  on: On,
  memberIds: readonly MemberId[],
): Promise<{ memberId: MemberId; ladder: string; tier: string }[]> {
  return rows(
    on,
    sql<{ memberId: MemberId; ladder: string; tier: string }>`
      select member_id as "memberId", ladder, tier from standings where member_id = any(${uuids(memberIds)}::uuid[])`,
  )
}

export async function insertMembers(tx: Tx, members: readonly NewMember[]): Promise<void> {
  await sql`
    insert into members (
      member_id, number, status, status_before, status_reason, status_at, revision, joined_at, channel, store, locale,
      time_zone, tags, attributes, name, given_name, family_name, birthday, gender, address, tokens, index_version,
      recorded_at, changed_at)
    select
      member_id, number, status, null, null, status_at, 1, joined_at, channel, store, locale, time_zone,
      array(select jsonb_array_elements_text(tags)), attributes, name, given_name, family_name, birthday, gender, address,
      tokens::int4[], index_version, recorded_at, recorded_at
    from unnest(
      ${members.map((one) => one.memberId)}::uuid[],
      ${members.map((one) => one.number)}::text[],
      ${members.map((one) => one.status)}::text[],
      ${members.map((one) => stamp(one.statusAt))}::timestamptz[],
      ${members.map((one) => stamp(one.joinedAt))}::timestamptz[],
      ${members.map((one) => one.channel)}::text[],
      ${members.map((one) => one.store)}::text[],
      ${members.map((one) => one.locale)}::text[],
      ${members.map((one) => one.timeZone)}::text[],
      ${members.map((one) => JSON.stringify(one.tags))}::jsonb[],
      ${members.map((one) => JSON.stringify(one.attributes))}::jsonb[],
      ${members.map((one) => one.name)}::bytea[],
      ${members.map((one) => one.givenName)}::bytea[],
      ${members.map((one) => one.familyName)}::bytea[],
      ${members.map((one) => one.birthday)}::bytea[],
      ${members.map((one) => one.gender)}::bytea[],
      ${members.map((one) => one.address)}::bytea[],
      ${members.map((one) => `{${one.tokens.join(',')}}`)}::text[],
      ${members.map((one) => one.indexVersion)}::int[],
      ${members.map((one) => stamp(one.recordedAt))}::timestamptz[]
    ) as given (
      member_id, number, status, status_at, joined_at, channel, store, locale, time_zone, tags, attributes, name, given_name,
      family_name, birthday, gender, address, tokens, index_version, recorded_at)`.execute(tx)
  await insertTags(tx, members)
  await sql`
    insert into member_keys (member_id, master_version, wrapped)
    select * from unnest(
      ${members.map((one) => one.memberId)}::uuid[],
      ${members.map((one) => one.key.masterVersion)}::int[],
      ${members.map((one) => one.key.wrapped)}::bytea[]
    )`.execute(tx)
}

type Tagged = Pick<MemberRecord, 'memberId' | 'tags' | 'joinedAt'>

/** Each tag once more, in the order of the list (newest.ts). */
async function insertTags(tx: Tx, members: readonly Tagged[]): Promise<void> {
  const tagged = members.flatMap(({ memberId, tags, joinedAt }) => tags.map((tag) => ({ memberId, tag, joinedAt })))
  if (tagged.length === 0) return
  await sql`
    insert into member_tags (member_id, tag, joined_at)
    select * from unnest(
      ${tagged.map((one) => one.memberId)}::uuid[], ${tagged.map((one) => one.tag)}::text[],
      ${tagged.map((one) => stamp(one.joinedAt))}::timestamptz[]
    )
    on conflict (member_id, tag) do update set joined_at = excluded.joined_at
      where member_tags.joined_at <> excluded.joined_at`.execute(tx)
}

/** Writes everything of a locked row that can change. */
export async function updateMember(tx: Tx, member: MemberRow): Promise<void> {
  await sql`
    update members set
      status = ${member.status}, status_before = ${member.statusBefore}, status_reason = ${member.statusReason},
      status_at = ${stamp(member.statusAt)}::timestamptz, revision = ${member.revision}::int,
      joined_at = ${stamp(member.joinedAt)}::timestamptz, channel = ${member.channel}, store = ${member.store},
      locale = ${member.locale}, time_zone = ${member.timeZone}, tags = ${member.tags}::text[],
      attributes = ${JSON.stringify(member.attributes)}::jsonb, name = ${member.name}::bytea,
      given_name = ${member.givenName}::bytea, family_name = ${member.familyName}::bytea,
      birthday = ${member.birthday}::bytea, gender = ${member.gender}::bytea, address = ${member.address}::bytea,
      tokens = ${member.tokens}::int4[], index_version = ${member.indexVersion}::int,
      changed_at = ${stamp(member.changedAt)}::timestamptz, merged_into = ${member.mergedInto}::uuid
    where member_id = ${member.memberId}::uuid`.execute(tx)
  await sql`
    delete from member_tags where member_id = ${member.memberId}::uuid and tag <> all(${member.tags}::text[])`.execute(
    tx,
  )
  await insertTags(tx, [member])
}

/** A prospect who becomes a member has another place in the list from then on; where he stands is told in that order, too. */
export async function moveInList(tx: Tx, { memberId, joinedAt }: Omit<Tagged, 'tags'>): Promise<void> {
  await sql`
    update standings set joined_at = ${stamp(joinedAt)}::timestamptz where member_id = ${memberId}::uuid`.execute(tx)
}

export function deleteKey(tx: Tx, memberId: MemberId): Promise<number> {
  return changed(tx, sql`delete from member_keys where member_id = ${memberId}::uuid`)
}

export type Claim = Fingerprint & { readonly memberId: MemberId }

/** Claims fingerprints in their order, so that two writers never wait for each other in a circle. Returns those that were free. */
export async function claim(tx: Tx, claims: readonly Claim[]): Promise<Buffer[]> {
  if (claims.length === 0) return []
  const won = await rows(
    tx,
    sql<{ fingerprint: Buffer }>`
      insert into identities (fingerprint, member_id, index_version)
      select fingerprint, member_id, index_version
      from unnest(
        ${claims.map((one) => one.fingerprint)}::bytea[],
        ${claims.map((one) => one.memberId)}::uuid[],
        ${claims.map((one) => one.indexVersion)}::int[]
      ) as given (fingerprint, member_id, index_version)
      order by fingerprint
      on conflict do nothing
      returning fingerprint`,
  )
  return won.map((one) => one.fingerprint)
}

export async function claimsOf(
  on: On,
  fingerprints: readonly Buffer[],
): Promise<{ fingerprint: Buffer; memberId: MemberId }[]> {
  if (fingerprints.length === 0) return []
  return rows(
    on,
    sql<{ fingerprint: Buffer; memberId: MemberId }>`
      select fingerprint, member_id as "memberId" from identities where fingerprint = any(${fingerprints}::bytea[])`,
  )
}

export function releaseClaims(tx: Tx, memberId: MemberId, fingerprints: readonly Buffer[]): Promise<number> {
  return changed(
    tx,
    sql`delete from identities where fingerprint = any(${fingerprints}::bytea[]) and member_id = ${memberId}::uuid`,
  )
}

export async function insertIdentities(tx: Tx, identities: readonly IdentityRow[]): Promise<void> {
  if (identities.length === 0) return
  await sql`
    insert into member_identities (member_id, identity_id, kind, source, sealed, place, index_version, added_at)
    select * from unnest(
      ${identities.map((one) => one.memberId)}::uuid[],
      ${identities.map((one) => one.identityId)}::uuid[],
      ${identities.map((one) => one.kind)}::text[],
      ${identities.map((one) => one.source)}::text[],
      ${identities.map((one) => one.sealed)}::bytea[],
      ${identities.map((one) => one.place)}::int[],
      ${identities.map((one) => one.indexVersion)}::int[],
      ${identities.map((one) => stamp(one.addedAt))}::timestamptz[]
    )`.execute(tx)
}

/** By member, in their places. */
export function identitiesOf(on: On, memberIds: readonly MemberId[]): Promise<IdentityRow[]> {
  return rows(
    on,
    sql<IdentityRow>`
      select ${identityColumns} from member_identities
      where member_id = any(${memberIds}::uuid[])
      order by member_id, place, identity_id`,
  )
}

export function deleteIdentities(tx: Tx, memberId: MemberId, identityIds: readonly Id<'identity'>[]): Promise<number> {
  return changed(
    tx,
    sql`
      delete from member_identities
      where member_id = ${memberId}::uuid and identity_id = any(${identityIds}::uuid[])`,
  )
}

export type IdentitySource = { readonly kind: IdentityKind; readonly source: string }

export function identitySources(on: On): Promise<IdentitySource[]> {
  return rows(on, sql<IdentitySource>`select kind, source from identity_sources order by kind, source limit 100`)
}

export async function insertSources(on: On, sources: readonly IdentitySource[]): Promise<void> {
  await sql`
    insert into identity_sources (kind, source)
    select * from unnest(
      ${sources.map((one) => one.kind)}::text[],
      ${sources.map((one) => one.source)}::text[]
    ) order by 1, 2
    on conflict do nothing`.execute(on)
}

export function definitions(on: On): Promise<AttributeDefinition[]> {
  return rows(
    on,
    sql<{
      code: string
      type: AttributeType
      words: Words
      choices: { code: string; words: Words }[]
      active: boolean
    }>`select code, type, words, choices, active from attribute_definitions order by code`,
  )
}

/** Writes the definition unless one of another type has its code; returns whether it was written. */
export async function putDefinition(tx: Tx, definition: AttributeDefinition, at: Instant): Promise<boolean> {
  const written = await changed(
    tx,
    sql`
      insert into attribute_definitions (code, type, words, choices, active, changed_at)
      values (${definition.code}, ${definition.type}, ${JSON.stringify(definition.words)}::jsonb,
        ${JSON.stringify(definition.choices)}::jsonb, ${definition.active}, ${stamp(at)}::timestamptz)
      on conflict (code) do update set
        words = excluded.words, choices = excluded.choices, active = excluded.active, changed_at = excluded.changed_at
      where attribute_definitions.type = excluded.type`,
  )
  return written === 1
}

/** How many members have each status; statuses that nobody has are left out. */
export function countByStatus(on: On): Promise<{ status: Status; members: number }[]> {
  return rows(
    on,
    sql<{ status: Status; members: number }>`select status, count(*) as members from members group by status`,
  )
}

import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Words } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { booleans, numbers, texts as textArray, uuids } from '../../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { By } from '../member.ts'

export const consentKinds = ['terms', 'privacy', 'marketing', 'profiling'] as const
export const contactChannels = ['sms', 'email', 'wechat', 'push', 'post', 'phone'] as const

export type ConsentText = {
  readonly code: string
  readonly version: number
  readonly kind: (typeof consentKinds)[number]
  /** Of marketing: what it is about. */ readonly channel: (typeof contactChannels)[number] | null
  /** Nobody becomes a member without it. */ readonly required: boolean
  readonly words: Words
  readonly publishedAt: Instant
}

export type Consent = {
  readonly code: string
  readonly version: number
  readonly given: boolean
  readonly at: Instant
  /** Where it was said: `till`, `portal`, `console`, `api` … */ readonly source: string
}

const textColumns = sql.raw(`code, version, kind, channel, required, words, published_at as "publishedAt"`)

/** The newest version of each text that is still in use, in the order of their codes. */
export function currentTexts(on: Database | Tx): Promise<ConsentText[]> {
  return rows(
    on,
    sql<ConsentText>`
      select ${textColumns} from (
        select distinct on (code) * from consent_texts order by code, version desc
      ) as newest
      where retired_at is null order by required desc, code`,
  )
}

export function textsOf(on: Database | Tx, codes: readonly string[]): Promise<ConsentText[]> {
  return rows(
    on,
    sql<ConsentText>`select ${textColumns} from consent_texts where code = any(${textArray(codes)}::text[])`,
  )
}

/** Texts are few and change seldom: one writer at a time. */
export async function lockTexts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('consent texts', 7))`.execute(tx)
}

export async function addText(tx: Tx, text: ConsentText): Promise<void> {
  await sql`
    insert into consent_texts (code, version, kind, channel, required, words, published_at)
    values (${text.code}, ${text.version}::int, ${text.kind}, ${text.channel}, ${text.required}, ${JSON.stringify(text.words)}::jsonb,
      ${stamp(text.publishedAt)})`.execute(tx)
}

/** @returns whether it was in use */
export async function retireText(on: Database, code: string, at: Instant): Promise<boolean> {
  const retired = sql`
    update consent_texts set retired_at = ${stamp(at)}::timestamptz where code = ${code} and retired_at is null`
  return (await changed(on, retired)) > 0
}

/** What the member said last of each text. */
export function latestConsents(on: Database | Tx, memberId: MemberId): Promise<Consent[]> {
  return rows(
    on,
    sql<Consent>`
      select distinct on (code) code, version, given, at, source from consents
      where member_id = ${memberId}::uuid order by code, consent_id desc`,
  )
}

export function allConsents(on: Database | Tx, memberId: MemberId): Promise<Consent[]> {
  return rows(
    on,
    sql<Consent>`
      select code, version, given, at, source from consents
      where member_id = ${memberId}::uuid order by consent_id desc limit 1000`,
  )
}

export async function addConsents(
  tx: Tx,
  added: readonly (Consent & { readonly consentId: string })[],
  { memberId, by }: { memberId: MemberId; by: By },
): Promise<void> {
  if (added.length === 0) return
  await sql`
    insert into consents (member_id, consent_id, code, version, given, at, by_kind, by_id, source)
    select ${memberId}::uuid, consent_id, code, version, given, ${stamp(added[0]?.at ?? null)}::timestamptz, ${by.kind}, ${by.id}, source
    from unnest(
      ${uuids(added.map((one) => one.consentId))}::uuid[], ${textArray(added.map((one) => one.code))}::text[],
      ${numbers(added.map((one) => one.version))}::int[], ${booleans(added.map((one) => one.given))}::boolean[],
      ${textArray(added.map((one) => one.source))}::text[]
    ) as added (consent_id, code, version, given, source)`.execute(tx)
}

/** At most so many messages of marketing a week; between the two minutes of the day none at all. */
export type ContactBudget = {
  readonly perWeek: number
  readonly quietFrom: number | null
  readonly quietTo: number | null
}

export function contactBudget(on: Database, memberId: MemberId): Promise<ContactBudget | undefined> {
  return row(
    on,
    sql<ContactBudget>`
      select per_week as "perWeek", quiet_from as "quietFrom", quiet_to as "quietTo" from contact_budgets
      where member_id = ${memberId}::uuid`,
  )
}

export async function putContactBudget(
  tx: Tx,
  memberId: MemberId,
  { perWeek, quietFrom, quietTo }: ContactBudget,
  at: Instant,
): Promise<void> {
  await sql`
    insert into contact_budgets (member_id, per_week, quiet_from, quiet_to, changed_at)
    values (${memberId}::uuid, ${perWeek}::int, ${quietFrom}::int, ${quietTo}::int, ${stamp(at)})
    on conflict (member_id) do update set per_week = excluded.per_week, quiet_from = excluded.quiet_from,
      quiet_to = excluded.quiet_to, changed_at = excluded.changed_at`.execute(tx)
}

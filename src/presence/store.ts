import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export const purposes = ['sign-in', 'presence', 'identity', 'erasure'] as const
export type Purpose = (typeof purposes)[number]

/** One after the other for one receiver and one address, so that two requests at once do not both find nothing asked yet. */
export async function lockDigest(tx: Tx, digest: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${digest.readInt32BE(0)}::int, ${digest.readInt32BE(4)}::int)`.execute(tx)
}

export async function codesAskedFor(tx: Tx, fingerprint: Buffer, since: Instant): Promise<Instant[]> {
  const found = await rows(
    tx,
    sql<{ at: Instant }>`
      select made_at as at from one_time_codes
      where fingerprint = ${fingerprint} and made_at > ${stamp(since)}::timestamptz`,
  )
  return found.map(({ at }) => at)
}

export async function codesAskedFrom(tx: Tx, address: Buffer, since: Instant): Promise<Instant[]> {
  const found = await rows(
    tx,
    sql<{ at: Instant }>`
      select made_at as at from one_time_codes
      where asked_from = ${address} and made_at > ${stamp(since)}::timestamptz
      order by made_at desc limit 1000`,
  )
  return found.map(({ at }) => at)
}

export type NewCode = {
  readonly fingerprint: Buffer
  readonly codeId: string
  readonly purpose: Purpose
  readonly digest: Buffer
  readonly askedFrom: Buffer
  readonly madeAt: Instant
  readonly lapsesAt: Instant
}

export async function addCode(tx: Tx, one: NewCode): Promise<void> {
  await sql`
    insert into one_time_codes (fingerprint, code_id, purpose, digest, asked_from, made_at, lapses_at, tries)
    values (${one.fingerprint}, ${one.codeId}::uuid, ${one.purpose}, ${one.digest}, ${one.askedFrom}, ${stamp(one.madeAt)},
      ${stamp(one.lapsesAt)}, 0)`.execute(tx)
}

/**
 * Counts a try of the newest code before it is looked at: a thousand tries at once count as a thousand.
 * @returns the code, or undefined when none may be tried any more
 */
export function tryCode(
  on: Database,
  {
    fingerprints,
    purpose,
    at,
    atMost,
  }: { fingerprints: readonly Buffer[]; purpose: Purpose; at: Instant; atMost: number },
): Promise<{ fingerprint: Buffer; codeId: string; digest: Buffer } | undefined> {
  return row(
    on,
    sql<{ fingerprint: Buffer; codeId: string; digest: Buffer }>`
      update one_time_codes set tries = tries + 1
      where (fingerprint, code_id) = (
          select fingerprint, code_id from one_time_codes
          where fingerprint = any(${[...fingerprints]}::bytea[]) and purpose = ${purpose}
          order by code_id desc limit 1)
        and tries < ${atMost}::int and used_at is null and lapses_at > ${stamp(at)}::timestamptz
      returning fingerprint, code_id as "codeId", digest`,
  )
}

/** @returns whether nobody used it before */
export async function useCode(
  on: Database,
  code: { fingerprint: Buffer; codeId: string },
  at: Instant,
): Promise<boolean> {
  const used = sql`
    update one_time_codes set used_at = ${stamp(at)}::timestamptz
    where fingerprint = ${code.fingerprint} and code_id = ${code.codeId}::uuid and used_at is null`
  return (await changed(on, used)) === 1
}

export async function removeOldCodes(on: Database, madeBefore: Instant): Promise<void> {
  await sql`delete from one_time_codes where made_at <= ${stamp(madeBefore)}::timestamptz`.execute(on)
}

export type CardRow = {
  readonly handle: string
  readonly memberId: MemberId
  readonly cardId: string
  readonly sealed: Buffer
  readonly lastStep: number
  readonly misses: number
}

/** @returns false when the handle is taken */
export async function addCard(on: Database | Tx, card: CardRow, at: Instant): Promise<boolean> {
  const added = sql`
    insert into rotating_cards (handle, member_id, card_id, sealed, last_step, misses, made_at)
    values (${card.handle}, ${card.memberId}::uuid, ${card.cardId}::uuid, ${card.sealed}, ${card.lastStep}::bigint, ${card.misses}::int,
      ${stamp(at)})
    on conflict (handle) do nothing`
  return (await changed(on, added)) === 1
}

export function cardByHandle(on: Database, handle: string): Promise<CardRow | undefined> {
  return row(
    on,
    sql<CardRow>`
      select handle, member_id as "memberId", card_id as "cardId", sealed, last_step as "lastStep", misses
      from rotating_cards where handle = ${handle}`,
  )
}

/** @returns false when this code or a later one was read already */
export async function passStep(on: Database, handle: string, step: number): Promise<boolean> {
  const passed = sql`
    update rotating_cards set last_step = ${step}::bigint, misses = 0
    where handle = ${handle} and last_step < ${step}::bigint`
  return (await changed(on, passed)) === 1
}

/** Counts a look before it is made. @returns false when the card is closed */
export async function countMiss(on: Database, handle: string, atMost: number): Promise<boolean> {
  const counted = sql`update rotating_cards set misses = misses + 1 where handle = ${handle} and misses < ${atMost}::int`
  return (await changed(on, counted)) === 1
}

export async function removeCards(on: Database | Tx, handles: readonly string[]): Promise<void> {
  await sql`delete from rotating_cards where handle = any(${[...handles]}::text[])`.execute(on)
}

export type Means = 'card' | 'phone' | 'email'

export type Presence = {
  readonly presenceId: string
  readonly memberId: MemberId
  readonly means: Means
  /** Of the phone or mailbox that the code was sent to. */ readonly fingerprint: Buffer | null
  /** Who asked or read: staff or key. */ readonly shownTo: string
  readonly madeAt: Instant
  /** Null while the code is still to be said. */ readonly confirmedAt: Instant | null
  readonly lapsesAt: Instant
  readonly usedFor: string | null
}

const presenceColumns = sql.raw(`
  presence_id as "presenceId", member_id as "memberId", means, fingerprint, shown_to as "shownTo", made_at as "madeAt",
  confirmed_at as "confirmedAt", lapses_at as "lapsesAt", used_for as "usedFor"`)

export async function addPresence(on: Database | Tx, one: Presence): Promise<void> {
  await sql`
    insert into presences (member_id, presence_id, means, fingerprint, shown_to, made_at, confirmed_at, lapses_at, used_for)
    values (${one.memberId}::uuid, ${one.presenceId}::uuid, ${one.means}, ${one.fingerprint}, ${one.shownTo}, ${stamp(one.madeAt)},
      ${stamp(one.confirmedAt)}::timestamptz, ${stamp(one.lapsesAt)}, ${one.usedFor})`.execute(on)
}

export function presenceById(on: Database, presenceId: string): Promise<Presence | undefined> {
  return row(on, sql<Presence>`select ${presenceColumns} from presences where presence_id = ${presenceId}::uuid`)
}

export async function confirmPresence(
  on: Database,
  { memberId, presenceId }: Pick<Presence, 'memberId' | 'presenceId'>,
  { at, lapsesAt }: { at: Instant; lapsesAt: Instant },
): Promise<void> {
  await sql`
    update presences set confirmed_at = ${stamp(at)}::timestamptz, lapses_at = ${stamp(lapsesAt)}::timestamptz
    where member_id = ${memberId}::uuid and presence_id = ${presenceId}::uuid and confirmed_at is null`.execute(on)
}

/** Binds a presence to what it is used for; the same use again is the same. @returns whether it may be used so */
export async function usePresence(
  on: Database,
  { memberId, presenceId, usedFor, at }: { memberId: MemberId; presenceId: string; usedFor: string; at: Instant },
): Promise<boolean> {
  const used = sql`
    update presences set used_for = ${usedFor}
    where member_id = ${memberId}::uuid and presence_id = ${presenceId}::uuid and confirmed_at is not null
      and ((used_for is null and lapses_at > ${stamp(at)}::timestamptz) or used_for = ${usedFor})`
  return (await changed(on, used)) === 1
}

export async function removeOldPresences(on: Database, lapsedBefore: Instant): Promise<void> {
  await sql`delete from presences where lapses_at <= ${stamp(lapsedBefore)}::timestamptz`.execute(on)
}

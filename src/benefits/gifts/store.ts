import { sql } from 'kysely'
import type { Id, MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Occasion } from '../../programme/gifts.ts'

export type GiftId = Id<'gift'>

export type GiftRow = {
  readonly memberId: MemberId
  readonly giftId: GiftId
  readonly benefit: string
  readonly occasion: string
  readonly at: Occasion
  /** `ladder/tier`, where one was reached. */
  readonly tier: string | null
  /** YYYY-MM-DD */
  readonly countedOn: string
  readonly givenAt: Instant
  readonly version: number
  readonly wallet: string | null
  readonly points: number | null
  readonly offer: string | null
  readonly coupon: string | null
}

/** What these records were given, newest first. */
export function giftsOf(on: Database | Tx, records: readonly MemberId[]): Promise<GiftRow[]> {
  return rows(
    on,
    sql<GiftRow>`
      select member_id as "memberId", gift_id as "giftId", benefit, occasion, at, tier, counted_on::text as "countedOn",
        given_at as "givenAt", version, wallet, points, offer, coupon
      from benefit_gifts where member_id = any(${uuids(records)}::uuid[]) order by given_at desc, gift_id desc`,
  )
}

/** Fails when the occasion was celebrated already. */
export async function addGift(tx: Tx, gift: GiftRow): Promise<void> {
  await sql`
    insert into benefit_gifts (
      member_id, benefit, occasion, gift_id, at, tier, counted_on, given_at, version, wallet, points, offer, coupon
    ) values (
      ${gift.memberId}::uuid, ${gift.benefit}, ${gift.occasion}, ${gift.giftId}::uuid, ${gift.at}, ${gift.tier}, ${gift.countedOn}::date,
      ${stamp(gift.givenAt)}, ${gift.version}::int, ${gift.wallet}, ${gift.points}::bigint, ${gift.offer}, ${gift.coupon}
    )`.execute(tx)
}

export type GiftRun = {
  /** YYYY-MM-DD */
  readonly day: string
  readonly afterMember: MemberId | null
  readonly lookedAt: number
  readonly given: number
  readonly refused: number
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
}

const runColumns = sql.raw(`
  day::text as day, after_member as "afterMember", looked_at as "lookedAt", given, refused, started_at as "startedAt",
  finished_at as "finishedAt"`)

export function runOf(on: Database | Tx, day: string): Promise<GiftRun | undefined> {
  return row(on, sql<GiftRun>`select ${runColumns} from gift_runs where day = ${day}::date`)
}

/** The walk of a day, begun when it is not there yet. */
export async function openRun(on: Database, day: string, startedAt: Instant): Promise<GiftRun> {
  await sql`
    insert into gift_runs (day, looked_at, given, refused, started_at) values (${day}::date, 0, 0, 0, ${stamp(startedAt)})
    on conflict (day) do nothing`.execute(on)
  const found = await runOf(on, day)
  if (found === undefined) throw new Error('a walk that was just begun is gone')
  return found
}

/** The last day before this one whose walk was done. */
export async function doneBefore(on: Database, day: string): Promise<string | undefined> {
  const found = await row(
    on,
    sql<{ day: string | null }>`
      select max(day)::text as day from gift_runs where day < ${day}::date and finished_at is not null`,
  )
  return found?.day ?? undefined
}

export type Stage = { readonly lookedAt: number; readonly given: number; readonly refused: number }

/** @returns false when somebody else has gone on from there meanwhile */
export async function advance(
  on: Database,
  { day, afterMember }: Pick<GiftRun, 'day' | 'afterMember'>,
  { to, ...stage }: Stage & { readonly to: MemberId },
): Promise<boolean> {
  const moved = await changed(
    on,
    sql`
      update gift_runs set after_member = ${to}::uuid, looked_at = looked_at + ${stage.lookedAt}::bigint,
        given = given + ${stage.given}::bigint, refused = refused + ${stage.refused}::bigint
      where day = ${day}::date and after_member is not distinct from ${afterMember}::uuid and finished_at is null`,
  )
  return moved === 1
}

export async function finish(on: Database, day: string, at: Instant): Promise<void> {
  await sql`
    update gift_runs set finished_at = ${stamp(at)} where day = ${day}::date and finished_at is null`.execute(on)
}

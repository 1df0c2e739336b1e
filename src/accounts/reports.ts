/** The accounts' SQL for reading: pages of entries, sums and what is due. Nothing here decides. */
import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import { stamps } from '../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import { entryColumns, type SealedEntry } from './store.ts'

/** A page of one wallet's entries, newest first. @param before sequence to start below; null from the newest */
export function entriesOf(
  on: Database | Tx,
  memberId: MemberId,
  { wallet, before, limit }: { wallet: string; before: number | null; limit: number },
): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`
      select ${entryColumns} from entries
      where member_id = ${memberId}::uuid and wallet = ${wallet} and (${before}::int is null or sequence < ${before}::int)
      order by sequence desc limit ${limit}::int`,
  )
}

export function entryById(on: Database | Tx, memberId: MemberId, entryId: string): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`select ${entryColumns} from entries where member_id = ${memberId}::uuid and entry_id = ${entryId}::uuid`,
  )
}

export function entriesOfOrder(on: Database | Tx, memberId: MemberId, orderId: OrderId): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`
      select ${entryColumns} from entries
      where member_id = ${memberId}::uuid and order_id = ${orderId}::uuid order by recorded_at, wallet, sequence`,
  )
}

/** Programme-side accounts are hot rows if kept: they are summed from entries when they are read. */
export function totals(
  on: Database | Tx,
): Promise<{ wallet: string; counter: string; direction: 'in' | 'out'; amount: number }[]> {
  return rows(
    on,
    sql<{ wallet: string; counter: string; direction: 'in' | 'out'; amount: number }>`
      select wallet, counter, direction, sum(amount) as amount from entries group by wallet, counter, direction order by 1, 2, 3`,
  )
}

export function tierCounts(on: Database | Tx): Promise<{ ladder: string; tier: string; members: number }[]> {
  return rows(
    on,
    sql<{ ladder: string; tier: string; members: number }>`
      select ladder, tier, count(*) as members from standings group by ladder, tier order by ladder, tier`,
  )
}

/** Members with something due by `at`, by id; with `turn` also those about whom nothing was decided since. */
export async function membersDue(
  on: Database | Tx,
  { at, after, limit, turn }: { at: Instant; after: MemberId | null; limit: number; turn: Instant | null },
): Promise<MemberId[]> {
  const silent = turn === null ? sql`` : sql`or frontier < ${stamp(turn)}::timestamptz`
  const due = await rows(
    on,
    sql<{ memberId: MemberId }>`
      select member_id as "memberId" from accounts
      where (due_at <= ${stamp(at)}::timestamptz ${silent}) and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
  return due.map(({ memberId }) => memberId)
}

/** Members with open lots of a wallet that keep the terms of a version before `version`, from `after` on, by id. */
export async function membersOnTermsBefore(
  on: Database | Tx,
  { wallet, version, after, limit }: { wallet: string; version: number; after: MemberId | null; limit: number },
): Promise<MemberId[]> {
  const found = await rows(
    on,
    sql<{ memberId: MemberId }>`
      select distinct member_id as "memberId" from lots
      where wallet = ${wallet} and version < ${version}::int and remaining > 0 and inactivity is null
        and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
  return found.map(({ memberId }) => memberId)
}

export function expiring(on: Database | Tx, at: Instant): Promise<{ wallet: string; due: number; all: number }[]> {
  return rows(
    on,
    sql<{ wallet: string; due: number; all: number }>`
      select wallet, coalesce(sum(remaining - held) filter (where expires_at <= ${stamp(at)}::timestamptz), 0) as due,
        sum(remaining) as all
      from lots where remaining > 0 group by wallet order by wallet`,
  )
}

/** What is outstanding is spendable, not yet spendable, set aside, or gone and only not yet settled; what members owe stands beside it. */
export type OutstandingStatus = 'available' | 'pending' | 'held' | 'overdue' | 'owed'

export type Outstanding = {
  readonly wallet: string
  readonly status: OutstandingStatus
  /** The month of the last instant at which it can be spent, as `2026-03`; null when it never expires, and of what is owed. */
  readonly expires: string | null
  readonly lots: number
  readonly points: number
}

/** What all lots hold at `at`, by when it is gone in the zone's calendar, and what all wallets owe. */
export function outstanding(
  on: Database | Tx,
  { at, timeZone }: { at: Instant; timeZone: TimeZone },
): Promise<Outstanding[]> {
  return rows(
    on,
    sql<Outstanding>`
      select wallet, status, expires, count(*) as lots, sum(points) as points
      from (
        select wallet, part.status, part.points,
          to_char((expires_at - interval '1 millisecond') at time zone ${timeZone}::text, 'YYYY-MM') as expires
        from lots cross join lateral (values
          ('held', held),
          (case when expires_at <= ${stamp(at)}::timestamptz then 'overdue'
            when awaits is not null or available_at > ${stamp(at)}::timestamptz then 'pending' else 'available' end, remaining - held)
        ) as part (status, points)
        where remaining > 0
        union all
        select wallet, 'owed', owed, null from wallets
      ) as parts where points > 0 group by wallet, status, expires order by wallet, status, expires`,
  )
}

export async function firstMovement(on: Database | Tx): Promise<Instant | null> {
  const found = await row(on, sql<{ at: Instant | null }>`select min(at) as at from entries`)
  return found?.at ?? null
}

/**
 * What became of points, as books name it. Of what members get: `earned` by an order, `given` without one, `exchanged-in`. Of what
 * leaves them: `redeemed` less what came back, `exchanged-out`, `returned` with goods (what they owe counts when it is repaid),
 * `taken` by hand or with a merge, `cancelled` because an event never came, `expired` less what was reinstated, kept as `fees`,
 * and `transferred`, of which what has not arrived is under way.
 */
export type MoveKind =
  | 'earned'
  | 'given'
  | 'exchanged-in'
  | 'exchanged-out'
  | 'redeemed'
  | 'returned'
  | 'taken'
  | 'cancelled'
  | 'expired'
  | 'fees'
  | 'transferred'

export type BookMove = {
  readonly wallet: string
  readonly what: MoveKind
  /** Months count from 0 on: that in which the points were earned, that of the movement, and that in whose books it is. */
  readonly earned: number
  readonly moved: number
  readonly booked: number
  /** Negative where more came back than went. */
  readonly points: number
}

/** The months' first instants, and how long after its end a month still takes what is recorded late; null for ever. */
export type BookMonths = { readonly starts: readonly Instant[]; readonly closedAfter: number | null }

/**
 * All movements by month of earning, of moving and of booking. What is recorded after its month was closed is booked in the first
 * month that was still open, so that a closed month never changes. Expiry belongs to the last instant at which points were good.
 */
export function bookMoves(on: Database | Tx, { starts, closedAfter }: BookMonths): Promise<BookMove[]> {
  const months = sql`${stamps(starts)}::timestamptz[]`
  const recorded = sql`width_bucket(recorded_at - ${closedAfter ?? 0} * interval '1 millisecond', ${months})`
  const booked = closedAfter === null ? sql`moved` : sql`greatest(moved, ${recorded})`
  return rows(
    on,
    sql<BookMove>`
      select wallet, what, earned - 1 as earned, moved - 1 as moved, booked - 1 as booked,
        sum(case when what in ('earned', 'given', 'exchanged-in') then came else -came end) as points
      from (
        select moves.wallet, what, width_bucket(lots.earned_at, ${months}) as earned, moved, ${booked} as booked,
          (part ->> 1)::bigint * sign as came
        from (
          select member_id, wallet, recorded_at, lots, case direction when 'in' then 1 else -1 end as sign,
            width_bucket(case kind when 'expire' then at - interval '1 millisecond' else at end, ${months}) as moved,
            case
              when kind = 'earn' and order_id is not null then 'earned'
              when kind in ('earn', 'gift') or (kind = 'adjust' and direction = 'in') then 'given'
              when kind = 'exchange' then case direction when 'in' then 'exchanged-in' else 'exchanged-out' end
              when kind in ('redeem', 'capture', 'refund') then 'redeemed'
              when kind in ('return', 'owe', 'forgive', 'repay') then 'returned'
              when kind = 'cancel' or (kind = 'reinstate' and counter = 'issued') then 'cancelled'
              when kind in ('expire', 'reinstate') then 'expired'
              when kind = 'fee' then 'fees'
              when kind = 'transfer' then 'transferred'
              else 'taken'
            end as what
          from entries
        ) as moves
        cross join lateral jsonb_array_elements(moves.lots) as part
        join lots on lots.member_id = moves.member_id and lots.lot_id = (part ->> 0)::uuid
      ) as parts
      group by 1, 2, 3, 4, 5 order by 1, 3, 4, 5, 2`,
  )
}

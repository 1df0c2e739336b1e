/** The SQL of what tiers rest on: standings, what orders count, and placements by hand. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { booleans, jsons, stamps, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, rows, type Tx } from '../platform/postgres/database.ts'
import type { CountedOrder, Merit, Placement, Standing } from './account.ts'

export type Owned<T> = T & { readonly memberId: MemberId }

type Remembered = Pick<Standing, 'because' | 'merit' | 'placement' | 'before'>
type StandingRow = Owned<Pick<Standing, 'ladder' | 'tier' | 'since' | 'reviewAt'>> & {
  lossAt: Instant | null
  lossTo: string | null
  remembered: Remembered | null
}

export async function standings(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Standing>[]> {
  const found = await rows(
    on,
    sql<StandingRow>`
      select member_id as "memberId", ladder, tier, since, review_at as "reviewAt",
        loss_at as "lossAt", loss_to as "lossTo", remembered
      from standings where member_id = any(${uuids(members)}::uuid[])`,
  )
  return found.map(({ remembered, lossAt, lossTo, ...row }) => ({
    ...row,
    loss: lossAt === null || lossTo === null ? null : { at: lossAt, to: lossTo },
    ...(remembered ?? asReached(row)),
  }))
}

/** A standing of which nothing more was written. */
function asReached({ tier, since }: Pick<Standing, 'tier' | 'since'>): Remembered {
  const merit: Merit = { tier, since, moved: true, because: 'reached', falling: null, warned: null }
  return { because: 'reached', merit, placement: null, before: null }
}

/** @param standings `first`: the member never stood on the ladder before, so his place in lists is written with it */
export async function writeStandings(
  tx: Tx,
  standings: readonly (Owned<Standing> & { readonly first: boolean })[],
): Promise<void> {
  const remembered = standings.map(({ because, merit, placement, before }) => ({ because, merit, placement, before }))
  await sql`
    insert into standings (member_id, ladder, tier, since, review_at, loss_at, loss_to, remembered, joined_at)
    select next.member_id, ladder, tier, since, review_at, loss_at, loss_to, remembered,
      case when first then (select m.joined_at from members m where m.member_id = next.member_id) end
    from unnest(
      ${uuids(standings.map((each) => each.memberId))}::uuid[], ${texts(standings.map((each) => each.ladder))}::text[],
      ${texts(standings.map((each) => each.tier))}::text[], ${stamps(standings.map((each) => each.since))}::timestamptz[],
      ${stamps(standings.map((each) => each.reviewAt))}::timestamptz[],
      ${stamps(standings.map((each) => each.loss?.at ?? null))}::timestamptz[],
      ${texts(standings.map((each) => each.loss?.to ?? null))}::text[], ${jsons(remembered)}::jsonb[],
      ${booleans(standings.map((each) => each.first))}::bool[]
    ) as next (member_id, ladder, tier, since, review_at, loss_at, loss_to, remembered, first)
    on conflict (member_id, ladder) do update set
      tier = excluded.tier, since = excluded.since, review_at = excluded.review_at,
      loss_at = excluded.loss_at, loss_to = excluded.loss_to, remembered = excluded.remembered`.execute(tx)
}

export function countedOrders(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<CountedOrder>[]> {
  return rows(
    on,
    sql<Owned<CountedOrder>>`
      select member_id as "memberId", order_id as "orderId", at, currency, changes
      from counted_orders where member_id = any(${uuids(members)}::uuid[])`,
  )
}

export async function writeCountedOrders(tx: Tx, orders: readonly Owned<CountedOrder>[]): Promise<void> {
  await sql`
    insert into counted_orders (member_id, order_id, at, currency, changes)
    select * from unnest(
      ${uuids(orders.map((each) => each.memberId))}::uuid[], ${uuids(orders.map((each) => each.orderId))}::uuid[],
      ${stamps(orders.map((each) => each.at))}::timestamptz[], ${texts(orders.map((each) => each.currency))}::text[],
      ${jsons(orders.map((each) => each.changes))}::jsonb[]
    )
    on conflict (member_id, order_id) do update set changes = excluded.changes`.execute(tx)
}

/** All placements of the members, also those that have ended, in their order. */
export function placements(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Placement>[]> {
  return rows(
    on,
    sql<Owned<Placement>>`
      select member_id as "memberId", placement_id as "placementId", ladder, tier, at, recorded_at as "recordedAt",
        until, locked, reason, by
      from placements where member_id = any(${uuids(members)}::uuid[]) order by member_id, at, placement_id`,
  )
}

export async function writePlacements(tx: Tx, placed: readonly Owned<Placement>[]): Promise<void> {
  await sql`
    insert into placements (member_id, placement_id, ladder, tier, at, recorded_at, until, locked, reason, by)
    select * from unnest(
      ${uuids(placed.map((each) => each.memberId))}::uuid[], ${uuids(placed.map((each) => each.placementId))}::uuid[],
      ${texts(placed.map((each) => each.ladder))}::text[], ${texts(placed.map((each) => each.tier))}::text[],
      ${stamps(placed.map((each) => each.at))}::timestamptz[], ${stamps(placed.map((each) => each.recordedAt))}::timestamptz[],
      ${stamps(placed.map((each) => each.until))}::timestamptz[], ${booleans(placed.map((each) => each.locked))}::boolean[],
      ${texts(placed.map((each) => each.reason))}::text[], ${texts(placed.map((each) => each.by))}::text[]
    )`.execute(tx)
}

/** The soonest review of any ladder; null when none waits. */
export function nextReview(standings: Iterable<Pick<Standing, 'reviewAt'>>): Instant | null {
  let next: Instant | null = null
  for (const { reviewAt } of standings) if (reviewAt !== null && (next === null || reviewAt < next)) next = reviewAt
  return next
}

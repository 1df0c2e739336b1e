/** The accounts' SQL: everything of many members in a few statements, in and out. */
import { sql } from 'kysely'
import type { HoldId, MemberId, OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { booleans, bytes, jsons, numbers, stamps, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Account, Entry, Hold, Lot, Membership, Wallet } from './account.ts'
import { countedOrders, type Owned, placements, standings } from './qualifying.ts'
import { dueAt } from './settle.ts'

export type SealedEntry = Owned<Entry> & { readonly hash: Buffer }
type Head = { memberId: MemberId; version: number; frontier: Instant }

function group<T extends { memberId: MemberId }>(found: readonly T[]): Map<MemberId, T[]> {
  const groups = new Map<MemberId, T[]>()
  for (const each of found) {
    const group = groups.get(each.memberId)
    if (group === undefined) groups.set(each.memberId, [each])
    else group.push(each)
  }
  return groups
}

export async function lockLane(tx: Tx, lane: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LANE_LOCKS}::int, ${lane}::int)`.execute(tx)
}
/** The advisory locks of the lanes share this number; any fixed one will do. */
const LANE_LOCKS = 730_111

function heads(on: Database | Tx, members: readonly MemberId[]): Promise<Head[]> {
  return rows(
    on,
    sql<Head>`select member_id as "memberId", version, frontier from accounts where member_id = any(${uuids(members)}::uuid[])`,
  )
}

function wallets(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Wallet>[]> {
  return rows(
    on,
    sql<Owned<Wallet>>`
      select member_id as "memberId", wallet, balance, held, owed, sequence, hash
      from wallets where member_id = any(${uuids(members)}::uuid[])`,
  )
}

const lotColumns = sql.raw(`
  member_id as "memberId", lot_id as "lotId", wallet, amount, remaining, held, expired, earned_at as "earnedAt",
  available_at as "availableAt", awaits, inactivity, expires_at as "expiresAt", released, order_id as "orderId", version`)

function openLots(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Lot>[]> {
  return rows(
    on,
    sql<Owned<Lot>>`select ${lotColumns} from lots where member_id = any(${uuids(members)}::uuid[]) and remaining > 0`,
  )
}

function closedLotsOfOrders(
  on: Database | Tx,
  members: readonly MemberId[],
  orders: readonly OrderId[],
): Promise<Owned<Lot>[]> {
  return rows(
    on,
    sql<Owned<Lot>>`
      select ${lotColumns} from lots
      where member_id = any(${uuids(members)}::uuid[]) and order_id = any(${uuids(orders)}::uuid[]) and remaining = 0`,
  )
}

export function allLots(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Lot>[]> {
  return rows(on, sql<Owned<Lot>>`select ${lotColumns} from lots where member_id = any(${uuids(members)}::uuid[])`)
}

const holdColumns = sql.raw(`
  member_id as "memberId", hold_id as "holdId", wallet, amount, captured, status, placed_at as "placedAt",
  expires_at as "expiresAt", closed_at as "closedAt", lots, reason`)

function openHolds(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Hold>[]> {
  return rows(
    on,
    sql<
      Owned<Hold>
    >`select ${holdColumns} from holds where member_id = any(${uuids(members)}::uuid[]) and status = 'held'`,
  )
}

export function allHolds(on: Database | Tx, members: readonly MemberId[]): Promise<Owned<Hold>[]> {
  return rows(
    on,
    sql<
      Owned<Hold>
    >`select ${holdColumns} from holds where member_id = any(${uuids(members)}::uuid[]) order by placed_at desc, hold_id`,
  )
}

function counters(
  on: Database | Tx,
  members: readonly MemberId[],
): Promise<Owned<{ counter: string; used: number }>[]> {
  return rows(
    on,
    sql<Owned<{ counter: string; used: number }>>`
      select member_id as "memberId", counter, used from counters where member_id = any(${uuids(members)}::uuid[])`,
  )
}

export const entryColumns = sql.raw(`
  member_id as "memberId", wallet, sequence, entry_id as "entryId", operation_id as "operationId", kind, direction, amount,
  counter, balance, at, recorded_at as "recordedAt", order_id as "orderId", lots, trace, hash`)

/** All movements of the members, by wallet and sequence. */
export function allEntries(on: Database | Tx, members: readonly MemberId[]): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`
      select ${entryColumns} from entries where member_id = any(${uuids(members)}::uuid[]) order by member_id, wallet, sequence`,
  )
}

/** What a command needs of an account beyond its open lots and holds. */
export type Want = {
  readonly memberId: MemberId
  readonly at: Instant
  readonly orderIds: readonly OrderId[]
  /** Closed lots and all entries too, whatever the instant. */
  readonly whole?: boolean
}

/**
 * Members who are asked about an instant that is past by then: before their account's frontier, or before an instant that an
 * earlier want of the same batch will have moved it to; and those whose account is wanted whole.
 */
function lateIn(wants: readonly Want[], heads: ReadonlyMap<MemberId, { readonly frontier: Instant }>): MemberId[] {
  const reached = new Map<MemberId, Instant>()
  const late = new Set<MemberId>()
  for (const { memberId, at, whole } of wants) {
    if (whole === true) late.add(memberId)
    const frontier = reached.get(memberId) ?? heads.get(memberId)?.frontier ?? at
    if (at < frontier) late.add(memberId)
    else reached.set(memberId, at)
  }
  return [...late]
}

/** What rooms to the left tell: who the members are, and whether what orders count for tiers is kept. */
export type Reads = {
  readonly memberships: (on: Database | Tx, members: readonly MemberId[]) => Promise<Map<MemberId, Membership>>
  readonly countsOrders: () => boolean
}

/**
 * The accounts of many members. A member who is asked about an instant before his account's frontier comes complete,
 * with closed lots and all entries. Members without a membership are left out.
 */
export async function loadAccounts(
  on: Database | Tx,
  wants: readonly Want[],
  { memberships, countsOrders }: Reads,
): Promise<Map<MemberId, Account>> {
  const members = [...new Set(wants.map((want) => want.memberId))]
  const orders = [...new Set(wants.flatMap((want) => want.orderIds))]
  const counts = countsOrders()
  const [membership, head, wallet, open, hold, standing, counter, ofOrders, counted] = await Promise.all([
    memberships(on, members),
    heads(on, members),
    wallets(on, members),
    openLots(on, members),
    openHolds(on, members),
    standings(on, members),
    counters(on, members),
    orders.length === 0 ? [] : closedLotsOfOrders(on, members, orders),
    counts ? countedOrders(on, members) : [],
  ])
  const headOf = new Map(head.map((each) => [each.memberId, each]))
  const late = lateIn(wants, headOf)
  const past = late.length === 0 ? undefined : await completePast(on, late)
  const groups = [
    group(wallet),
    group(open),
    group(hold),
    group(standing),
    group(counter),
    group(ofOrders),
    group(counted),
  ] as const
  const accounts = new Map<MemberId, Account>()
  for (const memberId of members) {
    const known = membership.get(memberId)
    if (known === undefined) continue
    const first = headOf.get(memberId)
    const complete = first === undefined || late.includes(memberId)
    accounts.set(memberId, {
      memberId,
      ...known,
      version: first?.version ?? 0,
      frontier: first?.frontier ?? (0 as Instant),
      complete,
      wallets: new Map((groups[0].get(memberId) ?? []).map((each) => [each.wallet, each])),
      lots: past?.lots.get(memberId) ?? [...(groups[1].get(memberId) ?? []), ...(groups[5].get(memberId) ?? [])],
      holds: groups[2].get(memberId) ?? [],
      standings: new Map((groups[3].get(memberId) ?? []).map((each) => [each.ladder, each])),
      counters: new Map((groups[4].get(memberId) ?? []).map((each) => [each.counter, each.used])),
      counted: counts ? new Map((groups[6].get(memberId) ?? []).map((each) => [each.orderId, each])) : null,
      placements: past?.placements.get(memberId) ?? [],
      past: past?.entries.get(memberId) ?? [],
    })
  }
  return accounts
}

async function completePast(on: Database | Tx, members: readonly MemberId[]) {
  const [lots, entries, placed] = await Promise.all([
    allLots(on, members),
    allEntries(on, members),
    placements(on, members),
  ])
  return { lots: group(lots), entries: group(entries), placements: group(placed) }
}

/**
 * Fails with a division by zero unless every account is at the version it was loaded with: the commit travels with this
 * statement, so only Postgres can still stop it.
 */
export async function raiseVersions(tx: Tx, accounts: readonly Account[]): Promise<void> {
  await sql`
    with raised as (
      update accounts set version = accounts.version + 1, frontier = next.frontier, due_at = next.due_at
      from unnest(
        ${uuids(accounts.map((account) => account.memberId))}::uuid[],
        ${numbers(accounts.map((account) => account.version))}::int[],
        ${stamps(accounts.map((account) => account.frontier))}::timestamptz[], ${stamps(accounts.map(dueAt))}::timestamptz[]
      ) as next (member_id, version, frontier, due_at)
      where accounts.member_id = next.member_id and accounts.version = next.version
      returning 1
    )
    select 1 / (count(*) = ${accounts.length}::int)::int from raised`.execute(tx)
}

export async function openAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  await sql`
    insert into accounts (member_id, version, frontier, due_at)
    select member_id, 1, frontier, due_at from unnest(
      ${uuids(accounts.map((account) => account.memberId))}::uuid[],
      ${stamps(accounts.map((account) => account.frontier))}::timestamptz[], ${stamps(accounts.map(dueAt))}::timestamptz[]
    ) as next (member_id, frontier, due_at)`.execute(tx)
}

const walletArrays = (wallets: readonly Owned<Wallet>[]) => sql`
  ${uuids(wallets.map((each) => each.memberId))}::uuid[], ${texts(wallets.map((each) => each.wallet))}::text[],
  ${numbers(wallets.map((each) => each.balance))}::bigint[], ${numbers(wallets.map((each) => each.held))}::bigint[],
  ${numbers(wallets.map((each) => each.owed))}::bigint[], ${numbers(wallets.map((each) => each.sequence))}::int[],
  ${bytes(wallets.map((each) => each.hash))}::bytea[]`

/** New rows are inserted and known ones updated, each as what it is: `on conflict` costs an extra record in the log per row. */
export async function openWallets(tx: Tx, wallets: readonly Owned<Wallet>[]): Promise<void> {
  await sql`
    insert into wallets (member_id, wallet, balance, held, owed, sequence, hash)
    select * from unnest(${walletArrays(wallets)})`.execute(tx)
}

export async function updateWallets(tx: Tx, wallets: readonly Owned<Wallet>[]): Promise<void> {
  await sql`
    update wallets set balance = next.balance, held = next.held, owed = next.owed, sequence = next.sequence, hash = next.hash
    from unnest(${walletArrays(wallets)}) as next (member_id, wallet, balance, held, owed, sequence, hash)
    where wallets.member_id = next.member_id and wallets.wallet = next.wallet`.execute(tx)
}

export async function addLots(tx: Tx, lots: readonly Owned<Lot>[]): Promise<void> {
  await sql`
    insert into lots (
      member_id, lot_id, wallet, amount, remaining, held, expired, earned_at, available_at, expires_at, released, order_id, version,
      awaits, inactivity
    )
    select * from unnest(
      ${uuids(lots.map((each) => each.memberId))}::uuid[], ${uuids(lots.map((each) => each.lotId))}::uuid[],
      ${texts(lots.map((each) => each.wallet))}::text[], ${numbers(lots.map((each) => each.amount))}::bigint[],
      ${numbers(lots.map((each) => each.remaining))}::bigint[], ${numbers(lots.map((each) => each.held))}::bigint[],
      ${numbers(lots.map((each) => each.expired))}::bigint[], ${stamps(lots.map((each) => each.earnedAt))}::timestamptz[],
      ${stamps(lots.map((each) => each.availableAt))}::timestamptz[], ${stamps(lots.map((each) => each.expiresAt))}::timestamptz[],
      ${booleans(lots.map((each) => each.released))}::boolean[], ${uuids(lots.map((each) => each.orderId))}::uuid[],
      ${numbers(lots.map((each) => each.version))}::int[], ${texts(lots.map((each) => each.awaits))}::text[],
      ${jsons(lots.map((each) => each.inactivity))}::jsonb[]
    )`.execute(tx)
}

/** When lots become available or expire was changed: seldom, so that what changes often stays short. */
export async function changeTerms(tx: Tx, lots: readonly Owned<Lot>[]): Promise<void> {
  await sql`
    update lots set available_at = next.available_at, awaits = next.awaits, expires_at = next.expires_at,
      inactivity = next.inactivity, version = next.version
    from unnest(
      ${uuids(lots.map((each) => each.memberId))}::uuid[], ${uuids(lots.map((each) => each.lotId))}::uuid[],
      ${stamps(lots.map((each) => each.availableAt))}::timestamptz[], ${texts(lots.map((each) => each.awaits))}::text[],
      ${stamps(lots.map((each) => each.expiresAt))}::timestamptz[], ${jsons(lots.map((each) => each.inactivity))}::jsonb[],
      ${numbers(lots.map((each) => each.version))}::int[]
    ) as next (member_id, lot_id, available_at, awaits, expires_at, inactivity, version)
    where lots.member_id = next.member_id and lots.lot_id = next.lot_id`.execute(tx)
}

export async function updateLots(tx: Tx, lots: readonly Owned<Lot>[]): Promise<void> {
  await sql`
    update lots set remaining = next.remaining, held = next.held, expired = next.expired, released = next.released
    from unnest(
      ${uuids(lots.map((each) => each.memberId))}::uuid[], ${uuids(lots.map((each) => each.lotId))}::uuid[],
      ${numbers(lots.map((each) => each.remaining))}::bigint[], ${numbers(lots.map((each) => each.held))}::bigint[],
      ${numbers(lots.map((each) => each.expired))}::bigint[], ${booleans(lots.map((each) => each.released))}::boolean[]
    ) as next (member_id, lot_id, remaining, held, expired, released)
    where lots.member_id = next.member_id and lots.lot_id = next.lot_id`.execute(tx)
}

export async function writeEntries(tx: Tx, entries: readonly SealedEntry[]): Promise<void> {
  await sql`
    insert into entries (
      member_id, wallet, sequence, entry_id, operation_id, kind, direction, amount, counter, balance, at, recorded_at, order_id,
      lots, trace, hash
    )
    select * from unnest(
      ${uuids(entries.map((each) => each.memberId))}::uuid[], ${texts(entries.map((each) => each.wallet))}::text[],
      ${numbers(entries.map((each) => each.sequence))}::int[], ${uuids(entries.map((each) => each.entryId))}::uuid[],
      ${uuids(entries.map((each) => each.operationId))}::uuid[], ${texts(entries.map((each) => each.kind))}::text[],
      ${texts(entries.map((each) => each.direction))}::text[], ${numbers(entries.map((each) => each.amount))}::bigint[],
      ${texts(entries.map((each) => each.counter))}::text[], ${numbers(entries.map((each) => each.balance))}::bigint[],
      ${stamps(entries.map((each) => each.at))}::timestamptz[], ${stamps(entries.map((each) => each.recordedAt))}::timestamptz[],
      ${uuids(entries.map((each) => each.orderId))}::uuid[], ${jsons(entries.map((each) => each.lots))}::jsonb[],
      ${jsons(entries.map((each) => each.trace))}::jsonb[], ${bytes(entries.map((each) => each.hash))}::bytea[]
    )`.execute(tx)
}

export async function writeHolds(tx: Tx, holds: readonly Owned<Hold>[]): Promise<void> {
  const written = sql`
    insert into holds (member_id, hold_id, wallet, amount, captured, status, placed_at, expires_at, closed_at, lots, reason)
    select * from unnest(
      ${uuids(holds.map((each) => each.memberId))}::uuid[], ${uuids(holds.map((each) => each.holdId))}::uuid[],
      ${texts(holds.map((each) => each.wallet))}::text[], ${numbers(holds.map((each) => each.amount))}::bigint[],
      ${numbers(holds.map((each) => each.captured))}::bigint[], ${texts(holds.map((each) => each.status))}::text[],
      ${stamps(holds.map((each) => each.placedAt))}::timestamptz[], ${stamps(holds.map((each) => each.expiresAt))}::timestamptz[],
      ${stamps(holds.map((each) => each.closedAt))}::timestamptz[], ${jsons(holds.map((each) => each.lots))}::jsonb[],
      ${texts(holds.map((each) => each.reason))}::text[]
    )
    on conflict (member_id, hold_id) do update
      set captured = excluded.captured, status = excluded.status, closed_at = excluded.closed_at`
  const claimed = sql`
    insert into hold_keys (hold_id, member_id)
    select * from unnest(${uuids(holds.map((each) => each.holdId))}::uuid[], ${uuids(holds.map((each) => each.memberId))}::uuid[])
    on conflict (hold_id) do nothing`
  await Promise.all([written.execute(tx), claimed.execute(tx)])
}

/** Whose hold it is. */
export async function memberOfHold(on: Database | Tx, holdId: HoldId): Promise<MemberId | undefined> {
  const found = await rows(
    on,
    sql<{ memberId: MemberId }>`select member_id as "memberId" from hold_keys where hold_id = ${holdId}::uuid`,
  )
  return found[0]?.memberId
}

export async function writeCounters(
  tx: Tx,
  counters: readonly Owned<{ counter: string; used: number }>[],
): Promise<void> {
  await sql`
    insert into counters (member_id, counter, used)
    select * from unnest(
      ${uuids(counters.map((each) => each.memberId))}::uuid[], ${texts(counters.map((each) => each.counter))}::text[],
      ${numbers(counters.map((each) => each.used))}::bigint[]
    )
    on conflict (member_id, counter) do update set used = excluded.used`.execute(tx)
}

export type KnownAnswer = { key: string; fingerprint: Buffer; answer: unknown }

export function knownAnswers(tx: Tx, keys: readonly string[]): Promise<KnownAnswer[]> {
  return rows(
    tx,
    sql<KnownAnswer>`select key, fingerprint, answer from idempotency where key = any(${texts(keys)}::text[])`,
  )
}

/** Sorted by key, so that two lanes that claim the same keys wait for each other instead of deadlocking. */
export async function writeAnswers(tx: Tx, answers: readonly KnownAnswer[], at: Instant): Promise<void> {
  const sorted = [...answers].sort((a, b) => (a.key < b.key ? -1 : 1))
  await sql`
    insert into idempotency (key, fingerprint, status, answer, recorded_at)
    select key, fingerprint, 200, answer, ${stamp(at)}::timestamptz from unnest(
      ${texts(sorted.map((each) => each.key))}::text[], ${bytes(sorted.map((each) => each.fingerprint))}::bytea[],
      ${jsons(sorted.map((each) => each.answer))}::jsonb[]
    ) as next (key, fingerprint, answer)`.execute(tx)
}

/**
 * Brings the copy up to date: facts say whom and which orders something happened to, and these are read as they are now. So a page
 * of facts that is read twice changes nothing, and what a later fact changed is there already.
 */
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { asId, isId, type MemberId, type OrderId } from '../../base/ids.ts'
import { type MainLadder, personRows } from '../../members/copied.ts'
import { guestRows, movementRows, type OrderKey, placeRows, returnRows, soldRows } from '../../orders/copied.ts'
import { factsAfter, nobody, type PositionedFact } from '../../platform/facts.ts'
import { type Database, rows, type Tx, transaction } from '../../platform/postgres/database.ts'
import * as sources from './sources.ts'
import { type Mark, markOf, setMark } from './tables.ts'

export type Origin = {
  readonly db: Database
  /** Connections for what is read all at once. */
  readonly copying: pg.Pool
  /** The ladder whose tiers people have in the copy; null when there is none. */
  readonly mainLadder: () => MainLadder | null
}

/** Few enough to be held at once, enough that asking costs little. */
const FACTS_AT_ONCE = 5_000

/** Reads the facts that the copy has not read. @returns how many that was */
export async function filled(copy: Database, origin: Origin): Promise<number> {
  let read = 0
  const { position, ladder } = await markOf(copy)
  let page = await pageAfter(origin, position)
  while (page !== undefined) {
    // Fetched while this one is written; what goes wrong with it is said when its turn comes.
    const next = pageAfter(origin, page.position)
    next.catch(() => undefined)
    await write(copy, origin, page, ladder)
    read += page.facts
    page = await next
  }
  return read
}

/** Names the ladder and its beginning: with others, the tiers of all are others. */
export function ladderMark(main: MainLadder | null): string {
  return main === null ? '' : `${main.ladder} ${main.lowest}`
}

/** What a page of facts is about, as it is now. */
type Page = {
  readonly facts: number
  readonly position: number
  readonly memberIds: readonly MemberId[]
  readonly touched: readonly OrderId[]
  readonly persons: readonly Person[]
  readonly sold: readonly object[]
  readonly returned: readonly object[]
  readonly places: readonly object[]
  readonly tierMoves: readonly TierMove[]
}

type Person = { readonly member_id: MemberId }
type TierMove = { readonly fact_id: string }

async function pageAfter({ db, mainLadder }: Origin, position: number): Promise<Page | undefined> {
  const facts = await factsAfter(db, position, FACTS_AT_ONCE)
  const last = facts.at(-1)
  if (last === undefined) return undefined
  // Of an order that changed hands the last fact says whose it is.
  const wants = [
    ...new Map(facts.flatMap((fact) => orderOf(fact).map((want) => [want.orderId, want] as const))).values(),
  ]
  const [guests, members] = [wants.filter(isGuests), wants.filter((want) => !isGuests(want))]
  const memberIds = [...new Set(facts.map(({ memberId }) => memberId))].filter((memberId) => memberId !== nobody)
  const asked = (statement: RawBuilder<object>) => rows(db, statement)
  const [persons, sold, guestsSold, returned, places] = await Promise.all([
    rows(db, sql<Person>`${personRows(mainLadder(), memberIds)}`),
    asked(soldRows(members)),
    guests.length === 0 ? [] : asked(guestRows(guests.map(({ orderId }) => orderId))),
    asked(returnRows(members)),
    asked(placeRows(members)),
  ])
  return {
    ...{ facts: facts.length, position: last.position, memberIds, touched: wants.map(({ orderId }) => orderId) },
    ...{ persons, sold: [...sold, ...guestsSold], returned, places, tierMoves: facts.flatMap(tierMoveOf) },
  }
}

const isGuests = ({ memberId }: OrderKey) => memberId === nobody

/** The order that the fact is about; none for what concerns no order. */
function orderOf({ kind, memberId, data }: PositionedFact): OrderKey[] {
  const orderId = data['orderId']
  if (!kind.startsWith('order.') || typeof orderId !== 'string' || !isId(orderId)) return []
  return [{ memberId, orderId: asId<'order'>(orderId) }]
}

export const TIER_CHANGED = 'tier.changed'

function tierMoveOf({ kind, factId, memberId, at, data }: PositionedFact): TierMove[] {
  if (kind !== TIER_CHANGED) return []
  return [{ ...{ fact_id: factId, member_id: memberId, at_ms: at }, ...{ data: JSON.stringify(data) } }]
}

async function write(copy: Database, origin: Origin, page: Page, ladder: Mark['ladder']): Promise<void> {
  await transaction(copy, async (tx) => {
    await putPersons(tx, page)
    await putOrders(tx, page)
    await putMovements(tx, origin, page)
    await putTierMoves(tx, page)
    await setMark(tx, { position: page.position, ladder })
  })
}

const among = (ids: readonly string[]) => sql`(select unnest(from_json(${JSON.stringify(ids)}::json, '["UUID"]')))`

async function putPersons(tx: Tx, { persons }: Page): Promise<void> {
  if (persons.length === 0) return
  await sql`delete from people where member_id in ${among(persons.map((each) => each.member_id))}`.execute(tx)
  await sources.putPersons(tx, sources.given(sources.persons, persons), 'current')
}

async function putOrders(tx: Tx, { touched, sold, returned, places }: Page): Promise<void> {
  if (touched.length === 0) return
  const ids = among(touched)
  for (const table of ['orders', 'order_lines', 'returns'])
    await sql`delete from ${sql.table(table)} where order_id in ${ids}`.execute(tx)
  if (sold.length > 0) await sources.putSold(tx, sources.given(sources.sold, sold), 'current')
  if (returned.length > 0) await sources.putReturned(tx, sources.given(sources.returned, returned), 'current')
  if (places.length === 0) return
  await sql`
    update points_moves set store = given.store, seller = given.seller, device = given.device
    from ${sources.given(sources.places, places)} as given
    where points_moves.order_id = given.order_id and (points_moves.store, points_moves.seller, points_moves.device)
      is distinct from (given.store, given.seller, given.device)`.execute(tx)
}

type Known = { readonly memberId: MemberId; readonly wallet: string; readonly sequence: number }

/** Nothing that is recorded changes, so only what comes after the known ones is read. */
async function putMovements(tx: Tx, { db }: Origin, { memberIds }: Page): Promise<void> {
  if (memberIds.length === 0) return
  const known = await rows(
    tx,
    sql<Known>`
      select member_id::text as "memberId", wallet, max(sequence) as sequence from points_moves
      where member_id in ${among(memberIds)} group by member_id, wallet`,
  )
  const fresh = await rows(db, movementRows({ memberIds, known }))
  if (fresh.length > 0) await sources.putMovements(tx, sources.given(sources.movements, fresh), 'current')
}

async function putTierMoves(tx: Tx, { tierMoves }: Page): Promise<void> {
  if (tierMoves.length === 0) return
  await sql`delete from tier_moves where fact_id in ${among(tierMoves.map((each) => each.fact_id))}`.execute(tx)
  await sources.putTierMoves(tx, sources.given(sources.facts, tierMoves), 'current')
}

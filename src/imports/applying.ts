/** Applying a batch of orders: plan which purchases the returns give back, keep the plan, do it all, keep what came of it. */
import type { ImportId, MemberId } from '../base/ids.ts'
import { type Refusal, Refused } from '../base/refusals.ts'
import type { LineInput, OrderInput } from '../orders/draft.ts'
import type { KnownReturn, OrdersService } from '../orders/service.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import { type Back, match, type Part, type Purchase } from './matching.ts'
import * as store from './store.ts'

export type Applying = {
  readonly db: Database
  readonly orders: Pick<OrdersService, 'put' | 'giveBack' | 'keepGuests' | 'purchasesOf' | 'returnsOf'>
}

/** One side of an order number with its lines in the order of the file. */
export type GatheredOrder = store.OrderHead & { readonly rows: readonly store.LineRow[] }

/** Orders taken together. Twice what the desk's lanes write at once keeps all lanes busy while some wait for their turn. */
export const BATCH_ORDERS = 500
/** Bounds the memory of a batch whatever its orders' size. */
const BATCH_LINES = 10_000

/** The next orders after a position, whole; empty at the end. */
export async function nextBatch(db: Database, importId: ImportId, after: number): Promise<GatheredOrder[]> {
  const heads = await store.ordersAfter(db, importId, { after, limit: BATCH_ORDERS })
  let lines = 0
  const kept = heads.filter((head, index) => {
    lines += head.lines
    return index === 0 || lines <= BATCH_LINES
  })
  if (kept.length === 0) return []
  const found = await store.linesOf(db, importId, [...new Set(kept.map((head) => head.number))])
  const byOrder = Map.groupBy(found, (line) => `${line.kind === 'return' ? 'return' : 'sale'} ${line.number}`)
  return kept.map((head) => ({ ...head, rows: byOrder.get(`${head.side} ${head.number}`) ?? [] }))
}

type Failure = { readonly order: GatheredOrder; readonly refusal: Refusal }
type FailedReturn = { readonly parts: readonly store.MatchRow[]; readonly refusal: Refusal }
type Outcome = { readonly refusedOrders: Failure[]; readonly refusedReturns: FailedReturn[] }

/** Applies a batch; `alongside` is written in the transaction that keeps the outcome. Doing it again has the same effect. */
export async function applyBatch(
  parts: Applying,
  importId: ImportId,
  batch: readonly GatheredOrder[],
  alongside: (tx: Tx) => Promise<void>,
): Promise<void> {
  const matches = await planned(parts, importId, batch)
  const outcome: Outcome = { refusedOrders: [], refusedReturns: [] }
  await Promise.all([applyGuests(parts, batch, outcome), applyMembers(parts, batch, matches, outcome)])
  await transaction(parts.db, async (tx) => {
    await keepOutcome(tx, importId, batch, matches, outcome)
    await alongside(tx)
  })
}

type Plan = ReadonlyMap<number, readonly store.MatchRow[]>

/** The plan that an interrupted run kept, or a new one, kept before anything is done. */
async function planned({ db, orders }: Applying, importId: ImportId, batch: readonly GatheredOrder[]): Promise<Plan> {
  const returns = batch.filter((order) => order.side === 'return' && order.memberId !== null)
  if (returns.length === 0) return new Map()
  const known = await store.matchesOf(
    db,
    importId,
    returns.flatMap((order) => order.rows.map((line) => line.line)),
  )
  if (known.length > 0) return Map.groupBy(known, (each) => each.lineNo)
  const matches = await plan(orders, batch, returns)
  if (matches.length > 0) await transaction(db, (tx) => store.keepMatches(tx, importId, matches))
  return Map.groupBy(matches, (each) => each.lineNo)
}

async function plan(
  orders: Applying['orders'],
  batch: readonly GatheredOrder[],
  returns: readonly GatheredOrder[],
): Promise<store.MatchRow[]> {
  const products = returns.flatMap(({ memberId, rows }) =>
    memberId === null ? [] : rows.map(({ sku }) => ({ memberId, sku })),
  )
  const keys = returns.flatMap(({ memberId, number }) => (memberId === null ? [] : [{ memberId, key: number }]))
  const unique = [...new Map(products.map((each) => [`${each.memberId} ${each.sku}`, each])).values()]
  const [standing, given] = await Promise.all([orders.purchasesOf(unique), orders.returnsOf(keys)])
  const known = new Set(standing.map((purchase) => purchase.number))
  const fresh = batch.filter((order) => order.side === 'sale' && !known.has(order.number))
  const ofMember = {
    standing: Map.groupBy(standing, (each) => each.memberId),
    fresh: Map.groupBy(fresh, (each) => each.memberId),
    returns: Map.groupBy(returns, (each) => each.memberId),
  }
  return [...ofMember.returns].flatMap(([memberId, own]) => {
    const before = given.filter((each) => each.memberId === memberId)
    const done = own.flatMap((order) => givenBefore(order, before))
    const purchases = [
      ...(memberId === null ? [] : (ofMember.standing.get(memberId) ?? [])),
      ...(ofMember.fresh.get(memberId) ?? []).flatMap(purchasesIn),
    ]
    const open = own.filter((order) => !before.some((each) => each.key === order.number))
    const found = match(purchases, open.flatMap(backsOf))
    return [...done, ...found.flatMap(({ lineNo, parts }) => parts.map((part) => ({ lineNo, ...part })))]
  })
}

function purchasesIn(order: GatheredOrder): Purchase[] {
  return order.rows.flatMap(({ kind, sku, quantity }, index) =>
    kind === 'goods' ? [{ number: order.number, line: index + 1, sku, placedAt: order.placedAt, left: quantity }] : [],
  )
}

function backsOf(order: GatheredOrder): Back[] {
  return order.rows.map(({ line, sku, quantity }) => ({
    lineNo: line,
    sku,
    at: order.placedAt,
    quantity: Math.abs(quantity),
  }))
}

/** A return that another import recorded before gives back nothing more: its lines are those of that return. */
function givenBefore(order: GatheredOrder, known: readonly KnownReturn[]): store.MatchRow[] {
  const left = known.filter((each) => each.key === order.number).map((each) => ({ ...each, left: each.quantity }))
  return order.rows.flatMap(({ line, sku, quantity }) => {
    let wanted = Math.abs(quantity)
    const parts: store.MatchRow[] = []
    for (const each of left) {
      const taken = each.sku === sku ? Math.min(wanted, each.left) : 0
      if (taken === 0) continue
      each.left -= taken
      wanted -= taken
      parts.push({ lineNo: line, number: each.number, line: each.line, quantity: taken })
    }
    return parts
  })
}

/** Members side by side; what one member did, in its order. */
async function applyMembers(
  { orders }: Applying,
  batch: readonly GatheredOrder[],
  matches: Plan,
  outcome: Outcome,
): Promise<void> {
  const byMember = Map.groupBy(batch, (order) => order.memberId)
  const work = [...byMember].map(async ([memberId, own]) => {
    if (memberId === null) return
    for (const order of own) {
      if (order.side === 'sale') {
        const refusal = await refusalOf(() => orders.put({ memberId, status: 'confirmed', input: inputOf(order) }))
        if (refusal !== undefined) outcome.refusedOrders.push({ order, refusal })
      } else await giveBackAll(orders, order, matches, outcome)
    }
  })
  for (const settled of await Promise.allSettled(work)) if (settled.status === 'rejected') throw settled.reason
}

/** One return per purchase: the same number names it in each. */
async function giveBackAll(
  orders: Applying['orders'],
  order: GatheredOrder,
  matches: Plan,
  outcome: Outcome,
): Promise<void> {
  const parts = order.rows.flatMap((line) => matches.get(line.line) ?? [])
  for (const [number, own] of Map.groupBy(parts, (part) => part.number)) {
    const refusal = await refusalOf(() =>
      orders.giveBack({ number, lines: summed(own), key: order.number, at: order.placedAt, reason: 'imported' }),
    )
    if (refusal !== undefined) outcome.refusedReturns.push({ parts: own, refusal })
  }
}

/** Two returned lines can give back parts of one purchased line. */
function summed(parts: readonly Part[]): { line: number; quantity: number }[] {
  const byLine = new Map<number, number>()
  for (const { line, quantity } of parts) byLine.set(line, (byLine.get(line) ?? 0) + quantity)
  return [...byLine].map(([line, quantity]) => ({ line, quantity })).sort((a, b) => a.line - b.line)
}

/** Guests' orders in one statement; when one of them is refused, one by one, so that it harms no other. */
async function applyGuests({ orders }: Applying, batch: readonly GatheredOrder[], outcome: Outcome): Promise<void> {
  const guests = batch.filter((order) => order.side === 'sale' && order.customer === null)
  if (guests.length === 0) return
  if ((await refusalOf(() => orders.keepGuests(guests.map(inputOf)))) === undefined) return
  for (const order of guests) {
    const refusal = await refusalOf(() => orders.put({ memberId: null, status: 'confirmed', input: inputOf(order) }))
    if (refusal !== undefined) outcome.refusedOrders.push({ order, refusal })
  }
}

/** First pause before trying again when the desk is full or the database was away; doubled each time. */
const PAUSE_MILLISECONDS = 200
const TRIES = 6

/** The refusal that the work met; undefined when it succeeded. A refusal that passes by itself is waited for. */
async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work()
      return undefined
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.refusal.status !== 503) return error.refusal
      if (attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS * 2 ** attempt))
    }
  }
}

function inputOf(order: GatheredOrder): OrderInput {
  const [first] = order.rows
  if (first === undefined) throw new Error('a gathered order has no lines')
  return {
    number: order.number,
    currency: first.currency,
    channel: first.channel,
    ...(first.store === null ? {} : { store: first.store }),
    placedAt: order.placedAt,
    lines: order.rows.map(lineOf),
    priced: true,
  }
}

function lineOf({ sku, name, quantity, amountMinor, discountMinor, kind }: store.LineRow): LineInput {
  return {
    sku,
    ...(name === null ? {} : { name }),
    quantity,
    amountMinor,
    ...(discountMinor === 0 ? {} : { discountMinor }),
    ...(kind === 'fee' ? { fee: true } : {}),
  }
}

async function keepOutcome(
  tx: Tx,
  importId: ImportId,
  batch: readonly GatheredOrder[],
  matches: Plan,
  { refusedOrders, refusedReturns }: Outcome,
): Promise<void> {
  const strangers = batch.filter((order) => order.customer !== null && order.memberId === null)
  const rejections = [
    ...refusedOrders.flatMap(({ order, refusal }) => rejectionsOf(order, store.problemOf(refusal))),
    ...strangers.flatMap((order) =>
      order.side === 'sale' && order.problem !== null ? rejectionsOf(order, order.problem) : [],
    ),
  ]
  if (rejections.length > 0) await store.keepRejections(tx, importId, rejections)
  const dropped = refusedReturns.flatMap(({ parts }) => parts)
  if (dropped.length > 0) await store.dropMatches(tx, importId, dropped)
  const unmatched = unmatchedOf(batch, matches, refusedReturns)
  if (unmatched.length > 0) await store.keepUnmatched(tx, importId, unmatched)
}

function rejectionsOf(order: GatheredOrder, problem: store.Problem): store.RejectionRow[] {
  return order.rows.map(({ line, amountMinor }) => store.rejectionOf(line, problem, amountMinor))
}

function unmatchedOf(
  batch: readonly GatheredOrder[],
  matches: Plan,
  refused: readonly FailedReturn[],
): store.UnmatchedRow[] {
  const gone = new Map<number, { quantity: number; reason: string }>()
  for (const { parts, refusal } of refused) {
    for (const { lineNo, quantity } of parts)
      gone.set(lineNo, { quantity: quantity + (gone.get(lineNo)?.quantity ?? 0), reason: refusal.refusal })
  }
  return batch
    .filter((order) => order.side === 'return')
    .flatMap(({ memberId, rows }) => rows.flatMap((line) => leftOf(line, memberId, matches, gone.get(line.line))))
}

function leftOf(
  { line, quantity }: store.LineRow,
  memberId: MemberId | null,
  matches: Plan,
  refused: { quantity: number; reason: string } | undefined,
): store.UnmatchedRow[] {
  const matched = (matches.get(line) ?? []).reduce((sum, part) => sum + part.quantity, 0)
  const left = Math.abs(quantity) - matched + (refused?.quantity ?? 0)
  if (left === 0) return []
  return [
    {
      line,
      memberId,
      quantity: left,
      reason: refused?.reason ?? (memberId === null ? 'customer-refused' : 'no-purchase'),
    },
  ]
}

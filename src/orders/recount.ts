/** What orders count for tiers, from the orders and returns themselves: to check what is kept, and to make it anew. */
import type { Account, CountedOrder, Counts, Entry } from '../accounts/account.ts'
import { accountPages } from '../accounts/verify.ts'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Check, EXAMPLES_AT_MOST } from '../platform/postgres/checks.ts'
import type { Database, Tx } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { readsFor } from '../tiers/verify.ts'
import type { Order, OrderLine, Return } from './order.ts'
import { decidedOf, loadOrders, returnsByIds } from './store.ts'

type Mutable = {
  orders: number
  spendMinor: number
  categories: Record<string, number>
  earned: Record<string, number>
}

/** Every order that counts, of these members; those who were not active when they bought count nothing. */
export async function recountedIn(
  on: Database | Tx,
  members: readonly MemberId[],
  entries: readonly Entry[],
  programme: ProgrammeService,
): Promise<Map<MemberId, CountedOrder[]>> {
  const decided = await decidedOf(on, members)
  const ids = decided.map(({ orderId }) => orderId)
  const [orders, returns] = await Promise.all([loadOrders(on, decided), returnsByIds(on, members, ids)])
  const returnsOf = Map.groupBy(returns, (each) => each.orderId)
  const entriesOf = Map.groupBy(entries, (each) => each.orderId)
  const counted = orders.filter(
    ({ decision }) =>
      decision !== null && (decision.rules.length > 0 || programme.version(decision.version).rules.length === 0),
  )
  const recounted = counted.map((order) => ({
    memberId: order.memberId,
    order: recount(order, returnsOf.get(order.orderId) ?? [], entriesOf.get(order.orderId) ?? []),
  }))
  const groups = Map.groupBy(recounted, (each) => each.memberId)
  return new Map([...groups].map(([memberId, found]) => [memberId, found.map(({ order }) => order)]))
}

/** One change for each instant at which something of the order changed. */
function recount(order: Order, returns: readonly Return[], entries: readonly Entry[]): CountedOrder {
  const changes = new Map<Instant, Mutable>()
  const changeAt = (at: Instant) => {
    const known = changes.get(at) ?? { orders: 0, spendMinor: 0, categories: {}, earned: {} }
    changes.set(at, known)
    return known
  }
  const goods = order.lines.filter((line) => !line.fee)
  const left = new Map(goods.map((line) => [line.line, line.quantity]))
  changeAt(order.placedAt).orders += goods.length > 0 ? 1 : 0
  for (const line of goods) spent(changeAt(order.placedAt), line, line.netMinor)
  for (const { at, lines } of returns.toSorted(asRecorded)) {
    const before = remains(left)
    for (const { line: number, quantity, refundMinor } of lines) {
      const line = goods.find((each) => each.line === number)
      if (line === undefined) continue
      left.set(number, (left.get(number) ?? 0) - quantity)
      spent(changeAt(at), line, -refundMinor)
    }
    if (before && !remains(left)) changeAt(at).orders -= 1
  }
  for (const { kind, wallet, at, amount } of entries) {
    const sign = kind === 'earn' ? 1 : kind === 'return' ? -1 : 0
    if (sign !== 0) added(changeAt(at).earned, wallet, sign * amount)
  }
  const { orderId, placedAt, currency } = order
  return { orderId, at: placedAt, currency, changes: [...changes].map(([at, counts]) => ({ at, ...tidied(counts) })) }
}

/** A return may speak of an earlier day than the one before it: what it takes is what that one had left. */
function asRecorded(a: Return, b: Return): number {
  return a.recordedAt - b.recordedAt || (a.returnId < b.returnId ? -1 : 1)
}

function remains(left: ReadonlyMap<number, number>): boolean {
  return [...left.values()].some((quantity) => quantity > 0)
}

function spent(counts: Mutable, { category }: OrderLine, minor: number): void {
  counts.spendMinor += minor
  for (const code of category) added(counts.categories, code, minor)
}

function added(sums: Record<string, number>, code: string, amount: number): void {
  sums[code] = (sums[code] ?? 0) + amount
}

function tidied({ categories, earned, ...counts }: Counts): Counts {
  const without = (sums: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
  return { ...counts, categories: without(categories), earned: without(earned) }
}

/** What a counted order says at each instant, in one form. */
function inOneForm({ at, currency, changes }: CountedOrder): string {
  const instants = [...new Set(changes.map((each) => each.at))].sort((a, b) => a - b)
  const sums = instants.flatMap((instant) => {
    const sum: Mutable = { orders: 0, spendMinor: 0, categories: {}, earned: {} }
    for (const change of changes) {
      if (change.at !== instant) continue
      sum.orders += change.orders
      sum.spendMinor += change.spendMinor
      for (const [code, amount] of Object.entries(change.categories)) added(sum.categories, code, amount)
      for (const [code, amount] of Object.entries(change.earned)) added(sum.earned, code, amount)
    }
    const { orders, spendMinor, categories, earned } = tidied(sum)
    const sorted = [categories, earned].map((each) => Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
    const nothing = orders === 0 && spendMinor === 0 && sorted.every((each) => each.length === 0)
    return nothing ? [] : [[instant, orders, spendMinor, sorted]]
  })
  return JSON.stringify([at, currency, sums])
}

export function countsAlike(a: CountedOrder | undefined, b: CountedOrder | undefined): boolean {
  return a !== undefined && b !== undefined && inOneForm(a) === inOneForm(b)
}

/**
 * L11: what is kept of orders for tiers is what the orders and their returns say. Orders that were recorded before any version
 * counted orders need not be kept.
 */
export async function verifyCounted(tx: Tx, programme: ProgrammeService): Promise<Check> {
  const wrong: string[] = []
  let seen = 0
  if (programme.countsOrders()) {
    for await (const page of accountPages(tx, readsFor(programme))) {
      const members = page.map(({ account }) => account.memberId)
      const entries = page.flatMap((each) => each.entries)
      const right = await recountedIn(tx, members, entries, programme)
      for (const { account } of page) {
        seen += account.counted?.size ?? 0
        wrong.push(...wronglyCounted(account, right.get(account.memberId) ?? []))
      }
    }
  }
  const says = 'what is kept of orders for tiers is what the orders and their returns say'
  return { law: 'L11', says, rows: seen, violations: wrong.length, examples: wrong.slice(0, EXAMPLES_AT_MOST) }
}

function wronglyCounted({ memberId, counted }: Account, right: readonly CountedOrder[]): string[] {
  const orders = new Map(right.map((order) => [order.orderId, order]))
  return (
    [...(counted?.values() ?? [])]
      // What another record's orders count here is checked where they are kept.
      .filter(
        (kept) => kept.changes.some(({ carried }) => carried !== true) && !countsAlike(kept, orders.get(kept.orderId)),
      )
      .map(({ orderId }) => `order ${orderId} of member ${memberId}`)
  )
}

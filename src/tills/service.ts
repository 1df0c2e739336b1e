/**
 * Tills that sell while the server is away. Each order that comes late is believed by its signature, takes its place in the
 * till's queue, and is confirmed once under its own number: whatever is sent twice, by two tabs at once or after a crash
 * half way, finds what became of it the first time.
 */
import { asId, type MemberId, type OrderId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import type { MembersService } from '../members/service.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Clock } from '../platform/clock.ts'
import { announce } from '../platform/facts.ts'
import { failpoint } from '../platform/failpoints.ts'
import type { Stores } from '../platform/http/stores.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import type { PresenceService } from '../presence/service.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { numberTaken, sequenceReused, tillRevoked } from './errors.ts'
import { type TillFact, tillFact } from './facts.ts'
import {
  believe,
  change,
  present,
  type Reached,
  type Registration,
  register,
  report,
  type TillChange,
} from './managing.ts'
import { takenBack } from './returning.ts'
import { inOurTime, isReturn, isSameSale, opened, type Signed, type SignedSale, storeAt, wrongWith } from './rules.ts'
import * as store from './store.ts'
import type { Outcome, QueuedOrder, Sealed, Till, TillId } from './till.ts'

type Move = Awaited<ReturnType<typeof store.movesOf>>[number]

export type { ReceivedOrder, StoredReport } from './store.ts'

/** `later`: the server could not do it now and kept nothing against it; the till sends it again. */
export type Received = { readonly sequence: number; readonly number: string | null } & (
  | Outcome
  | { readonly state: 'later' }
)

export type TillsService = {
  /** @throws Refused keyInvalid, keyTaken, nameInvalid */
  register(asked: Registration, by: string): Promise<Till>
  /** @throws Refused tillUnknown */
  get(tillId: TillId): Promise<Till>
  /** The newest first. */
  list(): Promise<store.TillLine[]>
  /** @throws Refused tillUnknown, nameInvalid */
  change(tillId: TillId, to: TillChange, by: string): Promise<Till>
  /** Nothing that comes afterwards is believed; once more changes nothing. @throws Refused tillUnknown */
  revoke(tillId: TillId, by: string): Promise<void>
  /** Believes it again, and what it kept meanwhile, too. @throws Refused tillUnknown */
  readmit(tillId: TillId, by: string): Promise<void>
  /** What a till says of itself. @throws Refused tillUnknown, tillRevoked, reportWrong */
  report(tillId: TillId, sealed: { payload: string; signature: string }): Promise<Reached>
  /**
   * Sales and returns: one outcome for each, in the order of the queue. What follows one that has to come again is left for
   * later too.
   * @param stores for which the sender acts: he takes goods back of their orders only; all when absent
   * @throws Refused tillUnknown, tillRevoked
   */
  receive(tillId: TillId, orders: readonly Sealed[], stores?: Stores): Promise<Received[]>
  received(
    tillId: TillId,
    page: { state: store.ReceivedOrder['state'] | null; before: number | null; limit: number },
  ): Promise<store.ReceivedOrder[]>
}

export type TillsParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: Pick<OrdersService, 'put' | 'get' | 'exists' | 'giveBack' | 'storeOf'>
  readonly members: Pick<MembersService, 'find'>
  readonly presence: Pick<PresenceService, 'wasThere'>
  readonly programme: ProgrammeService
  /** Hears of what broke while an order was taken; the till sends it again. */
  readonly onError: (error: unknown) => void
}

/** Means of payment of what points should have paid. */
const NOT_TAKEN = 'points-not-taken'
const DAY = 86_400_000

export function tillsService(parts: TillsParts): TillsService {
  const { db } = parts
  const get = (tillId: TillId) => present(db, tillId)
  return {
    register: (asked, by) => register(parts, asked, by),
    get,
    list: () => store.tillLines(db),
    change: (tillId, to, by) => change(parts, tillId, to, by),
    revoke: (tillId, by) => believe(parts, { tillId, isBelieved: false, by }),
    readmit: (tillId, by) => believe(parts, { tillId, isBelieved: true, by }),
    report: async (tillId, sealed) => report(parts, await get(tillId), sealed),
    async receive(tillId, orders, stores = 'all') {
      const till = await get(tillId)
      if (till.revokedAt !== null) throw new Refused(tillRevoked({}))
      const moves = await store.movesOf(db, tillId)
      const answers: Received[] = []
      for (const sealed of orders.toSorted((one, other) => one.sequence - other.sequence)) {
        // In order: an order that earns a tier comes before the one that uses it.
        const late = answers.at(-1)?.state === 'later'
        answers.push(
          late
            ? { sequence: sealed.sequence, number: null, state: 'later' }
            : await receive(parts, { till, moves, stores }, sealed),
        )
      }
      return answers
    },
    async received(tillId, page) {
      await get(tillId)
      return store.receivedOrders(db, tillId, page)
    },
  }
}

/** A till with where it stood before, and for which stores its queue is sent. */
type Placed = { readonly till: Till; readonly moves: readonly Move[]; readonly stores: Stores }

async function receive(parts: TillsParts, { till: now, moves, stores }: Placed, sealed: Sealed): Promise<Received> {
  const { sequence } = sealed
  const signed = opened(now, sealed)
  // Nothing is kept of what this till did not sign: it must not use up a place of its queue.
  if (isRefusal(signed)) return { sequence, number: null, state: 'refused', refusal: signed }
  const order = inOurTime(signed, parts.clock.now())
  const till = { ...now, store: storeAt(now, moves, order.at) }
  const { number } = order
  if (await isTaken(parts, till, order)) return { sequence, number, state: 'refused', refusal: numberTaken({ number }) }
  const queued: QueuedOrder = {
    ...{ sequence, number, soldBy: order.soldBy, currency: order.currency, placedAt: order.at },
    ...(isReturn(order)
      ? { returns: order.returns, totalMinor: 0, pointsMinor: 0 }
      : { returns: null, totalMinor: order.totalMinor, pointsMinor: order.paid?.minor ?? 0 }),
  }
  const claim = { ...queued, digest: order.digest, receivedAt: parts.clock.now() }
  if (!(await store.claimSequence(parts.db, till.tillId, claim))) {
    const known = await store.receivedOrder(parts.db, till.tillId, sequence)
    if (known === undefined || !known.digest.equals(order.digest))
      return { sequence, number, state: 'refused', refusal: sequenceReused({ sequence }) }
    const answered = outcomeOf(known)
    if (answered !== undefined) return { sequence, number, ...answered }
  }
  failpoint('till.claimed')
  const outcome = await decided(parts, { till, stores }, order)
  if (outcome === 'later') return { sequence, number, state: 'later' }
  failpoint('till.confirmed')
  const first = await keep(parts, till, { order, outcome })
  // Of two that decided at once, the answer is that of the one who was first.
  const kept = first ? undefined : await store.receivedOrder(parts.db, till.tillId, sequence)
  return { sequence, number, ...(kept === undefined ? outcome : (outcomeOf(kept) ?? outcome)) }
}

/**
 * A device that was restored from a copy gives numbers that it gave before. Such a sale is neither the one that is there nor
 * refused for good: the till sends it again under a new number, so it must not use up its place.
 */
async function isTaken(parts: TillsParts, { tillId }: Till, order: Signed): Promise<boolean> {
  const { number, sequence } = order
  const sold = await parts.orders.exists(number)
  if (!sold && !isReturn(order)) return false
  // What this place of the queue was answered before holds, whatever became of the order since.
  if ((await store.receivedOrder(parts.db, tillId, sequence)) !== undefined) return false
  if (await store.numberCame(parts.db, tillId, { number, sequence })) return true
  if (isReturn(order)) return sold
  return !isSameSale(order, await there(parts, number), await memberOf(parts.members, order.member))
}

/** What was answered before; undefined when the process died before there was an answer. */
function outcomeOf({ orderId, memberId, note, returned, refused }: store.ReceivedOrder): Outcome | undefined {
  if (orderId !== null) return { state: 'accepted', orderId, memberId, note, returned }
  if (refused === null) return undefined
  const { code, status, facts, words } = refused
  return { state: 'refused', refusal: { refusal: code, status, facts, words } }
}

/** @returns false when somebody else kept an outcome first */
async function keep(
  { db, clock, ids }: TillsParts,
  { tillId }: Till,
  { order, outcome }: { order: Signed; outcome: Outcome },
): Promise<boolean> {
  const { sequence, number } = order
  return transaction(db, async (tx) => {
    const first = await store.conclude(tx, { tillId, sequence }, outcome)
    if (first && outcome.state === 'refused') {
      const data = { tillId, sequence, number, code: outcome.refusal.refusal }
      const happened: TillFact = isReturn(order)
        ? { kind: 'till.return-refused', data: { ...data, returns: order.returns } }
        : { kind: 'till.order-refused', data }
      await announce(tx, [tillFact(happened, { at: clock.now(), ids, by: order.soldBy })])
    }
    return first
  })
}

/** Refusals that a moment's patience puts right. */
const passing = new Set(['order.changed-meanwhile', 'idempotency.in-flight'])

function isPassing({ refusal, status }: Refusal): boolean {
  return status === 503 || passing.has(refusal)
}

async function decided(
  parts: TillsParts,
  { till, stores }: Pick<Placed, 'till' | 'stores'>,
  order: Signed,
): Promise<Outcome | 'later'> {
  const wrong = wrongWith(till, order, parts.clock.now())
  if (wrong !== undefined) return { state: 'refused', refusal: wrong }
  try {
    if (isReturn(order)) return await takenBack(parts, order, stores)
    const known = await thereAlready(parts, order)
    return known ?? (await confirmed(parts, till, order))
  } catch (error) {
    if (!(error instanceof Refused)) {
      parts.onError(error)
      return 'later'
    }
    return isPassing(error.refusal) ? 'later' : { state: 'refused', refusal: error.refusal }
  }
}

/** The till asked for it while the server was there and never heard the answer: the number is its own, so it is this sale. */
async function thereAlready(parts: TillsParts, order: SignedSale): Promise<Outcome | undefined> {
  if (!(await parts.orders.exists(order.number))) return undefined
  const found = await there(parts, order.number)
  if (!isSameSale(order, found, await memberOf(parts.members, order.member))) return undefined
  const { orderId, memberId } = found
  const note = found.means.includes(NOT_TAKEN) ? 'points-not-taken' : 'there-already'
  return sold({ orderId, memberId, note })
}

async function there({ orders }: TillsParts, number: string) {
  const found = await orders.get(number)
  const payments = 'order' in found ? found.order.decision?.payments : undefined
  const means = payments?.map((payment) => payment.means) ?? []
  return 'order' in found ? { ...found.order, means } : { ...found, memberId: null, means }
}

type Sold = Pick<Extract<Outcome, { state: 'accepted' }>, 'orderId' | 'memberId' | 'note'>

const sold = (outcome: Sold): Outcome => ({ state: 'accepted', ...outcome, returned: null })

async function confirmed(parts: TillsParts, till: Till, order: SignedSale): Promise<Outcome> {
  const memberId = await memberOf(parts.members, order.member)
  const unknown = order.member !== null && memberId === null
  const { paid } = order
  const clock = order.ahead ? 'clock-wrong' : null
  if (paid === undefined) {
    const orderId = await put(parts, till, order, { memberId, points: false })
    return sold({ orderId, memberId, note: unknown ? 'member-unknown' : clock })
  }
  const orderId = await withPoints(parts, till, order, memberId)
  if (orderId !== undefined) return sold({ orderId, memberId, note: clock })
  // What was sold is sold: the order stands, and the company bears what the points should have paid.
  const bare = await put(parts, till, order, { memberId, points: false })
  return sold({ orderId: bare, memberId, note: 'points-not-taken' })
}

/** Undefined when points cannot be taken for it. */
async function withPoints(
  parts: TillsParts,
  till: Till,
  order: SignedSale,
  memberId: MemberId | null,
): Promise<OrderId | undefined> {
  const { paid, at, sequence } = order
  if (paid === undefined || memberId === null) return undefined
  // On both sides: a till that sends the later sale first gains nothing by it.
  const [from, to] = [asInstant(at - DAY), asInstant(at + DAY)]
  const before = await store.pointsTaken(parts.db, { tillId: till.tillId, sequence, from, to })
  if (before + paid.minor > till.aloneMinor) return undefined
  const shown = parts.programme.at(at).definition.presence?.includes('points') === true
  if (shown && !(await parts.presence.wasThere({ memberId, code: paid.code ?? '', at }))) return undefined
  try {
    return await put(parts, till, order, { memberId, points: true })
  } catch (error) {
    if (error instanceof Refused && !isPassing(error.refusal)) return undefined
    throw error
  }
}

async function put(
  { orders }: TillsParts,
  till: Till,
  order: SignedSale,
  { memberId, points }: { memberId: MemberId | null; points: boolean },
): Promise<OrderId> {
  const { number, currency, lines, totalMinor, paid } = order
  const missing = paid === undefined || points ? [] : [{ means: NOT_TAKEN, minor: paid.minor }]
  const answer = await orders.put({
    memberId,
    status: 'confirmed',
    by: order.soldBy,
    input: {
      ...{ number, currency, channel: till.channel, dated: true, priced: true },
      ...(till.store === null ? {} : { store: till.store }),
      ...(paid === undefined || !points ? {} : { pay: [{ wallet: paid.wallet, points: paid.points }] }),
      placedAt: order.at,
      lines,
      payments: [...order.payments, ...missing].filter(({ minor }) => minor > 0),
      expectMinor: totalMinor,
    },
  })
  return asId(answer.orderId)
}

/** Null when nobody is known by it: what was sold is sold, and the receipt can be claimed. */
async function memberOf(members: TillsParts['members'], given: SignedSale['member']): Promise<MemberId | null> {
  if (given === null) return null
  if ('memberId' in given) return asId(given.memberId)
  try {
    const found = await members.find(given)
    return found?.memberId ?? null
  } catch (error) {
    // What is no phone and no card is nobody's.
    if (error instanceof Refused) return null
    throw error
  }
}

/**
 * Tills that sell while the server is away. Each order that comes late is believed by its signature, takes its place in the
 * till's queue, and is confirmed once under its own number: whatever is sent twice, by two tabs at once or after a crash
 * half way, finds what became of it the first time.
 */
import { asId, type MemberId, type OrderId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import { asInstant } from '../base/time.ts'
import type { MembersService } from '../members/service.ts'
import { inTheFuture } from '../orders/errors.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Clock } from '../platform/clock.ts'
import { announce } from '../platform/facts.ts'
import { failpoint } from '../platform/failpoints.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, isUniqueViolation, transaction } from '../platform/postgres/database.ts'
import type { PresenceService } from '../presence/service.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { keyTaken, nameInvalid, sequenceReused, tillRevoked, tillUnknown } from './errors.ts'
import { tillFact } from './facts.ts'
import { opened, type Signed, SKEW_MILLISECONDS, tillKey, wrongWith } from './rules.ts'
import * as store from './store.ts'
import type { Outcome, QueuedOrder, Sealed, Till, TillId } from './till.ts'

export type { ReceivedOrder } from './store.ts'

export type Registration = {
  readonly name: string
  readonly store: string | null
  readonly channel: string
  /** Worth of the points that it may take in a day while it is alone, in minor units. */
  readonly aloneMinor: number
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string
}

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
  /** Nothing that comes afterwards is believed; once more changes nothing. @throws Refused tillUnknown */
  revoke(tillId: TillId, by: string): Promise<void>
  /**
   * One outcome for each, in the order of the queue. What follows an order that has to come again is left for later too.
   * @throws Refused tillUnknown, tillRevoked
   */
  receive(tillId: TillId, orders: readonly Sealed[]): Promise<Received[]>
  received(
    tillId: TillId,
    page: { state: store.ReceivedOrder['state'] | null; before: number | null; limit: number },
  ): Promise<store.ReceivedOrder[]>
}

export type TillsParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: Pick<OrdersService, 'put' | 'get' | 'exists'>
  readonly members: Pick<MembersService, 'find'>
  readonly presence: Pick<PresenceService, 'wasThere'>
  readonly programme: ProgrammeService
  /** Hears of what broke while an order was taken; the till sends it again. */
  readonly onError: (error: unknown) => void
}

/** Means of payment of what points should have paid. */
const NOT_TAKEN = 'points-not-taken'
const DAY = 86_400_000
const NAME_AT_MOST = 100
const CODE_AT_MOST = 60
/** How often two that are registered at once may want the same place. */
const TRIES = 5

export function tillsService(parts: TillsParts): TillsService {
  const { db } = parts
  const get = async (tillId: TillId) => {
    const till = await store.tillById(db, tillId)
    if (till === undefined) throw new Refused(tillUnknown({}))
    return till
  }
  return {
    register: (asked, by) => register(parts, asked, by),
    get,
    list: () => store.tillLines(db),
    async revoke(tillId, by) {
      await get(tillId)
      const at = parts.clock.now()
      await transaction(db, async (tx) => {
        if (!(await store.revokeTill(tx, tillId, { by, at }))) return
        await announce(tx, [tillFact({ kind: 'till.revoked', data: { tillId } }, { at, ids: parts.ids, by })])
      })
    },
    async receive(tillId, orders) {
      const till = await get(tillId)
      if (till.revokedAt !== null) throw new Refused(tillRevoked({}))
      const answers: Received[] = []
      for (const sealed of orders.toSorted((one, other) => one.sequence - other.sequence)) {
        // In order: an order that earns a tier comes before the one that uses it.
        const late = answers.at(-1)?.state === 'later'
        answers.push(
          late ? { sequence: sealed.sequence, number: null, state: 'later' } : await receive(parts, till, sealed),
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

async function register({ db, clock, ids }: TillsParts, asked: Registration, by: string): Promise<Till> {
  const publicKey = tillKey(asked.publicKey)
  if (isRefusal(publicKey)) throw new Refused(publicKey)
  const fits = (text: string, most: number) => cleanText(text, most) === text && text !== ''
  if (!fits(asked.name, NAME_AT_MOST) || ![asked.channel, asked.store ?? '-'].every((code) => fits(code, CODE_AT_MOST)))
    throw new Refused(nameInvalid({}))
  const till = {
    ...{ tillId: ids.next<'till'>(), name: asked.name, store: asked.store, channel: asked.channel, publicKey },
    aloneMinor: asked.aloneMinor,
    ...{ registeredBy: by, registeredAt: clock.now() },
  }
  const { tillId, channel } = till
  for (let attempt = 1; ; attempt += 1) {
    try {
      const place = await transaction(db, async (tx) => {
        const taken = await store.addTill(tx, till)
        const data = { tillId, place: taken, channel, store: till.store }
        await announce(tx, [tillFact({ kind: 'till.registered', data }, { at: till.registeredAt, ids, by })])
        return taken
      })
      return { ...till, place, revokedBy: null, revokedAt: null }
    } catch (error) {
      if (isUniqueViolation(error, 'tills_public_key_key')) throw new Refused(keyTaken({}))
      if (!isUniqueViolation(error, 'tills_place_key') || attempt === TRIES) throw error
    }
  }
}

async function receive(parts: TillsParts, till: Till, sealed: Sealed): Promise<Received> {
  const { sequence } = sealed
  const order = opened(till, sealed)
  // Nothing is kept of what this till did not sign: it must not use up a place of its queue.
  if (isRefusal(order)) return { sequence, number: null, state: 'refused', refusal: order }
  const { number } = order
  const queued: QueuedOrder = {
    ...{ sequence, number, soldBy: order.soldBy, currency: order.currency, totalMinor: order.totalMinor },
    pointsMinor: order.paid?.minor ?? 0,
    placedAt: order.at,
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
  const outcome = await decided(parts, till, order)
  if (outcome === 'later') return { sequence, number, state: 'later' }
  failpoint('till.confirmed')
  const first = await keep(parts, till, { order, outcome })
  // Of two that decided at once, the answer is that of the one who was first.
  const kept = first ? undefined : await store.receivedOrder(parts.db, till.tillId, sequence)
  return { sequence, number, ...(kept === undefined ? outcome : (outcomeOf(kept) ?? outcome)) }
}

/** What was answered before; undefined when the process died before there was an answer. */
function outcomeOf({ orderId, memberId, note, refused }: store.ReceivedOrder): Outcome | undefined {
  if (orderId !== null) return { state: 'accepted', orderId, memberId, note }
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
      await announce(tx, [tillFact({ kind: 'till.order-refused', data }, { at: clock.now(), ids, by: order.soldBy })])
    }
    return first
  })
}

/** Refusals that a moment's patience puts right. */
const passing = new Set(['order.changed-meanwhile', 'idempotency.in-flight'])

function isPassing({ refusal, status }: Refusal): boolean {
  return status === 503 || passing.has(refusal)
}

async function decided(parts: TillsParts, till: Till, order: Signed): Promise<Outcome | 'later'> {
  const wrong = wrongWith(till, order, parts.clock.now())
  if (wrong !== undefined) return { state: 'refused', refusal: wrong }
  try {
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
async function thereAlready({ orders }: TillsParts, order: Signed): Promise<Outcome | undefined> {
  if (!(await orders.exists(order.number))) return undefined
  const found = await orders.get(order.number)
  const { orderId, memberId, currency, lines } =
    'order' in found ? found.order : { ...found, memberId: null, orderId: found.orderId }
  const payments = 'order' in found ? found.order.decision?.payments : undefined
  const note = payments?.some(({ means }) => means === NOT_TAKEN) === true ? 'points-not-taken' : 'there-already'
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0)
  const same = currency === order.currency && netMinor === order.totalMinor && lines.length === order.lines.length
  return same ? { state: 'accepted', orderId, memberId, note } : undefined
}

async function confirmed(parts: TillsParts, till: Till, order: Signed): Promise<Outcome> {
  const now = parts.clock.now()
  if (order.at > now + SKEW_MILLISECONDS) throw new Refused(inTheFuture({ placedAt: order.placedAt }))
  const memberId = await memberOf(parts.members, order.member)
  const unknown = order.member !== null && memberId === null
  const { paid } = order
  if (paid === undefined) {
    const orderId = await put(parts, till, order, { memberId, points: false })
    return { state: 'accepted', orderId, memberId, note: unknown ? 'member-unknown' : null }
  }
  const orderId = await withPoints(parts, till, order, memberId)
  if (orderId !== undefined) return { state: 'accepted', orderId, memberId, note: null }
  // What was sold is sold: the order stands, and the company bears what the points should have paid.
  const bare = await put(parts, till, order, { memberId, points: false })
  return { state: 'accepted', orderId: bare, memberId, note: 'points-not-taken' }
}

/** Undefined when points cannot be taken for it. */
async function withPoints(
  parts: TillsParts,
  till: Till,
  order: Signed,
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
  order: Signed,
  { memberId, points }: { memberId: MemberId | null; points: boolean },
): Promise<OrderId> {
  const { number, currency, lines, totalMinor, paid } = order
  const missing = paid === undefined || points ? [] : [{ means: NOT_TAKEN, minor: paid.minor }]
  const answer = await orders.put({
    memberId,
    status: 'confirmed',
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
async function memberOf(members: TillsParts['members'], given: Signed['member']): Promise<MemberId | null> {
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

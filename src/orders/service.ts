/** The use cases of orders. Everything that moves an account goes through the desk; a dry run decides the same and writes nothing. */
import type { Account } from '../accounts/account.ts'
import { emptyAccount } from '../accounts/account.ts'
import type { Command, Desk } from '../accounts/desk.ts'
import { memberUnknown } from '../accounts/errors.ts'
import type { Work } from '../accounts/movements.ts'
import type { AccountsService } from '../accounts/service.ts'
import { asId, type MemberId, type OrderId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { type Classify, type OrderDraft, type OrderInput, orderDraft } from './draft.ts'
import { inTheFuture, noMember, numberTaken, orderUnknown } from './errors.ts'
import { cancel, cancelKey, type GiveBack, giveBack, type LineToReturn, type ReturnAnswer } from './giveback.ts'
import type { Order, Return } from './order.ts'
import { type KnownReturn, type Purchase, purchasesOf, returnsOf } from './purchases.ts'
import { confirm, keep, type OrderAnswer, type OrderDoc } from './rules.ts'
import * as store from './store.ts'

export type { KnownReturn, Purchase } from './purchases.ts'
export type { Sales } from './store.ts'

export type Key = { readonly key: string; readonly fingerprint: Buffer }

export type PutOrder = {
  /** Null for an order without a member. */
  readonly memberId: MemberId | null
  readonly status: 'open' | 'confirmed' | 'cancelled'
  readonly input: OrderInput
  readonly key?: Key
}

export type ReturnOrder = {
  readonly number: string
  readonly lines: readonly LineToReturn[] | 'all'
  /** Names the return within its order; made up when absent. */
  readonly key?: string
  readonly at?: Instant
  readonly reason: string
}

export type OrdersService = {
  /** What confirming would do, with every rule's why and why not. Writes nothing. */
  evaluate(order: Pick<PutOrder, 'memberId' | 'input'>): Promise<OrderAnswer>
  put(order: PutOrder): Promise<OrderAnswer>
  /** @param dry decides and answers without writing */
  giveBack(wish: ReturnOrder, dry?: boolean): Promise<ReturnAnswer>
  cancel(number: string): Promise<OrderAnswer>
  exists(number: string): Promise<boolean>
  /** Undefined for a number that is not known or belongs to nobody. */
  whose(number: string): Promise<{ memberId: MemberId; orderId: OrderId } | undefined>
  get(number: string): Promise<{ order: Order; returns: Return[] } | store.GuestRow>
  ofMember(
    memberId: MemberId,
    page: { before: { placedAt: Instant; orderId: string } | null; limit: number },
  ): Promise<store.OrderRow[]>
  /** Members' confirmed orders placed in `[from, to)`, by currency. */
  sales(from: Instant, to: Instant): Promise<store.Sales[]>
  /** Lines of confirmed orders of these members and products, also those of which nothing is left. */
  purchasesOf(wants: readonly { memberId: MemberId; sku: string }[]): Promise<Purchase[]>
  /** What returns with these keys gave back. */
  returnsOf(wants: readonly { memberId: MemberId; key: string }[]): Promise<KnownReturn[]>
  /** Orders without a member, set-based; numbers that exist are left as they are. @returns how many were new */
  keepGuests(inputs: readonly OrderInput[]): Promise<number>
}

export type OrdersParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: Desk<OrderDoc>
  readonly programme: ProgrammeService
  /** What the catalogue knows of these products. */
  readonly classify: (skus: readonly string[]) => Promise<Classify>
  readonly accounts: AccountsService
}

/** Clocks of tills run ahead by minutes, not by hours. */
const AHEAD_AT_MOST = 5 * 60_000
/** Stands for a member in a dry run without one. */
const anyone: MemberId = asId('00000000-0000-0000-0000-000000000000')

export function ordersService(parts: OrdersParts): OrdersService {
  const { db, clock, ids, desk, programme } = parts

  function workAt(at: Instant, orderId: OrderId | null): Work {
    return {
      operationId: ids.next(),
      at,
      recordedAt: clock.now(),
      orderId,
      newEntryId: () => ids.next(),
      newLotId: () => ids.next(),
    }
  }

  async function draftOf(input: OrderInput): Promise<OrderDraft> {
    if (input.placedAt > clock.now() + AHEAD_AT_MOST)
      throw new Refused(inTheFuture({ placedAt: instantText(input.placedAt) }))
    return accepted(orderDraft(input, await parts.classify(input.lines.map((line) => line.sku))))
  }

  function confirmation(draft: OrderDraft) {
    const orderId = ids.next<'order'>()
    return { draft, orderId, programme: programme.at(draft.placedAt), work: workAt(draft.placedAt, orderId) }
  }

  async function evaluate({ memberId, input }: Pick<PutOrder, 'memberId' | 'input'>): Promise<OrderAnswer> {
    const given = confirmation(await draftOf(input))
    if (memberId === null) {
      const guest = emptyAccount(anyone, 'prospect', given.draft.placedAt)
      return { ...accepted<{ answer: OrderAnswer }>(confirm(guest, undefined, given)).answer, memberId: null }
    }
    const account = await parts.accounts.load(memberId, given.draft.placedAt, [])
    if (account === undefined) throw new Refused(memberUnknown({}))
    return accepted<{ answer: OrderAnswer }>(confirm(account, undefined, given)).answer
  }

  async function putMembers(memberId: MemberId, { input, status, key }: PutOrder): Promise<OrderAnswer> {
    const given = confirmation(await draftOf(input))
    return desk.submit({
      memberId,
      at: given.draft.placedAt,
      ...(key === undefined ? {} : { key }),
      repeatable: true,
      docs: [input.number],
      decide(account, docs) {
        const doc = docs.get(input.number)
        return status === 'confirmed' ? confirm(account, doc, given) : keep(account, doc, { ...given, status })
      },
    } satisfies Command<OrderAnswer, OrderDoc, OrderDoc>)
  }

  async function whoseOrder(number: string): Promise<{ memberId: MemberId; orderId: OrderId }> {
    const [found] = await store.orderNumbers(db, [number])
    if (found === undefined) throw new Refused(orderUnknown({ number }))
    if (found.memberId === null) throw new Refused(noMember({ number }))
    return { memberId: found.memberId, orderId: found.orderId }
  }

  function givingBack(wish: ReturnOrder): GiveBack {
    const at = wish.at ?? clock.now()
    if (at > clock.now() + AHEAD_AT_MOST) throw new Refused(inTheFuture({ placedAt: instantText(at) }))
    const returnId = ids.next<'return'>()
    return {
      number: wish.number,
      returnId,
      key: wish.key ?? returnId,
      fingerprint: fingerprint({ number: wish.number, lines: wish.lines, reason: wish.reason }),
      lines: wish.lines,
      reason: wish.reason,
      work: workAt(at, null),
      programme: programme.at(at),
      decidedBy: (version) => programme.version(version),
    }
  }

  async function undo<Answer>(
    given: GiveBack,
    decide: (
      account: Account,
      doc: OrderDoc | undefined,
      given: GiveBack,
    ) => ReturnType<Command<Answer, OrderDoc, OrderDoc>['decide']>,
    { repeatable, dry }: { repeatable: boolean; dry: boolean },
  ): Promise<Answer> {
    const { memberId, orderId } = await whoseOrder(given.number)
    if (!dry) {
      return desk.submit({
        memberId,
        at: given.work.at,
        repeatable,
        docs: [given.number],
        orderIds: [orderId],
        decide: (account, docs) => decide(account, docs.get(given.number), given),
      })
    }
    const [account, [order]] = await Promise.all([
      parts.accounts.load(memberId, given.work.at, [orderId]),
      store.loadOrders(db, [{ memberId, orderId }]),
    ])
    if (account === undefined) throw new Refused(memberUnknown({}))
    return accepted<{ answer: Answer }>(decide(account, order, given)).answer
  }

  return {
    evaluate,
    put: (order) => (order.memberId === null ? putGuest(parts, order, draftOf) : putMembers(order.memberId, order)),
    giveBack: async (wish, dry = false) =>
      undo(givingBack(wish), giveBack, { repeatable: wish.key !== undefined, dry }),
    cancel: (number) =>
      undo(givingBack({ number, lines: 'all', key: cancelKey, reason: 'cancelled' }), cancel, {
        repeatable: true,
        dry: false,
      }),
    async whose(number) {
      const [found] = await store.orderNumbers(db, [number])
      if (found === undefined || found.memberId === null) return undefined
      return { memberId: found.memberId, orderId: found.orderId }
    },
    exists: async (number) => (await store.orderNumbers(db, [number])).length > 0,
    async get(number) {
      const [found] = await store.orderNumbers(db, [number])
      if (found === undefined) throw new Refused(orderUnknown({ number }))
      if (found.memberId === null) return existing(await store.guestOrder(db, found.orderId), number)
      const [[order], returns] = await Promise.all([
        store.loadOrders(db, [{ memberId: found.memberId, orderId: found.orderId }]),
        store.returnsByIds(db, [found.memberId], [found.orderId]),
      ])
      return { order: existing(order, number), returns }
    },
    ofMember: (memberId, page) => store.ordersOf(db, memberId, page),
    purchasesOf: (wants) => purchasesOf(db, wants),
    returnsOf: (wants) => returnsOf(db, wants),
    sales: (from, to) => store.sales(db, from, to),
    async keepGuests(inputs) {
      const drafts = await Promise.all(inputs.map(draftOf))
      return transaction(db, (tx) => addGuests(tx, parts, drafts))
    },
  }
}

function existing<T>(found: T | undefined, number: string): T {
  if (found === undefined) throw new Refused(orderUnknown({ number }))
  return found
}

async function addGuests(tx: Tx, { ids, clock }: OrdersParts, drafts: readonly OrderDraft[]): Promise<number> {
  const known = new Set(
    (
      await store.orderNumbers(
        tx,
        drafts.map((draft) => draft.number),
      )
    ).map((found) => found.number),
  )
  const fresh = drafts
    .filter((draft) => !known.has(draft.number))
    .map((draft) => ({ ...draft, orderId: ids.next<'order'>(), recordedAt: clock.now() }))
  if (fresh.length === 0) return 0
  await Promise.all([
    store.claimNumbers(
      tx,
      fresh.map(({ number, orderId }) => ({ number, orderId, memberId: null })),
    ),
    store.insertGuestOrders(tx, fresh),
  ])
  return fresh.length
}

/** An order without a member is kept for insights; it moves nothing and cannot be open or cancelled. */
async function putGuest(
  parts: OrdersParts,
  order: PutOrder,
  draftOf: (input: OrderInput) => Promise<OrderDraft>,
): Promise<OrderAnswer> {
  const { db } = parts
  const { number } = order.input
  if (order.status !== 'confirmed') throw new Refused(noMember({ number }))
  const draft = await draftOf(order.input)
  try {
    await transaction(db, (tx) => addGuests(tx, parts, [draft]))
  } catch (error) {
    // Somebody else wrote the same number at the same moment: what he wrote is looked at below.
    if (!isUniqueViolation(error)) throw error
  }
  const [found] = await store.orderNumbers(db, [number])
  const kept = found === undefined || found.memberId !== null ? undefined : await store.guestOrder(db, found.orderId)
  if (kept === undefined || !kept.fingerprint.equals(draft.fingerprint)) throw new Refused(numberTaken({ number }))
  return {
    orderId: kept.orderId,
    number,
    status: 'confirmed',
    memberId: null,
    placedAt: instantText(draft.placedAt),
    currency: draft.currency,
    netMinor: draft.netMinor,
    programmeVersion: parts.programme.at(draft.placedAt).version,
    rules: [],
    wallets: [],
    tiers: [],
    entries: [],
  }
}

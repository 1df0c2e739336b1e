/** The use cases of orders. Everything that moves an account goes through the desk; a dry run decides the same and writes nothing. */
import type { Account } from '../accounts/account.ts'
import type { Command, Desk } from '../accounts/desk.ts'
import { memberUnknown } from '../accounts/errors.ts'
import type { AccountsService } from '../accounts/service.ts'
import { asId, isId, type MemberId, type OrderId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { type Instant, instantText, later } from '../base/time.ts'
import { merged } from '../members/errors.ts'
import { recordsOf } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Stores } from '../platform/http/stores.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { type LeftOut, leftOutIn, type OrderAnswer } from './answer.ts'
import { claim, claimDaysOf } from './claiming.ts'
import { type DeskDoc, type Docs, guestKey, orderKey } from './docs.ts'
import { type Classify, keepable, type OrderInput } from './draft.ts'
import { changedMeanwhile, inTheFuture, invalidOrder, noMember, orderUnknown } from './errors.ts'
import { cancel, cancelKey, type GiveBack, giveBack, type LineToReturn, lapse, type ReturnAnswer } from './giveback.ts'
import { addGuests, putGuest } from './guests.ts'
import type { Order, Return } from './order.ts'
import { AHEAD_AT_MOST, preparing } from './preparing.ts'
import { usesKept } from './priced.ts'
import { type PriceOf, type PriceQuestion, pricesFor } from './prices.ts'
import { type KnownReturn, type Purchase, purchasesOf, returnsOf, type Visit, visitsOf } from './purchases.ts'
import { type ExchangeAnswer, exchanged, reopen } from './reopening.ts'
import * as reports from './reports.ts'
import { confirm, keep } from './rules.ts'
import * as store from './store.ts'
import { type Evaluation, evaluated } from './trying.ts'

export type { KnownReturn, Purchase } from './purchases.ts'
export type { EarningSales } from './reports.ts'
export type { Sales } from './store.ts'

export type Key = { readonly key: string; readonly fingerprint: Buffer }

export type PutOrder = {
  /** Null for an order without a member. */
  readonly memberId: MemberId | null
  readonly status: 'open' | 'confirmed' | 'cancelled'
  readonly input: OrderInput
  /** Who asks, as an id: kept with what is decided. */
  readonly by?: string
  readonly key?: Key
  /** How long an open order keeps its coupons for itself. */
  readonly reserveMinutes?: number
}

export type ReturnOrder = {
  readonly number: string
  readonly lines: readonly LineToReturn[] | 'all'
  /** Names the return within its order; made up when absent. */
  readonly key?: string
  readonly at?: Instant
  readonly reason: string
}

export type Exchange = ReturnOrder & {
  /** The new order; its number must be new. */
  readonly order: OrderInput
}

export type OrdersService = {
  /** What confirming would do, with every rule's why and why not. Writes nothing. */
  evaluate(order: Evaluation): Promise<OrderAnswer>
  /** What single pieces cost a member now. */
  prices(asked: PriceQuestion): Promise<PriceOf[]>
  put(order: PutOrder): Promise<OrderAnswer>
  /** @param dry decides and answers without writing */
  giveBack(wish: ReturnOrder, dry?: boolean): Promise<ReturnAnswer>
  cancel(number: string): Promise<OrderAnswer>
  /** Opens a confirmed order again, to be changed; what it did is undone. */
  reopen(number: string): Promise<OrderAnswer>
  /** Returns lines and confirms another order in their place: both, or neither. */
  exchange(wish: Exchange, dry?: boolean): Promise<ExchangeAnswer>
  /** A guest's order becomes a member's. */
  claim(number: string, memberId: MemberId): Promise<OrderAnswer>
  /** Ends what open orders reserved and did not use in time. @returns of how many orders */
  lapseReservations(): Promise<number>
  exists(number: string): Promise<boolean>
  /** Where an order was or is to be sold, null when it does not say; undefined for a number that is not known. */
  storeOf(number: string): Promise<string | null | undefined>
  /** Undefined for a number that is not known or belongs to nobody. */
  whose(number: string): Promise<{ memberId: MemberId; orderId: OrderId } | undefined>
  get(number: string): Promise<{ order: Order; returns: Return[] } | store.GuestRow>
  /** Also of who was merged into him. */
  ofMember(
    memberId: MemberId,
    page: { before: { placedAt: Instant; orderId: string } | null; limit: number; stores: Stores },
  ): Promise<store.OrderRow[]>
  /** What a member bought and kept, also those merged into him; at most so many of the newest orders, the earliest first. */
  visitsOf(memberId: MemberId, atMost: number): Promise<Visit[]>
  /** Numbers of a member's open orders, a few of them. */
  openOf(memberId: MemberId): Promise<string[]>
  /** Members' confirmed orders placed in `[from, to)`, by currency. */
  sales(from: Instant, to: Instant): Promise<store.Sales[]>
  /** What orders that earned came to, by months of placing and booking. Reads every order: for reports by night. */
  earningSales(months: Parameters<typeof reports.earningSales>[1]): Promise<reports.EarningSales[]>
  /** What each rule and each offer gave with confirmed orders placed in `[from, to)`. */
  touches(months: { from: Instant; to: Instant }): Promise<{ rules: reports.RuleTouch[]; offers: reports.OfferTouch[] }>
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
  readonly desk: Desk<DeskDoc>
  readonly programme: ProgrammeService
  /** What the catalogue knows of these products. */
  readonly classify: (skus: readonly string[]) => Promise<Classify>
  readonly accounts: AccountsService
  readonly offers: Pick<OffersService, 'byCode' | 'usableBy'>
  /** Under which identifiers of orders are hashed; always the same. */
  readonly identifierKey: () => Promise<Buffer>
  /** Hears of offers and rules that could not be worked out: the order goes on without them. */
  readonly onLeftOut?: (left: LeftOut) => void
}

/** What an order holds that must be at hand to be given back. */
type Held = { readonly keys: readonly string[]; readonly whole: boolean }

/** Another order that a command decides about too, with the keys of what that needs. */
type Beside = { readonly number: string; readonly keys: readonly string[] }

/** Long enough to pay, short enough that an abandoned basket does not keep a coupon from others. */
export const reserveMinutes = { least: 1, most: 7 * 24 * 60, usual: 30 } as const
const MINUTE = 60_000
/** Open orders whose reservations end in one go. */
const LAPSES_AT_MOST = 500

export function ordersService(parts: OrdersParts): OrdersService {
  const { db, clock, ids, desk, programme } = parts
  const { workAt, draftOf, confirmation, docsFor, docsOf } = preparing(parts)

  /**
   * Most orders hold nothing of offers that would have to be given back, so nothing is asked about it beforehand. Where one
   * does, the decision says that something is missing, and is made again with it.
   */
  async function withHeld<T>(
    { memberId, numbers }: { memberId: MemberId; numbers: readonly string[] },
    attempt: (held: Held) => Promise<T>,
  ): Promise<T> {
    try {
      return await attempt({ keys: [], whole: false })
    } catch (error) {
      const missing = changedMeanwhile({ number: '' }).refusal
      if (!(error instanceof Refused) || error.refusal.refusal !== missing) throw error
      const found = await store.orderNumbers(db, numbers)
      const own = found.flatMap(({ orderId, ...each }) => (each.memberId === memberId ? [{ memberId, orderId }] : []))
      if (own.length === 0) throw error
      const orders = await store.loadOrders(db, own)
      return attempt({
        keys: orders.flatMap(({ decision, reserved }) => usesKept(decision?.offers ?? reserved?.offers ?? [])),
        whole: orders.some(({ decision }) => decision?.paid !== undefined),
      })
    }
  }

  async function putMembers(memberId: MemberId, order: PutOrder): Promise<OrderAnswer> {
    const { input, status, key } = order
    const given = confirmation(await draftOf(input), order.by)
    const reservedUntil = (clock.now() + (order.reserveMinutes ?? reserveMinutes.usual) * MINUTE) as Instant
    const docs = await docsFor(given)
    return withHeld({ memberId, numbers: [input.number] }, (held) =>
      desk.submit({
        memberId,
        at: given.draft.placedAt,
        ...(key === undefined ? {} : { key }),
        repeatable: true,
        docs: [...docs, ...held.keys],
        whole: held.whole,
        decide: (account, loaded) => {
          const { mergedInto } = account
          if (mergedInto !== null && !loaded.has(orderKey(input.number))) return merged({ into: mergedInto })
          return status === 'confirmed'
            ? confirm(account, loaded, given)
            : keep(account, loaded, { ...given, status, reservedUntil })
        },
      } satisfies Command<OrderAnswer, DeskDoc, DeskDoc>),
    )
  }

  async function whoseOrder(number: string): Promise<{ memberId: MemberId; orderId: OrderId }> {
    const [found] = await store.orderNumbers(db, [number])
    if (found === undefined) throw new Refused(orderUnknown({ number }))
    if (found.memberId === null) throw new Refused(noMember({ number }))
    return { memberId: found.memberId, orderId: found.orderId }
  }

  function givingBack(wish: ReturnOrder): GiveBack {
    if (!keepable(wish.reason) || !keepable(wish.key ?? ''))
      throw new Refused(invalidOrder({ where: 'reason', problem: 'it holds characters that cannot be kept' }))
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
    decide: (account: Account, docs: Docs, given: GiveBack) => ReturnType<Command<Answer, DeskDoc, DeskDoc>['decide']>,
    { repeatable, dry, beside }: { repeatable: boolean; dry: boolean; beside?: Beside },
  ): Promise<Answer> {
    const { memberId, orderId } = await whoseOrder(given.number)
    const numbers = [given.number, ...(beside === undefined ? [] : [beside.number])]
    return withHeld({ memberId, numbers }, async (held) => {
      const keys = [orderKey(given.number), ...(beside?.keys ?? []), ...held.keys]
      const { whole } = held
      if (!dry) {
        return desk.submit({
          memberId,
          at: given.work.at,
          repeatable,
          docs: keys,
          whole,
          orderIds: [orderId],
          decide: (account, docs) => decide(account, docs, given),
        })
      }
      const [account, docs] = await Promise.all([
        parts.accounts.load(memberId, given.work.at, [orderId], whole),
        docsOf(memberId, keys),
      ])
      if (account === undefined) throw new Refused(memberUnknown({}))
      return accepted<{ answer: Answer }>(decide(account, docs, given)).answer
    })
  }

  async function claimed(number: string, memberId: MemberId): Promise<OrderAnswer> {
    const [guest] = await store.guestsByNumber(db, [number])
    const now = clock.now()
    const version = programme.at(guest?.placedAt ?? now)
    const given = {
      number,
      programme: version,
      days: claimDaysOf(version.definition),
      work: workAt(now, null),
    }
    return desk.submit({
      memberId,
      at: now,
      repeatable: true,
      docs: [orderKey(number), guestKey(number), ...usesKept(guest?.decision?.offers ?? [])],
      decide: (account, docs) => claim(account, docs, given),
    } satisfies Command<OrderAnswer, DeskDoc, DeskDoc>)
  }

  async function exchange(wish: Exchange, dry: boolean): Promise<ExchangeAnswer> {
    const fresh = confirmation(await draftOf(wish.order))
    const returned = givingBack(wish)
    const whole = fingerprint([returned.fingerprint.toString('hex'), fresh.draft.fingerprint.toString('hex')])
    const back = { ...returned, fingerprint: whole }
    const anew = { ...fresh, work: { ...fresh.work, at: later(fresh.work.at, back.work.at) } }
    const beside = { number: anew.draft.number, keys: await docsFor(anew) }
    return undo<ExchangeAnswer>(back, (account, docs, given) => exchanged(account, docs, { back: given, anew }), {
      ...{ repeatable: wish.key !== undefined, dry, beside },
    })
  }

  async function put(order: PutOrder): Promise<OrderAnswer> {
    if (order.memberId !== null) return onward(order.memberId, (memberId) => putMembers(memberId, order))
    if (order.status !== 'confirmed') throw new Refused(noMember({ number: order.input.number }))
    const given = confirmation(await draftOf(order.input), order.by)
    return putGuest(db, given, { keys: await docsFor(given), key: order.key, ids })
  }

  function reported(answer: OrderAnswer): OrderAnswer {
    for (const left of leftOutIn(answer)) parts.onLeftOut?.(left)
    return answer
  }

  return {
    evaluate: async (asked) => reported(await evaluated(parts, asked)),
    prices: (asked) => pricesFor(parts, asked),
    put: async (order) => reported(await put(order)),
    giveBack: async (wish, dry = false) =>
      undo(givingBack(wish), giveBack, { repeatable: wish.key !== undefined, dry }),
    cancel: (number) =>
      undo(givingBack({ number, lines: 'all', key: cancelKey, reason: 'cancelled' }), cancel, {
        repeatable: true,
        dry: false,
      }),
    reopen: (number) =>
      undo(givingBack({ number, lines: 'all', reason: 'reopened' }), reopen, { repeatable: true, dry: false }),
    async exchange(wish, dry = false) {
      const answer = await exchange(wish, dry)
      return { ...answer, order: reported(answer.order) }
    },
    claim: async (number, memberId) => reported(await claimed(number, memberId)),
    async lapseReservations() {
      const overdue = await store.overdueReservations(db, clock.now(), LAPSES_AT_MOST)
      const failed: unknown[] = []
      for (const { number } of overdue) {
        const given = givingBack({ number, lines: 'all', reason: 'lapsed' })
        // One that fails keeps none of the others waiting; it is told when all were tried.
        await undo<null>(given, lapse, { repeatable: true, dry: false }).catch((error: unknown) => failed.push(error))
      }
      if (failed.length > 0) throw new AggregateError(failed, 'the reservations of some orders could not be ended')
      return overdue.length
    },
    storeOf: async (number) => (await store.storesOfNumbers(db, [number])).get(number),
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
    ofMember: async (memberId, page) => store.ordersOf(db, await recordsOf(db, memberId), page),
    visitsOf: async (memberId, atMost) => visitsOf(db, await recordsOf(db, memberId), atMost),
    openOf: (memberId) => store.openNumbers(db, memberId),
    purchasesOf: (wants) => purchasesOf(db, wants),
    returnsOf: (wants) => returnsOf(db, wants),
    sales: (from, to) => store.sales(db, from, to),
    earningSales: (months) => reports.earningSales(db, months),
    async touches(months) {
      const [rules, offers] = await Promise.all([reports.ruleTouches(db, months), reports.offerTouches(db, months)])
      return { rules, offers }
    },
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

/** What is meant for a record that was merged is for the one who stands for him; nobody else is asked a second time. */
async function onward<Answer>(memberId: MemberId, ask: (memberId: MemberId) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask(memberId)
  } catch (error) {
    const into =
      error instanceof Refused && error.refusal.refusal === merged({ into: '' }).refusal
        ? error.refusal.facts.into
        : undefined
    if (typeof into !== 'string' || !isId(into)) throw error
    return ask(asId(into))
  }
}

/** Confirming, cancelling and returning orders: what it does to an account. Pure; the desk calls these. */
import { type Account, type Change, type Trace, walletOf } from '../accounts/account.ts'
import type { Decided } from '../accounts/desk.ts'
import { announcing, credit, takeBack, unchanged, type Work } from '../accounts/movements.ts'
import { settle } from '../accounts/settle.ts'
import { wallClock } from '../base/conditions/index.ts'
import type { LotId, OrderId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { earned, earnedAgain, type Holdings, type RuleOutcome } from '../points/earning.ts'
import { type WalletView, walletViews } from '../points/views.ts'
import type { Purchase } from '../programme/purchase.ts'
import type { Programme } from '../programme/rules.ts'
import { counting, countsOf } from '../tiers/counting.ts'
import { reviewedFromHistory, reviewOf, tiersAt } from '../tiers/rules.ts'
import type { OrderDraft } from './draft.ts'
import { alreadyCancelled, alreadyConfirmed, currencyNotAccepted, numberTaken } from './errors.ts'
import { type DecidedRule, type Decision, netOf, type Order, type OrderLine } from './order.ts'

/** What stands under an order number: the member's own order, or one that is none of his business. */
export type OrderDoc = Order | { readonly elsewhere: true }

/** What a write answers: the order, what each rule did, and the account afterwards. */
export type OrderAnswer = {
  readonly orderId: OrderId
  readonly number: string
  readonly status: Order['status']
  readonly memberId: string | null
  readonly placedAt: string
  readonly currency: string
  readonly netMinor: number
  readonly programmeVersion: number
  readonly rules: readonly RuleView[]
  readonly wallets: readonly WalletView[]
  readonly tiers: readonly TierView[]
  readonly entries: readonly string[]
}
export type RuleView = Omit<RuleOutcome, 'room' | 'counters'>
export type TierView = { readonly ladder: string; readonly before: string; readonly tier: string }

/** The part of an answer that cannot be worked out again from the stored order. */
export type Effects = Pick<OrderAnswer, 'wallets' | 'tiers' | 'entries'>

export type Confirmation = {
  readonly draft: OrderDraft
  readonly orderId: OrderId
  readonly programme: Programme
  readonly work: Work
}

export function purchaseOf(
  order: Pick<OrderDraft, 'channel' | 'store' | 'currency' | 'placedAt'> & { lines: readonly OrderLine[] },
  tiers: ReadonlyMap<string, string>,
  programme: Programme,
): Purchase {
  const lines = order.lines
    .filter((line) => !line.fee && line.quantity > line.returnedQuantity)
    .map((line) => ({
      sku: line.sku,
      category: line.category,
      brand: line.brand,
      quantity: line.quantity - line.returnedQuantity,
      netMinor: line.netMinor - line.returnedMinor,
    }))
  return {
    channel: order.channel,
    store: order.store,
    currency: order.currency,
    placedAt: order.placedAt,
    clock: () => wallClock(order.placedAt, programme.timeZone),
    netMinor: lines.reduce((total, line) => total + line.netMinor, 0),
    lines,
    tiers,
  }
}

/** Settles what fell due before the command, unless the command speaks of the past. */
export function settled(account: Account, work: Work, programme: Programme): Change {
  const start = unchanged(account)
  return work.at < account.frontier ? start : settle(start, work, reviewOf(programme))
}

/** Reviews standings after movements; a late movement may already have expired and may change what came after it. */
export function concluded(change: Change, work: Work, programme: Programme): Change {
  if (work.at >= change.account.frontier) return reviewOf(programme)(change, work.at)
  const { frontier } = change.account
  const then = { ...change, account: { ...change.account, frontier: work.at } }
  const due = settle(then, { ...work, at: frontier }, (each) => each)
  return reviewedFromHistory(programme, due)
}

export function tierViews(before: ReadonlyMap<string, string>, account: Account, programme: Programme): TierView[] {
  return programme.ladders.map(({ code }) => {
    const old = before.get(code) ?? ''
    return { ladder: code, before: old, tier: account.standings.get(code)?.tier ?? old }
  })
}

export function effectsOf(
  change: Change,
  before: ReadonlyMap<string, string>,
  work: Work,
  programme: Programme,
): Effects {
  return {
    wallets: walletViews(change.account, programme, work.at),
    tiers: tierViews(before, change.account, programme),
    entries: change.entries.map((entry) => entry.entryId),
  }
}

export function answerOf(order: Order, effects: Effects): OrderAnswer {
  return {
    orderId: order.orderId,
    number: order.number,
    status: order.status,
    memberId: order.memberId,
    placedAt: instantText(order.placedAt),
    currency: order.currency,
    netMinor: netOf(order.lines),
    programmeVersion: order.decision?.version ?? 0,
    rules: (order.decision?.rules ?? []).map(
      ({ room: _room, counters: _counters, kept: _kept, lots: _lots, ...view }) => view,
    ),
    ...effects,
  }
}

/** Whether a number can be (re)written by this draft; the answer given before when it was confirmed with the same content. */
function standsInTheWay(doc: OrderDoc | undefined, draft: OrderDraft): Order | Refusal | undefined {
  if (doc === undefined) return undefined
  if ('elsewhere' in doc) return numberTaken({ number: draft.number })
  if (doc.status === 'cancelled') return alreadyCancelled({ number: draft.number })
  if (doc.status === 'open') return undefined
  return doc.fingerprint.equals(draft.fingerprint) ? doc : alreadyConfirmed({ number: draft.number })
}

/** Confirms an order: earns by every rule, moves the tier, and keeps what was decided for later returns. */
export function confirm(
  account: Account,
  doc: OrderDoc | undefined,
  given: Confirmation,
): Decided<OrderAnswer, OrderDoc> | Refusal {
  const { draft, programme, work } = given
  const before = standsInTheWay(doc, draft)
  if (before !== undefined && 'refusal' in before) return before
  if (before !== undefined)
    return { change: unchanged(account), answer: answerOf(before, storedEffects(before.answer)) }
  const { currencies } = programme.definition
  if (currencies !== 'any' && !currencies.includes(draft.currency))
    return currencyNotAccepted({ currency: draft.currency })

  const start = settled(account, work, programme)
  const tiers = tiersAt(programme, start.account, work.at)
  const purchase = purchaseOf(draft, tiers, programme)
  const outcomes = account.status === 'active' ? earned(programme, purchase, holdingsOf(start.account)) : []
  let change = start
  const rules: DecidedRule[] = []
  for (const outcome of outcomes) {
    const [next, decided] = earnedBy(change, outcome, { ...given, tiers })
    change = next
    rules.push(decided)
  }
  if (account.status === 'active')
    change = counting(
      change,
      { ...draft, orderId: orderIdOf(doc) ?? given.orderId },
      countsOf(purchase, rules),
      work.at,
    )
  change = concluded(change, work, programme)
  const decision: Decision = { version: programme.version, tiers: Object.fromEntries(tiers), rules }
  const data = {
    orderId: given.orderId,
    number: draft.number,
    netMinor: draft.netMinor,
    currency: draft.currency,
    channel: draft.channel,
    store: draft.store,
    earned: sumByWallet(rules),
  }
  change = announcing(change, 'order.confirmed', work.at, data)
  const effects = effectsOf(change, tiers, work, programme)
  const order: Order = { ...recorded(account, doc, given), status: 'confirmed', decision, answer: effects }
  return { change, answer: answerOf(order, effects), docs: new Map([[draft.number, order]]) }
}

/** Of an order that was open before; it keeps its id when it is confirmed. */
function orderIdOf(doc: OrderDoc | undefined): OrderId | undefined {
  return doc !== undefined && !('elsewhere' in doc) ? doc.orderId : undefined
}

function recorded(
  account: Account,
  doc: OrderDoc | undefined,
  { draft, orderId, work }: Confirmation,
): Omit<Order, 'status' | 'decision' | 'answer'> {
  return {
    orderId: orderIdOf(doc) ?? orderId,
    number: draft.number,
    memberId: account.memberId,
    currency: draft.currency,
    channel: draft.channel,
    store: draft.store,
    placedAt: draft.placedAt,
    recordedAt: work.recordedAt,
    fingerprint: draft.fingerprint,
    lines: draft.lines,
    returns: [],
    returnKeys: new Map(),
  }
}

function sumByWallet(rules: readonly { wallet: string; points: number }[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { wallet, points } of rules) sums[wallet] = (sums[wallet] ?? 0) + points
  return sums
}

function earnedBy(
  change: Change,
  outcome: RuleOutcome,
  { programme, work, draft, tiers }: Confirmation & { tiers: ReadonlyMap<string, string> },
): [Change, DecidedRule] {
  if (outcome.points === 0) return [change, { ...outcome, kept: 0, lots: [] }]
  const terms = programme.terms({ wallet: outcome.wallet, rule: outcome.rule, tiers })
  if (terms === undefined) throw new Error(`the programme has no wallet ${outcome.wallet}`)
  const lot = { ...terms(work.at), version: programme.version }
  const trace: Trace = {
    because: 'earning-rule',
    version: programme.version,
    rule: outcome.rule,
    order: draft.number,
    currency: draft.currency,
    eligibleMinor: outcome.eligibleMinor,
    quantity: outcome.quantity,
    base: outcome.base,
    percent: outcome.percent,
    tier: outcome.tier,
    room: outcome.room,
  }
  const next = credit(change, work, {
    wallet: outcome.wallet,
    amount: outcome.points,
    kind: 'earn',
    counter: 'issued',
    lot,
    trace,
  })
  return [
    counted(next, outcome.counters, outcome.points),
    { ...outcome, kept: outcome.points, lots: newLots(change, next) },
  ]
}

/** Lots are only ever appended. */
function newLots(before: Change, after: Change): LotId[] {
  return after.account.lots.slice(before.account.lots.length).map((lot) => lot.lotId)
}

/** What limits are measured against, before an order adds to it. */
function holdingsOf(account: Account): Holdings {
  return {
    used: (counter) => account.counters.get(counter) ?? 0,
    balance(wallet) {
      const { balance, owed } = walletOf(account, wallet)
      return balance - owed
    },
  }
}

function counted(change: Change, names: readonly string[], by: number): Change {
  if (names.length === 0) return change
  const counters = new Map(change.account.counters)
  for (const name of names) counters.set(name, (counters.get(name) ?? 0) + by)
  return { ...change, account: { ...change.account, counters } }
}

/** Keeps an order that is not confirmed yet, or a cancellation that came before its order; neither moves anything. */
export function keep(
  account: Account,
  doc: OrderDoc | undefined,
  given: Confirmation & { status: 'open' | 'cancelled' },
): Decided<OrderAnswer, OrderDoc> | Refusal {
  const before = standsInTheWay(doc, given.draft)
  if (before !== undefined && 'refusal' in before) return before
  if (before !== undefined) return alreadyConfirmed({ number: given.draft.number })
  const order: Order = { ...recorded(account, doc, given), status: given.status, decision: null, answer: null }
  const tiers = new Map([...account.standings].map(([ladder, { tier }]) => [ladder, tier]))
  const change = unchanged(account)
  return {
    change,
    answer: answerOf(order, effectsOf(change, tiers, given.work, given.programme)),
    docs: new Map([[order.number, order]]),
  }
}

/** The stored part of an answer; an order of an older release that lacks it answers with nothing moved. */
export function storedEffects(stored: unknown): Effects {
  const empty: Effects = { wallets: [], tiers: [], entries: [] }
  return typeof stored === 'object' && stored !== null ? { ...empty, ...stored } : empty
}

export type Retaken = {
  readonly change: Change
  readonly decision: Decision
  readonly takenBack: readonly { wallet: string; rule: string; points: number }[]
}

/**
 * Decides the order again for what is left of it, under the version, tiers and cap room that decided it before, and takes
 * back the difference. What stands afterwards depends only on what is left, so the order of returns does not matter.
 */
export function retake(
  start: Change,
  order: Order,
  left: readonly OrderLine[],
  decision: Decision,
  { programme, work, trace }: { programme: Programme; work: Work; trace: Omit<Trace, 'version' | 'because'> },
): Retaken {
  const tiers = new Map(Object.entries(decision.tiers))
  const purchase = purchaseOf({ ...order, lines: left }, tiers, programme)
  let change = start
  const takenBack: { wallet: string; rule: string; points: number }[] = []
  const rules = decision.rules.map((rule) => {
    const kept = Math.min(rule.points, earnedAgain(programme, purchase, rule)?.points ?? 0)
    const points = rule.kept - kept
    if (points === 0) return rule
    takenBack.push({ wallet: rule.wallet, rule: rule.rule, points })
    const why: Trace = {
      ...trace,
      because: 'return',
      version: programme.version,
      rule: rule.rule,
      before: rule.kept,
      after: kept,
    }
    change = counted(change, rule.counters, -points)
    if (points > 0) {
      const debt = programme.wallets.get(rule.wallet)?.debt ?? 'owe'
      change = takeBack(change, work, { wallet: rule.wallet, amount: points, lots: rule.lots, debt, trace: why })
      return { ...rule, kept }
    }
    // A rule with an upper limit may hold again for what is left: its points come back with the terms of the return's day.
    const [next, again] = earnedBy(
      change,
      { ...rule, points: -points, counters: [] },
      { programme, work, tiers, draft: { ...order, netMinor: purchase.netMinor }, orderId: order.orderId },
    )
    change = next
    return { ...rule, kept, lots: [...rule.lots, ...again.lots] }
  })
  change = counting(change, order, countsOf(purchase, rules), work.at)
  return { change, decision: { ...decision, rules }, takenBack }
}

/** Confirming, cancelling and returning orders: what it does to an account. Pure; the desk calls these. */
import { type Account, type Change, type Trace, walletOf } from '../accounts/account.ts'
import type { Decided } from '../accounts/desk.ts'
import { keptAlive } from '../accounts/inactivity.ts'
import { announcing, credit, unchanged, type Work } from '../accounts/movements.ts'
import { settle } from '../accounts/settle.ts'
import type { LotId, OrderId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { bestCombination, type Combination } from '../offers/combination.ts'
import { readied } from '../offers/readying.ts'
import { type AppliedOffer, keptOffers, roomLeft } from '../offers/rules.ts'
import { type Books, moved, usageIn } from '../offers/uses.ts'
import { earned, type Holdings, type RuleOutcome } from '../points/earning.ts'
import { memberNotActive } from '../points/errors.ts'
import type { Programme } from '../programme/rules.ts'
import { counting, countsOf } from '../tiers/counting.ts'
import { reviewedFromHistory, reviewOf, tiersAt } from '../tiers/rules.ts'
import { answerOf, effectsOf, type OrderAnswer, served, storedEffects } from './answer.ts'
import { type DeskDoc, type Docs, type OrderDoc, orderIn, orderKey } from './docs.ts'
import type { OrderDraft } from './draft.ts'
import { alreadyCancelled, alreadyConfirmed, changedMeanwhile, currencyNotAccepted, numberTaken } from './errors.ts'
import { type DecidedRule, type Decision, netOf, type Order, type OrderLine } from './order.ts'
import { earningLines, type Paid, paid, payables, paymentsMistake } from './paying.ts'
import { knows, type PricedOrder, priced, purchaseOf, questionOf } from './priced.ts'

export type Confirmation = {
  readonly draft: OrderDraft
  readonly orderId: OrderId
  readonly programme: Programme
  readonly work: Work
  /** Who asks, as an id. */
  readonly by?: string
  /** True in a dry run: every offer says why it does not apply. */
  readonly explain?: boolean
  /** What was paid already, by a guest: the offers stay as they were applied then. */
  readonly paid?: { readonly lines: readonly OrderLine[]; readonly offers: readonly AppliedOffer[] }
}

/** Settles what fell due before the command, unless the command speaks of the past. */
export function settled(account: Account, work: Work, programme: Programme): Change {
  const start = unchanged(account)
  return work.at < account.frontier ? start : settle(start, work, reviewOf(programme))
}

/** Reviews standings after movements; a late movement may already have expired and may change what came after it. */
export function concluded(moved: Change, work: Work, programme: Programme): Change {
  const change = keptAlive(moved, work)
  if (work.at >= change.account.frontier) return reviewOf(programme)(change, work.at)
  const { frontier } = change.account
  const then = { ...change, account: { ...change.account, frontier: work.at } }
  const due = settle(then, { ...work, at: frontier }, (each) => each)
  return reviewedFromHistory(programme, due)
}

/** Whether a number can be (re)written by this draft; the answer given before when it was confirmed with the same content. */
function standsInTheWay(doc: OrderDoc | undefined, draft: OrderDraft): Order | Refusal | undefined {
  if (doc === undefined) return undefined
  if ('elsewhere' in doc) return numberTaken({ number: draft.number })
  if (doc.status === 'cancelled') return alreadyCancelled({ number: draft.number })
  if (doc.status === 'open') return undefined
  return doc.fingerprint.equals(draft.fingerprint) ? doc : alreadyConfirmed({ number: draft.number })
}

/** Confirms an order: offers reduce it, every rule earns, the tier moves, and what was decided is kept for later returns. */
export function confirm(account: Account, docs: Docs, asked: Confirmation): Decided<OrderAnswer, DeskDoc> | Refusal {
  const doc = orderIn(docs, asked.draft.number, account.memberId)
  const given = identified(asked, doc)
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
  const order = pricedOrPaid(start.account, docs, given, tiers)
  if ('refusal' in order) return order
  const content = { ...draft, lines: order.lines, version: programme.version }
  const wishes = account.status === 'active' ? draft.pay : undefined
  if (wishes === undefined && (draft.pay ?? []).length > 0) return memberNotActive({ status: account.status })
  const spent = paid({ ...start, account: order.account }, content, wishes ?? [], { programme, work })
  if ('refusal' in spent) return spent
  const dueMinor = netOf(order.lines) - spent.paid.reduce((sum, { minor }) => sum + minor, 0)
  const differ = paymentsMistake(draft.payments, { number: draft.number, dueMinor })
  if (differ !== undefined) return differ
  const { change: after, rules } = withEarned(spent.change, order, { ...given, tiers, spent: spent.paid })
  const offers = keptOffers(order.pricing.applied, order.lines, pointsOf(rules))
  const used = moved(after.account, order.docs, { from: given.paid?.offers ?? [], to: offers })
  let change = concluded({ ...after, account: used.account }, work, programme)
  change = announcing(change, 'order.confirmed', work.at, announced(order, rules, given))
  const effects = { ...effectsOf(change, tiers, work, programme), ...served(tiers, account, programme) }
  const decision: Decision = {
    version: programme.version,
    ...(given.by === undefined ? {} : { by: given.by }),
    tiers: Object.fromEntries(tiers),
    rules,
    ...(offers.length === 0 ? {} : { offers }),
    ...(order.pricing.passed.length === 0 ? {} : { passed: order.pricing.passed }),
    ...(spent.paid.length === 0 ? {} : { paid: spent.paid }),
    ...(draft.payments === undefined ? {} : { payments: draft.payments }),
  }
  const kept: Order = {
    ...recorded(account, given, order.lines),
    status: 'confirmed',
    decision,
    reserved: null,
    answer: effects,
  }
  const could = given.explain === true ? { payable: payables(start.account, content, { programme, work }) } : {}
  return {
    change,
    answer: { ...answerOf(kept, effects), ...could },
    docs: new Map<string, DeskDoc>([...order.freed, ...used.docs, [orderKey(draft.number), kept]]),
  }
}

function pricedOrPaid(
  account: Account,
  docs: Docs,
  given: Confirmation,
  tiers: ReadonlyMap<string, string>,
): PricedOrder | Refusal {
  const { draft, paid } = given
  if (paid === undefined) {
    const doc = orderIn(docs, draft.number, account.memberId)
    return priced(account, docs, doc, pricerOf(account, given, tiers))
  }
  if (!knows(docs, paid.offers)) return changedMeanwhile({ number: draft.number })
  const pricing = { applied: paid.offers, passed: [], bonusRoom: roomLeft(paid.offers, usageIn(account, docs)) }
  return { account, pricing, lines: paid.lines, docs, freed: new Map() }
}

/** An order that was open keeps the identity that it got then. */
function identified(given: Confirmation, doc: OrderDoc | undefined): Confirmation {
  if (doc === undefined || 'elsewhere' in doc) return given
  return { ...given, orderId: doc.orderId, work: { ...given.work, orderId: doc.orderId } }
}

/** The coupons among those of the draft that cost the member least, decided on the account as it is. */
export function bestCoupons(account: Account, docs: Docs, given: Confirmation): Combination {
  const { work, programme } = given
  const start = settled(account, work, programme)
  const tiers = tiersAt(programme, start.account, work.at)
  const question = questionOf(start.account, docs, pricerOf(account, given, tiers))
  return bestCombination(question.basket, readied(question).ready)
}

function pricerOf(account: Account, { draft, programme, explain }: Confirmation, tiers: ReadonlyMap<string, string>) {
  const { memberId, status } = account
  const whose =
    status === 'active' ? { memberId } : { memberId: null, inactive: { memberId, joined: status !== 'prospect' } }
  return { draft, programme, tiers, ...whose, explain: explain === true }
}

/** Earns by the programme's rules and by what the offers add; a member who is not active earns nothing. */
function withEarned(
  start: Change,
  { lines, pricing }: PricedOrder,
  given: Confirmation & { tiers: ReadonlyMap<string, string>; spent: readonly Paid[] },
): { change: Change; rules: DecidedRule[] } {
  const { programme, draft, tiers, spent } = given
  const bonuses = pricing.applied.flatMap((each) => each.bonuses)
  const purchase = purchaseOf({ ...draft, lines: earningLines(lines, spent) }, tiers, programme)
  const holdings: Holdings = { ...holdingsOf(start.account), room: (rule) => pricing.bonusRoom.get(rule) ?? null }
  const outcomes = start.account.status === 'active' ? earned(programme, purchase, holdings, bonuses) : []
  let change = start
  const rules: DecidedRule[] = []
  for (const outcome of outcomes) {
    const [next, decided] = earnedBy(change, outcome, given)
    change = next
    rules.push(decided)
  }
  if (start.account.status === 'active')
    change = counting(change, { ...draft, orderId: given.orderId }, countsOf(purchase, rules), given.work.at)
  return { change, rules }
}

export function pointsOf(rules: readonly DecidedRule[]): (rule: string) => number {
  const kept = new Map(rules.map((rule) => [rule.rule, rule.kept]))
  return (rule) => kept.get(rule) ?? 0
}

function announced(
  { lines, pricing }: PricedOrder,
  rules: readonly DecidedRule[],
  { draft, orderId }: Confirmation,
): Record<string, unknown> {
  const applied = pricing.applied.map(({ offer, coupon, minor }) => ({ offer, coupon, minor }))
  return {
    orderId,
    number: draft.number,
    netMinor: netOf(lines),
    currency: draft.currency,
    channel: draft.channel,
    store: draft.store,
    earned: sumByWallet(rules),
    ...(applied.length === 0 ? {} : { offers: applied }),
  }
}

/** Of an order that was open before; it keeps its id when it is confirmed. */

function recorded(
  account: Account,
  { draft, orderId, work }: Confirmation,
  lines: readonly OrderLine[],
): Omit<Order, 'status' | 'decision' | 'reserved' | 'answer'> {
  return {
    orderId,
    number: draft.number,
    memberId: account.memberId,
    currency: draft.currency,
    channel: draft.channel,
    store: draft.store,
    placedAt: draft.placedAt,
    recordedAt: work.recordedAt,
    fingerprint: draft.fingerprint,
    lines,
    returns: [],
    returnKeys: new Map(),
  }
}

function sumByWallet(rules: readonly { wallet: string; points: number }[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { wallet, points } of rules) sums[wallet] = (sums[wallet] ?? 0) + points
  return sums
}

export function earnedBy(
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
export function holdingsOf(account: Account): Omit<Holdings, 'room'> {
  return {
    used: (counter) => account.counters.get(counter) ?? 0,
    balance(wallet) {
      const { balance, owed } = walletOf(account, wallet)
      return balance - owed
    },
  }
}

export function counted(change: Change, names: readonly string[], by: number): Change {
  if (names.length === 0) return change
  const counters = new Map(change.account.counters)
  for (const name of names) counters.set(name, (counters.get(name) ?? 0) + by)
  return { ...change, account: { ...change.account, counters } }
}

export type Keeping = Confirmation & {
  readonly status: 'open' | 'cancelled'
  /** Until when an open order keeps its coupons and uses for itself. */
  readonly reservedUntil: Instant
}

/**
 * Keeps an order that is not confirmed yet: it moves no points but reserves the coupons and uses of its offers. Or keeps a
 * cancellation that came before its order.
 */
export function keep(account: Account, docs: Docs, asked: Keeping): Decided<OrderAnswer, DeskDoc> | Refusal {
  const doc = orderIn(docs, asked.draft.number, account.memberId)
  const { status, reservedUntil } = asked
  if (status === 'cancelled' && doc !== undefined && !('elsewhere' in doc) && doc.status === 'cancelled')
    return { change: unchanged(account), answer: answerOf(doc, storedEffects(doc.answer)) }
  const given = identified(asked, doc)
  const { draft, programme, work } = given
  const before = standsInTheWay(doc, draft)
  if (before !== undefined && 'refusal' in before) return before
  if (before !== undefined) return alreadyConfirmed({ number: draft.number })
  const tiers = tiersAt(programme, account, work.at)
  const open = status === 'open'
  const offered = open ? given : { ...given, draft: { ...draft, priced: true } }
  const order = priced(account, docs, doc, pricerOf(account, offered, tiers))
  if ('refusal' in order) return order
  const { applied, passed } = order.pricing
  const used = moved(order.account, order.docs, { from: [], to: applied })
  const reserved = applied.length + passed.length === 0 ? null : { offers: applied, passed, until: reservedUntil }
  const change = { ...unchanged(account), account: used.account }
  const effects = effectsOf(change, tiers, work, programme)
  const answer = open ? null : effects
  const kept: Order = { ...recorded(account, given, order.lines), status, decision: null, reserved, answer }
  return {
    change,
    answer: answerOf(kept, effects),
    docs: new Map<string, DeskDoc>([...order.freed, ...used.docs, [orderKey(kept.number), kept]]),
  }
}

/** Gives back what an open order had reserved; undefined when the documents of its uses were not loaded. */
export function unreserved(account: Account, docs: Docs, order: Order): Books | undefined {
  const from = order.reserved?.offers ?? []
  return knows(docs, from) ? moved(account, docs, { from, to: [] }) : undefined
}

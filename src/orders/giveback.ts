/** Returns and cancellations: the exact inverse of what is left of an order. Pure; the desk calls these. */
import type { Account, Change } from '../accounts/account.ts'
import type { Decided } from '../accounts/desk.ts'
import { announcing, unchanged, type Work } from '../accounts/movements.ts'
import type { ReturnId } from '../base/ids.ts'
import { mulDiv } from '../base/quantities.ts'
import type { Refusal } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { moved, type OfferDoc } from '../offers/uses.ts'
import type { Programme } from '../programme/rules.ts'
import { tiersAt } from '../tiers/rules.ts'
import { answerOf, type Effects, effectsOf, type OrderAnswer, storedEffects } from './answer.ts'
import { type DeskDoc, type Docs, orderIn, orderKey } from './docs.ts'
import {
  alreadyCancelled,
  changedMeanwhile,
  notConfirmed,
  orderUnknown,
  returnKeyReused,
  returnNothing,
  returnTooMuch,
} from './errors.ts'
import {
  type Decision,
  fullyReturned,
  type Order,
  type OrderLine,
  type Return,
  type ReturnedLine,
  returnedOf,
} from './order.ts'
import { type Payment, type PointsBack, paidBack, refundsOf, returnedInPoints } from './paying.ts'
import { knows } from './priced.ts'
import { type Retaken, retake } from './retaking.ts'
import { concluded, settled, unreserved } from './rules.ts'

export type LineToReturn = { readonly line: number; readonly quantity: number }

export type GiveBack = {
  readonly number: string
  readonly returnId: ReturnId
  /** Names the return within its order. */
  readonly key: string
  readonly fingerprint: Buffer
  /** `all`: whatever is left. */
  readonly lines: readonly LineToReturn[] | 'all'
  readonly reason: string
  readonly work: Work
  /** Of the instant of the return, for reviewing tiers. */
  readonly programme: Programme
  /** The version that decided the order. */
  readonly decidedBy: (version: number) => Programme
}

export type ReturnAnswer = Effects & {
  readonly returnId: ReturnId
  readonly orderId: string
  readonly number: string
  readonly memberId: string
  readonly at: string
  readonly currency: string
  readonly refundMinor: number
  readonly lines: readonly ReturnedLine[]
  readonly takenBack: Retaken['takenBack']
  /** Points that had paid for what came back. */
  readonly pointsBack: readonly PointsBack[]
  /** The refund by means of payment, where those are known. */
  readonly refunds: readonly Payment[]
}

/** Lines as they are after the return, and what the return consists of. */
function returned(
  order: Order,
  asked: readonly LineToReturn[],
): { lines: OrderLine[]; parts: ReturnedLine[] } | Refusal {
  const byLine = new Map<number, number>()
  for (const { line, quantity } of asked) byLine.set(line, (byLine.get(line) ?? 0) + quantity)
  const parts: ReturnedLine[] = []
  for (const [number, quantity] of byLine) {
    const line = order.lines[number - 1]
    const left = line === undefined ? 0 : line.quantity - line.returnedQuantity
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > left) {
      return returnTooMuch({ number: order.number, line: number, asked: quantity, left })
    }
  }
  const lines = order.lines.map((line) => {
    const quantity = byLine.get(line.line)
    if (quantity === undefined) return line
    const returnedQuantity = line.returnedQuantity + quantity
    const returnedMinor = mulDiv(line.netMinor, returnedQuantity, line.quantity, 'floor')
    parts.push({ line: line.line, quantity, refundMinor: returnedMinor - line.returnedMinor })
    return { ...line, returnedQuantity, returnedMinor }
  })
  return parts.length === 0 ? returnNothing({ number: order.number }) : { lines, parts }
}

function everythingLeft(order: Order): LineToReturn[] {
  return order.lines
    .filter((line) => line.returnedQuantity < line.quantity)
    .map((line) => ({ line: line.line, quantity: line.quantity - line.returnedQuantity }))
}

type Made = { change: Change; order: Order; answer: ReturnAnswer; docs: ReadonlyMap<string, OfferDoc> }

/** Takes lines of a confirmed order back. */
export function giveBack(account: Account, docs: Docs, given: GiveBack): Decided<ReturnAnswer, DeskDoc> | Refusal {
  const doc = orderIn(docs, given.number, account.memberId)
  if (doc === undefined || 'elsewhere' in doc) return orderUnknown({ number: given.number })
  const known = doc.returnKeys.get(given.key)
  if (known !== undefined) {
    if (!known.fingerprint.equals(given.fingerprint)) return returnKeyReused({ key: given.key })
    return { change: unchanged(account), answer: storedReturn(known.answer) }
  }
  if (doc.status === 'cancelled') return alreadyCancelled({ number: given.number })
  if (doc.status !== 'confirmed') return notConfirmed({ number: given.number })
  const made = make(account, docs, doc, given)
  if ('refusal' in made) return made
  return { change: made.change, answer: made.answer, docs: withOrder(made.docs, made.order) }
}

export function withOrder(docs: ReadonlyMap<string, DeskDoc>, order: Order): ReadonlyMap<string, DeskDoc> {
  return new Map<string, DeskDoc>([...docs, [orderKey(order.number), order]])
}

/** An answer that was kept with its return, as it was given then. */
function storedReturn(stored: unknown): ReturnAnswer {
  if (!isReturnAnswer(stored)) throw new Error('a stored return has no answer')
  return stored
}
function isReturnAnswer(stored: unknown): stored is ReturnAnswer {
  return typeof stored === 'object' && stored !== null && 'returnId' in stored && 'takenBack' in stored
}

/** What taking an order back to these lines does: to the account, to what the order holds, and to what everybody shares. */
export type Undone = {
  readonly change: Change
  readonly decision: Decision
  readonly docs: ReadonlyMap<string, OfferDoc>
  readonly takenBack: Retaken['takenBack']
  readonly pointsBack: readonly PointsBack[]
  /** Tiers by ladder before. */
  readonly tiers: ReadonlyMap<string, string>
}

type Undoing = {
  readonly lines: readonly OrderLine[]
  readonly given: GiveBack
  readonly trace: Readonly<Record<string, unknown>>
  /** What the order still holds of its offers afterwards: nothing when nobody will remember it. */
  readonly keeps: 'its share' | 'nothing'
}

export function undone(
  account: Account,
  docs: Docs,
  order: Order,
  { lines, given, trace, keeps }: Undoing,
): Undone | Refusal {
  const { programme } = given
  if (order.decision === null) return notConfirmed({ number: order.number })
  const applied = order.decision.offers ?? []
  if (!knows(docs, applied)) return changedMeanwhile({ number: order.number })
  const work: Work = { ...given.work, orderId: order.orderId }
  const start = settled(account, work, programme)
  const tiers = tiersAt(programme, start.account, work.at)
  const decidedBy = given.decidedBy(order.decision.version)
  const spent = order.decision.paid ?? []
  // Points go back to lots that may be used up: the whole account is needed.
  if (spent.length > 0 && !start.account.complete) return changedMeanwhile({ number: order.number })
  const why = { order: order.number, ...trace }
  const {
    change: refunded,
    paid,
    back,
  } = paidBack(start, spent, lines, {
    work,
    trace: { ...why, because: 'paid-back', version: order.decision.version },
  })
  const decided = paid.length === 0 ? order.decision : { ...order.decision, paid }
  const retaken = retake(refunded, order, lines, decided, { programme: decidedBy, work, trace: why, docs })
  const freed = moved(retaken.change.account, docs, {
    from: applied,
    to: keeps === 'nothing' ? [] : (retaken.decision.offers ?? []),
  })
  const change = concluded({ ...retaken.change, account: freed.account }, work, programme)
  const { decision, takenBack } = retaken
  return { change, decision, docs: freed.docs, takenBack, pointsBack: back, tiers }
}

/** What of a return is paid out: without what points had paid, shared over the means that paid the rest. */
function inMoney(order: Order, after: { lines: readonly OrderLine[]; parts: readonly ReturnedLine[] }) {
  const spent = order.decision?.paid ?? []
  const [then, now] = [returnedInPoints(spent, order.lines), returnedInPoints(spent, after.lines)]
  const parts = after.parts.map((part): ReturnedLine => {
    const pointsMinor = (now.get(part.line) ?? 0) - (then.get(part.line) ?? 0)
    return pointsMinor === 0 ? part : { ...part, refundMinor: part.refundMinor - pointsMinor, pointsMinor }
  })
  const money = (lines: readonly OrderLine[], points: ReadonlyMap<number, number>) =>
    returnedOf(lines) - [...points.values()].reduce((sum, minor) => sum + minor, 0)
  const [before, reached] = [money(order.lines, then), money(after.lines, now)]
  const refunds = refundsOf(order.decision?.payments ?? [], { before, after: reached })
  return { parts, refundMinor: reached - before, refunds }
}

function make(account: Account, docs: Docs, order: Order, given: GiveBack): Made | Refusal {
  const { work, programme, returnId } = given
  const after = returned(order, given.lines === 'all' ? everythingLeft(order) : given.lines)
  if ('refusal' in after) return after
  const back = undone(account, docs, order, {
    lines: after.lines,
    given,
    trace: { return: returnId },
    keeps: 'its share',
  })
  if ('refusal' in back) return back
  const own: Work = { ...work, orderId: order.orderId }
  const { takenBack, pointsBack } = back
  const { parts, refundMinor, refunds } = inMoney(order, after)
  const { orderId, number, memberId, currency } = order
  const change = announcing(back.change, 'order.returned', work.at, {
    ...{ orderId, number, returnId, refundMinor, currency, takenBack },
  })
  const answer: ReturnAnswer = {
    ...{ returnId, orderId, number, memberId, at: instantText(work.at), currency, refundMinor },
    lines: parts,
    ...{ takenBack, pointsBack, refunds },
    ...effectsOf(change, back.tiers, own, programme),
  }
  const { key, reason, fingerprint } = given
  const record: Return = {
    ...{ returnId, orderId, memberId, key, at: work.at, recordedAt: work.recordedAt, reason },
    ...{ lines: parts, refundMinor, fingerprint, answer },
  }
  const returnKeys = new Map(order.returnKeys).set(key, { fingerprint, answer })
  const left: Order = {
    ...order,
    lines: after.lines,
    decision: back.decision,
    returns: [...order.returns, record],
    returnKeys,
  }
  return { change, answer, docs: back.docs, order: left }
}

/** The key of the return that a cancellation makes; no caller can choose it, because keys from outside have no `#`. */
export const cancelKey = '#cancel'

/** Cancels an order: an open one just ends, a confirmed one is returned as far as it is left. */
export function cancel(account: Account, docs: Docs, given: GiveBack): Decided<OrderAnswer, DeskDoc> | Refusal {
  const doc = orderIn(docs, given.number, account.memberId)
  if (doc === undefined || 'elsewhere' in doc) return orderUnknown({ number: given.number })
  if (doc.status === 'cancelled')
    return { change: unchanged(account), answer: answerOf(doc, storedEffects(doc.answer)) }
  const facts = { orderId: doc.orderId, number: doc.number }
  if (doc.status === 'open' || fullyReturned(doc)) {
    const freed = unreserved(account, docs, doc)
    if (freed === undefined) return changedMeanwhile({ number: doc.number })
    const order: Order = { ...doc, status: 'cancelled', reserved: null, answer: null }
    const start = { ...unchanged(account), account: freed.account }
    const change = announcing(start, 'order.cancelled', given.work.at, facts)
    return { change, answer: answerOf(order, storedEffects(null)), docs: withOrder(freed.docs, order) }
  }
  const made = make(account, docs, doc, { ...given, key: cancelKey, lines: 'all' })
  if ('refusal' in made) return made
  const { wallets, tiers, entries } = made.answer
  const order: Order = { ...made.order, status: 'cancelled', answer: { wallets, tiers, entries } }
  const change = announcing(made.change, 'order.cancelled', given.work.at, facts)
  return { change, answer: answerOf(order, { wallets, tiers, entries }), docs: withOrder(made.docs, order) }
}

/** Ends what an open order had reserved when its time is over; the order stays open. */
export function lapse(account: Account, docs: Docs, given: GiveBack): Decided<null, DeskDoc> | Refusal {
  const doc = orderIn(docs, given.number, account.memberId)
  if (doc === undefined || 'elsewhere' in doc) return orderUnknown({ number: given.number })
  const due = doc.status === 'open' && doc.reserved !== null && doc.reserved.until <= given.work.at
  if (!due) return { change: unchanged(account), answer: null }
  const freed = unreserved(account, docs, doc)
  if (freed === undefined) return changedMeanwhile({ number: doc.number })
  return {
    change: { ...unchanged(account), account: freed.account },
    answer: null,
    docs: withOrder(freed.docs, { ...doc, reserved: null }),
  }
}

/** Points as money: how many a member can pay with, what paying does, and what a return gives back. Pure. */
import { type Account, availableAt, type Change, type LotPart, type Trace } from '../accounts/account.ts'
import { cover, debit, type Work } from '../accounts/movements.ts'
import { restore } from '../accounts/travelling.ts'
import { mulDiv } from '../base/quantities.ts'
import type { Refusal } from '../base/refusals.ts'
import { spread } from '../offers/pricing.ts'
import { insufficientPoints } from '../points/errors.ts'
import { capsInTrace, spendCounted, spendRoom, withinCaps } from '../points/spending.ts'
import type { CompiledCheckout } from '../programme/checkout.ts'
import type { Programme } from '../programme/rules.ts'
import { cannotPay, payAmount, paymentsDiffer } from './errors.ts'
import type { OrderLine } from './order.ts'

export type PayWish = { readonly wallet: string; readonly points: number }
export type Payment = { readonly means: string; readonly minor: number }

/** Points that paid for an order, as the order keeps it. */
export type Paid = {
  readonly wallet: string
  readonly points: number
  readonly minor: number
  /** By line of the order. */
  readonly off: readonly (readonly [line: number, minor: number])[]
  readonly earns: boolean
  /** Where they came from, soonest to expire first. */
  readonly lots: readonly LotPart[]
  /** Points that still pay for what was not returned. */
  readonly kept: number
  /** Caps on spending that it counts against; absent when there are none. */
  readonly caps?: readonly string[]
}

/** How many points of a wallet can pay for an order now. */
export type Payable = {
  readonly wallet: string
  readonly least: number
  readonly step: number
  /** 0 when it cannot pay at all. */
  readonly most: number
  /** What the most of them pay. */
  readonly mostMinor: number
}

type Order = { readonly currency: string; readonly lines: readonly OrderLine[] }

/** Goods that the wallet pays for, by place, with what is left to pay of each line. */
function payableLines({ counts }: CompiledCheckout, { lines }: Order, left: readonly number[]): number[] {
  return lines.flatMap((line, place) => (!line.fee && (left[place] ?? 0) > 0 && counts(line) ? [place] : []))
}

type Given = { readonly programme: Programme; readonly work: Work }

function payable(
  account: Account,
  compiled: CompiledCheckout,
  order: Order,
  left: readonly number[],
  given: Given,
): Payable {
  const { wallet, checkout } = compiled
  const { least = 1, step = 1, most = Number.MAX_SAFE_INTEGER, mostBasisPoints = 10_000 } = checkout
  const goods = order.lines.reduce((sum, line) => sum + (line.fee ? 0 : line.netMinor), 0)
  const places = payableLines(compiled, order, left)
  const due = places.reduce((sum, place) => sum + (left[place] ?? 0), 0)
  const minor = Math.min(due, mulDiv(goods, mostBasisPoints, 10_000, 'floor'))
  const points = Math.min(
    mulDiv(minor, checkout.points, checkout.minor, 'floor'),
    most,
    availableAt(account, wallet, given.work.at),
    spendRoom(account, wallet, given),
  )
  const whole = checkout.currency === order.currency ? points - (points % step) : 0
  const possible = whole < least ? 0 : whole
  return { wallet, least, step, most: possible, mostMinor: mulDiv(possible, checkout.minor, checkout.points, 'floor') }
}

/** What each wallet could pay by itself. */
export function payables(account: Account, order: Order, given: Given): Payable[] {
  const left = order.lines.map(({ netMinor }) => netMinor)
  return [...given.programme.checkouts.values()].map((compiled) => payable(account, compiled, order, left, given))
}

/** Pays with points, wallet after wallet. The cashier chooses how many; what cannot be is refused, never lessened. */
export function paid(
  start: Change,
  order: Order & { readonly number: string; readonly version: number },
  wishes: readonly PayWish[],
  given: Given,
): { change: Change; paid: Paid[] } | Refusal {
  const { programme, work } = given
  let change = start
  let left: readonly number[] = order.lines.map(({ netMinor }) => netMinor)
  const done: Paid[] = []
  for (const { wallet, points } of wishes) {
    const compiled = programme.checkouts.get(wallet)
    if (
      compiled === undefined ||
      compiled.checkout.currency !== order.currency ||
      done.some((each) => each.wallet === wallet)
    )
      return cannotPay({ number: order.number, wallet })
    const available = availableAt(change.account, wallet, work.at)
    if (points > available) return insufficientPoints({ wallet, available, asked: points })
    const capped = withinCaps(change.account, { wallet, amount: points }, given)
    if ('refusal' in capped) return capped
    const { least, step, most } = payable(change.account, compiled, order, left, given)
    if (points < least || points > most || points % step !== 0)
      return payAmount({ number: order.number, wallet, asked: points, least, step, most })
    const { checkout } = compiled
    const minor = mulDiv(points, checkout.minor, checkout.points, 'floor')
    const { off } = spread(minor, payableLines(compiled, order, left), left, { minor: left, closed: new Set() })
    const lots = cover(change.account, wallet, points, work.at)
    if (lots === undefined) return insufficientPoints({ wallet, available, asked: points })
    const trace: Trace = {
      because: 'paid',
      version: order.version,
      order: order.number,
      minor,
      currency: order.currency,
      ...capsInTrace(capped.counters),
    }
    change = debit(change, work, { wallet, parts: lots, kind: 'redeem', counter: 'redeemed', trace })
    change = spendCounted(change, capped)
    const shares = off ?? []
    left = left.map((each, place) => each - (shares[place] ?? 0))
    done.push({
      ...{ wallet, points, minor, lots, kept: points, earns: checkout.earns === true },
      ...capsInTrace(capped.counters),
      off: shares.flatMap((part, place) => (part > 0 ? [[order.lines[place]?.line ?? 0, part] as const] : [])),
    })
  }
  return { change, paid: done }
}

/** Of a share of a line, what belongs to what was returned of it: cumulative, so that parts make the same as the whole. */
function returnedShare(minor: number, line: OrderLine | undefined): number {
  return line === undefined ? 0 : mulDiv(minor, line.returnedQuantity, line.quantity, 'floor')
}

/** What points had paid of what was returned, by line and in all. */
export function returnedInPoints(done: readonly Paid[], lines: readonly OrderLine[]): Map<number, number> {
  const byLine = new Map<number, number>()
  for (const { off } of done)
    for (const [line, minor] of off) byLine.set(line, (byLine.get(line) ?? 0) + returnedShare(minor, lines[line - 1]))
  return byLine
}

/** Points that still pay for what is left of the lines. */
function pointsLeft({ points, minor, off }: Paid, lines: readonly OrderLine[]): number {
  const back = off.reduce((sum, [line, part]) => sum + returnedShare(part, lines[line - 1]), 0)
  const total = off.reduce((sum, [, part]) => sum + part, 0)
  return total === 0 || minor === 0 ? pointsOfNothing(points, lines) : points - mulDiv(points, back, total, 'floor')
}

/** Points that were worth less than a minor unit come back when everything does. */
function pointsOfNothing(points: number, lines: readonly OrderLine[]): number {
  return lines.every((line) => line.returnedQuantity === line.quantity) ? 0 : points
}

/** Parts of the lots between two amounts, counted from the lot that was spent last. */
function between(lots: readonly LotPart[], from: number, to: number): LotPart[] {
  const parts: LotPart[] = []
  let passed = 0
  for (const [lot, amount] of lots.toReversed()) {
    const [start, end] = [Math.max(from, passed), Math.min(to, passed + amount)]
    if (end > start) parts.push([lot, end - start])
    passed += amount
  }
  return parts
}

export type PointsBack = { readonly wallet: string; readonly points: number }

/** Gives points back to the lots that they came from, with their dates; those spent last come back first. */
export function paidBack(
  start: Change,
  done: readonly Paid[],
  lines: readonly OrderLine[],
  { work, trace }: { work: Work; trace: Trace },
): { change: Change; paid: Paid[]; back: PointsBack[] } {
  let change = start
  const back: PointsBack[] = []
  const left = done.map((each) => {
    const kept = pointsLeft(each, lines)
    const points = each.kept - kept
    if (points <= 0) return each
    const parts = between(each.lots, each.points - each.kept, each.points - kept)
    const caps = each.caps ?? []
    change = restore(change, work, {
      ...{ wallet: each.wallet, kind: 'refund', counter: 'redeemed', parts },
      trace: { ...trace, ...capsInTrace(caps) },
    })
    change = spendCounted(change, { counters: caps, amount: -points })
    back.push({ wallet: each.wallet, points })
    return { ...each, kept }
  })
  return { change, paid: left, back }
}

/** The lines as earning sees them: without what points paid, unless that earns too. */
export function earningLines(lines: readonly OrderLine[], done: readonly Paid[]): readonly OrderLine[] {
  const off = new Map<number, number>()
  for (const { earns, off: parts } of done)
    if (!earns) for (const [line, minor] of parts) off.set(line, (off.get(line) ?? 0) + minor)
  if (off.size === 0) return lines
  return lines.map((line) => {
    const minor = off.get(line.line) ?? 0
    if (minor === 0) return line
    return { ...line, netMinor: line.netMinor - minor, returnedMinor: line.returnedMinor - returnedShare(minor, line) }
  })
}

/** Whether the means of payment cover what is to be paid in money. */
export function paymentsMistake(
  payments: readonly Payment[] | undefined,
  { number, dueMinor }: { number: string; dueMinor: number },
): Refusal | undefined {
  if (payments === undefined) return undefined
  const paidMinor = payments.reduce((sum, { minor }) => sum + minor, 0)
  return paidMinor === dueMinor ? undefined : paymentsDiffer({ number, dueMinor, paidMinor })
}

/** A refund shared over the means that paid, in proportion; cumulative, so that parts make the same as the whole. */
export function refundsOf(
  payments: readonly Payment[],
  { before, after }: { before: number; after: number },
): Payment[] {
  const due = payments.reduce((sum, { minor }) => sum + minor, 0)
  if (due === 0) return []
  const upTo = (refunded: number): number[] => {
    let [cumulated, shared] = [0, 0]
    return payments.map(({ minor }) => {
      cumulated += minor
      const share = mulDiv(refunded, cumulated, due, 'floor') - shared
      shared += share
      return share
    })
  }
  const [then, now] = [upTo(before), upTo(after)]
  return payments.flatMap(({ means }, index) => {
    const minor = (now[index] ?? 0) - (then[index] ?? 0)
    return minor === 0 ? [] : [{ means, minor }]
  })
}

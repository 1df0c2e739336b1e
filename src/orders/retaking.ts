/** What a return takes back of what an order earned, and what it gives again. Pure. */
import type { Account, Change, Trace } from '../accounts/account.ts'
import { takeBack, type Work } from '../accounts/movements.ts'
import { keptOffers, roomLeft } from '../offers/rules.ts'
import { usageIn } from '../offers/uses.ts'
import { earnedAgain, type OfferRoom, roomNow } from '../points/earning.ts'
import type { Purchase } from '../programme/purchase.ts'
import type { Programme } from '../programme/rules.ts'
import { counting, countsOf } from '../tiers/counting.ts'
import type { Docs } from './docs.ts'
import type { DecidedRule, Decision, Order, OrderLine } from './order.ts'
import { earningLines } from './paying.ts'
import { purchaseOf } from './priced.ts'
import { counted, earnedBy, holdingsOf, pointsOf } from './rules.ts'

export type Retaken = {
  readonly change: Change
  readonly decision: Decision
  readonly takenBack: readonly { wallet: string; rule: string; points: number }[]
}

type Given = {
  /** The version that decided the order. */
  readonly programme: Programme
  readonly work: Work
  readonly trace: Omit<Trace, 'version' | 'because'>
  /** Holds the uses of the order's offers. */
  readonly docs: Docs
}
type Deciding = Given & {
  readonly order: Order
  readonly purchase: Purchase
  readonly tiers: ReadonlyMap<string, string>
  readonly account: Account
}

/**
 * Decides the order again for what is left of it, under the version, tiers and cap room that decided it before, and takes
 * back the difference. What stands afterwards depends only on what is left, so the order of returns does not matter. A rule with
 * an upper limit may hold again for what is left; it gives no more than its caps and its offer have left by now.
 */
export function retake(
  start: Change,
  order: Order,
  left: readonly OrderLine[],
  decision: Decision,
  given: Given,
): Retaken {
  const { programme, work } = given
  const tiers = new Map(Object.entries(decision.tiers))
  const purchase = purchaseOf({ ...order, lines: earningLines(left, decision.paid ?? []) }, tiers, programme)
  const wanted = decision.rules.map((rule) => ({
    rule,
    kept: Math.min(rule.points, earnedAgain(programme, purchase, rule)?.points ?? 0),
  }))
  const deciding = { ...given, order, purchase, tiers, account: start.account }
  let change = start
  // What is taken back comes first: it may be what another rule gives again.
  const lessened = wanted.map(({ rule, kept }) => {
    if (kept >= rule.kept) return rule
    change = takenFrom(change, rule, kept, deciding)
    return { ...rule, kept }
  })
  const room = roomOfOffers(decision, lessened, deciding)
  const rules = lessened.map((rule, index) => {
    const points = Math.min((wanted[index]?.kept ?? 0) - rule.kept, leftFor(rule, change, { deciding, room }))
    if (points <= 0) return rule
    const [next, again] = givenAgain(change, rule, points, deciding)
    change = next
    room.give(rule.rule, points)
    return again
  })
  const offers = keptOffers(decision.offers ?? [], left, pointsOf(rules))
  change = counting(change, order, countsOf(purchase, rules), work.at)
  const takenBack = rules.flatMap(({ rule, wallet, kept }, index) => {
    const points = (decision.rules[index]?.kept ?? kept) - kept
    return points === 0 ? [] : [{ wallet, rule, points }]
  })
  return { change, decision: { ...decision, rules, ...(offers.length === 0 ? {} : { offers }) }, takenBack }
}

function takenFrom(
  change: Change,
  rule: DecidedRule,
  kept: number,
  { programme, work, trace: of }: Pick<Deciding, 'programme' | 'work' | 'trace'>,
): Change {
  const trace: Trace = {
    ...of,
    because: 'return',
    version: programme.version,
    rule: rule.rule,
    before: rule.kept,
    after: kept,
  }
  const amount = rule.kept - kept
  // What a merged record earned is with the other by now: it is owed here, and the wallet's policy is asked there.
  const debt = change.account.mergedInto === null ? (programme.wallets.get(rule.wallet)?.debt ?? 'owe') : 'owe'
  const { wallet, lots, counters } = rule
  return takeBack(counted(change, counters, -amount), work, { wallet, amount, lots, debt, trace })
}

/** Points that come back with the terms of the return's day. */
function givenAgain(
  change: Change,
  rule: DecidedRule,
  points: number,
  { programme, work, order, purchase, tiers }: Deciding,
): [Change, DecidedRule] {
  const [next, again] = earnedBy(
    counted(change, rule.counters, points),
    { ...rule, points, counters: [] },
    { programme, work, tiers, draft: { ...order, netMinor: purchase.netMinor }, orderId: order.orderId },
  )
  return [next, { ...rule, kept: rule.kept + points, lots: [...rule.lots, ...again.lots] }]
}

type Room = { of(rule: string): OfferRoom | null; give(rule: string, points: number): void }

/** What the limits of the order's offers leave for their bonuses: others may have used what an earlier return had freed. */
function roomOfOffers({ offers = [] }: Decision, lessened: readonly DecidedRule[], deciding: Deciding): Room {
  const rooms = roomLeft(offers, usageIn(deciding.account, deciding.docs))
  const given = new Map<string, number>()
  const give = (rule: string, points: number) => {
    const offer = rooms.get(rule)?.offer
    if (offer !== undefined) given.set(offer, (given.get(offer) ?? 0) + points)
  }
  for (const [index, { rule, kept }] of lessened.entries())
    give(rule, kept - (deciding.order.decision?.rules[index]?.kept ?? kept))
  return {
    give,
    of(rule) {
      const room = rooms.get(rule)
      return room === undefined ? null : { ...room, points: room.points - (given.get(room.offer) ?? 0) }
    },
  }
}

function leftFor(
  { rule }: DecidedRule,
  { account }: Change,
  { deciding, room }: { deciding: Deciding; room: Room },
): number {
  const holdings = { ...holdingsOf(account), room: (code: string) => room.of(code) }
  return roomNow(deciding.programme, { rule, at: deciding.order.placedAt, holdings })
}

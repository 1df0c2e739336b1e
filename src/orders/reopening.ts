/** After the sale: a confirmed order is opened again to be changed, or lines of it are exchanged for others. Pure; the desk calls these. */
import type { Account } from '../accounts/account.ts'
import type { Decided } from '../accounts/desk.ts'
import { announcing, unchanged } from '../accounts/movements.ts'
import type { Refusal } from '../base/refusals.ts'
import { answerOf, effectsOf, type OrderAnswer } from './answer.ts'
import { type DeskDoc, type Docs, orderIn } from './docs.ts'
import { alreadyCancelled, hasReturns, orderUnknown } from './errors.ts'
import { type GiveBack, giveBack, type ReturnAnswer, undone, withOrder } from './giveback.ts'
import { netOf, type Order } from './order.ts'
import { over } from './priced.ts'
import { type Confirmation, confirm } from './rules.ts'

/**
 * Undoes a confirmation: everything that it did is taken back, and the order is open as if it had never been confirmed. An
 * order of which something was returned stays as it is: what was returned would come twice.
 */
export function reopen(account: Account, docs: Docs, given: GiveBack): Decided<OrderAnswer, DeskDoc> | Refusal {
  const order = orderIn(docs, account, given.number)
  if (order === undefined || 'elsewhere' in order) return orderUnknown({ number: given.number })
  const { number } = order
  if (order.status === 'cancelled') return alreadyCancelled({ number })
  if (order.lines.some((line) => line.returnedQuantity > 0)) return hasReturns({ number })
  const tiers = new Map([...account.standings].map(([ladder, { tier }]) => [ladder, tier]))
  if (order.status === 'open') {
    const same = unchanged(account)
    return { change: same, answer: answerOf(order, effectsOf(same, tiers, given.work, given.programme)) }
  }
  const nothingLeft = order.lines.map((line) => ({
    ...line,
    returnedQuantity: line.quantity,
    returnedMinor: line.netMinor,
  }))
  const back = undone(account, docs, order, { lines: nothingLeft, given, trace: { reopened: true }, never: true })
  if ('refusal' in back) return back
  const open: Order = { ...order, status: 'open', decision: null, reserved: null, answer: null }
  const change = announcing(back.change, 'order.reopened', given.work.at, {
    orderId: order.orderId,
    number,
    takenBack: back.takenBack,
  })
  const work = { ...given.work, orderId: order.orderId }
  return {
    change,
    answer: answerOf(open, effectsOf(change, back.tiers, work, given.programme)),
    docs: withOrder(back.docs, open),
  }
}

export type ExchangeAnswer = {
  readonly returned: ReturnAnswer
  readonly order: OrderAnswer
  /** What the member pays for the new order beyond the refund; negative when he gets money back. */
  readonly differenceMinor: number
}

/** Returns lines of an order and confirms another in their place: both happen, or neither. */
export function exchanged(
  account: Account,
  docs: Docs,
  { back, anew }: { back: GiveBack; anew: Confirmation },
): Decided<ExchangeAnswer, DeskDoc> | Refusal {
  const returned = giveBack(account, docs, back)
  if ('refusal' in returned) return returned
  const first = returned.docs ?? new Map<string, DeskDoc>()
  const { past } = account
  const between = { ...returned.change.account, past: [...past, ...returned.change.entries] }
  const bought = confirm(between, over(docs, first), anew)
  if ('refusal' in bought) return bought
  const order = orderIn(bought.docs ?? docs, account, anew.draft.number)
  const netMinor = order === undefined || 'elsewhere' in order ? bought.answer.netMinor : netOf(order.lines)
  return {
    change: {
      account: { ...bought.change.account, past },
      entries: [...returned.change.entries, ...bought.change.entries],
      facts: [...returned.change.facts, ...bought.change.facts],
    },
    answer: {
      returned: returned.answer,
      order: bought.answer,
      differenceMinor: netMinor - returned.answer.refundMinor,
    },
    docs: new Map([...first, ...(bought.docs ?? [])]),
  }
}

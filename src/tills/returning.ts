/** Goods that came back while the server was away: the till noted them, and what that does is decided when it comes. */

import { isRefusal, Refused } from '../base/refusals.ts'
import { later } from '../base/time.ts'
import { noMember } from '../orders/errors.ts'
import { ownOrder } from '../orders/scope.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Stores } from '../platform/http/stores.ts'
import { linesBack, type SignedReturn } from './rules.ts'
import type { Outcome, Returned } from './till.ts'

export type ReturningParts = { readonly orders: Pick<OrdersService, 'get' | 'giveBack' | 'storeOf'> }

type Done = Awaited<ReturnType<OrdersService['giveBack']>>

/**
 * The same return that comes again, also after a crash half way, is known by its number, and gives the same answer.
 * @param stores for which the sender acts
 * @throws Refused orderUnknown, noMember, notConfirmed, returnTooMuch, returnNothing, returnBeyond, otherStore
 */
export async function takenBack(
  { orders }: ReturningParts,
  noted: SignedReturn,
  stores: Stores,
): Promise<Extract<Outcome, { state: 'accepted' }>> {
  const { returns: number, number: key, reason } = noted
  await ownOrder(orders, stores, number)
  const found = await orders.get(number)
  if (!('order' in found)) throw new Refused(noMember({ number }))
  const { order, returns } = found
  const known = returns.find((each) => each.key === key)
  const lines =
    known === undefined ? linesBack(noted, order.lines) : known.lines.map(({ line, quantity }) => ({ line, quantity }))
  if (isRefusal(lines)) throw new Refused(lines)
  // Nothing comes back before it was sold, whatever two clocks say.
  const done = await orders.giveBack({ number, lines, key, reason, at: later(noted.at, order.placedAt) })
  return {
    ...{ state: 'accepted', orderId: order.orderId, memberId: order.memberId },
    note: noted.ahead ? 'clock-wrong' : null,
    returned: told(done),
  }
}

function told({ refundMinor, takenBack: by, pointsBack, wallets, tiers }: Done): Returned {
  const taken = new Map<string, number>()
  for (const { wallet, points } of by) taken.set(wallet, (taken.get(wallet) ?? 0) + points)
  return {
    refundMinor,
    takenBack: [...taken].flatMap(([wallet, points]) => (points === 0 ? [] : [{ wallet, points }])),
    pointsBack: pointsBack.map(({ wallet, points }) => ({ wallet, points })),
    owed: wallets.flatMap(({ wallet, owed }) => (owed > 0 ? [{ wallet, points: owed }] : [])),
    tiers: tiers
      .filter(({ before, tier }) => before !== tier)
      .map(({ ladder, before, tier }) => ({ ladder, before, tier })),
  }
}

/** Guard rails for offers: what is probably not meant, and what is not let pass. Add yours to `checks`. */
import type { Finding, Linted } from '../findings.ts'
import { personalPrices } from './equality.ts'
import { offersWithoutEnd, ordersForNothing, pointsForEver } from './liability.ts'
import { type LookedOffer, lookedOffers } from './looked.ts'
import { belowTheFloor } from './margin.ts'
import { endedOffers, hopelessOffers, offersForNobody, offersNeverReached, ordersThatDecide } from './reach.ts'

/** @param offers in the order in which they are applied */
type OfferCheck = (linted: Linted, offers: readonly LookedOffer[]) => readonly Finding[]

const checks: readonly OfferCheck[] = [
  personalPrices,
  belowTheFloor,
  endedOffers,
  hopelessOffers,
  offersForNobody,
  offersNeverReached,
  ordersThatDecide,
  offersWithoutEnd,
  pointsForEver,
  ordersForNothing,
]

export function offersLookedOver(linted: Linted): Finding[] {
  const offers = lookedOffers(linted)
  return offers.length === 0 ? [] : checks.flatMap((check) => check(linted, offers))
}

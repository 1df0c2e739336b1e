/** What is wrong with an offer by itself and among the wallets and rules of its programme; conditions are checked when compiled. */
import type { Words } from '../../base/refusals.ts'
import { parseInstant } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { mistakeInTerms } from '../terms.ts'
import type { Give, GiveOf, Offer } from './definition.ts'

export type Mistake = { readonly part: string; readonly problem: string | Words }

/** @returns the first mistake; its `part` is the path inside the offer */
export function mistakeInOffer(offer: Offer, definition: Definition): Mistake | undefined {
  const startsAt = offer.startsAt === undefined ? undefined : parseInstant(offer.startsAt)
  const endsAt = offer.endsAt === undefined ? undefined : parseInstant(offer.endsAt)
  if (offer.startsAt !== undefined && startsAt === undefined)
    return { part: 'startsAt', problem: 'not an RFC 3339 instant' }
  if (offer.endsAt !== undefined && endsAt === undefined) return { part: 'endsAt', problem: 'not an RFC 3339 instant' }
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
    return { part: 'endsAt', problem: 'it must lie after startsAt' }
  if (offer.currency === undefined && offer.gives.some(namesMoney))
    return { part: 'currency', problem: 'an offer with amounts of money needs the currency they are in' }
  for (const [index, give] of offer.gives.entries()) {
    const mistake = mistakeInGive(give, definition)
    if (mistake !== undefined) return { ...mistake, part: `gives[${index}].${mistake.part}` }
  }
  return mistakeInLimits(offer)
}

function namesMoney(give: Give): boolean {
  switch (give.kind) {
    case 'percent':
      return give.mostMinor !== undefined
    case 'amount':
    case 'every':
    case 'bundle':
    case 'prices':
      return true
    case 'steps':
      return give.by === 'amount' || give.steps.some(({ off }) => 'minor' in off)
    case 'buy-get':
    case 'gift':
    case 'points':
      return false
  }
}

function mistakeInGive(give: Give, definition: Definition): Mistake | undefined {
  switch (give.kind) {
    case 'steps':
      return mistakeInSteps(give)
    case 'every':
      return give.offMinor > give.perMinor
        ? { part: 'offMinor', problem: 'it takes off more than is asked for' }
        : undefined
    case 'prices':
      return mistakeInPrices(give)
    case 'points':
      return mistakeInBonus(give, definition)
    case 'percent':
    case 'amount':
      return give.of === 'fees' && give.lines !== undefined
        ? { part: 'lines', problem: 'fees are reduced as a whole' }
        : undefined
    case 'buy-get':
    case 'bundle':
    case 'gift':
      return undefined
  }
}

/** Paying more must never save less: the search for the best combination relies on it, and so do customers. */
function mistakeInSteps({ steps }: GiveOf<'steps'>): Mistake | undefined {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    if (before === undefined) continue
    if (step.from <= before.from) return { part: `steps[${index}].from`, problem: 'steps rise' }
    const [off, offBefore] = [step.off, before.off]
    if ('minor' in off !== 'minor' in offBefore)
      return { part: `steps[${index}].off`, problem: 'all steps are amounts, or all are percentages' }
    if (sizeOf(off) < sizeOf(offBefore))
      return { part: `steps[${index}].off`, problem: 'a higher step cannot give less' }
  }
  return undefined
}

function sizeOf(off: { minor: number } | { basisPoints: number }): number {
  return 'minor' in off ? off.minor : off.basisPoints
}

function mistakeInPrices({ prices }: GiveOf<'prices'>): Mistake | undefined {
  const seen = new Set<string>()
  for (const [index, { sku, from = 1 }] of prices.entries()) {
    const key = JSON.stringify([sku, from])
    if (seen.has(key)) return { part: `prices[${index}]`, problem: `there are two prices of ${sku} from ${from}` }
    seen.add(key)
  }
  return undefined
}

function mistakeInBonus(give: GiveOf<'points'>, definition: Definition): Mistake | undefined {
  const wallet = definition.wallets.find((each) => each.code === give.wallet)
  if (wallet === undefined) return { part: 'wallet', problem: `there is no wallet ${give.wallet}` }
  if (give.earn.by === 'multiply') {
    const { rule } = give.earn
    const base = definition.earningRules.find((each) => each.code === rule)
    if (base === undefined) return { part: 'earn.rule', problem: `there is no rule ${rule}` }
    if (base.wallet !== give.wallet || base.earn.by === 'multiply')
      return { part: 'earn.rule', problem: `${rule} earns in another way` }
  }
  return mistakeInTerms({ ...wallet, ...give })
}

function mistakeInLimits(offer: Offer): Mistake | undefined {
  const seen = new Set<string>()
  for (const [index, limit] of (offer.limits ?? []).entries()) {
    const wrong = (part: string, problem: string) => ({ part: `limits[${index}].${part}`, problem })
    const key = `${limit.of} ${limit.per} ${limit.by} ${limit.identifier ?? ''}`
    if (seen.has(key)) return wrong('of', 'this limit is there twice')
    seen.add(key)
    if (limit.of === 'discount' && offer.currency === undefined)
      return wrong('of', 'a limit in money needs the offer’s currency')
    if (limit.of === 'points' && !offer.gives.some((give) => give.kind === 'points'))
      return wrong('of', 'the offer gives no points')
    if (limit.per === 'order' && limit.by !== 'all') return wrong('by', 'an order has one member and one store')
    if ((limit.by === 'identifier') !== (limit.identifier !== undefined))
      return wrong('identifier', 'a limit by identifier names one, and no other does')
  }
  return undefined
}

/** What is wrong with an offer by itself and among the wallets and rules of its programme; conditions are checked when compiled. */
import type { Words } from '../../base/refusals.ts'
import { parseInstant } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { earnsOtherwise, endsTooSoon, noRule, notAnInstant, noWallet } from '../problems.ts'
import { mistakeInTerms } from '../terms.ts'
import type { Give, GiveOf, Offer } from './definition.ts'
import {
  currencyMissing,
  feesAsAWhole,
  givesNoPoints,
  higherGivesLess,
  identifierMismatch,
  limitNeedsCurrency,
  limitTwice,
  oneOfAnOrder,
  priceTwice,
  stepsOfOneKind,
  stepsRise,
  takesTooMuch,
} from './problems.ts'

export type Mistake = { readonly part: string; readonly problem: Words }

/** @returns the first mistake; its `part` is the path inside the offer */
export function mistakeInOffer(offer: Offer, definition: Definition): Mistake | undefined {
  const startsAt = offer.startsAt === undefined ? undefined : parseInstant(offer.startsAt)
  const endsAt = offer.endsAt === undefined ? undefined : parseInstant(offer.endsAt)
  if (offer.startsAt !== undefined && startsAt === undefined) return { part: 'startsAt', problem: notAnInstant }
  if (offer.endsAt !== undefined && endsAt === undefined) return { part: 'endsAt', problem: notAnInstant }
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
    return { part: 'endsAt', problem: endsTooSoon }
  if (offer.currency === undefined && offer.gives.some(namesMoney))
    return { part: 'currency', problem: currencyMissing }
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
      return give.offMinor > give.perMinor ? { part: 'offMinor', problem: takesTooMuch } : undefined
    case 'prices':
      return mistakeInPrices(give)
    case 'points':
      return mistakeInBonus(give, definition)
    case 'percent':
    case 'amount':
      return give.of === 'fees' && give.lines !== undefined ? { part: 'lines', problem: feesAsAWhole } : undefined
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
    if (step.from <= before.from) return { part: `steps[${index}].from`, problem: stepsRise }
    const [off, offBefore] = [step.off, before.off]
    if ('minor' in off !== 'minor' in offBefore) return { part: `steps[${index}].off`, problem: stepsOfOneKind }
    if (sizeOf(off) < sizeOf(offBefore)) return { part: `steps[${index}].off`, problem: higherGivesLess }
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
    if (seen.has(key)) return { part: `prices[${index}]`, problem: priceTwice(sku, from) }
    seen.add(key)
  }
  return undefined
}

function mistakeInBonus(give: GiveOf<'points'>, definition: Definition): Mistake | undefined {
  const wallet = definition.wallets.find((each) => each.code === give.wallet)
  if (wallet === undefined) return { part: 'wallet', problem: noWallet(give.wallet) }
  if (give.earn.by === 'multiply') {
    const { rule } = give.earn
    const base = definition.earningRules.find((each) => each.code === rule)
    if (base === undefined) return { part: 'earn.rule', problem: noRule(rule) }
    if (base.wallet !== give.wallet || base.earn.by === 'multiply')
      return { part: 'earn.rule', problem: earnsOtherwise(rule) }
  }
  return mistakeInTerms({ ...wallet, ...give })
}

function mistakeInLimits(offer: Offer): Mistake | undefined {
  const seen = new Set<string>()
  for (const [index, limit] of (offer.limits ?? []).entries()) {
    const wrong = (part: string, problem: Words) => ({ part: `limits[${index}].${part}`, problem })
    const key = `${limit.of} ${limit.per} ${limit.by} ${limit.identifier ?? ''}`
    if (seen.has(key)) return wrong('of', limitTwice)
    seen.add(key)
    if (limit.of === 'discount' && offer.currency === undefined) return wrong('of', limitNeedsCurrency)
    if (limit.of === 'points' && !offer.gives.some((give) => give.kind === 'points')) return wrong('of', givesNoPoints)
    if (limit.per === 'order' && limit.by !== 'all') return wrong('by', oneOfAnOrder)
    if ((limit.by === 'identifier') !== (limit.identifier !== undefined)) return wrong('identifier', identifierMismatch)
  }
  return undefined
}

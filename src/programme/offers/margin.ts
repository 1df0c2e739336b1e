/** Whether what an offer leaves of the price of a product covers what the product costs, and the margin that was asked for. */
import {
  type Condition,
  cannotHold,
  compile,
  discriminators,
  fieldsUsed,
  lineVocabulary,
} from '../../base/conditions/index.ts'
import { LARGEST, mulDiv } from '../../base/quantities.ts'
import { type Finding, type KnownFields, type Linted, warning } from '../findings.ts'
import type { Cost } from '../guards.ts'
import type { GiveOf } from './definition.ts'
import { inOffers, type LookedOffer } from './looked.ts'

const noCosts = warning('margin.no-costs', 'marginFloor', {
  en: 'There is a floor for margins, but no costs are known: nothing is checked.',
  'zh-CN': '已设置毛利下限，但没有商品成本：不会进行检查。',
})

/** Offers are looked at one by one: what several leave together is `ordersForNothing`. */
export function belowTheFloor({ definition, vocabulary, at }: Linted, offers: readonly LookedOffer[]): Finding[] {
  const { marginFloor, costs = [] } = definition
  if (marginFloor === undefined) return []
  if (costs.length === 0) return [noCosts]
  const books = { floor: marginFloor.basisPoints, costs, bySku: Map.groupBy(costs, ({ sku }) => sku), vocabulary }
  return offers
    .filter(({ endsAt }) => endsAt > at)
    .flatMap((looked) =>
      looked.gives.flatMap((_, place) => {
        const below = belowIn(looked, place, books)
        if (below.length === 0) return []
        const sure = below.some((each) => each.sure)
        const { en, zh } = skus(below.filter((each) => each.sure === sure))
        const { name, code } = looked.offer
        const percent = marginFloor.basisPoints / 100
        return [
          {
            level: sure && marginFloor.act === 'refuse' ? ('error' as const) : ('warning' as const),
            code: 'offer.below-margin',
            place: inOffers(code, `gives.${place}`),
            sentence: {
              en: `“${name.en}” ${sure ? 'leaves' : 'can leave, if its condition holds for them,'} less than a margin of ${percent} % on ${en}.`,
              'zh-CN': `“${name['zh-CN']}”${sure ? '' : '若适用，'}将使 ${zh} 的毛利率低于 ${percent}%。`,
            },
          },
        ]
      }),
    )
}

/** `sure`: not only if the product is in some category or of some brand, which the programme does not know, or bought in some number. */
type Below = { readonly sku: string; readonly sure: boolean }

type Books = {
  readonly floor: number
  readonly costs: readonly Cost[]
  readonly bySku: ReadonlyMap<string, readonly Cost[]>
  readonly vocabulary: KnownFields
}

function belowIn({ offer, gives }: LookedOffer, place: number, books: Books): Below[] {
  const found = gives[place]
  if (found === undefined) return []
  const { give, scopes } = found
  const [scope] = scopes
  switch (give.kind) {
    case 'prices':
      return give.prices.flatMap(({ sku, minor }) =>
        costsIn(offer.currency, books.bySku.get(sku) ?? []).some((cost) => isBelow(minor, cost.minor, books.floor))
          ? [{ sku, sure: true }]
          : [],
      )
    case 'bundle':
      return belowInBundle(give, scopes, { currency: offer.currency, books })
    case 'percent':
      if (give.of === 'fees' || scope === undefined) return []
      return belowBy((price) => Math.min(off(price, give.basisPoints), give.mostMinor ?? price), scope, {
        currency: offer.currency,
        books,
      })
    case 'steps': {
      const most = Math.max(...give.steps.map((step) => ('basisPoints' in step.off ? step.off.basisPoints : 0)))
      if (most === 0 || scope === undefined) return []
      return belowBy((price) => off(price, most), scope, { currency: offer.currency, books })
    }
    case 'amount':
    case 'every':
    case 'buy-get':
    case 'gift':
    case 'points':
      return []
  }
}

type Within = { readonly currency: string | undefined; readonly books: Books }

function off(price: number, basisPoints: number): number {
  return mulDiv(price, basisPoints, 10_000, 'half-up')
}

/** Of products whose usual price is known. */
function belowBy(reduction: (price: number) => number, scope: Condition, { currency, books }: Within): Below[] {
  const reached = reach(scope, books.vocabulary)
  return costsIn(currency, candidates(scope, books)).flatMap(({ sku, minor, priceMinor }) => {
    if (priceMinor === undefined || !isBelow(priceMinor - reduction(priceMinor), minor, books.floor)) return []
    const sure = reached(sku)
    return sure === undefined ? [] : [{ sku, sure }]
  })
}

/** The dearest products that can fill its parts. */
function belowInBundle(
  { parts, priceMinor }: GiveOf<'bundle'>,
  scopes: readonly Condition[],
  { currency, books }: Within,
): Below[] {
  const filled = parts.flatMap(({ quantity }, part) => {
    const scope = scopes[part]
    const reached = scope === undefined ? undefined : reach(scope, books.vocabulary)
    const fitting = costsIn(currency, books.costs).flatMap(({ sku, minor }) => {
      const sure = reached?.(sku)
      return sure === undefined ? [] : [{ sku, sure, quantity, minor }]
    })
    return fitting.toSorted((a, b) => b.minor - a.minor).slice(0, 1)
  })
  const cost = filled.reduce((total, { quantity, minor }) => Math.min(LARGEST, total + quantity * minor), 0)
  if (filled.length === 0 || !isBelow(priceMinor, cost, books.floor)) return []
  const sure = filled.every((each) => each.sure)
  return [...new Set(filled.map(({ sku }) => sku))].map((sku) => ({ sku, sure }))
}

function costsIn(currency: string | undefined, costs: readonly Cost[]): readonly Cost[] {
  return currency === undefined ? costs : costs.filter((cost) => cost.currency === currency)
}

/** Those of the products that a scope names; all when it names none. */
function candidates(scope: Condition, { costs, bySku, vocabulary }: Books): readonly Cost[] {
  const named = discriminators(scope, lineVocabulary(vocabulary)).find(({ field }) => field === 'line.sku')
  return named === undefined ? costs : named.values.flatMap((sku) => bySku.get(String(sku)) ?? [])
}

/** Whether a line of a product is in scope: undefined when it never is, false when that hangs on more than the product. */
function reach(scope: Condition, vocabulary: KnownFields): (sku: string) => boolean | undefined {
  const ofLines = lineVocabulary(vocabulary)
  if (fieldsUsed(scope).every((field) => field === 'line.sku')) {
    const holds = compile(scope, ofLines)
    return (sku) => (holds({ sku, category: [], brand: null, quantity: 1, netMinor: 0 }) ? true : undefined)
  }
  return (sku) => {
    const contradicts = cannotHold({ all: [scope, { field: 'line.sku', is: 'equals', value: sku }] }, ofLines)
    return contradicts ? undefined : false
  }
}

/** A floor of 0 asks that the cost is covered. */
function isBelow(netMinor: number, costMinor: number, floor: number): boolean {
  return netMinor - costMinor < mulDiv(netMinor, floor, 10_000, 'ceil')
}

/** More are only counted. */
const SKUS_NAMED = 5

function skus(below: readonly Below[]): { en: string; zh: string } {
  const names = [...new Set(below.map(({ sku }) => sku))]
  const [shown, more] = [names.slice(0, SKUS_NAMED), names.length - SKUS_NAMED]
  return {
    en: `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    zh: `${shown.join('、')}${more > 0 ? ` 等 ${names.length} 个商品` : ''}`,
  }
}

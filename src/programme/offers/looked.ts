/** Offers as checks see them: in the order in which they are applied, with what can be understood of their conditions. */
import {
  always,
  type Condition,
  cannotHold,
  lineVocabulary,
  type Meanings,
  parseCondition,
} from '../../base/conditions/index.ts'
import { isRefusal } from '../../base/refusals.ts'
import { parseInstant } from '../../base/time.ts'
import type { KnownFields, Linted } from '../findings.ts'
import { scopesOf } from './compile.ts'
import type { Give, Offer, OfferGroup } from './definition.ts'

export type LookedOffer = {
  readonly offer: Offer
  readonly group: OfferGroup
  readonly when: Condition
  /** By effect; of each its scopes, `always` where it has none. */
  readonly gives: readonly { readonly give: Give; readonly scopes: readonly Condition[] }[]
  readonly startsAt: number
  readonly endsAt: number
}

/** Without those whose group or conditions are wrong: that is an error already. */
export function lookedOffers({ definition, vocabulary }: Pick<Linted, 'definition' | 'vocabulary'>): LookedOffer[] {
  const groups = definition.offerGroups ?? []
  const byGroup = Map.groupBy(definition.offers ?? [], ({ group }) => group)
  return groups.flatMap((group) =>
    (byGroup.get(group.code) ?? [])
      .toSorted((a, b) => b.priority - a.priority)
      .flatMap((offer) => looked(offer, group, vocabulary) ?? []),
  )
}

function looked(offer: Offer, group: OfferGroup, vocabulary: KnownFields): LookedOffer | undefined {
  const ofLines = lineVocabulary(vocabulary)
  const when = understood(offer.when, vocabulary)
  const gives = offer.gives.flatMap((give) => {
    const scopes = scopesOf(give).flatMap((scope) => understood(scope, ofLines) ?? [])
    return scopes.length < scopesOf(give).length ? [] : [{ give, scopes }]
  })
  if (when === undefined || gives.length < offer.gives.length) return undefined
  const [startsAt, endsAt] = [instantOr(offer.startsAt, 0), instantOr(offer.endsAt, Number.POSITIVE_INFINITY)]
  return { offer, group, when, gives, startsAt, endsAt }
}

function understood(condition: unknown, meanings: Meanings): Condition | undefined {
  if (condition === undefined) return always
  const parsed = parseCondition(condition, meanings)
  return isRefusal(parsed) ? undefined : parsed
}

function instantOr(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : (parseInstant(text) ?? otherwise)
}

export const inOffers = (code: string, part?: string): string => `offers.${code}${part === undefined ? '' : `.${part}`}`

/** Whether it asks nothing of an order. */
export const asksNothing = (condition: Condition): boolean => 'all' in condition && condition.all.every(asksNothing)

/** Whether one order may be there for all of them: at one time, in one currency, under conditions that do not contradict. */
export function canMeet(offers: readonly LookedOffer[], vocabulary: KnownFields): boolean {
  const starts = Math.max(...offers.map(({ startsAt }) => startsAt))
  const ends = Math.min(...offers.map(({ endsAt }) => endsAt))
  const currencies = new Set(offers.flatMap(({ offer }) => offer.currency ?? []))
  if (starts >= ends || currencies.size > 1) return false
  return !cannotHold({ all: offers.map(({ when }) => when) }, vocabulary)
}

/** Each is compared with each up to this many: more than anyone has, and few enough to be compared while somebody waits. */
export const COMPARED = 60

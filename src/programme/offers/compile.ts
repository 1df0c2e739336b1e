/** Compiles offers: conditions to closures, points to earning rules, all of it filed so that only what may hold is tried. */
import {
  always,
  type Condition,
  compile,
  indexRules,
  lineVocabulary,
  type Predicate,
  parseCondition,
  type RuleIndex,
  type Vocabulary,
} from '../../base/conditions/index.ts'
import { isRefusal, type Refusal, say } from '../../base/refusals.ts'
import { parseInstant } from '../../base/time.ts'
import type { Definition, EarningRule } from '../definition.ts'
import { invalidProgramme } from '../errors.ts'
import { noGroup } from '../problems.ts'
import type { Purchase, PurchaseLine } from '../purchase.ts'
import type { CompiledRule } from '../rules.ts'
import type { Give, Offer, OfferGroup } from './definition.ts'

/** One effect with its scopes: of `lines`, then of `getLines`; a bundle has one scope for each part. */
export type CompiledGive = { readonly give: Give; readonly scopes: readonly Predicate<PurchaseLine>[] }

export type CompiledOffer = {
  readonly offer: Offer
  readonly group: OfferGroup
  /** Place in the order in which offers are applied: by group, then by priority, then as the programme lists them. */
  readonly position: number
  readonly startsAt: number
  readonly endsAt: number
  readonly applies: Predicate<Purchase>
  readonly gives: readonly CompiledGive[]
  /** What it adds in points, as earning rules with codes of their own. */
  readonly bonuses: readonly CompiledRule[]
}

export type Offering = {
  readonly offers: readonly CompiledOffer[]
  readonly byCode: ReadonlyMap<string, CompiledOffer>
  /** Offers that need no coupon and may hold for a purchase, in the order in which they are applied. */
  readonly automatic: RuleIndex<Purchase, CompiledOffer>
  /** Of these the ones that are limited for everybody together, whoever buys: found without knowing his tiers. */
  readonly limited: RuleIndex<Purchase, CompiledOffer>
}

type Known = Vocabulary<Purchase, PurchaseLine>
type Compiled = { readonly compiled: Omit<CompiledOffer, 'position'>; readonly condition: Condition }

/** Of each offer the first group or condition that is wrong, with its place. */
export function mistakesInConditions(definition: Definition, vocabulary: Known): Refusal[] {
  return compiledEach(definition, vocabulary).filter(isRefusal)
}

type Ordered = Compiled & { readonly order: readonly [number, number, number] }

function compiledEach(definition: Definition, vocabulary: Known): (Ordered | Refusal)[] {
  const groups = new Map((definition.offerGroups ?? []).map((group, index) => [group.code, { group, index }]))
  return (definition.offers ?? []).map((offer, index) => {
    const place = groups.get(offer.group)
    if (place === undefined) return invalidProgramme({ where: `offers[${index}].group`, problem: noGroup(offer.group) })
    const one = compiledOffer(offer, place.group, vocabulary)
    if (!('where' in one)) return { ...one, order: [place.index, -offer.priority, index] }
    const { words, facts } = one.why
    const problem = { en: say(words, facts, 'en'), 'zh-CN': say(words, facts, 'zh-CN') }
    return invalidProgramme({ where: `offers[${index}].${one.where}`, problem })
  })
}

/** @returns the first condition that is wrong, with its place */
export function compileOffers(definition: Definition, vocabulary: Known): Offering | Refusal {
  const found: Ordered[] = []
  for (const one of compiledEach(definition, vocabulary)) {
    if (isRefusal(one)) return one
    found.push(one)
  }
  found.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2])
  const placed = found.map(({ compiled, condition }, position) => ({ rule: { ...compiled, position }, condition }))
  const automatic = placed.filter(({ rule }) => rule.offer.needs === 'nothing')
  const offers = placed.map(({ rule }) => rule)
  const limited = automatic.filter(({ rule }) => (rule.offer.limits ?? []).some(({ by }) => by !== 'member'))
  return {
    offers,
    byCode: new Map(offers.map((each) => [each.offer.code, each])),
    automatic: automatic.length === 0 ? () => [] : indexRules(automatic, vocabulary),
    limited: limited.length === 0 ? () => [] : indexRules(limited, vocabulary, (field) => !field.startsWith('member.')),
  }
}

function compiledOffer(offer: Offer, group: OfferGroup, vocabulary: Known): Compiled | { where: string; why: Refusal } {
  const when = offer.when === undefined ? always : parseCondition(offer.when, vocabulary)
  if (isRefusal(when)) return { where: 'when', why: when }
  const lines = lineVocabulary(vocabulary)
  const gives: CompiledGive[] = []
  const needed: Condition[] = []
  for (const [index, give] of offer.gives.entries()) {
    const scopes: Predicate<PurchaseLine>[] = []
    for (const [part, scope] of scopesOf(give).entries()) {
      const parsed = scope === undefined ? undefined : parseCondition(scope, lines)
      if (isRefusal(parsed)) return { where: `gives[${index}].lines`, why: parsed }
      scopes.push(parsed === undefined ? () => true : compile(parsed, lines))
      if (part === 0) needed.push(parsed === undefined ? always : { line: 'any', where: parsed })
    }
    if (give.kind === 'prices')
      needed.push({
        line: 'any',
        where: { field: 'line.sku', is: 'in', value: [...new Set(give.prices.map((each) => each.sku))] },
      })
    else if (scopes.length === 0) needed.push(always)
    gives.push({ give, scopes })
  }
  const compiled = {
    offer,
    group,
    startsAt: instantOr(offer.startsAt, Number.NEGATIVE_INFINITY),
    endsAt: instantOr(offer.endsAt, Number.POSITIVE_INFINITY),
    applies: compile(when, vocabulary),
    gives,
    bonuses: bonusesOf(offer, gives),
  }
  // Nothing can come of an offer unless one of its effects finds a line: that is what it is filed under.
  return { compiled, condition: { all: [when, { any: needed }] } }
}

/** Scopes of an effect, as `CompiledGive` has them; fees and gifts have none that an order must satisfy. */
export function scopesOf(give: Give): readonly unknown[] {
  switch (give.kind) {
    case 'bundle':
      return give.parts.map((part) => part.lines)
    case 'buy-get':
      return give.getLines === undefined ? [give.lines] : [give.lines, give.getLines]
    case 'percent':
    case 'amount':
      return give.of === 'fees' ? [] : [give.lines]
    case 'gift':
    case 'prices':
      return []
    case 'steps':
    case 'every':
    case 'points':
      return [give.lines]
  }
}

function instantOr(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : (parseInstant(text) ?? otherwise)
}

/** No rule of a programme has a code like this. */
export function bonusCode(offer: string, place: number): string {
  return `offer:${offer}/${place + 1}`
}

function bonusesOf(offer: Offer, gives: readonly CompiledGive[]): CompiledRule[] {
  return gives.flatMap(({ give, scopes: [scope] }, place) => {
    if (give.kind !== 'points') return []
    const { wallet, earn, rounding, pending, expiry } = give
    const rule: EarningRule = {
      code: bonusCode(offer.code, place),
      name: offer.name,
      wallet,
      earn,
      rounding,
      ...(pending === undefined ? {} : { pending }),
      ...(expiry === undefined ? {} : { expiry }),
    }
    return [{ rule, applies: () => true, counts: scope ?? (() => true) }]
  })
}

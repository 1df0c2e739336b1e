/** Checks and compiles a programme: from data as people edit it to closures that the core calls. */
import { always, compile, lineVocabulary, type Predicate, parseCondition } from '../base/conditions/index.ts'
import { isRefusal, type Refusal, say, type Words } from '../base/refusals.ts'
import { type Instant, isTimeZone, parseInstant, type TimeZone } from '../base/time.ts'
import { mistakeInBenefit, mistakeInGrants } from './benefits.ts'
import { type CompiledCheckout, compileCheckouts, mistakeInCheckout } from './checkout.ts'
import type {
  Definition,
  EarningRule,
  Exchange,
  LadderDefinition,
  TierDefinition,
  WalletDefinition,
} from './definition.ts'
import { invalidProgramme } from './errors.ts'
import { hasPeriods, mistakeInLadder } from './ladders.ts'
import { compileOffers, mistakesInConditions, type Offering } from './offers/compile.ts'
import { mistakeInIssue } from './offers/issues.ts'
import { mistakeInOffer } from './offers/mistakes.ts'
import {
  cannotBeSpent,
  codeTwice,
  earnsOtherwise,
  endsTooSoon,
  exchangedTwice,
  noLadder,
  noRuleBefore,
  noTimeZone,
  notAnInstant,
  noWallet,
  toItself,
} from './problems.ts'
import { type Purchase, type PurchaseLine, purchaseVocabulary } from './purchase.ts'
import { mistakeInSpending } from './spending.ts'
import { mistakeInTerms, type TermsOf, termsOf } from './terms.ts'
import { mistakeInTransfer } from './transfers.ts'

export type CompiledRule = {
  readonly rule: EarningRule
  /** True when the order, the member and the moment satisfy the rule's conditions. */
  readonly applies: Predicate<Purchase>
  /** True for the lines that count; every line when the rule has no line scope. */
  readonly counts: Predicate<PurchaseLine>
}

/** One version, ready to decide. */
export type Programme = {
  readonly version: number
  readonly effectiveAt: Instant
  readonly definition: Definition
  readonly timeZone: TimeZone
  readonly wallets: ReadonlyMap<string, WalletDefinition>
  readonly ladders: readonly LadderDefinition[]
  readonly rules: readonly CompiledRule[]
  /** Earning rules by code, those of offers among them. */
  readonly rulesByCode: ReadonlyMap<string, CompiledRule>
  readonly offering: Offering
  /** Wallets that pay at the checkout. */
  readonly checkouts: ReadonlyMap<string, CompiledCheckout>
  /** When what is earned becomes available and expires. */
  readonly terms: TermsOf
  /** Its place among the other versions; by itself when it was compiled alone. */
  readonly versions: Versions
}

export type Versions = {
  /** The version that decides `at`. */
  at(at: Instant): Programme
  /** Instants of `[from, to]` at which another version's ladders take effect. */
  changes(from: Instant, to: Instant): readonly Instant[]
}

/** Compiles a version. @returns the first mistake that `mistakesIn` finds */
export function compileProgramme(version: number, effectiveAt: Instant, definition: Definition): Programme | Refusal {
  const { timeZone } = definition
  if (!isTimeZone(timeZone)) return invalidProgramme({ where: 'timeZone', problem: noTimeZone(timeZone) })
  const [mistake] = mistakesIn(definition)
  if (mistake !== undefined) return mistake
  const vocabulary = purchaseVocabulary(definition.ladders.map((ladder) => ladder.code))
  const rules: CompiledRule[] = []
  for (const [index, rule] of definition.earningRules.entries()) {
    const when = rule.when === undefined ? always : parseCondition(rule.when, vocabulary)
    if (isRefusal(when)) return inRule(index, 'when', when)
    const lines = rule.lines === undefined ? undefined : parseCondition(rule.lines, lineVocabulary(vocabulary))
    if (isRefusal(lines)) return inRule(index, 'lines', lines)
    rules.push({
      rule,
      applies: during(rule, compile(when, vocabulary)),
      counts: lines === undefined ? () => true : compile(lines, lineVocabulary(vocabulary)),
    })
  }
  const offering = compileOffers(definition, vocabulary)
  if (isRefusal(offering)) return offering
  const bonuses = offering.offers.flatMap((each) => each.bonuses)
  const programme: Programme = {
    version,
    effectiveAt,
    definition,
    timeZone,
    wallets: new Map(definition.wallets.map((wallet) => [wallet.code, wallet])),
    ladders: definition.ladders,
    rules,
    rulesByCode: new Map([...rules, ...bonuses].map((each) => [each.rule.code, each])),
    offering,
    checkouts: compileCheckouts(definition),
    terms: termsOf(
      definition,
      timeZone,
      bonuses.map(({ rule }) => rule),
    ),
    versions: { at: () => programme, changes: () => [] },
  }
  return programme
}

function inRule(index: number, part: 'when' | 'lines', why: Refusal): Refusal {
  return invalidProgramme({
    where: `earningRules[${index}].${part}`,
    problem: { en: say(why.words, why.facts, 'en'), 'zh-CN': say(why.words, why.facts, 'zh-CN') },
  })
}

/** The window is `[startsAt, endsAt)`. */
function during(rule: EarningRule, applies: Predicate<Purchase>): Predicate<Purchase> {
  const startsAt = rule.startsAt === undefined ? 0 : (parseInstant(rule.startsAt) ?? 0)
  const endsAt = rule.endsAt === undefined ? Number.POSITIVE_INFINITY : (parseInstant(rule.endsAt) ?? 0)
  if (startsAt === 0 && endsAt === Number.POSITIVE_INFINITY) return applies
  return (purchase) => purchase.placedAt >= startsAt && purchase.placedAt < endsAt && applies(purchase)
}

/** Every mistake with the place where it is, in the order in which they are looked for; of each item the first. */
export function mistakesIn(definition: Definition): Refusal[] {
  const { timeZone } = definition
  const ladders = new Set(definition.ladders.map((ladder) => ladder.code))
  return [
    isTimeZone(timeZone) ? undefined : invalidProgramme({ where: 'timeZone', problem: noTimeZone(timeZone) }),
    twice('wallets', definition.wallets),
    twice('earningRules', definition.earningRules),
    twice('ladders', definition.ladders),
    twice('benefits', definition.benefits ?? []),
    twice('adjustmentReasons', definition.adjustmentReasons ?? []),
    twice('offerGroups', definition.offerGroups ?? []),
    twice('offers', definition.offers ?? []),
    twice('couponIssues', definition.couponIssues ?? []),
    ...definition.wallets.map((wallet, index) => placed(`wallets[${index}]`, mistakeInTerms(wallet))),
    ...definition.wallets.map((wallet, index) =>
      placed(`wallets[${index}]`, mistakeInCheckout(wallet, definition) ?? mistakeInSpending(wallet)),
    ),
    ...definition.earningRules.map((rule, index) => mistakeInRule(rule, index, { definition, ladders })),
    ...definition.ladders.map((ladder, index) => mistakeInLadders(ladder, index, definition)),
    ...(definition.offers ?? []).map((offer, index) => placed(`offers[${index}]`, mistakeInOffer(offer, definition))),
    ...(definition.benefits ?? []).map((benefit, index) =>
      placed(`benefits[${index}]`, mistakeInBenefit(benefit, definition)),
    ),
    ...(definition.couponIssues ?? []).map((issue, index) =>
      placed(`couponIssues[${index}]`, mistakeInIssue(issue, definition)),
    ),
    ...(definition.exchanges ?? []).map((exchange, index) => mistakeInExchange(exchange, index, definition)),
    ...(definition.transfers ?? []).map((transfer, index) =>
      placed(`transfers[${index}]`, mistakeInTransfer(transfer, index, definition)),
    ),
    ...definition.earningRules.map((rule, index) => mistakeInConditions(rule, index, definition)),
    ...mistakesInConditions(definition, purchaseVocabulary(definition.ladders.map(({ code }) => code))),
  ].filter((mistake) => mistake !== undefined)
}

function mistakeInConditions(rule: EarningRule, index: number, definition: Definition): Refusal | undefined {
  const vocabulary = purchaseVocabulary(definition.ladders.map((ladder) => ladder.code))
  const when = rule.when === undefined ? always : parseCondition(rule.when, vocabulary)
  if (isRefusal(when)) return inRule(index, 'when', when)
  const lines = rule.lines === undefined ? always : parseCondition(rule.lines, lineVocabulary(vocabulary))
  return isRefusal(lines) ? inRule(index, 'lines', lines) : undefined
}

/** A mistake in what stands at `where`. */
function placed(where: string, mistake: { part: string; problem: string | Words } | undefined): Refusal | undefined {
  return mistake === undefined
    ? undefined
    : invalidProgramme({ where: `${where}.${mistake.part}`, problem: mistake.problem })
}

function first<T>(items: readonly T[], check: (item: T, index: number) => Refusal | undefined): Refusal | undefined {
  for (const [index, item] of items.entries()) {
    const mistake = check(item, index)
    if (mistake !== undefined) return mistake
  }
  return undefined
}

function twice(where: string, items: readonly { code: string }[]): Refusal | undefined {
  const seen = new Set<string>()
  return first(items, ({ code }, index) => {
    if (seen.has(code)) return invalidProgramme({ where: `${where}[${index}]`, problem: codeTwice(code) })
    seen.add(code)
    return undefined
  })
}

type Known = { definition: Definition; ladders: ReadonlySet<string> }

function mistakeInRule(rule: EarningRule, index: number, known: Known): Refusal | undefined {
  const wrong = (part: string, problem: string | Words) =>
    invalidProgramme({ where: `earningRules[${index}].${part}`, problem })
  const wallet = walletIn(known.definition, rule.wallet)
  if (wallet === undefined) return wrong('wallet', noWallet(rule.wallet))
  if (rule.tierMultiplier !== undefined && !known.ladders.has(rule.tierMultiplier)) {
    return wrong('tierMultiplier', noLadder(rule.tierMultiplier))
  }
  const terms = placed(`earningRules[${index}]`, mistakeInTerms({ ...wallet, ...rule }))
  if (terms !== undefined) return terms
  const { earn } = rule
  if (earn.by === 'multiply') {
    const base = known.definition.earningRules.slice(0, index).find((each) => each.code === earn.rule)
    if (base === undefined) return wrong('earn.rule', noRuleBefore(earn.rule))
    if (base.wallet !== rule.wallet || base.earn.by === 'multiply') return wrong('earn.rule', earnsOtherwise(earn.rule))
  }
  const startsAt = rule.startsAt === undefined ? undefined : parseInstant(rule.startsAt)
  const endsAt = rule.endsAt === undefined ? undefined : parseInstant(rule.endsAt)
  if (rule.startsAt !== undefined && startsAt === undefined) return wrong('startsAt', notAnInstant)
  if (rule.endsAt !== undefined && endsAt === undefined) return wrong('endsAt', notAnInstant)
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt) return wrong('endsAt', endsTooSoon)
  return undefined
}

function mistakeInExchange({ from, to }: Exchange, index: number, definition: Definition): Refusal | undefined {
  const wrong = (part: string, problem: string | Words) =>
    invalidProgramme({ where: `exchanges[${index}].${part}`, problem })
  const [giving, receiving] = [walletIn(definition, from), walletIn(definition, to)]
  if (giving === undefined) return wrong('from', noWallet(from))
  if (receiving === undefined) return wrong('to', noWallet(to))
  if (from === to) return wrong('to', toItself)
  if (giving.purpose !== 'spend') return wrong('from', cannotBeSpent(from))
  const earlier = definition.exchanges?.slice(0, index).some((each) => each.from === from && each.to === to)
  return earlier === true ? wrong('to', exchangedTwice(from, to)) : undefined
}

function walletIn(definition: Definition, code: string): WalletDefinition | undefined {
  return definition.wallets.find((wallet) => wallet.code === code)
}

type TierPlace = { readonly where: string; readonly ladder: LadderDefinition }

function mistakeInTier(
  tier: TierDefinition,
  { where, ladder }: TierPlace,
  definition: Definition,
): Refusal | undefined {
  const inTerms = first(tier.terms ?? [], ({ wallet, ...terms }, index) => {
    const place = `${where}.terms[${index}]`
    const own = walletIn(definition, wallet)
    if (own === undefined) return invalidProgramme({ where: `${place}.wallet`, problem: noWallet(wallet) })
    return placed(place, mistakeInTerms({ ...own, ...terms }))
  })
  return inTerms ?? placed(where, mistakeInGrants(tier, definition, { hasTerms: hasPeriods(ladder) }))
}

function mistakeInLadders(ladder: LadderDefinition, index: number, definition: Definition): Refusal | undefined {
  const where = `ladders[${index}]`
  const { currencies } = definition
  const wallets = new Set(definition.wallets.map((wallet) => wallet.code))
  return (
    twice(`${where}.tiers`, ladder.tiers) ??
    placed(where, mistakeInLadder(ladder, { wallets, currencies })) ??
    first(ladder.tiers, (tier, step) => mistakeInTier(tier, { where: `${where}.tiers[${step}]`, ladder }, definition))
  )
}

/** Checks and compiles a programme: from data as people edit it to closures that the core calls. */
import { always, compile, lineVocabulary, type Predicate, parseCondition } from '../base/conditions/index.ts'
import { isRefusal, type Refusal, say } from '../base/refusals.ts'
import { type Instant, isTimeZone, parseInstant, type TimeZone } from '../base/time.ts'
import type {
  Definition,
  EarningRule,
  Exchange,
  LadderDefinition,
  TierDefinition,
  WalletDefinition,
} from './definition.ts'
import { invalidProgramme } from './errors.ts'
import { mistakeInLadder } from './ladders.ts'
import { type Purchase, type PurchaseLine, purchaseVocabulary } from './purchase.ts'
import { mistakeInTerms, type TermsOf, termsOf } from './terms.ts'

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

/** Compiles a version. @returns the first mistake, with the place where it is */
export function compileProgramme(version: number, effectiveAt: Instant, definition: Definition): Programme | Refusal {
  const { timeZone } = definition
  if (!isTimeZone(timeZone)) return invalidProgramme({ where: 'timeZone', problem: `unknown time zone ${timeZone}` })
  const mistake = mistakeIn(definition)
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
  const programme: Programme = {
    version,
    effectiveAt,
    definition,
    timeZone,
    wallets: new Map(definition.wallets.map((wallet) => [wallet.code, wallet])),
    ladders: definition.ladders,
    rules,
    terms: termsOf(definition, timeZone),
    versions: { at: () => programme, changes: () => [] },
  }
  return programme
}

function inRule(index: number, part: 'when' | 'lines', why: Refusal): Refusal {
  return invalidProgramme({ where: `earningRules[${index}].${part}`, problem: say(why.words, why.facts, 'en') })
}

/** The window is `[startsAt, endsAt)`. */
function during(rule: EarningRule, applies: Predicate<Purchase>): Predicate<Purchase> {
  const startsAt = rule.startsAt === undefined ? 0 : (parseInstant(rule.startsAt) ?? 0)
  const endsAt = rule.endsAt === undefined ? Number.POSITIVE_INFINITY : (parseInstant(rule.endsAt) ?? 0)
  if (startsAt === 0 && endsAt === Number.POSITIVE_INFINITY) return applies
  return (purchase) => purchase.placedAt >= startsAt && purchase.placedAt < endsAt && applies(purchase)
}

function mistakeIn(definition: Definition): Refusal | undefined {
  const ladders = new Set(definition.ladders.map((ladder) => ladder.code))
  return (
    twice('wallets', definition.wallets) ??
    twice('earningRules', definition.earningRules) ??
    twice('ladders', definition.ladders) ??
    first(definition.wallets, (wallet, index) => placed(`wallets[${index}]`, mistakeInTerms(wallet))) ??
    first(definition.earningRules, (rule, index) => mistakeInRule(rule, index, { definition, ladders })) ??
    first(definition.ladders, (ladder, index) => mistakeInLadders(ladder, index, definition)) ??
    first(definition.exchanges ?? [], (exchange, index) => mistakeInExchange(exchange, index, definition))
  )
}

/** A mistake in what stands at `where`. */
function placed(where: string, mistake: { part: string; problem: string } | undefined): Refusal | undefined {
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
    if (seen.has(code))
      return invalidProgramme({ where: `${where}[${index}]`, problem: `the code ${code} is used twice` })
    seen.add(code)
    return undefined
  })
}

type Known = { definition: Definition; ladders: ReadonlySet<string> }

function mistakeInRule(rule: EarningRule, index: number, known: Known): Refusal | undefined {
  const wrong = (part: string, problem: string) =>
    invalidProgramme({ where: `earningRules[${index}].${part}`, problem })
  const wallet = walletIn(known.definition, rule.wallet)
  if (wallet === undefined) return wrong('wallet', `there is no wallet ${rule.wallet}`)
  if (rule.tierMultiplier !== undefined && !known.ladders.has(rule.tierMultiplier)) {
    return wrong('tierMultiplier', `there is no ladder ${rule.tierMultiplier}`)
  }
  const terms = placed(`earningRules[${index}]`, mistakeInTerms({ ...wallet, ...rule }))
  if (terms !== undefined) return terms
  const { earn } = rule
  if (earn.by === 'multiply') {
    const base = known.definition.earningRules.slice(0, index).find((each) => each.code === earn.rule)
    if (base === undefined) return wrong('earn.rule', `there is no rule ${earn.rule} before this one`)
    if (base.wallet !== rule.wallet || base.earn.by === 'multiply')
      return wrong('earn.rule', `${earn.rule} earns in another way`)
  }
  const startsAt = rule.startsAt === undefined ? undefined : parseInstant(rule.startsAt)
  const endsAt = rule.endsAt === undefined ? undefined : parseInstant(rule.endsAt)
  if (rule.startsAt !== undefined && startsAt === undefined) return wrong('startsAt', 'not an RFC 3339 instant')
  if (rule.endsAt !== undefined && endsAt === undefined) return wrong('endsAt', 'not an RFC 3339 instant')
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
    return wrong('endsAt', 'it must lie after startsAt')
  return undefined
}

function mistakeInExchange({ from, to }: Exchange, index: number, definition: Definition): Refusal | undefined {
  const wrong = (part: string, problem: string) => invalidProgramme({ where: `exchanges[${index}].${part}`, problem })
  const [giving, receiving] = [walletIn(definition, from), walletIn(definition, to)]
  if (giving === undefined) return wrong('from', `there is no wallet ${from}`)
  if (receiving === undefined) return wrong('to', `there is no wallet ${to}`)
  if (from === to) return wrong('to', 'a wallet is not exchanged for itself')
  if (giving.purpose !== 'spend') return wrong('from', `what is in the wallet ${from} cannot be spent`)
  const earlier = definition.exchanges?.slice(0, index).some((each) => each.from === from && each.to === to)
  return earlier === true ? wrong('to', `${from} becomes ${to} twice`) : undefined
}

function walletIn(definition: Definition, code: string): WalletDefinition | undefined {
  return definition.wallets.find((wallet) => wallet.code === code)
}

function mistakeInTier(tier: TierDefinition, where: string, definition: Definition): Refusal | undefined {
  return first(tier.terms ?? [], ({ wallet, ...terms }, index) => {
    const place = `${where}.terms[${index}]`
    const own = walletIn(definition, wallet)
    if (own === undefined)
      return invalidProgramme({ where: `${place}.wallet`, problem: `there is no wallet ${wallet}` })
    return placed(place, mistakeInTerms({ ...own, ...terms }))
  })
}

function mistakeInLadders(ladder: LadderDefinition, index: number, definition: Definition): Refusal | undefined {
  const where = `ladders[${index}]`
  const { currencies } = definition
  const wallets = new Set(definition.wallets.map((wallet) => wallet.code))
  return (
    twice(`${where}.tiers`, ladder.tiers) ??
    placed(where, mistakeInLadder(ladder, { wallets, currencies })) ??
    first(ladder.tiers, (tier, step) => mistakeInTier(tier, `${where}.tiers[${step}]`, definition))
  )
}

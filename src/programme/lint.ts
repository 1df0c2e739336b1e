/**
 * What is wrong with a programme (it cannot be published) and what is probably not meant (it can). Each check is a pure function
 * of the definition; add yours to `checks`.
 */
import { cannotHold, lineVocabulary, parseCondition } from '../base/conditions/index.ts'
import { isRefusal, type Refusal, say } from '../base/refusals.ts'
import { dateOf, type Instant, isTimeZone, parseInstant } from '../base/time.ts'
import { tiersInVain } from './askedtiers.ts'
import { benefitsLookedOver } from './benefits.ts'
import { unknownCurrencies } from './currencies.ts'
import type { Definition, EarningRule, Expiry, Pending, TierDefinition } from './definition.ts'
import { invalidProgramme } from './errors.ts'
import { type Check, type Conditions, type Finding, type KnownFields, type Linted, warning } from './findings.ts'
import { lawfulness } from './law/law.ts'
import { offersLookedOver } from './offers/lint.ts'
import { placeByCode } from './places.ts'
import { type Purchase, type PurchaseLine, purchaseVocabulary } from './purchase.ts'
import { mistakesIn } from './rules.ts'
import { spendingLookedOver } from './spending.ts'
import { mistakeInTerms } from './terms.ts'

export type { Finding } from './findings.ts'

/** Errors first, then what is probably not meant. @param at when it would take effect */
export function lint(definition: Definition, at: Instant): Finding[] {
  const found = checked(definition, at).toSorted((a, b) => (a.level === b.level ? 0 : a.level === 'error' ? -1 : 1))
  return [...mistakesIn(definition).map((mistake) => error(mistake, definition)), ...found]
}

/** What a check finds in a programme that compiles and that it does not let pass: the first of it. */
export function refusedByChecks(definition: Definition, at: Instant): Refusal | undefined {
  const found = checked(definition, at).find(({ level }) => level === 'error')
  return found === undefined ? undefined : invalidProgramme({ where: found.place, problem: found.sentence })
}

function checked(definition: Definition, at: Instant): Finding[] {
  const vocabulary = purchaseVocabulary(definition.ladders.map(({ code }) => code))
  const understood = new Map(definition.earningRules.map((rule) => [rule, conditionsOf(rule, vocabulary)]))
  const conditions = (rule: EarningRule) => understood.get(rule) ?? {}
  return checks.flatMap((check) => check({ definition, at, vocabulary, conditions }))
}

const checks: readonly Check[] = [
  endedRules,
  hopelessRules,
  unknownTiers,
  multipliersOutOfSeason,
  multipliersThatAddUp,
  unlimitedLiability,
  goneBeforeAvailable,
  emptyWallets,
  laddersOfNothing,
  tiersThatBringNothing,
  tiersKeptForEver,
  exchangesThatGain,
  unknownCurrencies,
  spendingLookedOver,
  benefitsLookedOver,
  offersLookedOver,
  lawfulness,
]

function error(mistake: Refusal, definition: Definition): Finding {
  const place = placeByCode(definition, String(mistake.facts['where'] ?? ''))
  const sentence = (locale: 'en' | 'zh-CN') => say(mistake.words, { ...mistake.facts, where: place }, locale)
  return { level: 'error', code: mistake.refusal, place, sentence: { en: sentence('en'), 'zh-CN': sentence('zh-CN') } }
}

const inRules = ({ code }: { code: string }, part?: string) =>
  `earningRules.${code}${part === undefined ? '' : `.${part}`}`

function endedRules({ definition, at }: Linted): Finding[] {
  return definition.earningRules.flatMap((rule) => {
    const end = instantOf(rule.endsAt)
    if (end === undefined || end > at) return []
    return warning('rule.ended', inRules(rule, 'endsAt'), {
      en: `“${rule.name.en}” ends before the version takes effect: it can be removed.`,
      'zh-CN': `“${rule.name['zh-CN']}”在版本生效前已结束，可以删除。`,
    })
  })
}

function hopelessRules({ definition, vocabulary, conditions }: Linted): Finding[] {
  return definition.earningRules.flatMap((rule) => {
    const { when, lines } = conditions(rule)
    const parts = [
      ...(when !== undefined && cannotHold(when, vocabulary) ? ['when'] : []),
      ...(lines !== undefined && cannotHold(lines, lineVocabulary(vocabulary)) ? ['lines'] : []),
    ]
    return parts.map((part) =>
      warning('rule.never-applies', inRules(rule, part), {
        en: `The condition of “${rule.name.en}” contradicts itself: the rule never gives anything.`,
        'zh-CN': `“${rule.name['zh-CN']}”的条件自相矛盾：该规则不会给出任何积分。`,
      }),
    )
  })
}

/** A condition that asks for tiers, none of which is on the ladder. */
function unknownTiers(linted: Linted): Finding[] {
  const { definition, conditions } = linted
  return definition.earningRules.flatMap((rule) => {
    const { when } = conditions(rule)
    return (when === undefined ? [] : tiersInVain(when, linted)).map((tiers) =>
      warning('rule.unknown-tier', inRules(rule, 'when'), {
        en: `“${rule.name.en}” asks for a tier that is not on the ladder: ${tiers.join(', ')}.`,
        'zh-CN': `“${rule.name['zh-CN']}”要求的等级不存在：${tiers.join('、')}。`,
      }),
    )
  })
}

function multipliersOutOfSeason({ definition }: Linted): Finding[] {
  return multipliersIn(definition).flatMap(({ rule, base }) => {
    if (meet(rule, base)) return []
    return warning('rule.never-applies', inRules(rule, 'earn'), {
      en: `“${rule.name.en}” multiplies “${base.name.en}” at a time when that rule does not hold.`,
      'zh-CN': `“${rule.name['zh-CN']}”生效期间，“${base.name['zh-CN']}”并不生效。`,
    })
  })
}

/** Each is compared with each: more than anyone has, and few enough to be compared while somebody waits. */
const MULTIPLIERS_COMPARED = 60

/** Each multiplier gives what is beyond the base, so that two of them give more than either says. */
function multipliersThatAddUp({ definition, vocabulary, conditions }: Linted): Finding[] {
  const all = multipliersIn(definition).slice(0, MULTIPLIERS_COMPARED)
  const apart = (one: EarningRule, other: EarningRule) =>
    cannotHold({ all: [one, other].flatMap((rule) => conditions(rule).when ?? []) }, vocabulary)
  return all.flatMap(({ rule, base, percent }, index) =>
    all.slice(0, index).flatMap((earlier) => {
      if (earlier.base !== base || !meet(rule, earlier.rule) || apart(rule, earlier.rule)) return []
      const times = (earlier.percent + percent - 100) / 100
      return warning('rule.multipliers-add-up', inRules(rule, 'earn'), {
        en: `“${earlier.rule.name.en}” and “${rule.name.en}” can hold for one order; together they give ${times} times “${base.name.en}”.`,
        'zh-CN': `“${earlier.rule.name['zh-CN']}”与“${rule.name['zh-CN']}”可同时生效，合计为“${base.name['zh-CN']}”的 ${times} 倍。`,
      })
    }),
  )
}

function unlimitedLiability({ definition }: Linted): Finding[] {
  return definition.earningRules.flatMap((rule) => {
    const wallet = definition.wallets.find(({ code }) => code === rule.wallet)
    if (wallet === undefined || wallet.purpose !== 'spend') return []
    const limited = rule.cap !== undefined || wallet.maximum !== undefined || (wallet.caps ?? []).length > 0
    if (limited || (rule.expiry ?? wallet.expiry).kind !== 'never') return []
    return warning('rule.unlimited', inRules(rule), {
      en: `“${rule.name.en}” gives without a cap what never expires: what is owed to members can only grow.`,
      'zh-CN': `“${rule.name['zh-CN']}”无上限且永不过期：对会员的负债只会增加。`,
    })
  })
}

/** What is earned by a rule on a tier takes its pending from one and its expiry from the other, which nobody saw together. */
function goneBeforeAvailable({ definition, at }: Linted): Finding[] {
  return definition.earningRules.flatMap((rule) => {
    const wallet = definition.wallets.find(({ code }) => code === rule.wallet)
    if (wallet === undefined) return []
    const tiers = definition.ladders.flatMap((ladder) => ladder.tiers)
    const combinations = [undefined, ...tiers].map((tier) => {
      const own = tier?.terms?.find((terms) => terms.wallet === rule.wallet)
      const pending = rule.pending ?? own?.pending ?? wallet.pending
      return {
        tier: own === undefined ? undefined : tier,
        pending,
        expiry: rule.expiry ?? own?.expiry ?? wallet.expiry,
      }
    })
    const wrong = combinations.find((terms) => goneFirst(terms, { at, definition }))
    if (wrong === undefined) return []
    const on = wrong.tier?.name
    return warning('rule.gone-before-available', inRules(rule), {
      en: `What “${rule.name.en}” gives${on === undefined ? '' : ` on the tier ${on.en}`} can expire before it can be spent.`,
      'zh-CN': `“${rule.name['zh-CN']}”${on === undefined ? '' : `在等级${on['zh-CN']}`}所得可能尚未可用就已过期。`,
    })
  })
}

function goneFirst(
  { pending, expiry }: { pending: Pending; expiry: Expiry },
  { at, definition: { timeZone } }: { at: Instant; definition: Definition },
): boolean {
  if (pending.kind !== 'until') return mistakeInTerms({ pending, expiry })?.part === 'pending'
  if (expiry.kind === 'never' || !isTimeZone(timeZone)) return false
  // What is earned on the first day waits longest; the rounding up of its end only adds to it.
  const months = 'months' in expiry ? expiry.months : expiry.leastMonths
  return dateOf(at, timeZone).add({ months }).toString() < pending.date
}

function emptyWallets({ definition }: Linted): Finding[] {
  const fed = walletsFed(definition)
  return definition.wallets.flatMap((wallet) => {
    if (fed.has(wallet.code)) return []
    return warning('wallet.unfed', `wallets.${wallet.code}`, {
      en: `No rule and no exchange gives ${wallet.name.en}: the wallet fills by hand only.`,
      'zh-CN': `没有任何规则或兑换会增加${wallet.name['zh-CN']}：只能手工增加。`,
    })
  })
}

function laddersOfNothing({ definition }: Linted): Finding[] {
  const fed = walletsFed(definition)
  return definition.ladders.flatMap((ladder) => {
    if (ladder.wallet === undefined || fed.has(ladder.wallet) || ladder.tiers.length < 2) return []
    return warning('ladder.unearned', `ladders.${ladder.code}.wallet`, {
      en: `Nobody earns what ${ladder.name.en} is measured by: everyone stays on the first tier.`,
      'zh-CN': `没有会员能获得${ladder.name['zh-CN']}所依据的数值：所有人都停留在最低等级。`,
    })
  })
}

function tiersThatBringNothing({ definition }: Linted): Finding[] {
  const named = namedInConditions(definition)
  return definition.ladders.flatMap((ladder) =>
    ladder.tiers.flatMap((tier, step) => {
      const below = ladder.tiers[step - 1]
      if (below === undefined || named.has(tier.code) || brings(tier) !== brings(below)) return []
      return warning('tier.same-as-below', `ladders.${ladder.code}.tiers.${tier.code}`, {
        en: `${tier.name.en} gives what ${below.name.en} gives: nobody notices reaching it.`,
        'zh-CN': `${tier.name['zh-CN']}与${below.name['zh-CN']}待遇相同：升级没有实际意义。`,
      })
    }),
  )
}

function tiersKeptForEver({ definition }: Linted): Finding[] {
  return definition.ladders.flatMap((ladder) => {
    const wallet = definition.wallets.find(({ code }) => code === ladder.wallet)
    if (wallet === undefined || wallet.purpose !== 'status' || wallet.expiry.kind !== 'never') return []
    if (ladder.tiers.every(({ keep }) => keep === 0)) return []
    return warning('ladder.kept-for-ever', `ladders.${ladder.code}`, {
      en: `${wallet.name.en} never expires, so nobody falls from a tier of ${ladder.name.en}: what keeping asks has no effect.`,
      'zh-CN': `${wallet.name['zh-CN']}永不过期，${ladder.name['zh-CN']}不会降级：保级条件不起作用。`,
    })
  })
}

function exchangesThatGain({ definition }: Linted): Finding[] {
  const all = definition.exchanges ?? []
  return all.flatMap((there, index) =>
    all.slice(0, index).flatMap((back) => {
      if (there.from !== back.to || there.to !== back.from) return []
      const [received, given] = [BigInt(there.receive) * BigInt(back.receive), BigInt(there.give) * BigInt(back.give)]
      if (received <= given) return []
      return warning('exchange.gains', `exchanges.${index}`, {
        en: `Exchanging ${there.from} for ${there.to} and back again gives more than there was.`,
        'zh-CN': `将 ${there.from} 兑换为 ${there.to} 再换回，会凭空增加。`,
      })
    }),
  )
}

function instantOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text)
}

function conditionsOf(rule: EarningRule, vocabulary: KnownFields): Conditions {
  const when = rule.when === undefined ? undefined : parseCondition(rule.when, vocabulary)
  const lines =
    rule.lines === undefined
      ? undefined
      : parseCondition(rule.lines, lineVocabulary<Purchase, PurchaseLine>(vocabulary))
  return {
    ...(when === undefined || isRefusal(when) ? {} : { when }),
    ...(lines === undefined || isRefusal(lines) ? {} : { lines }),
  }
}

function multipliersIn(definition: Definition): { rule: EarningRule; base: EarningRule; percent: number }[] {
  return definition.earningRules.flatMap((rule) => {
    const { earn } = rule
    if (earn.by !== 'multiply') return []
    const base = definition.earningRules.find(({ code }) => code === earn.rule)
    return base === undefined ? [] : [{ rule, base, percent: earn.percent }]
  })
}

/** Whether there is a time at which both rules hold. */
function meet(one: EarningRule, other: EarningRule): boolean {
  const starts = Math.max(instantOf(one.startsAt) ?? 0, instantOf(other.startsAt) ?? 0)
  const ends = [one.endsAt, other.endsAt].map((end) => instantOf(end) ?? Number.POSITIVE_INFINITY)
  return starts < Math.min(...ends)
}

function walletsFed(definition: Definition): ReadonlySet<string> {
  return new Set([
    ...definition.earningRules.map(({ wallet }) => wallet),
    ...(definition.exchanges ?? []).map(({ to }) => to),
    ...(definition.offers ?? []).flatMap(({ gives }) =>
      gives.flatMap((give) => (give.kind === 'points' ? [give.wallet] : [])),
    ),
  ])
}

function brings({ pointsPercent, terms, benefits }: TierDefinition): string {
  return JSON.stringify([pointsPercent, terms ?? [], benefits ?? []])
}

/** Every text in a condition: a tier that a rule speaks of brings what the rule gives. */
function namedInConditions({ earningRules, offers = [] }: Definition): ReadonlySet<string> {
  const named = new Set<string>()
  JSON.stringify(
    [...earningRules, ...offers].map(({ when }) => when),
    (_, value: unknown) => {
      if (typeof value === 'string') named.add(value)
      return value
    },
  )
  return named
}

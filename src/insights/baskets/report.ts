/** What is bought together: rules over the baskets of a period, a store, or some members. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { CatalogueService } from '../../catalogue/service.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { basketsNeverFit, basketsTooFew, basketsTooMany, notKnownYet, rulesTooMany } from './errors.ts'
import { frequentSets } from './frequent.ts'
import { type Baskets, basketsOf, type Level, segmentsKnown } from './questions.ts'
import { type Rule, rulesOf } from './rules.ts'

const DAY = 86_400_000
const BASKETS_AT_LEAST = 50
/** Some 300 MB with what is worked with. */
const BASKETS_AT_MOST = 500_000
const LONGEST = 200
const RULES_SHOWN = 300
/** A rule that few baskets hold says little, whatever the share. */
const COUNT_AT_LEAST = 5
/** Rules of more than four items are read by nobody. */
const SIZE_AT_MOST = 4
const PERCENT = 100

const code = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 64, description }))
const asked = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_095, default: 90, description: 'The last so many days' })),
  level: Type.Optional(Type.Enum(['product', 'category'], { default: 'product' })),
  ...{ store: code('Orders of this store'), channel: code('Orders of this channel') },
  ...{ tier: code('Orders of members on this tier'), segment: code('Orders of members in this segment of RFM') },
  support: Type.Optional(
    Type.Number({ minimum: 0.0001, maximum: 1, default: 0.005, description: 'Share of all baskets that hold a rule' }),
  ),
  confidence: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.2,
      description: 'Of the baskets with the left side, those with the right',
    }),
  ),
})

const itemView = Type.Object({
  ...{ code: Type.String(), name: textOrNull(), translations: Type.Record(Type.String(), Type.String()) },
  baskets: Type.Integer({ description: 'That hold it' }),
})
const ruleView = Type.Object({
  left: Type.Array(Type.String(), { description: 'Codes: who buys these' }),
  right: Type.String({ description: 'buys this as well' }),
  count: Type.Integer({ description: 'Baskets with both sides' }),
  support: Type.Number({ description: 'Share of all baskets' }),
  confidence: Type.Number({ description: 'Share of the baskets with the left side' }),
  confidenceFrom: Type.Number({ description: 'Lower end of its 95 % interval (Wilson 1927)' }),
  confidenceTo: Type.Number(),
  lift: Type.Number({ description: 'How many times as often as by chance' }),
  conviction: Type.Union([Type.Null(), Type.Number()], {
    description: 'How many times as often the rule would fail by chance; null: it never fails',
  }),
})
type ItemView = Static<typeof itemView>

export const basketsReport = report({
  name: 'baskets',
  operationId: 'getBaskets',
  summary: 'What is bought together: rules with support, confidence, lift and conviction',
  asked,
  result: Type.Object({
    missing: missingSchema,
    orders: Type.Integer({ description: 'Orders within what was asked' }),
    baskets: Type.Integer({ description: 'Of these, those that were looked at: all, or a part drawn by lot' }),
    tooLong: Type.Integer({ description: `Left out: more than ${LONGEST} different items` }),
    support: Type.Number({ description: 'What was asked, or what five baskets come to where that is more' }),
    rules: Type.Array(ruleView, { description: 'The highest lift first' }),
    rulesFound: Type.Integer(),
    items: Type.Array(itemView, { description: 'Of the rules, the most bought first' }),
  }),
  async make({ copy, now, rooms }, wish) {
    const { days = 90, level = 'product', confidence = 0.2, store, channel, tier, segment } = wish
    const empty = { missing: null, orders: 0, baskets: 0, tooLong: 0, support: 0, rules: [], rulesFound: 0, items: [] }
    if (segment !== undefined && !(await segmentsKnown(copy))) return { ...empty, missing: missingOf(notKnownYet({})) }
    const found = await basketsOf(copy, {
      ...{ level, store, channel, tier, segment, from: asInstant(now - days * DAY), until: now },
      ...{ longest: LONGEST, basketsAtMost: BASKETS_AT_MOST },
    })
    const { orders, tooLong, baskets } = found
    const support = Math.max(wish.support ?? 0.005, Math.min(1, COUNT_AT_LEAST / Math.max(1, baskets.length)))
    const seen = { ...empty, orders, tooLong, baskets: baskets.length, support }
    const answer = rulesIn(found, { support, confidence })
    if ('refusal' in answer) return { ...seen, missing: missingOf(answer) }
    const rules = answer.rules.slice(0, RULES_SHOWN)
    return {
      ...{ ...seen, rulesFound: answer.rules.length, rules: rules.map(shownRule) },
      items: await itemsOf(rules, answer.counts, level, rooms.catalogue),
    }
  },
})

type Found = { readonly rules: readonly Rule[]; readonly counts: ReadonlyMap<string, number> }

/** Rules whose sides attract each other, or why there are none. */
function rulesIn(
  { baskets }: Baskets,
  { support, confidence }: { support: number; confidence: number },
): Found | Refusal {
  const together = baskets.filter(({ length }) => length > 1).length
  if (together < BASKETS_AT_LEAST) return basketsTooFew({ baskets: together, least: BASKETS_AT_LEAST })
  const sets = frequentSets(baskets, { minimumSupport: support, maximumSize: SIZE_AT_MOST })
  if (sets.kind === 'too-many')
    return sets.fits === null ? basketsNeverFit({}) : basketsTooMany({ percent: upwards(sets.fits.support) })
  const rules = rulesOf(sets, { minimumConfidence: confidence, withoutRedundant: true })
  if (rules.kind === 'too-many') return rulesTooMany({ percent: upwards(rules.fits ?? 1) })
  return {
    rules: rules.rules.filter(({ lift }) => lift > 1),
    counts: new Map(
      sets.sets.flatMap(({ items: [item = '', ...others], count }) => (others.length === 0 ? [[item, count]] : [])),
    ),
  }
}

/** In percent, so that what is read fits. */
function upwards(share: number): number {
  return Math.ceil(share * PERCENT * PERCENT) / PERCENT
}

function shownRule({ left, right, count, support, confidence, lift, conviction }: Rule) {
  const { from, to } = wilson(count, Math.round(count / confidence))
  return {
    ...{ left: [...left], right, count, support, confidence, confidenceFrom: from, confidenceTo: to, lift },
    conviction: Number.isFinite(conviction) ? conviction : null,
  }
}

/** 97.5 % of a normal distribution. */
const NORMAL = 1.96

/** The interval of a share that few cases do not fool: Wilson (1927). */
function wilson(count: number, of: number): { from: number; to: number } {
  const share = count / of
  const square = NORMAL ** 2
  const middle = (share + square / (2 * of)) / (1 + square / of)
  const half = (NORMAL * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))) / (1 + square / of)
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}

async function itemsOf(
  rules: readonly Rule[],
  counts: ReadonlyMap<string, number>,
  level: Level,
  catalogue: CatalogueService,
): Promise<ItemView[]> {
  const codes = [...new Set(rules.flatMap(({ left, right }) => [...left, right]))]
  const names = new Map((await namesOf(codes, level, catalogue)).map((each) => [each.code, each]))
  return codes
    .map((one) => {
      const known = names.get(one)
      return {
        ...{ code: one, name: known?.name ?? null, translations: { ...known?.translations } },
        baskets: counts.get(one) ?? 0,
      }
    })
    .sort((a, b) => b.baskets - a.baskets)
}

async function namesOf(codes: readonly string[], level: Level, catalogue: CatalogueService) {
  if (level === 'product')
    return (await catalogue.productsOf(codes)).map(({ sku, name, translations }) => ({ code: sku, name, translations }))
  return catalogue.categoriesOf(codes)
}

/** Ladders as data: what is measured over which time, when one rises, and how one falls. Imported by definition.ts. */
import { type Static, Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'
import type { Words } from '../base/refusals.ts'
import { CodeSchema, ExpirySchema, PendingSchema, WordsSchema } from './basics.ts'
import { TierBenefitSchema } from './benefits.ts'
import {
  currencyRefused,
  firstTier,
  keepsTooMuch,
  measureAnd,
  noNextPeriod,
  noWallet,
  numberNeedsWallet,
  reviewedByYear,
  stepsNeedPeriods,
  tiersRise,
} from './problems.ts'

const strict = { additionalProperties: false } as const
const Amount = Type.Integer({ minimum: 0, maximum: LARGEST })

export const LeafSchema = Type.Object(
  {
    measure: Type.Enum(['balance', 'earned', 'spend', 'category-spend', 'orders', 'visits'], {
      description:
        'balance: unexpired in a wallet, whatever the window; within the window: earned from orders in a wallet, ' +
        'spend in minor units without fees, orders, visits (days with an order). What was returned does not count',
    }),
    atLeast: Type.Integer({ minimum: 1, maximum: LARGEST }),
    wallet: Type.Optional(CodeSchema),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  },
  strict,
)

const among = { minItems: 1, maxItems: 10 } as const
const leaves = Type.Array(LeafSchema, among)
const PartSchema = Type.Union([LeafSchema, Type.Object({ all: leaves }, strict), Type.Object({ any: leaves }, strict)])
export const CriterionSchema = Type.Union([
  LeafSchema,
  Type.Object({ all: Type.Array(PartSchema, among) }, strict),
  Type.Object({ any: Type.Array(PartSchema, among) }, strict),
])

export const TierSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    reach: Type.Union([Amount, Type.Literal('invitation'), CriterionSchema], {
      description: 'What one rises by: so much of the ladder’s wallet, a criterion, or only by invitation',
    }),
    keep: Type.Union([Amount, CriterionSchema], {
      description: 'Without this one falls: so much of the ladder’s wallet, or a criterion; 0 is never lost',
    }),
    pointsPercent: Type.Integer({
      minimum: 100,
      maximum: 10_000,
      description: 'Multiplier of earning rules that follow the tier: 125 is × 1.25',
    }),
    terms: Type.Optional(
      Type.Array(
        Type.Object(
          { wallet: CodeSchema, pending: Type.Optional(PendingSchema), expiry: Type.Optional(ExpirySchema) },
          strict,
        ),
        {
          maxItems: 20,
          description: 'Other terms for what is earned on this tier; a rule’s own terms come before these',
        },
      ),
    ),
    benefits: Type.Optional(
      Type.Array(TierBenefitSchema, {
        maxItems: 100,
        description: 'What it gives besides, of the programme’s benefits',
      }),
    ),
  },
  strict,
)

const kind = <const K extends string>(name: K) => Type.Object({ kind: Type.Literal(name) }, strict)

export const WindowSchema = Type.Union(
  [
    kind('lifetime'),
    Type.Object({ kind: Type.Literal('rolling'), months: Type.Integer({ minimum: 1, maximum: 120 }) }, strict),
    Type.Object({ kind: Type.Literal('rolling'), days: Type.Integer({ minimum: 1, maximum: 3_650 }) }, strict),
    kind('calendar-year'),
    kind('member-anniversary'),
    kind('tier-anniversary'),
  ],
  { description: 'Which orders count; lifetime when absent. Years are reviewed when they end' },
)

const Stretch = Type.Enum(['month', 'quarter', 'year'])

export const FallSchema = Type.Object(
  {
    how: Type.Enum(['never', 'one-step', 'full'], {
      description: 'full: to the tier that is reached then; one-step: to the next lower one, at most once a period',
    }),
    graceDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 366,
        description: 'So many more days to make up for it; then the tier is lost',
      }),
    ),
    roundUpTo: Type.Optional(
      Type.Enum(['month', 'quarter', 'year'], { description: 'The tier is lost at the end of this' }),
    ),
    warnDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 366, description: 'tier.will-change is announced so many days before' }),
    ),
  },
  strict,
)

export const LadderSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    wallet: Type.Optional(CodeSchema),
    window: Type.Optional(WindowSchema),
    reviewed: Type.Optional({
      ...Stretch,
      description: 'With a lifetime or rolling window: when falling is looked at; at every change when absent',
    }),
    rise: Type.Optional(
      Type.Enum(['at-once', 'next-period'], { description: 'At once when absent; next-period: when the period ends' }),
    ),
    fall: Type.Optional(FallSchema),
    tiers: Type.Array(TierSchema, { minItems: 1, maxItems: 30 }),
  },
  strict,
)

export type Leaf = Static<typeof LeafSchema>
export type Criterion = Static<typeof CriterionSchema>
export type TierDefinition = Static<typeof TierSchema>
export type LadderWindow = Static<typeof WindowSchema>
export type Fall = Static<typeof FallSchema>
export type LadderDefinition = Static<typeof LadderSchema>

/** All leaves of a criterion, in their order. */
export function leavesOf(criterion: Criterion): Leaf[] {
  if ('measure' in criterion) return [criterion]
  return ('all' in criterion ? criterion.all : criterion.any).flatMap(leavesOf)
}

function criteriaOf(ladder: LadderDefinition): Criterion[] {
  return ladder.tiers.flatMap(({ reach, keep }) => [reach, keep]).filter((each) => typeof each === 'object')
}

/** Whether a ladder counts orders, so that what each order counts must be kept with the account. */
export function measuresOrders(ladder: LadderDefinition): boolean {
  return criteriaOf(ladder).some((criterion) => leavesOf(criterion).some(({ measure }) => measure !== 'balance'))
}

/** Whether standings are looked at when a period ends; otherwise at every change. */
export function hasPeriods({ window, reviewed }: Pick<LadderDefinition, 'window' | 'reviewed'>): boolean {
  return reviewed !== undefined || isYearly(window)
}

function isYearly(window: LadderWindow | undefined): boolean {
  return window !== undefined && window.kind !== 'lifetime' && window.kind !== 'rolling'
}

type Mistake = { readonly part: string; readonly problem: Words }
type Known = { readonly wallets: ReadonlySet<string>; readonly currencies: 'any' | readonly string[] }

/** The first mistake in a ladder by itself: its place within it, and what is wrong. Terms of tiers are checked elsewhere. */
export function mistakeInLadder(ladder: LadderDefinition, known: Known): Mistake | undefined {
  if (ladder.wallet !== undefined && !known.wallets.has(ladder.wallet))
    return { part: 'wallet', problem: noWallet(ladder.wallet) }
  const rhythm = mistakeInRhythm(ladder)
  if (rhythm !== undefined) return rhythm
  let highest = -1
  for (const [step, tier] of ladder.tiers.entries()) {
    const place = `tiers[${step}]`
    if (step === 0 && (tier.reach !== 0 || tier.keep !== 0)) return { part: `${place}.reach`, problem: firstTier }
    for (const part of ['reach', 'keep'] as const) {
      const mistake = mistakeInThreshold(tier[part], ladder, known)
      if (mistake !== undefined) return { part: `${place}.${part}`, problem: mistake }
    }
    if (typeof tier.reach !== 'number') continue
    if (tier.reach <= highest) return { part: `${place}.reach`, problem: tiersRise }
    if (typeof tier.keep === 'number' && tier.keep > tier.reach) return { part: `${place}.keep`, problem: keepsTooMuch }
    highest = tier.reach
  }
  return undefined
}

function mistakeInRhythm(ladder: LadderDefinition): Mistake | undefined {
  const { window, reviewed, rise, fall } = ladder
  if (reviewed !== undefined && isYearly(window))
    return { part: 'reviewed', problem: reviewedByYear(window?.kind ?? '') }
  if (hasPeriods(ladder)) return undefined
  if (rise === 'next-period') return { part: 'rise', problem: noNextPeriod }
  if (fall?.how === 'one-step') return { part: 'fall.how', problem: stepsNeedPeriods }
  return undefined
}

function mistakeInThreshold(
  threshold: TierDefinition['reach'],
  ladder: LadderDefinition,
  { wallets, currencies }: Known,
): Words | undefined {
  if (threshold === 'invitation') return undefined
  if (typeof threshold === 'number') return threshold > 0 && ladder.wallet === undefined ? numberNeedsWallet : undefined
  for (const { measure, wallet, currency, category } of leavesOf(threshold)) {
    const [money, ofWallet] = [
      measure === 'spend' || measure === 'category-spend',
      measure === 'balance' || measure === 'earned',
    ]
    if (ofWallet !== (wallet !== undefined)) return measureAnd(measure, 'wallet', ofWallet)
    if (money !== (currency !== undefined)) return measureAnd(measure, 'currency', money)
    if ((measure === 'category-spend') !== (category !== undefined))
      return measureAnd(measure, 'category', measure === 'category-spend')
    if (wallet !== undefined && !wallets.has(wallet)) return noWallet(wallet)
    if (currency !== undefined && currencies !== 'any' && !currencies.includes(currency))
      return currencyRefused(currency)
  }
  return undefined
}

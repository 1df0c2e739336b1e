/**
 * The programme as data: what a version holds, as people edit it and the API carries it.
 * Codes are stable and never shown to members; names are in every language that Regulars speaks.
 */
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../base/conditions/schema.ts'
import { LARGEST } from '../base/quantities.ts'
import { PublishingSchema } from './agreement.ts'
import {
  CodeSchema,
  EarnSchema,
  ExpirySchema,
  PendingSchema,
  PeriodSchema,
  PointsSchema,
  RoundingSchema,
  WordsSchema,
} from './basics.ts'
import { BenefitSchema } from './benefits.ts'
import { CheckoutSchema } from './checkout.ts'
import { CostSchema, CountriesSchema, MarginFloorSchema } from './guards.ts'
import { LadderSchema } from './ladders.ts'
import { OfferGroupSchema, OfferSchema } from './offers/definition.ts'
import { CouponIssueSchema } from './offers/issues.ts'
import { SpendCapsSchema } from './spending.ts'

export type { LadderDefinition, TierDefinition } from './ladders.ts'

const strict = { additionalProperties: false } as const

const ApprovalSchema = Type.Object(
  {
    above: Type.Integer({ minimum: 0, maximum: LARGEST, description: 'More than this by hand needs a second person' }),
    withinDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 90, description: 'So long a request waits; 7 when absent' }),
    ),
  },
  strict,
)

export const WalletSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    unit: WordsSchema,
    purpose: Type.Union([Type.Literal('spend'), Type.Literal('status')], {
      description: 'Spent by members, or counted for tiers',
    }),
    pending: PendingSchema,
    expiry: ExpirySchema,
    maximum: Type.Optional(
      Type.Integer({ minimum: 1, maximum: LARGEST, description: 'Earning stops at this balance, pending included' }),
    ),
    caps: Type.Optional(
      Type.Array(Type.Object({ points: PointsSchema, per: PeriodSchema }, strict), {
        maxItems: 5,
        description: 'What one member may earn by all rules together',
      }),
    ),
    spendCaps: Type.Optional(SpendCapsSchema),
    approval: Type.Optional(ApprovalSchema),
    checkout: Type.Optional(CheckoutSchema),
    debt: Type.Union([Type.Literal('owe'), Type.Literal('forgive'), Type.Literal('pending-only')], {
      description:
        'When earnings are taken back after they were spent: the rest is owed, or forgiven; or only what is pending is taken',
    }),
  },
  strict,
)

export const CapSchema = Type.Object(
  {
    points: PointsSchema,
    per: Type.Union([Type.Literal('order'), ...PeriodSchema.anyOf]),
  },
  strict,
)

export const EarningRuleSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    wallet: CodeSchema,
    when: Type.Optional(ConditionRef),
    lines: Type.Optional(ConditionRef),
    startsAt: Type.Optional(Type.String({ format: 'date-time' })),
    endsAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'First instant at which it no longer holds' }),
    ),
    earn: EarnSchema,
    tierMultiplier: Type.Optional(CodeSchema),
    pending: Type.Optional(PendingSchema),
    expiry: Type.Optional(ExpirySchema),
    rounding: RoundingSchema,
    cap: Type.Optional(CapSchema),
  },
  strict,
)

const AdjustmentReasonSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    direction: Type.Union([Type.Literal('give'), Type.Literal('take'), Type.Literal('both')]),
    evidence: Type.Optional(Type.Boolean({ description: 'A reference to the evidence must be given with it' })),
  },
  strict,
)

export const ExchangeSchema = Type.Object(
  {
    from: CodeSchema,
    to: CodeSchema,
    give: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'So many of `from`, or a multiple of it …' }),
    receive: Type.Integer({ minimum: 1, maximum: LARGEST, description: '… become so many of `to`' }),
  },
  strict,
)

const TransferSchema = Type.Object(
  {
    wallet: CodeSchema,
    least: Type.Optional(PointsSchema),
    most: Type.Optional(PointsSchema),
    caps: Type.Optional(
      Type.Array(Type.Object({ points: PointsSchema, per: PeriodSchema }, strict), {
        maxItems: 5,
        description: 'What one member may give in all, fees included',
      }),
    ),
    feePercent: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 99, description: 'Of what is given, rounded down; the rest arrives' }),
    ),
    tiers: Type.Optional(
      Type.Object(
        { ladder: CodeSchema, codes: Type.Array(CodeSchema, { minItems: 1, maxItems: 30, uniqueItems: true }) },
        { ...strict, description: 'Who may give; everyone when absent' },
      ),
    ),
  },
  strict,
)

/** Ten thousand offers with their sentences in two languages. */
export const DEFINITION_BYTES = 32 * 1024 * 1024

export const DefinitionSchema = Type.Object(
  {
    name: WordsSchema,
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    currencies: Type.Union([
      Type.Literal('any'),
      Type.Array(Type.String({ pattern: '^[A-Z]{3}$' }), { minItems: 1, maxItems: 200 }),
    ]),
    wallets: Type.Array(WalletSchema, { minItems: 1, maxItems: 20 }),
    earningRules: Type.Array(EarningRuleSchema, { maxItems: 500 }),
    ladders: Type.Array(LadderSchema, { maxItems: 10 }),
    benefits: Type.Optional(
      Type.Array(BenefitSchema, { maxItems: 100, description: 'What tiers give besides points' }),
    ),
    exchanges: Type.Optional(
      Type.Array(ExchangeSchema, { maxItems: 50, description: 'What a member may turn into what' }),
    ),
    offerGroups: Type.Optional(
      Type.Array(OfferGroupSchema, { maxItems: 30, description: 'In the order in which offers are applied' }),
    ),
    offers: Type.Optional(Type.Array(OfferSchema, { maxItems: 10_000 })),
    couponIssues: Type.Optional(
      Type.Array(CouponIssueSchema, { maxItems: 200, description: 'Coupons that members get by themselves' }),
    ),
    costs: Type.Optional(
      Type.Array(CostSchema, {
        maxItems: 10_000,
        description: 'What products cost the company; never shown to members',
      }),
    ),
    marginFloor: Type.Optional(MarginFloorSchema),
    countries: Type.Optional(CountriesSchema),
    claimDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 3_650,
        description: 'How long a guest’s receipt can be claimed; 30 when absent',
      }),
    ),
    transfers: Type.Optional(
      Type.Array(TransferSchema, { maxItems: 20, description: 'What members may give each other' }),
    ),
    adjustmentReasons: Type.Optional(
      Type.Array(AdjustmentReasonSchema, {
        maxItems: 100,
        description: 'When there are some, each adjustment by hand names one',
      }),
    ),
    presence: Type.Optional(
      Type.Array(Type.Enum(['points', 'coupons', 'benefits']), {
        maxItems: 3,
        uniqueItems: true,
        description:
          'What cashiers spend of a member only when he shows or says his code: points, his own coupons, counted benefits',
      }),
    ),
    publishing: Type.Optional(PublishingSchema),
    expiryGuardPercent: Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'A nightly run that would expire a larger share of all points stops and asks',
    }),
  },
  strict,
)

export type { Activity, Expiry, Pending, Period } from './basics.ts'
export type WalletDefinition = Static<typeof WalletSchema>
export type EarningRule = Static<typeof EarningRuleSchema>
export type Cap = Static<typeof CapSchema>
export type Transfer = Static<typeof TransferSchema>
export type Exchange = Static<typeof ExchangeSchema>
export type Definition = Static<typeof DefinitionSchema>

/** The same for routes: one schema under an id, because it is large and many routes speak of it. */
export const SharedDefinition = { ...DefinitionSchema, $id: 'Definition', title: 'Definition' }
export const DefinitionRef = Type.Unsafe<Definition>(Type.Ref('Definition#'))

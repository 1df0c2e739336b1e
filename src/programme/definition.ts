/**
 * The programme as data: what a version holds, as people edit it and the API carries it.
 * Codes are stable and never shown to members; names are in every language that Regulars speaks.
 */
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../base/conditions/schema.ts'
import { LARGEST } from '../base/quantities.ts'

const strict = { additionalProperties: false } as const

export const CodeSchema = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'Stable code: lower-case letters, digits, hyphens',
})
export const WordsSchema = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 120 }), 'zh-CN': Type.String({ minLength: 1, maxLength: 120 }) },
  strict,
)
const Points = Type.Integer({ minimum: 1, maximum: LARGEST })

const MonthsSchema = Type.Integer({ minimum: 1, maximum: 600, description: 'Calendar months after the day of earning' })
const RoundUpToSchema = Type.Union(
  [Type.Literal('day'), Type.Literal('week'), Type.Literal('month'), Type.Literal('quarter'), Type.Literal('year')],
  { description: 'It lives to the end of this period; a week ends on Sunday' },
)
const ActivitySchema = Type.Union([
  Type.Literal('earn'),
  Type.Literal('redeem'),
  Type.Literal('exchange'),
  Type.Literal('transfer'),
  Type.Literal('order'),
])

export const ExpirySchema = Type.Union([
  Type.Object({ kind: Type.Literal('never') }, strict),
  Type.Object(
    {
      kind: Type.Literal('rolling'),
      months: MonthsSchema,
      roundUpTo: RoundUpToSchema,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('dates'),
      dates: Type.Array(
        Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description: 'Month and day: 12-31' }),
        { minItems: 1, maxItems: 12, uniqueItems: true, description: 'Days of each year at whose end it is gone' },
      ),
      leastMonths: Type.Integer({
        minimum: 0,
        maximum: 600,
        description: 'Days that come sooner after earning than this many months are passed over',
      }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('inactivity'),
      months: Type.Integer({ minimum: 1, maximum: 600, description: 'Calendar months after the last activity' }),
      roundUpTo: RoundUpToSchema,
      resetBy: Type.Array(ActivitySchema, {
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        description: 'What the member does that begins the months anew; `order` is an order that earns in any wallet',
      }),
    },
    strict,
  ),
])

export const PendingSchema = Type.Union([
  Type.Object({ kind: Type.Literal('none') }, strict),
  Type.Object(
    {
      kind: Type.Literal('days'),
      days: Type.Integer({ minimum: 1, maximum: 3650, description: 'Whole days until it becomes available' }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('until'),
      date: Type.String({ format: 'date', description: 'Becomes available as this day begins; at once from then on' }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('event'),
      event: CodeSchema,
      cancelAfterDays: Type.Integer({
        minimum: 1,
        maximum: 3650,
        description: 'Becomes available when the API says that the event came; cancelled after so many whole days',
      }),
    },
    strict,
  ),
])

const PeriodSchema = Type.Union([
  Type.Literal('day'),
  Type.Literal('week'),
  Type.Literal('month'),
  Type.Literal('year'),
  Type.Literal('lifetime'),
])

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
      Type.Array(Type.Object({ points: Points, per: PeriodSchema }, strict), {
        maxItems: 5,
        description: 'What one member may earn by all rules together',
      }),
    ),
    approval: Type.Optional(ApprovalSchema),
    debt: Type.Union([Type.Literal('owe'), Type.Literal('forgive'), Type.Literal('pending-only')], {
      description:
        'When earnings are taken back after they were spent: the rest is owed, or forgiven; or only what is pending is taken',
    }),
  },
  strict,
)

export const EarnSchema = Type.Union([
  Type.Object(
    { by: Type.Literal('amount'), points: Points, perUnits: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    strict,
  ),
  Type.Object(
    { by: Type.Literal('quantity'), points: Points, per: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    strict,
  ),
  Type.Object({ by: Type.Literal('order'), points: Points }, strict),
  Type.Object(
    { by: Type.Literal('multiply'), rule: CodeSchema, percent: Type.Integer({ minimum: 101, maximum: 10_000 }) },
    strict,
  ),
])

export const RoundingSchema = Type.Union([Type.Literal('floor'), Type.Literal('half-up'), Type.Literal('ceil')])

export const CapSchema = Type.Object(
  {
    points: Points,
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

export const TierSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    reach: Type.Integer({ minimum: 0, maximum: LARGEST, description: 'At this much one rises to it' }),
    keep: Type.Integer({ minimum: 0, maximum: LARGEST, description: 'Below this much one falls from it' }),
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
  },
  strict,
)

export const LadderSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    wallet: CodeSchema,
    tiers: Type.Array(TierSchema, { minItems: 1, maxItems: 30 }),
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
    least: Type.Optional(Points),
    most: Type.Optional(Points),
    caps: Type.Optional(
      Type.Array(Type.Object({ points: Points, per: PeriodSchema }, strict), {
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
    exchanges: Type.Optional(
      Type.Array(ExchangeSchema, { maxItems: 50, description: 'What a member may turn into what' }),
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
    expiryGuardPercent: Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'A nightly run that would expire a larger share of all points stops and asks',
    }),
  },
  strict,
)

export type Expiry = Static<typeof ExpirySchema>
export type Activity = Static<typeof ActivitySchema>
export type Pending = Static<typeof PendingSchema>
export type Period = Static<typeof PeriodSchema>
export type WalletDefinition = Static<typeof WalletSchema>
export type EarningRule = Static<typeof EarningRuleSchema>
export type Cap = Static<typeof CapSchema>
export type TierDefinition = Static<typeof TierSchema>
export type LadderDefinition = Static<typeof LadderSchema>
export type Transfer = Static<typeof TransferSchema>
export type Exchange = Static<typeof ExchangeSchema>
export type Definition = Static<typeof DefinitionSchema>

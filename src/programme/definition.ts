/**
 * The programme as data: what a version holds, as people edit it and the API carries it.
 * Codes are stable and never shown to members; names are in every language that Regulars speaks.
 */
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../base/conditions/schema.ts'
import { LARGEST } from '../base/quantities.ts'
import { LadderSchema } from './ladders.ts'
import { CodeSchema, ExpirySchema, PendingSchema, WordsSchema } from './pieces.ts'

export type { LadderDefinition, TierDefinition } from './ladders.ts'

const strict = { additionalProperties: false } as const

const Points = Type.Integer({ minimum: 1, maximum: LARGEST })

const PeriodSchema = Type.Union([
  Type.Literal('day'),
  Type.Literal('week'),
  Type.Literal('month'),
  Type.Literal('year'),
  Type.Literal('lifetime'),
])

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

export const ExchangeSchema = Type.Object(
  {
    from: CodeSchema,
    to: CodeSchema,
    give: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'So many of `from`, or a multiple of it …' }),
    receive: Type.Integer({ minimum: 1, maximum: LARGEST, description: '… become so many of `to`' }),
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
    expiryGuardPercent: Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'A nightly run that would expire a larger share of all points stops and asks',
    }),
  },
  strict,
)

export type Expiry = Static<typeof ExpirySchema>
export type Pending = Static<typeof PendingSchema>
export type Period = Static<typeof PeriodSchema>
export type WalletDefinition = Static<typeof WalletSchema>
export type EarningRule = Static<typeof EarningRuleSchema>
export type Cap = Static<typeof CapSchema>
export type Exchange = Static<typeof ExchangeSchema>
export type Definition = Static<typeof DefinitionSchema>

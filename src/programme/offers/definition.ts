/** Offers as data: what changes the price of an order or adds points to it, for whom, when, how often, and beside what. */
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { LARGEST } from '../../base/quantities.ts'
import { CodeSchema, EarnSchema, ExpirySchema, PendingSchema, RoundingSchema, WordsSchema } from '../basics.ts'

const strict = { additionalProperties: false } as const
const Minor = Type.Integer({ minimum: 1, maximum: 100_000_000_000, description: 'Minor units of the offer’s currency' })
const BasisPoints = Type.Integer({ minimum: 1, maximum: 10_000, description: '1500 is 15 % off, 10000 is free' })
const Pieces = Type.Integer({ minimum: 1, maximum: 10_000 })
const Times = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Most times in one order' }))
const Lines = Type.Optional(ConditionRef)
const Base = Type.Union([Type.Literal('initial'), Type.Literal('remaining')], {
  description: 'Of the price before all offers, or of what earlier offers left of it',
})

/** Where a discount falls: the goods (all, or the lines in scope), or postage and other fees. */
const Of = Type.Union([Type.Literal('goods'), Type.Literal('fees')])

export const PercentSchema = Type.Object(
  {
    kind: Type.Literal('percent'),
    basisPoints: BasisPoints,
    of: Of,
    lines: Lines,
    base: Base,
    mostMinor: Type.Optional(Minor),
  },
  strict,
)
export const AmountSchema = Type.Object({ kind: Type.Literal('amount'), minor: Minor, of: Of, lines: Lines }, strict)

/** 满减, 满折: the highest step that is reached counts. */
export const StepsSchema = Type.Object(
  {
    kind: Type.Literal('steps'),
    by: Type.Union([Type.Literal('amount'), Type.Literal('quantity')]),
    steps: Type.Array(
      Type.Object(
        {
          from: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'Minor units, or pieces' }),
          off: Type.Union([Type.Object({ minor: Minor }, strict), Type.Object({ basisPoints: BasisPoints }, strict)]),
        },
        strict,
      ),
      { minItems: 1, maxItems: 20 },
    ),
    lines: Lines,
    base: Base,
  },
  strict,
)
/** 每满减: so much off for every so much. */
export const EverySchema = Type.Object(
  { kind: Type.Literal('every'), perMinor: Minor, offMinor: Minor, lines: Lines, base: Base, times: Times },
  strict,
)
/** Of every `buy + get` pieces the cheapest `get` are reduced; with `getLines`, pieces of those lines are instead. */
export const BuyGetSchema = Type.Object(
  {
    kind: Type.Literal('buy-get'),
    buy: Pieces,
    get: Pieces,
    basisPoints: BasisPoints,
    lines: Lines,
    getLines: Lines,
    times: Times,
  },
  strict,
)
/** So many pieces of each part together for one price; one part is "any N for a price". */
export const BundleSchema = Type.Object(
  {
    kind: Type.Literal('bundle'),
    parts: Type.Array(Type.Object({ quantity: Pieces, lines: Lines }, strict), { minItems: 1, maxItems: 10 }),
    priceMinor: Type.Integer({ minimum: 0, maximum: 100_000_000_000 }),
    times: Times,
  },
  strict,
)
/** A list of prices per piece, with breaks by quantity: the member price of products. */
export const PricesSchema = Type.Object(
  {
    kind: Type.Literal('prices'),
    prices: Type.Array(
      Type.Object(
        {
          sku: Type.String({ minLength: 1, maxLength: 120 }),
          from: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'Pieces; 1 when absent' })),
          minor: Type.Integer({ minimum: 0, maximum: 100_000_000_000 }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 5_000 },
    ),
  },
  strict,
)
/** An item that is added to the order for nothing. */
export const GiftSchema = Type.Object(
  {
    kind: Type.Literal('gift'),
    sku: Type.String({ minLength: 1, maxLength: 120 }),
    quantity: Pieces,
    name: Type.Optional(WordsSchema),
  },
  strict,
)
export const BonusSchema = Type.Object(
  {
    kind: Type.Literal('points'),
    wallet: CodeSchema,
    earn: EarnSchema,
    lines: Lines,
    rounding: RoundingSchema,
    pending: Type.Optional(PendingSchema),
    expiry: Type.Optional(ExpirySchema),
  },
  strict,
)

export const GiveSchema = Type.Union([
  PercentSchema,
  AmountSchema,
  StepsSchema,
  EverySchema,
  BuyGetSchema,
  BundleSchema,
  PricesSchema,
  GiftSchema,
  BonusSchema,
])

export const OfferLimitSchema = Type.Object(
  {
    of: Type.Union([Type.Literal('uses'), Type.Literal('discount'), Type.Literal('pieces'), Type.Literal('points')], {
      description: 'Orders, minor units off, pieces sold under it (stock), points given',
    }),
    most: Type.Integer({ minimum: 1, maximum: LARGEST }),
    per: Type.Union([
      Type.Literal('order'),
      Type.Literal('day'),
      Type.Literal('week'),
      Type.Literal('month'),
      Type.Literal('year'),
      Type.Literal('lifetime'),
    ]),
    by: Type.Union([Type.Literal('all'), Type.Literal('member'), Type.Literal('store'), Type.Literal('identifier')], {
      description:
        'All members together, each member, each store, each device, address … that orders name as the `identifier` of the limit; without it the offer does not apply',
    }),
    identifier: Type.Optional(CodeSchema),
  },
  strict,
)

export const OfferSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    group: CodeSchema,
    priority: Type.Integer({ minimum: -1_000, maximum: 1_000, description: 'Higher comes first in its group' }),
    needs: Type.Union([Type.Literal('nothing'), Type.Literal('coupon')]),
    members: Type.Optional(Type.Boolean({ description: 'True: for members only' })),
    when: Type.Optional(ConditionRef),
    startsAt: Type.Optional(Type.String({ format: 'date-time' })),
    endsAt: Type.Optional(Type.String({ format: 'date-time', description: 'First instant at which it is over' })),
    currency: Type.Optional(
      Type.String({ pattern: '^[A-Z]{3}$', description: 'Of its amounts; orders in others are left alone' }),
    ),
    gives: Type.Array(GiveSchema, { minItems: 1, maxItems: 5 }),
    limits: Type.Optional(Type.Array(OfferLimitSchema, { maxItems: 10 })),
    onReturn: Type.Optional(
      Type.Union([Type.Literal('restore'), Type.Literal('keep')], {
        description: 'When everything is returned: the coupon and the use are given back (usual), or stay used',
      }),
    ),
  },
  strict,
)

export const OfferGroupSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    mode: Type.Union([Type.Literal('all'), Type.Literal('first'), Type.Literal('best')], {
      description: 'All that apply, the first by priority, or the one best for the member',
    }),
    alone: Type.Optional(
      Type.Boolean({ description: 'What applies here applies alone: no offer of another group beside it' }),
    ),
    oncePerLine: Type.Optional(
      Type.Boolean({ description: 'A line that one offer of this group reduced is left alone by the others of it' }),
    ),
  },
  strict,
)

export type Give = Static<typeof GiveSchema>
export type GiveOf<Kind extends Give['kind']> = Extract<Give, { kind: Kind }>
export type OfferLimit = Static<typeof OfferLimitSchema>
export type Offer = Static<typeof OfferSchema>
export type OfferGroup = Static<typeof OfferGroupSchema>

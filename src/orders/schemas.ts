import { Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'
import { Code } from '../offers/schemas.ts'
import {
  cursorSchema,
  idSchema,
  limitSchema,
  presenceSchema,
  proseSchema,
  textOrNull,
} from '../platform/http/schemas.ts'
import { walletView } from '../points/schemas.ts'
import { servedView } from '../programme/benefits.ts'
import { COUPONS_AT_MOST, LINES_AT_MOST } from './draft.ts'
import { IDENTIFIER_LENGTH, IDENTIFIER_NAME, IDENTIFIERS_AT_MOST } from './identifiers.ts'
import { reserveMinutes } from './service.ts'

const strict = { additionalProperties: false } as const
const Instant = Type.String({ format: 'date-time', description: 'RFC 3339' })
export const Id = idSchema('UUID, lower case')
const Minor = Type.Integer({ minimum: 0, maximum: 100_000_000_000, description: 'Minor units of the order’s currency' })
const Quantity = Type.Integer({ minimum: 1, maximum: 10_000_000 })
const OrderNumber = Type.String({
  minLength: 1,
  maxLength: 120,
  description: 'Your order number, unique in the company',
})

const Identifiers = Type.Unsafe<Record<string, string>>({
  type: 'object',
  propertyNames: { pattern: IDENTIFIER_NAME },
  additionalProperties: { type: 'string', minLength: 1, maxLength: IDENTIFIER_LENGTH },
  maxProperties: IDENTIFIERS_AT_MOST,
  description: 'A device, an address, a card …, by which limits of offers count; kept only as keyed hashes',
})

export const pricesBody = Type.Object(
  {
    memberId: Type.Optional(Type.Union([Id, Type.Null()])),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
    channel: Type.String({ minLength: 1, maxLength: 60 }),
    store: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    identifiers: Type.Optional(Identifiers),
    items: Type.Array(
      Type.Object({ sku: Type.String({ minLength: 1, maxLength: 120 }), unitPriceMinor: Minor }, strict),
      {
        minItems: 1,
        maxItems: 500,
      },
    ),
  },
  strict,
)
export const pricesAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      sku: Type.String(),
      unitPriceMinor: Type.Integer(),
      priceMinor: Type.Integer({ description: 'For one piece bought by itself' }),
      offers: Type.Array(Type.Object({ offer: Type.String(), minor: Type.Integer() })),
    }),
  ),
})

export const numberPath = Type.Object({ number: OrderNumber })
export const memberPath = Type.Object({ memberId: Id })

const line = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 120 }),
    name: Type.Optional(Type.String({ maxLength: 300 })),
    quantity: Quantity,
    unitPriceMinor: Type.Optional(Minor),
    amountMinor: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100_000_000_000,
        description: 'Of the whole line; instead of unitPriceMinor',
      }),
    ),
    discountMinor: Type.Optional(Minor),
    fee: Type.Optional(Type.Boolean({ description: 'Postage and the like: never earns' })),
  },
  strict,
)

const Points = Type.Integer({ minimum: 1, maximum: LARGEST })
const payment = Type.Object(
  {
    means: Type.String({ minLength: 1, maxLength: 40, description: 'Your name for it: cash, card …' }),
    minor: Minor,
  },
  strict,
)

const ofMember = {
  memberId: Type.Optional(
    Type.Union([Id, Type.Null()], { description: 'Without a member the order is kept for insights only' }),
  ),
}
const basketContent = {
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  channel: Type.String({ minLength: 1, maxLength: 60 }),
  store: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  placedAt: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'RFC 3339; now when absent. Late orders are decided at this time',
    }),
  ),
  lines: Type.Array(line, { minItems: 1, maxItems: LINES_AT_MOST }),
  discountMinor: Type.Optional(Minor),
  coupons: Type.Optional(
    Type.Array(Code, { maxItems: COUPONS_AT_MOST, description: 'Codes; each is answered: applied, or why not' }),
  ),
  pay: Type.Optional(
    Type.Array(Type.Object({ wallet: Type.String({ minLength: 1, maxLength: 40 }), points: Points }, strict), {
      maxItems: 5,
      description: 'Points that the member pays with; what cannot be is refused, never lessened',
    }),
  ),
  payments: Type.Optional(
    Type.Array(payment, { maxItems: 10, description: 'How the rest is paid; together they make what is due in money' }),
  ),
  identifiers: Type.Optional(Identifiers),
  priced: Type.Optional(
    Type.Boolean({ description: 'True: the amounts are final; no offer changes them or counts them' }),
  ),
}
const content = { ...ofMember, ...basketContent }
export const Status = Type.Enum(['open', 'confirmed', 'cancelled'])

export const evaluateBody = Type.Object(
  {
    number: Type.Optional(OrderNumber),
    ...content,
    draftId: Type.Optional(
      idSchema('Evaluate under this draft of the programme instead of the version of the order’s time'),
    ),
    bestCoupons: Type.Optional(
      Type.Boolean({ description: 'True: choose among the member’s coupons (and those given) what costs him least' }),
    ),
  },
  strict,
)
/** Only a cancellation may do without its content. */
const given = {
  ...content,
  currency: Type.Optional(content.currency),
  channel: Type.Optional(content.channel),
  lines: Type.Optional(content.lines),
  presenceId: presenceSchema,
  expectMinor: Type.Optional(
    Type.Integer({ minimum: 0, description: 'What you believe it comes to after offers; refused when it does not' }),
  ),
  reserveMinutes: Type.Optional(
    Type.Integer({
      minimum: reserveMinutes.least,
      maximum: reserveMinutes.most,
      description: `How long an open order keeps its coupons and uses for itself; ${reserveMinutes.usual} when absent`,
    }),
  ),
}
export const putBody = Type.Object({ status: Status, ...given }, strict)
export const batchBody = Type.Object(
  {
    orders: Type.Array(Type.Object({ number: OrderNumber, status: Status, ...given }, strict), {
      minItems: 1,
      maxItems: 500,
    }),
  },
  strict,
)

const ruleView = Type.Object({
  rule: Type.String(),
  wallet: Type.String(),
  points: Type.Integer(),
  eligibleMinor: Type.Integer({ description: 'Amount of the lines that count' }),
  quantity: Type.Integer(),
  base: Type.Integer({ description: 'Before multipliers and caps' }),
  percent: Type.Integer({ description: '125 is × 1.25' }),
  tier: textOrNull(),
  whyNot: Type.Union([
    Type.Enum(['conditions-not-met', 'no-line-counts', 'amount-too-small', 'cap-reached', 'balance-full', 'failed']),
    Type.Null(),
  ]),
})
const offerView = Type.Object({
  offer: Type.String(),
  name: Type.String(),
  coupon: textOrNull(),
  minor: Type.Integer({ description: 'Off, in minor units' }),
  lines: Type.Array(Type.Object({ line: Type.Integer(), minor: Type.Integer() })),
  gifts: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() })),
})
const passedView = Type.Object({
  offer: textOrNull(),
  coupon: textOrNull(),
  whyNot: Type.String({ description: 'Stable; programs decide by it' }),
  because: Type.Optional(Type.String({ description: 'The offer that took its place' })),
  identifier: Type.Optional(Type.String({ description: 'What the order would have to name in `identifiers`' })),
  sentence: Type.String(),
})
const tierView = Type.Object({ ladder: Type.String(), before: Type.String(), tier: Type.String() })

export const orderAnswer = Type.Object({
  orderId: Id,
  number: Type.String(),
  status: Status,
  memberId: textOrNull(),
  placedAt: Instant,
  currency: Type.String(),
  netMinor: Type.Integer({ description: 'After offers' }),
  offersMinor: Type.Integer({ description: 'Taken off by offers' }),
  paid: Type.Array(Type.Object({ wallet: Type.String(), points: Type.Integer(), minor: Type.Integer() }), {
    description: 'In points, with what they are worth',
  }),
  dueMinor: Type.Integer({ description: 'To be paid in money' }),
  payable: Type.Optional(
    Type.Array(
      Type.Object({
        wallet: Type.String(),
        least: Type.Integer(),
        step: Type.Integer(),
        most: Type.Integer({ description: '0 when it cannot pay' }),
        mostMinor: Type.Integer(),
      }),
      { description: 'In a dry run: how many points of each wallet could pay' },
    ),
  ),
  programmeVersion: Type.Integer(),
  offers: Type.Array(offerView, { description: 'Offers and coupons that apply, in the order in which they do' }),
  passed: Type.Array(passedView, { description: 'Coupons that were not applied, and offers that might have been' }),
  best: Type.Optional(
    Type.Object({
      coupons: Type.Array(Type.String()),
      proven: Type.Boolean({ description: 'False when there were too many to look at every combination' }),
    }),
  ),
  rules: Type.Array(ruleView, { description: 'What each earning rule did, or why not' }),
  wallets: Type.Array(walletView),
  tiers: Type.Array(tierView),
  benefits: Type.Array(servedView, {
    description: 'What the tiers that it was decided on owe the buyer besides points',
  }),
  entries: Type.Array(Id),
})

const problem = Type.Object({
  code: Type.String(),
  title: Type.String(),
  facts: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
})
export const batchAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      number: Type.String(),
      status: Type.Integer({ description: 'As the single request would answer' }),
      order: Type.Optional(orderAnswer),
      problem: Type.Optional(problem),
    }),
  ),
})

export const returnBody = Type.Object(
  {
    lines: Type.Union([
      Type.Array(
        Type.Object({ line: Type.Integer({ minimum: 1, maximum: LINES_AT_MOST }), quantity: Quantity }, strict),
        { minItems: 1, maxItems: LINES_AT_MOST },
      ),
      Type.Literal('all'),
    ]),
    returnNumber: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        pattern: '^[^#]',
        description: 'Your number for the return: the same number is the same return',
      }),
    ),
    at: Type.Optional(Instant),
    reason: proseSchema({ maxLength: 200, default: 'returned' }),
  },
  strict,
)
export const returnQuery = Type.Object(
  { dry: Type.Boolean({ default: false, description: 'Preview: decides and answers, changes nothing' }) },
  strict,
)
const returnedLine = Type.Object({
  line: Type.Integer(),
  quantity: Type.Integer(),
  refundMinor: Type.Integer({ description: 'In money' }),
  pointsMinor: Type.Optional(Type.Integer({ description: 'Worth of the points that had paid for it' })),
})
const takenBack = Type.Object({ wallet: Type.String(), rule: Type.String(), points: Type.Integer() })

export const returnAnswer = Type.Object({
  returnId: Id,
  orderId: Id,
  number: Type.String(),
  memberId: Id,
  at: Instant,
  currency: Type.String(),
  refundMinor: Type.Integer(),
  lines: Type.Array(returnedLine),
  takenBack: Type.Array(takenBack, { description: 'By rule; negative where a rule gives again for what was kept' }),
  pointsBack: Type.Array(Type.Object({ wallet: Type.String(), points: Type.Integer() }), {
    description: 'That had paid for it, back in their lots with their dates',
  }),
  refunds: Type.Array(payment, { description: 'The refund by means of payment, where those are known' }),
  wallets: Type.Array(walletView),
  tiers: Type.Array(tierView),
  entries: Type.Array(Id),
})

export const exchangeBody = Type.Object(
  {
    ...returnBody.properties,
    order: Type.Object(
      {
        number: OrderNumber,
        ...basketContent,
        expectMinor: given.expectMinor,
        presenceId: given.presenceId,
      },
      strict,
    ),
  },
  strict,
)
export const exchangeAnswer = Type.Object({
  returned: returnAnswer,
  order: orderAnswer,
  differenceMinor: Type.Integer({ description: 'To be paid beyond the refund; negative: paid out' }),
})
export const claimBody = Type.Object({ memberId: Id }, strict)

const orderLine = Type.Object({
  line: Type.Integer(),
  sku: Type.String(),
  name: textOrNull(),
  category: Type.Array(Type.String()),
  brand: textOrNull(),
  quantity: Type.Integer(),
  grossMinor: Type.Integer({ maximum: LARGEST }),
  discountMinor: Type.Integer(),
  netMinor: Type.Integer(),
  fee: Type.Boolean(),
  returnedQuantity: Type.Integer(),
  returnedMinor: Type.Integer(),
})
export const head = {
  orderId: Id,
  number: Type.String(),
  status: Status,
  memberId: textOrNull(),
  currency: Type.String(),
  channel: Type.String(),
  store: textOrNull(),
  placedAt: Instant,
  netMinor: Type.Integer(),
  returnedMinor: Type.Integer(),
}
export const orderView = Type.Object({
  ...head,
  programmeVersion: Type.Union([Type.Integer(), Type.Null()]),
  lines: Type.Array(orderLine),
  rules: Type.Array(
    Type.Object({ ...ruleView.properties, kept: Type.Integer({ description: 'Still standing after returns' }) }),
  ),
  offers: Type.Array(offerView),
  passed: Type.Array(passedView, { description: 'Coupons that were not applied, and offers that might have been' }),
  paid: Type.Array(
    Type.Object({ wallet: Type.String(), points: Type.Integer(), minor: Type.Integer(), kept: Type.Integer() }),
  ),
  payments: Type.Array(payment),
  returns: Type.Array(
    Type.Object({
      returnId: Id,
      at: Instant,
      reason: Type.String(),
      refundMinor: Type.Integer(),
      lines: Type.Array(returnedLine),
    }),
  ),
})
export const ordersQuery = Type.Object({ cursor: cursorSchema, limit: limitSchema }, strict)
export const ordersPage = Type.Object({ items: Type.Array(Type.Object(head)), nextCursor: textOrNull() })

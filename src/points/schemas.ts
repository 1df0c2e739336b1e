import { Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'
import { idSchema, presenceSchema, proseSchema } from '../platform/http/schemas.ts'

const strict = { additionalProperties: false } as const
const Instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })
const Id = idSchema('UUID, lower case')
const Code = Type.String({ minLength: 1, maxLength: 40 })
const Whole = Type.Integer({ minimum: 0, maximum: LARGEST })

export const memberPath = Type.Object({ memberId: Id })
export const entryPath = Type.Object({ memberId: Id, entryId: Id })
export const holdPath = Type.Object({ holdId: Id })

export const walletView = Type.Object({
  wallet: Code,
  balance: Type.Integer({ description: 'Pending, available and held together' }),
  available: Type.Integer({ description: 'Can be spent now' }),
  pending: Type.Integer({ description: 'Earned, not yet spendable' }),
  held: Type.Integer({ description: 'Set aside by holds' }),
  owed: Type.Integer({ description: 'Taken back but already spent: repaid from what is earned next' }),
})

const lotView = Type.Object({
  lotId: Id,
  wallet: Code,
  amount: Whole,
  remaining: Whole,
  held: Whole,
  earnedAt: Instant,
  availableAt: Type.Union([Instant, Type.Null()], { description: 'Null while it waits for an event' }),
  awaits: Type.Union([Type.Object({ event: Code, until: Instant }), Type.Null()], {
    description: 'The event that makes it available, and when it is cancelled if the event has not come',
  }),
  expiresAt: Type.Union([Instant, Type.Null()]),
  keptAliveBy: Type.Array(Type.String(), { description: 'Activities of the member that move its expiry' }),
  status: Type.Enum(['pending', 'available', 'held']),
})

export const holdView = Type.Object({
  holdId: Id,
  wallet: Code,
  amount: Whole,
  placedAt: Instant,
  expiresAt: Instant,
  reason: Type.String(),
})

const ladderView = Type.Object({
  ladder: Code,
  tier: Code,
  since: Type.Union([Instant, Type.Null()]),
  amount: Type.Integer({ description: 'Of the ladder’s wallet, unexpired' }),
  next: Type.Union([
    Type.Object({ tier: Code, reach: Whole, missing: Whole }, { description: 'What is missing to rise' }),
    Type.Null(),
  ]),
  keep: Type.Union([
    Type.Object(
      { until: Instant, fallsTo: Code, keep: Whole, missing: Whole },
      { description: 'When nothing more is earned: when the tier is lost, to which, and how much more keeps it' },
    ),
    Type.Null(),
  ]),
})

export const statementView = Type.Object({
  memberId: Id,
  at: Instant,
  programmeVersion: Type.Integer(),
  wallets: Type.Array(walletView),
  lots: Type.Array(lotView),
  expiries: Type.Array(
    Type.Object({
      wallet: Code,
      at: Instant,
      lastDay: Type.String({ format: 'date', description: 'They are valid to the end of this day' }),
      amount: Whole,
    }),
    { description: 'All that expires, by date, soonest first' },
  ),
  cancellations: Type.Array(Type.Object({ wallet: Code, event: Code, at: Instant, amount: Whole }), {
    description: 'What is cancelled unless its event comes before, soonest first',
  }),
  holds: Type.Array(holdView),
  ladders: Type.Array(ladderView),
})

export const entryView = Type.Object({
  entryId: Id,
  wallet: Code,
  sequence: Type.Integer(),
  operationId: Id,
  kind: Type.Enum([
    'earn',
    'redeem',
    'capture',
    'return',
    'expire',
    'cancel',
    'reinstate',
    'adjust',
    'gift',
    'exchange',
    'transfer',
    'merge',
    'fee',
    'refund',
    'owe',
    'repay',
    'forgive',
  ]),
  direction: Type.Enum(['in', 'out']),
  amount: Whole,
  counter: Code,
  balance: Whole,
  at: Instant,
  recordedAt: Instant,
  orderId: Type.Union([Id, Type.Null()]),
  sentence: Type.String({ description: 'Why, in the caller’s language' }),
})

export const entriesQuery = Type.Object(
  {
    wallet: Type.String({ minLength: 1, maxLength: 40, default: 'points' }),
    cursor: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
)
export const entriesPage = Type.Object({
  items: Type.Array(entryView),
  nextCursor: Type.Union([Type.Integer(), Type.Null()]),
})

const Words = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })
export const whyView = Type.Object({
  entryId: Id,
  sentence: Words,
  programmeVersion: Type.Integer(),
  trace: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'The figures that decided it',
  }),
})

export const spend = {
  wallet: Type.String({ minLength: 1, maxLength: 40, default: 'points' }),
  reason: proseSchema({ maxLength: 200 }),
  reference: Type.Optional(proseSchema({ maxLength: 120, description: 'Your number for it' })),
}
const Amount = Type.Integer({ minimum: 1, maximum: LARGEST })
export const redeemBody = Type.Object({ ...spend, amount: Amount, presenceId: presenceSchema }, strict)
const WalletCode = Type.String({ minLength: 1, maxLength: 40 })
export const exchangeBody = Type.Object(
  {
    from: WalletCode,
    to: WalletCode,
    amount: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'Of `from`' }),
    reason: spend.reason,
    reference: spend.reference,
  },
  strict,
)
export const holdBody = Type.Object(
  {
    ...spend,
    memberId: Id,
    amount: Amount,
    minutes: Type.Integer({ minimum: 1, maximum: 43_200, default: 10 }),
    presenceId: presenceSchema,
  },
  strict,
)
export const captureBody = Type.Object(
  { amount: Type.Optional(Amount), reference: Type.Optional(proseSchema({ maxLength: 120 })) },
  strict,
)

const answer = { operationId: Id, memberId: Id, at: Instant, wallets: Type.Array(walletView), entries: Type.Array(Id) }
export const pointsAnswer = Type.Object(answer)
export const holdAnswer = Type.Object({ ...answer, holdId: Id, expiresAt: Type.Union([Instant, Type.Null()]) })

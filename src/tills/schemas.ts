import { Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'
import { idSchema, instantSchema, textOrNull } from '../platform/http/schemas.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')

export const AT_ONCE = 100

export const tillPath = Type.Object({ tillId: Id })

const Budget = Type.Integer({
  minimum: 0,
  maximum: 100_000_000,
  description: 'Worth of the points that it may take in 24 hours while the server is away, in minor units',
})

export const registerBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'By which people know the device' }),
    store: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.String({ minLength: 1, maxLength: 60 }),
    aloneMinor: Type.Optional(Budget),
    publicKey: Type.String({
      minLength: 80,
      maxLength: 400,
      pattern: '^[A-Za-z0-9_-]+$',
      description: 'P-256, SubjectPublicKeyInfo, base64url; the private key never leaves the device',
    }),
  },
  strict,
)

const till = {
  tillId: Id,
  prefix: Type.String({ description: 'Every order number that the till makes begins with it' }),
  name: Type.String(),
  store: textOrNull(),
  channel: Type.String(),
  aloneMinor: Type.Integer({
    description: 'Worth of the points that it may take in 24 hours while the server is away',
  }),
  registeredBy: Type.String(),
  registeredAt: instantSchema(),
  revokedAt: textOrNull(),
}
export const tillView = Type.Object(till)
const reportOf = Type.Object({
  at: instantSchema('When it was last there'),
  version: textOrNull({ description: 'Of the page that is kept on the device' }),
  currency: Type.String(),
  waiting: Type.Integer({ description: 'Sales that wait on the device' }),
  waitingMinor: Type.Integer(),
  oldestAt: textOrNull(),
  refused: Type.Integer({ description: 'Refused, and nobody at the till has seen to it' }),
  aloneMinor: Type.Integer({ description: 'Of its budget, used in 24 hours' }),
  behindMilliseconds: Type.Integer({ description: 'How far its clock is behind the server’s' }),
})

export const changeBody = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    store: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 60 }), Type.Null()], {
        description: 'What it sold before and sends later stays of the store where it stood',
      }),
    ),
    aloneMinor: Type.Optional(Budget),
  },
  strict,
)

export const reportBody = Type.Object(
  {
    payload: Type.String({
      minLength: 2,
      maxLength: 2_000,
      description:
        'JSON text, as it was signed: tillId, sentAt (by the device’s own clock), version, currency, waiting, waitingMinor, ' +
        'oldestAt, refused, aloneMinor (of its budget, used in the last 24 hours), lastNumber, lastSequence',
    }),
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$', description: 'As of orders' }),
  },
  strict,
)
export const reportView = Type.Object({
  ...till,
  now: instantSchema('By the server’s clock, so that a device whose clock is wrong can tell'),
  lastNumber: Type.Integer({ description: 'The highest order number that it ever gave, as it said' }),
  lastSequence: Type.Integer({ description: 'The highest place of its queue, as it said or as it came' }),
})

export const tillsView = Type.Object({
  items: Type.Array(
    Type.Object({
      ...till,
      accepted: Type.Integer({ description: 'Orders that came late and were confirmed' }),
      refused: Type.Integer(),
      lastSequence: Type.Integer({ description: 'The highest number of its queue that came' }),
      missing: Type.Integer({ description: 'Numbers of its queue below that one that never came' }),
      lastReceivedAt: textOrNull(),
      report: Type.Union([Type.Null(), reportOf], { description: 'What the device said last; null: nothing yet' }),
    }),
  ),
})

export const sealedBody = Type.Object(
  {
    orders: Type.Array(
      Type.Object(
        {
          sequence: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'Place in the queue of the till' }),
          payload: Type.String({
            minLength: 2,
            maxLength: 200_000,
            description:
              'JSON text, as it was signed: tillId, sequence, number, soldBy, placedAt, currency, member, lines (sku, name, ' +
              'quantity, amountMinor), payments (means, minor), totalMinor, and paid (wallet, points, minor, code) where points paid. ' +
              'Amounts are final. Or a return: tillId, sequence, number (its own), soldBy, placedAt, currency, returns (the ' +
              'number of the order), back (all, or lines with line and quantity, or goods with sku and quantity), reason',
          }),
          signature: Type.String({
            pattern: '^[A-Za-z0-9_-]{86}$',
            description: 'ECDSA P-256 with SHA-256 over the UTF-8 of payload: r and s, base64url',
          }),
        },
        strict,
      ),
      { minItems: 1, maxItems: AT_ONCE },
    ),
  },
  strict,
)

const note = Type.Union(
  [Type.Enum(['member-unknown', 'there-already', 'points-not-taken', 'clock-wrong']), Type.Null()],
  {
    description:
      'member-unknown: kept as a guest’s; there-already: it had come before the network broke; points-not-taken: the member ' +
      'had too few, was not there, or the budget of the till was used up: the order stands and the company bears them; ' +
      'clock-wrong: the clock of the device was ahead, so it was sold when it came',
  },
)
const pointsOf = (description: string) =>
  Type.Array(Type.Object({ wallet: Type.String(), points: Type.Integer() }), { description })
const returned = Type.Union(
  [
    Type.Null(),
    Type.Object({
      refundMinor: Type.Integer({ description: 'In money' }),
      takenBack: pointsOf('That the order had earned'),
      pointsBack: pointsOf('That had paid for it'),
      owed: pointsOf('What the member owes afterwards'),
      tiers: Type.Array(Type.Object({ ladder: Type.String(), before: Type.String(), tier: Type.String() }), {
        description: 'Those that changed',
      }),
    }),
  ],
  { description: 'What a return did; null for a sale' },
)
const problem = Type.Object({
  code: Type.String(),
  title: Type.String(),
  facts: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
})
export const receivedView = Type.Object({
  results: Type.Array(
    Type.Object({
      sequence: Type.Integer(),
      number: textOrNull(),
      state: Type.Enum(['accepted', 'refused', 'later'], {
        description: 'later: nothing was kept against it, send it again',
      }),
      orderId: textOrNull(),
      memberId: textOrNull(),
      note,
      returned,
      problem: Type.Optional(problem),
    }),
  ),
})

export const ordersQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum(['accepted', 'refused', 'received'])),
    cursor: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
)
export const ordersView = Type.Object({
  items: Type.Array(
    Type.Object({
      sequence: Type.Integer(),
      number: Type.String(),
      soldBy: Type.String(),
      currency: Type.String(),
      returns: textOrNull({ description: 'The number of the order of which goods came back; null for a sale' }),
      totalMinor: Type.Integer({ description: 'What was sold; 0 for a return' }),
      pointsMinor: Type.Integer({ description: 'What points were to pay of it' }),
      placedAt: instantSchema(),
      receivedAt: instantSchema(),
      state: Type.Enum(['received', 'accepted', 'refused']),
      orderId: textOrNull(),
      memberId: textOrNull(),
      note,
      returned,
      problem: Type.Optional(problem),
    }),
  ),
  nextCursor: Type.Union([Type.Integer(), Type.Null()]),
})

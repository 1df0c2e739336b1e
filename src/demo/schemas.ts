import { Type } from 'typebox'
import { instantSchema } from '../platform/http/schemas.ts'
import { limits } from './service.ts'

const strict = { additionalProperties: false } as const

function wish(field: keyof typeof limits, description: string) {
  const { least, most, usual } = limits[field]
  return Type.Integer({ minimum: least, maximum: most, default: usual, description })
}

export const demoBody = Type.Object(
  {
    members: wish('members', 'How many members'),
    months: wish('months', 'Whole months of history before the running one'),
    seed: wish('seed', 'The same seed makes the same shop'),
  },
  strict,
)

const Count = Type.Integer({ minimum: 0 })

const summary = Type.Object({
  seed: Count,
  members: Count,
  orders: Count,
  guests: Type.Integer({ minimum: 0, description: 'Orders without a member' }),
  returns: Count,
  redemptions: Count,
  holds: Count,
  adjustments: Count,
  refused: Type.Integer({ minimum: 0, description: 'What the programme in force did not allow' }),
  revenueMinor: Type.Integer({ description: 'After discounts and returns, in minor units of the currency' }),
  currency: Type.String(),
  from: Type.String({ description: 'First day of the history, YYYY-MM-DD' }),
  until: instantSchema('Where the history ends'),
  points: Type.Object({
    earned: Type.Integer(),
    redeemed: Type.Integer(),
    expired: Type.Integer(),
    outstanding: Type.Integer(),
  }),
  tiers: Type.Record(Type.String(), Count, { description: 'Members on each tier' }),
  seconds: Type.Number({ minimum: 0 }),
})

export const demoView = Type.Object({
  state: Type.Enum(['empty', 'members', 'running', 'interrupted', 'done'], {
    description:
      'empty: the sample shop can be loaded; members: it cannot, there are other members; interrupted: asking again goes on with it',
  }),
  shop: Type.Union([
    Type.Object({
      seed: Count,
      members: Count,
      months: Count,
      until: instantSchema('Where the history ends'),
      timeZone: Type.String(),
      done: Type.Integer({ minimum: 0, description: 'Events of the history that are in' }),
      total: Type.Integer({ minimum: 0, description: 'Events of the whole history; 0 until they are made' }),
      summary: Type.Union([summary, Type.Null()]),
    }),
    Type.Null(),
  ]),
})

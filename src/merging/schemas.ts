import { Type } from 'typebox'
import { statuses } from '../members/member.ts'
import { idSchema, instantSchema, textOrNull } from '../platform/http/schemas.ts'

const closed = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')

export const memberPath = Type.Object({ memberId: Id })
export const mergePath = Type.Object({ memberId: idSchema('Who was merged'), mergeId: Id })
export const dryQuery = Type.Object(
  { dry: Type.Optional(Type.Boolean({ description: 'Shows what would happen and writes nothing' })) },
  closed,
)
export const mergeBody = Type.Object(
  {
    from: idSchema('The record that is taken in; the member of the path lasts'),
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  },
  closed,
)

const wallets = Type.Array(
  Type.Object({
    wallet: Type.String(),
    amount: Type.Integer({ description: 'Available' }),
    later: Type.Integer({ description: 'Waits for its day or for an event; of a merged record it goes over then' }),
    owed: Type.Integer(),
  }),
)
const tiers = Type.Record(Type.String(), Type.String(), { description: 'Tier by ladder' })
const has = { wallets, tiers }

const side = Type.Object({
  memberId: Id,
  number: Type.String(),
  status: Type.Enum([...statuses]),
  joinedAt: instantSchema(),
  name: textOrNull(),
  birthday: textOrNull(),
  phone: textOrNull(),
  email: textOrNull(),
  identities: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
  masked: Type.Boolean(),
  ...has,
})

export const previewView = Type.Object({
  from: Type.Object({
    ...side.properties,
    coupons: Type.Integer({ description: 'Go over' }),
    orders: Type.Integer({ description: 'Orders that count for tiers, from then on for the lasting record' }),
  }),
  into: side,
  after: Type.Object(has, { description: 'What the lasting record would have and where it would stand' }),
})

export const undoPreview = Type.Object({
  wallets: Type.Array(
    Type.Object({
      wallet: Type.String(),
      amount: Type.Integer({ description: 'Goes back' }),
      owed: Type.Integer({ description: 'What the other record owes again' }),
    }),
  ),
  into: Type.Object(has, { description: 'What the lasting record would have left; what it lacks it owes' }),
})

export const mergeView = Type.Object({
  mergeId: Id,
  from: Id,
  into: Id,
  state: Type.Enum(['merged', 'undoing', 'undone']),
  reason: Type.String(),
  mergedBy: Type.String(),
  mergedAt: instantSchema(),
  undoneBy: textOrNull(),
  undoneAt: textOrNull(),
})
export const mergeList = Type.Object({ items: Type.Array(mergeView) })

import { Type } from 'typebox'
import { cursorSchema, instantSchema, limitSchema, textOrNull } from '../../platform/http/schemas.ts'
import { entryView } from '../../points/schemas.ts'
import { head, Id, Status } from '../schemas.ts'
import { BEGINNINGS_AT_MOST } from './service.ts'

const strict = { additionalProperties: false } as const

const Name = Type.String({ minLength: 1, maxLength: 60 })

export const listQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 120 },
        description: `How the number begins; of more than ${BEGINNINGS_AT_MOST} such numbers the first are looked at`,
      }),
    ),
    status: Type.Optional(Status),
    store: Type.Optional(Name),
    channel: Type.Optional(Name),
    memberId: Type.Optional(Id),
    buyer: Type.Optional(Type.Enum(['member', 'guest'])),
    placedFrom: Type.Optional(instantSchema('Placed at this instant or later')),
    placedTo: Type.Optional(instantSchema('Placed before this instant')),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  strict,
)

export const listPage = Type.Object({
  items: Type.Array(
    Type.Object({
      ...head,
      member: Type.Union(
        [
          Type.Object({ memberId: Id, number: Type.String(), name: textOrNull({ description: 'Masked' }) }),
          Type.Null(),
        ],
        { description: 'Null for a guest’s order' },
      ),
      points: Type.Array(Type.Object({ wallet: Type.String(), points: Type.Integer() }), {
        description: 'Earned and still standing after returns',
      }),
      offers: Type.Array(
        Type.Object({ offer: Type.String(), name: Type.String(), coupon: textOrNull(), minor: Type.Integer() }),
      ),
    }),
  ),
  nextCursor: textOrNull(),
})

export const pointsView = Type.Object({
  lots: Type.Array(
    Type.Object({
      lotId: Id,
      wallet: Type.String(),
      amount: Type.Integer(),
      remaining: Type.Integer({ description: 'Neither used, nor taken back, nor expired' }),
      held: Type.Integer(),
      expired: Type.Integer(),
      earnedAt: instantSchema(),
      availableAt: textOrNull({ description: 'Null while it waits for an event' }),
      awaits: textOrNull({ description: 'The event that makes it available' }),
      expiresAt: textOrNull({ description: 'First instant at which it is gone; null never' }),
      status: Type.Enum(['pending', 'available', 'held', 'gone']),
    }),
    { description: 'What the order earned, as of now' },
  ),
  entries: Type.Array(entryView, { description: 'Movements that are the order’s own, oldest first' }),
})

export const timelineView = Type.Object({
  items: Type.Array(
    Type.Object({
      factId: Id,
      kind: Type.String(),
      at: instantSchema(),
      data: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    }),
  ),
})

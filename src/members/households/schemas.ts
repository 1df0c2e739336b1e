/** The shapes that households take over HTTP. */
import { Type } from 'typebox'
import { idSchema, instantSchema, textOrNull } from '../../platform/http/schemas.ts'
import { statuses } from '../member.ts'
import { roles } from './household.ts'

const strict = { additionalProperties: false } as const
const role = Type.Enum([...roles], { description: 'Exactly one is the head; a new one makes the former one an adult' })

export const memberPath = Type.Object({ memberId: Type.String({ maxLength: 64 }) })
export const joinBody = Type.Object(
  { with: Type.String({ maxLength: 64, description: 'A member of the household; of none: the two found one' }), role },
  strict,
)
export const roleBody = Type.Object({ role }, strict)

export const householdView = Type.Object({
  householdId: Type.Union([idSchema('UUID, lower case'), Type.Null()], { description: 'Null: the member is in none' }),
  foundedAt: Type.Union([instantSchema(), Type.Null()]),
  masked: Type.Boolean({ description: 'The caller sees persons masked, for want of `members.unmask`' }),
  members: Type.Array(
    Type.Object({
      memberId: idSchema('UUID, lower case'),
      number: Type.String(),
      name: textOrNull(),
      status: Type.Enum([...statuses]),
      role,
      tiers: Type.Unsafe<Record<string, string>>({
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Tier by ladder; who never moved has none written and stands on the lowest',
      }),
      since: instantSchema(),
    }),
    { description: 'The head, then the others as they came, adults before children; the member himself is among them' },
  ),
})

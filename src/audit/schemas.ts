/** The shapes that this room's routes take and give. */
import { Type } from 'typebox'
import { cursorSchema, idSchema, instantSchema, limitSchema, pageSchema, textOrNull } from '../platform/http/schemas.ts'

const narrowing = {
  from: Type.Optional(instantSchema('Told from this instant on')),
  to: Type.Optional(instantSchema('Told before this instant')),
  actor: Type.Optional(Type.String({ maxLength: 64, description: 'Id of a staff member or of an API key' })),
  operation: Type.Optional(Type.String({ maxLength: 100, description: 'The operation, as in this document' })),
  kind: Type.Optional(Type.String({ maxLength: 40, description: 'A kind of thing, as `member` or `role`' })),
  subject: Type.Optional(Type.String({ maxLength: 300, description: 'The id or code of the thing' })),
  memberId: Type.Optional(idSchema('The member whom it concerns')),
}
export const listQuery = Type.Object(
  { ...narrowing, cursor: cursorSchema, limit: limitSchema },
  { additionalProperties: false },
)
export const exportQuery = Type.Object(
  { ...narrowing, format: Type.Enum(['csv', 'jsonl'], { default: 'csv' }) },
  { additionalProperties: false },
)

const values = Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true })

const row = Type.Object({
  auditId: Type.String(),
  sequence: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Place in the chain; null for the moment until it is sealed',
  }),
  at: instantSchema(),
  actor: Type.Object({
    kind: Type.Enum(['staff', 'key', 'member', 'operator', 'system']),
    id: textOrNull(),
    name: textOrNull(),
  }),
  operation: Type.String(),
  subject: Type.Object({
    kind: Type.String(),
    id: textOrNull(),
    name: textOrNull({ description: 'Of staff, API keys and roles that are still there' }),
  }),
  members: Type.Array(Type.String(), { description: 'Whom it concerns, or who was seen in clear' }),
  before: values,
  after: values,
  fields: Type.Array(Type.String(), { description: 'Fields whose values are personal and not in the trail' }),
  address: textOrNull({ description: 'An IPv4 address, or the /64 of an IPv6 one' }),
  requestId: textOrNull(),
})
export const rowPage = pageSchema(row)
export const verification = Type.Object({
  whole: Type.Boolean(),
  rows: Type.Integer({ description: 'How many rows were looked at' }),
  violations: Type.Integer(),
  examples: Type.Array(Type.String({ description: 'Where, in words; ten at most' })),
})

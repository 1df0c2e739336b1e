/** Pieces of schemas that every room's routes share. */
import { type TSchema, Type } from 'typebox'

/** A text or null, as one type with two names: `type: [string, null]`. */
export const textOrNull = (options: { maxLength?: number; description?: string } = {}) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...options })

/**
 * What people write for people to read: no controls but breaks and tabs, and none of the characters that turn the direction of
 * what stands beside them (base/text.ts).
 */
export const proseSchema = (options: { maxLength: number; default?: string; description?: string }) =>
  Type.String({
    minLength: 1,
    ...options,
    pattern: '^(?:[^\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]|[\\n\\t])*$',
  })

/** An instant as RFC 3339 text. */
export const instantSchema = (description?: string) =>
  Type.String({ format: 'date-time', ...(description === undefined ? {} : { description }) })

export const idSchema = (description: string) =>
  Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', description })

/** RFC 9457 problem details, as http/problems.ts sends them. */
export const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String({ description: "A sentence for a person, in the caller's language." }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; programs decide by it.' }),
    facts: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  },
  { description: 'Why the request was refused.' },
)

/** The answers of a route that refuses with these statuses. */
export function refusals<const S extends number>(...statuses: S[]): { [status in S]: typeof problemSchema } {
  return Object.fromEntries(statuses.map((status) => [status, problemSchema])) as {
    [status in S]: typeof problemSchema
  }
}

/** One page of a list; `nextCursor` is null on the last one. */
export const pageSchema = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: textOrNull() })

export const cursorSchema = Type.Optional(
  Type.String({ maxLength: 400, description: 'nextCursor of the page before.' }),
)
export const limitSchema = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }))

export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'The same key brings the same answer again; the same key with another request is refused.',
    }),
  ),
})

/** Of routes that spend what is a member's. */
export const presenceSchema = Type.Optional(
  idSchema('That the member is there: his code was read, or the one that was sent to him was said'),
)

/** Pieces of the programme's schemas that more than one of its parts uses. */
import { Type } from 'typebox'

const strict = { additionalProperties: false } as const

export const CodeSchema = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'Stable code: lower-case letters, digits, hyphens',
})
export const WordsSchema = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 120 }), 'zh-CN': Type.String({ minLength: 1, maxLength: 120 }) },
  strict,
)

export const ExpirySchema = Type.Union([
  Type.Object({ kind: Type.Literal('never') }, strict),
  Type.Object(
    {
      kind: Type.Literal('rolling'),
      months: Type.Integer({ minimum: 1, maximum: 600, description: 'Calendar months after the day of earning' }),
      roundUpTo: Type.Union(
        [
          Type.Literal('day'),
          Type.Literal('week'),
          Type.Literal('month'),
          Type.Literal('quarter'),
          Type.Literal('year'),
        ],
        { description: 'It lives to the end of this period; a week ends on Sunday' },
      ),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('dates'),
      dates: Type.Array(
        Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description: 'Month and day: 12-31' }),
        { minItems: 1, maxItems: 12, uniqueItems: true, description: 'Days of each year at whose end it is gone' },
      ),
      leastMonths: Type.Integer({
        minimum: 0,
        maximum: 600,
        description: 'Days that come sooner after earning than this many months are passed over',
      }),
    },
    strict,
  ),
])

export const PendingSchema = Type.Union([
  Type.Object({ kind: Type.Literal('none') }, strict),
  Type.Object(
    {
      kind: Type.Literal('days'),
      days: Type.Integer({ minimum: 1, maximum: 3650, description: 'Whole days until it becomes available' }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('until'),
      date: Type.String({ format: 'date', description: 'Becomes available as this day begins; at once from then on' }),
    },
    strict,
  ),
])

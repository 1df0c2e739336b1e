/** What every part of a programme is made of: codes, names, terms, periods and ways to earn. */
import { type Static, Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'

const strict = { additionalProperties: false } as const

export const CodeSchema = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'Stable code: lower-case letters, digits, hyphens',
})
export const WordsSchema = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 120 }), 'zh-CN': Type.String({ minLength: 1, maxLength: 120 }) },
  strict,
)
export const PointsSchema = Type.Integer({ minimum: 1, maximum: LARGEST })

const MonthsSchema = Type.Integer({ minimum: 1, maximum: 600, description: 'Calendar months after the day of earning' })
const RoundUpToSchema = Type.Union(
  [Type.Literal('day'), Type.Literal('week'), Type.Literal('month'), Type.Literal('quarter'), Type.Literal('year')],
  { description: 'It lives to the end of this period; a week ends on Sunday' },
)
const ActivitySchema = Type.Union([
  Type.Literal('earn'),
  Type.Literal('redeem'),
  Type.Literal('exchange'),
  Type.Literal('transfer'),
  Type.Literal('order'),
])

export const ExpirySchema = Type.Union([
  Type.Object({ kind: Type.Literal('never') }, strict),
  Type.Object(
    {
      kind: Type.Literal('rolling'),
      months: MonthsSchema,
      roundUpTo: RoundUpToSchema,
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
  Type.Object(
    {
      kind: Type.Literal('inactivity'),
      months: Type.Integer({ minimum: 1, maximum: 600, description: 'Calendar months after the last activity' }),
      roundUpTo: RoundUpToSchema,
      resetBy: Type.Array(ActivitySchema, {
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        description: 'What the member does that begins the months anew; `order` is an order that earns in any wallet',
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
  Type.Object(
    {
      kind: Type.Literal('event'),
      event: CodeSchema,
      cancelAfterDays: Type.Integer({
        minimum: 1,
        maximum: 3650,
        description: 'Becomes available when the API says that the event came; cancelled after so many whole days',
      }),
    },
    strict,
  ),
])

export const PeriodSchema = Type.Union([
  Type.Literal('day'),
  Type.Literal('week'),
  Type.Literal('month'),
  Type.Literal('year'),
  Type.Literal('lifetime'),
])

export const EarnSchema = Type.Union([
  Type.Object(
    { by: Type.Literal('amount'), points: PointsSchema, perUnits: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    strict,
  ),
  Type.Object(
    { by: Type.Literal('quantity'), points: PointsSchema, per: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    strict,
  ),
  Type.Object({ by: Type.Literal('order'), points: PointsSchema }, strict),
  Type.Object(
    { by: Type.Literal('multiply'), rule: CodeSchema, percent: Type.Integer({ minimum: 101, maximum: 10_000 }) },
    strict,
  ),
])

export const RoundingSchema = Type.Union([Type.Literal('floor'), Type.Literal('half-up'), Type.Literal('ceil')])

export type Activity = Static<typeof ActivitySchema>
export type Expiry = Static<typeof ExpirySchema>
export type Pending = Static<typeof PendingSchema>
export type Period = Static<typeof PeriodSchema>

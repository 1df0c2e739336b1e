/** The shapes of the imports' routes. */
import { Type } from 'typebox'
import { idSchema, instantSchema, pageSchema, textOrNull } from '../platform/http/schemas.ts'
import { guessedFields } from './guessing.ts'
import { MappingSchema } from './mapping.ts'
import { lineClasses } from './summary.ts'

const Count = Type.Integer({ minimum: 0 })
const Counts = Type.Record(Type.String(), Type.Integer())
const facts = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

const classes = (count: typeof Count) => Object.fromEntries(lineClasses.map((name) => [name, count]))

export const summarySchema = Type.Object({
  lines: Type.Object({ total: Count, ...classes(Count) }, { description: 'Every line of the file is in one class' }),
  orders: Count,
  memberOrders: Count,
  guestOrders: Count,
  members: Count,
  revenueMinor: Type.Integer({ description: 'Σ of all lines in minor units, what was given back below zero' }),
  revenueByClass: Type.Object(classes(Type.Integer())),
  currencies: Type.Array(Type.String()),
  returns: Type.Object({ quantityMatched: Count, quantityUnmatched: Count, linesPartlyMatched: Count }),
  remainders: Counts,
  rejections: Counts,
  points: Type.Object({ earned: Count, returned: Count, outstanding: Count }),
  tiers: Counts,
  seconds: Type.Number({ minimum: 0 }),
})

const problemText = Type.Object({
  code: Type.String(),
  title: Type.String({ description: "A sentence in the caller's language" }),
  facts,
})

export const importSchema = Type.Object({
  importId: idSchema('The import'),
  name: Type.String({ description: 'Of the file' }),
  state: Type.String({ enum: ['waiting', 'running', 'cancelled', 'failed', 'done'] }),
  phase: Type.String({ enum: ['reading', 'members', 'orders', 'closing', 'done'] }),
  done: Count,
  total: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'Of the phase, when it is known' }),
  mapped: Type.Boolean({ description: 'True when it is said how to understand the file' }),
  problem: Type.Union([problemText, Type.Null()]),
  summary: Type.Union([summarySchema, Type.Null()]),
  startedBy: Type.String(),
  createdAt: instantSchema(),
  finishedAt: textOrNull(),
})
export const importPage = pageSchema(importSchema)

export const presetsSchema = Type.Object({
  items: Type.Array(Type.Object({ name: Type.String(), mapping: MappingSchema })),
})

/** How to understand the file: one of the two; none where it was said before. */
export const understandingBody = Type.Object(
  { preset: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })), mapping: Type.Optional(MappingSchema) },
  { additionalProperties: false },
)
export const previewBody = Type.Object(
  {
    ...understandingBody.properties,
    lines: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000, description: 'How many lines to look at' }),
    ),
  },
  { additionalProperties: false },
)

const previewLine = Type.Object({
  line: Count,
  number: Type.String(),
  kind: Type.String({ enum: ['goods', 'fee', 'return', 'adjustment'] }),
  reason: textOrNull(),
  customer: Type.Array(Type.Object({ kind: Type.String(), source: textOrNull(), value: Type.String() })),
  sku: Type.String(),
  name: textOrNull(),
  quantity: Type.Integer(),
  amountMinor: Type.Integer(),
  discountMinor: Count,
  currency: Type.String(),
  at: instantSchema(),
  channel: Type.String(),
  store: textOrNull(),
})

export const previewSchema = Type.Object({
  format: Type.String({ enum: ['csv', 'xlsx'] }),
  encoding: Type.String(),
  heading: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ line: Count, cells: Type.Array(Type.String()) })),
  guesses: Type.Array(Type.Object({ column: Type.String(), field: Type.String({ enum: [...guessedFields] }) })),
  understood: Type.Union([
    Type.Object({
      lines: Type.Array(previewLine),
      looked: Count,
      more: Type.Boolean({ description: 'The file has more lines than were looked at' }),
      kinds: Counts,
      problems: Type.Array(
        Type.Object({ reason: Type.String(), count: Count, line: Count, title: Type.String(), facts }),
      ),
    }),
    Type.Null(),
  ]),
})

export const rejectionsPage = pageSchema(
  Type.Object({ line: Count, reason: Type.String(), title: Type.String(), facts }),
)

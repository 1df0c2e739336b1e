/** How the columns of a file become order lines: data, checked once, the same for presets, YAML files and the console. */
import { type Static, Type } from 'typebox'
import { isCurrency } from '../base/money.ts'
import type { Refusal } from '../base/refusals.ts'
import { shapeOf } from '../base/shapes.ts'
import { isTimeZone } from '../base/time.ts'
import { mappingInvalid } from './errors.ts'
import { isMomentFormat } from './moments.ts'

const strict = { additionalProperties: false } as const
const oneOf = <Name extends string>(...names: Name[]) => Type.Unsafe<Name>({ type: 'string', enum: names })
const Text = Type.String({ minLength: 1, maxLength: 120 })
/** The heading of a column; a list: the first of these that the file has. */
const Column = Type.Union([Text, Type.Array(Text, { minItems: 1, maxItems: 10 })])
const Texts = Type.Array(Text, { minItems: 1, maxItems: 200 })
const Code = Type.String({ minLength: 1, maxLength: 60 })

export const CustomerColumnSchema = Type.Object(
  {
    kind: Type.Enum(['phone', 'email', 'card', 'number', 'wechat-openid', 'wechat-unionid', 'external']),
    source: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Whose ids they are: needed for external and wechat-openid',
      }),
    ),
    region: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'Country of phones in national form' })),
    column: Column,
  },
  strict,
)

export const MappingSchema = Type.Object(
  {
    name: Type.Optional(Text),
    file: Type.Optional(
      Type.Object(
        {
          delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
          encoding: Type.Optional(oneOf('utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252')),
          sheet: Type.Optional(Type.Union([Text, Type.Integer({ minimum: 1, maximum: 1_000 })])),
          headingLine: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        },
        strict,
      ),
    ),
    columns: Type.Object(
      {
        number: Column,
        sku: Column,
        name: Type.Optional(Column),
        quantity: Type.Optional(Column),
        unitPrice: Type.Optional(Column),
        amount: Type.Optional(Column),
        discount: Type.Optional(Column),
        placedAt: Type.Union([
          Column,
          Type.Object(
            { date: Column, time: Column },
            { ...strict, description: 'In two columns, joined with a space' },
          ),
        ]),
        customer: Type.Optional(Type.Array(CustomerColumnSchema, { minItems: 1, maxItems: 8 })),
        store: Type.Optional(Column),
        channel: Type.Optional(Column),
        currency: Type.Optional(Column),
      },
      strict,
    ),
    format: Type.Object(
      {
        dates: Type.Array(Text, { minItems: 1, maxItems: 10 }),
        timeZone: Type.String({ minLength: 1, maxLength: 64 }),
        currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
        decimal: Type.Optional(Type.Union([Type.Literal('.'), Type.Literal(',')])),
        thousands: Type.Optional(oneOf('', ',', '.', ' ', "'")),
      },
      strict,
    ),
    missing: Type.Optional(
      Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20, description: 'Texts that stand for nothing' }),
    ),
    returns: Type.Optional(
      Type.Union([
        Type.Object({ by: Type.Literal('none') }, strict),
        Type.Object({ by: Type.Literal('negative-quantity') }, strict),
        Type.Object({ by: Type.Literal('number-prefix'), prefixes: Texts }, strict),
        Type.Object({ by: Type.Literal('column'), column: Column, values: Texts }, strict),
      ]),
    ),
    adjustmentPrefixes: Type.Optional(Texts),
    fees: Type.Optional(
      Type.Array(Text, { maxItems: 500, description: 'Codes that are no product; * at the end stands for any rest' }),
    ),
    freeGuestOrders: Type.Optional(Type.Union([Type.Literal('order'), Type.Literal('stock')])),
    defaults: Type.Optional(
      Type.Object(
        {
          channel: Type.Optional(Code),
          store: Type.Optional(Code),
          quantity: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type Mapping = Static<typeof MappingSchema>
export type ColumnName = Static<typeof Column>
export type CustomerColumn = Static<typeof CustomerColumnSchema>

const schema = shapeOf(MappingSchema)

/** The mapping that some data is, or the first mistake in it with its place. */
export function mappingOf(data: unknown): Mapping | Refusal {
  if (!schema.Check(data)) {
    const [first] = [...schema.Errors(data)]
    const where = (first?.instancePath ?? '').replaceAll('/', '.').replace(/^\./, '')
    return mappingInvalid({ where: where === '' ? 'the top' : where, problem: problemOf(first) })
  }
  return mistakeIn(data) ?? data
}

function problemOf(error: { message: string; params: object } | undefined): string {
  const extra: unknown = error === undefined ? undefined : Reflect.get(error.params, 'additionalProperties')
  const missing: unknown = error === undefined ? undefined : Reflect.get(error.params, 'requiredProperties')
  if (Array.isArray(extra)) return `unknown: ${extra.join(', ')}`
  if (Array.isArray(missing)) return `missing: ${missing.join(', ')}`
  return error?.message ?? 'not understood'
}

function mistakeIn(mapping: Mapping): Refusal | undefined {
  const wrong = (where: string, problem: string) => mappingInvalid({ where, problem })
  const { columns, format } = mapping
  if (columns.unitPrice === undefined && columns.amount === undefined)
    return wrong('columns', 'give unitPrice or amount')
  if (columns.unitPrice !== undefined && columns.amount !== undefined)
    return wrong('columns', 'give unitPrice or amount, not both: they could contradict each other')
  if (columns.quantity === undefined && mapping.defaults?.quantity === undefined)
    return wrong('columns.quantity', 'give the column, or defaults.quantity')
  if (columns.currency === undefined && format.currency === undefined)
    return wrong('format.currency', 'give a currency, or the column that holds it')
  if (format.currency !== undefined && !isCurrency(format.currency))
    return wrong('format.currency', 'there is no such currency')
  if (!isTimeZone(format.timeZone)) return wrong('format.timeZone', 'no time zone; write for example Asia/Shanghai')
  if (columns.channel === undefined && mapping.defaults?.channel === undefined)
    return wrong('defaults.channel', 'give a channel such as store or online, or the column that holds it')
  if ((format.decimal ?? '.') === format.thousands) return wrong('format.thousands', 'the same as the decimal mark')
  for (const [index, date] of format.dates.entries())
    if (!isMomentFormat(date))
      return wrong(`format.dates.${index}`, 'no date format; write for example yyyy-MM-dd HH:mm:ss, iso or unix')
  for (const [index, { kind, source }] of (columns.customer ?? []).entries()) {
    const needs = kind === 'external' || kind === 'wechat-openid'
    if (needs !== (source !== undefined))
      return wrong(`columns.customer.${index}.source`, needs ? 'say whose ids they are' : `a ${kind} has no source`)
  }
  return undefined
}

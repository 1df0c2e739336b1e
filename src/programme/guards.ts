/** Guard rails that a programme sets for itself, as data: costs and the margin they ask for, and the countries whose laws count. */
import { type Static, Type } from 'typebox'

const strict = { additionalProperties: false } as const
const Minor = Type.Integer({ minimum: 0, maximum: 100_000_000_000, description: 'Minor units of the currency' })

export const CostSchema = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 120 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    minor: Type.Integer({ minimum: 0, maximum: 100_000_000_000, description: 'What one piece costs the company' }),
    priceMinor: Type.Optional({
      ...Minor,
      description: 'Its usual price: what percentages are taken off, and what a gift is worth',
    }),
  },
  strict,
)

export const MarginFloorSchema = Type.Object(
  {
    basisPoints: Type.Integer({
      minimum: 0,
      maximum: 9_999,
      description: '2000: of what is paid for a product at least 20 % is left after its cost; 0: its cost is covered',
    }),
    act: Type.Union([Type.Literal('warn'), Type.Literal('refuse')], {
      description: 'What becomes of a programme with an offer that leaves less',
    }),
  },
  strict,
)

const CountrySchema = Type.Union(
  [Type.Literal('CN'), Type.Literal('JP'), Type.Literal('CA-ON'), Type.Literal('CA-QC')],
  { description: 'ISO 3166: a country, or a part of one that has its own law' },
)

export const CountriesSchema = Type.Array(CountrySchema, {
  maxItems: 10,
  uniqueItems: true,
  description: 'Where members buy: limits of their laws become warnings',
})

export type Cost = Static<typeof CostSchema>

/** The catalogue's types as JSON schemas; limits are those of rules.ts, which checks them again. */
import { Type } from 'typebox'
import { cursorSchema, limitSchema, pageSchema, textOrNull } from '../platform/http/schemas.ts'
import { BULK_AT_MOST } from './service.ts'

const closed = { additionalProperties: false } as const

const code = Type.String({ minLength: 1, maxLength: 64 })
const sku = Type.String({ minLength: 1, maxLength: 100 })
const translations = Type.Record(Type.String(), Type.String({ maxLength: 300 }), {
  description: 'The name in other languages, by language tag.',
})
const attributes = Type.Record(
  Type.String(),
  Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean()]),
)
const reference = (what: string) => textOrNull({ maxLength: 64, description: `Code of the ${what}.` })

const given = {
  name: Type.String({ minLength: 1, maxLength: 300, description: "In the shop's own language." }),
  translations: Type.Optional(translations),
  active: Type.Optional(Type.Boolean({ default: true })),
}
const kept = { name: Type.String(), translations, active: Type.Boolean() }

const productFields = {
  ...given,
  category: Type.Optional(reference('category')),
  brand: Type.Optional(reference('brand')),
  attributes: Type.Optional(attributes),
}

export const codePath = Type.Object({ code })
export const skuPath = Type.Object({ sku })

export const codedBody = Type.Object(given, closed)
export const storeBody = Type.Object(
  {
    ...given,
    channel: Type.Optional(reference('channel')),
    city: Type.Optional(textOrNull({ maxLength: 100 })),
    timeZone: Type.Optional(textOrNull({ maxLength: 64, description: 'IANA name, such as Asia/Shanghai.' })),
  },
  closed,
)
export const categoryBody = Type.Object({ ...given, parent: Type.Optional(reference('parent category')) }, closed)
export const productBody = Type.Object(productFields, closed)
export const productsBody = Type.Object(
  {
    products: Type.Array(Type.Object({ sku, ...productFields }, closed), { minItems: 1, maxItems: BULK_AT_MOST }),
    absent: Type.Optional(
      Type.Enum(['empty', 'kept'], {
        default: 'empty',
        description: 'What becomes of what a row does not say: empty, or as it is in the catalogue.',
      }),
    ),
  },
  closed,
)

export const codedView = Type.Object({ code: Type.String(), ...kept })
export const storeView = Type.Object({
  code: Type.String(),
  ...kept,
  channel: textOrNull(),
  city: textOrNull(),
  timeZone: textOrNull(),
})
export const categoryView = Type.Object({
  code: Type.String(),
  ...kept,
  parent: textOrNull(),
  path: Type.Array(Type.String(), { description: 'Codes from the root to the category itself.' }),
})
export const productView = Type.Object({
  sku: Type.String(),
  ...kept,
  category: textOrNull(),
  brand: textOrNull(),
  attributes,
})

/** One outcome per row, in order; a refused row says why. */
export const outcomesView = Type.Object({
  put: Type.Integer(),
  refused: Type.Integer(),
  items: Type.Array(
    Type.Object({
      sku: Type.String(),
      outcome: Type.Enum(['put', 'refused']),
      code: Type.Optional(Type.String({ description: 'Code of the refusal.' })),
      title: Type.Optional(Type.String({ description: "The refusal as a sentence in the caller's language." })),
    }),
  ),
})

const narrowing = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Words of the code or a name, in any language.' })),
  active: Type.Optional(Type.Boolean({ description: 'Only what is in use, or only what is retired.' })),
  cursor: cursorSchema,
  limit: limitSchema,
}
export const listQuery = Type.Object(narrowing, closed)
export const productsQuery = Type.Object(
  {
    ...narrowing,
    category: Type.Optional(Type.String({ maxLength: 64, description: 'This category or any below it.' })),
    brand: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
)
export const codedPage = pageSchema(codedView)
export const storePage = pageSchema(storeView)
export const categoryPage = pageSchema(categoryView)
export const productPage = pageSchema(productView)

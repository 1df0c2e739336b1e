/** Texts to agree to and what is said of them, as JSON schemas. */
import { Type } from 'typebox'
import { instantSchema } from '../../platform/http/schemas.ts'
import { consentKinds, contactChannels } from './store.ts'

const strict = { additionalProperties: false } as const
const TEXT_AT_MOST = 20_000
const MINUTES_OF_A_DAY = 1_440

export const codeSchema = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' })

export const textWords = Type.Object(
  {
    en: Type.String({ minLength: 1, maxLength: TEXT_AT_MOST }),
    'zh-CN': Type.String({ minLength: 1, maxLength: TEXT_AT_MOST }),
  },
  strict,
)
export const kindSchema = Type.Enum([...consentKinds])
export const channelSchema = Type.Union([Type.Enum([...contactChannels]), Type.Null()])
export const textView = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  kind: kindSchema,
  channel: channelSchema,
  required: Type.Boolean({ description: 'Nobody becomes a member without it' }),
  words: textWords,
  publishedAt: instantSchema(),
})
const saidView = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  given: Type.Boolean(),
  at: instantSchema(),
  source: Type.String({ description: 'Where it was said: till, portal, console, api' }),
})
const consentView = Type.Object({
  ...textView.properties,
  givenNow: Type.Boolean({ description: 'Of this version, and not withdrawn' }),
  said: Type.Union([saidView, Type.Null()]),
})
export const sourceSchema = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,62}$',
  description: 'Where it was said: till, portal, console …; console for staff and api for keys when absent',
})
export const saidSchema = Type.Array(
  Type.Object(
    { code: codeSchema, version: Type.Optional(Type.Integer({ minimum: 1 })), given: Type.Boolean() },
    { ...strict, description: 'Without a version, of the one in use' },
  ),
  { maxItems: 50 },
)
const minute = Type.Union([Type.Integer({ minimum: 0, maximum: MINUTES_OF_A_DAY - 1 }), Type.Null()])
export const budgetSchema = Type.Object(
  {
    perWeek: Type.Integer({
      minimum: 0,
      maximum: 50,
      description: 'Messages of marketing a week, on all channels together',
    }),
    quietFrom: Type.Optional(minute),
    quietTo: Type.Optional(minute),
  },
  { ...strict, description: 'Quiet hours in minutes after midnight' },
)
export const consentsView = Type.Object({
  items: Type.Array(consentView),
  contact: Type.Object({ perWeek: Type.Integer(), quietFrom: minute, quietTo: minute }),
})

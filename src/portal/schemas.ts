/** The portal's questions and answers as JSON schemas. */
import { Type } from 'typebox'
import { saidSchema } from '../members/consents/schemas.ts'
import { genders } from '../members/member.ts'
import { NAME_LENGTH } from '../members/rules.ts'
import { idSchema, instantSchema, textOrNull } from '../platform/http/schemas.ts'
import { quotaView } from '../programme/benefits.ts'
import { giftView } from '../programme/gifts.ts'

export const strict = { additionalProperties: false } as const
const words = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })

const region = Type.Optional(
  Type.String({
    pattern: '^[A-Z]{2}$',
    description: "ISO 3166-1 country of a national phone number; the company's when absent",
  }),
)
const contactFields = {
  phone: Type.Optional(Type.String({ minLength: 3, maxLength: 40 })),
  email: Type.Optional(Type.String({ minLength: 3, maxLength: 254 })),
  region,
}
export const contactBody = Type.Object(contactFields, { ...strict, description: 'A phone or an email' })
export const sentView = Type.Object({
  sentTo: Type.String({ description: 'Masked' }),
  lapsesAt: instantSchema(),
  againSeconds: Type.Integer({ description: 'Another code can be asked for after so many seconds' }),
})

const as = Type.Enum(['cookie', 'token'], {
  default: 'cookie',
  description: 'cookie: for browsers, which get it in Set-Cookie; token: for apps, which send it as bearer token',
})
const device = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: 'As the member shall find it among his devices' }),
)
const code = Type.String({ minLength: 1, maxLength: 20 })
export const signInBody = Type.Object({ ...contactFields, code, as: Type.Optional(as), device }, strict)
export const sessionView = Type.Object({
  memberId: Type.String(),
  token: textOrNull({ description: 'Shown once, where it was asked for' }),
  lapsesAt: instantSchema('Later with each use'),
})
export const signedInView = Type.Object({
  session: Type.Union([sessionView, Type.Null()]),
  joining: textOrNull({ description: 'Who is no member yet joins with it, within twenty minutes' }),
})

const profile = {
  name: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  givenName: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  familyName: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  birthday: Type.Optional(
    textOrNull({ maxLength: 10, description: 'YYYY-MM-DD, or --MM-DD when the year is not told' }),
  ),
  gender: Type.Optional(Type.Union([Type.Enum([...genders]), Type.Null()])),
  locale: Type.Optional(textOrNull({ maxLength: 35 })),
}
export const joinBody = Type.Object(
  {
    joining: Type.String({ minLength: 1, maxLength: 2_000 }),
    ...profile,
    channel: Type.Optional(Type.String({ maxLength: 64 })),
    store: Type.Optional(Type.String({ maxLength: 64 })),
    consents: saidSchema,
    as: Type.Optional(as),
    device,
  },
  strict,
)
export const profileBody = Type.Object(
  {
    ...profile,
    revision: Type.Optional(Type.Integer({ minimum: 1, description: 'That you saw; another one is refused' })),
  },
  strict,
)
export const profileView = Type.Object({
  memberId: Type.String(),
  number: Type.String(),
  status: Type.String(),
  joinedAt: instantSchema(),
  revision: Type.Integer(),
  name: textOrNull(),
  givenName: textOrNull(),
  familyName: textOrNull(),
  birthday: textOrNull(),
  gender: textOrNull(),
  locale: textOrNull(),
  phone: textOrNull(),
  email: textOrNull(),
  wechat: Type.Boolean({ description: 'Signs in with WeChat, too' }),
})

export const portalView = Type.Object({
  name: words,
  timeZone: Type.String(),
  currency: textOrNull({ description: 'Of the programme when it knows one alone' }),
  wallets: Type.Array(
    Type.Object({ code: Type.String(), name: words, unit: words, purpose: Type.Enum(['spend', 'status']) }),
  ),
  ladders: Type.Array(
    Type.Object({
      code: Type.String(),
      name: words,
      wallet: textOrNull(),
      tiers: Type.Array(
        Type.Object({
          ...{ code: Type.String(), name: words, pointsPercent: Type.Integer(), byInvitation: Type.Boolean() },
          benefits: Type.Array(
            Type.Object({
              code: Type.String(),
              name: words,
              quota: Type.Union([quotaView, Type.Null()]),
              gift: Type.Union([giftView, Type.Null()]),
            }),
          ),
        }),
      ),
    }),
  ),
  transfers: Type.Array(Type.Object({ wallet: Type.String(), least: Type.Integer(), feePercent: Type.Integer() })),
  claimDays: Type.Integer(),
  wechat: Type.Boolean({ description: 'One can sign in with WeChat' }),
})

export const cardView = Type.Object({
  number: Type.String(),
  handle: Type.String({ description: 'Nine digits: which secret it is' }),
  secret: Type.String({ description: 'Base64; kept on the device, with which it shows codes without the server' }),
  stepSeconds: Type.Integer(),
  serverTime: Type.Integer({ description: 'Milliseconds since 1970, for devices whose clock is wrong' }),
})

export const sessionsView = Type.Object({
  items: Type.Array(
    Type.Object({
      sessionId: Type.String(),
      device: Type.String(),
      current: Type.Boolean(),
      signedInAt: instantSchema(),
      seenAt: instantSchema('Within six hours'),
      lapsesAt: instantSchema(),
    }),
  ),
})
export const sessionPath = Type.Object({ sessionId: idSchema('The session') })

const receiver = {
  phone: contactFields.phone,
  email: contactFields.email,
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Member number' })),
  region,
}
export const receiverBody = Type.Object(receiver, {
  ...strict,
  description: 'A friend: by phone, email or member number',
})
export const transferBody = Type.Object(
  {
    to: receiverBody,
    wallet: Type.String({ minLength: 1, maxLength: 40, default: 'points' }),
    amount: Type.Integer({ minimum: 1 }),
    message: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  },
  strict,
)
export const receiptBody = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 120 }),
    totalMinor: Type.Integer({ minimum: 0, description: 'As the receipt says, in minor units' }),
  },
  strict,
)
export const codeBody = Type.Object({ code }, strict)
export const identityBody = Type.Object({ ...contactFields, code }, strict)
const instantOrNull = Type.Union([instantSchema(), Type.Null()])
export const takeableView = Type.Object({
  items: Type.Array(
    Type.Object({
      batchId: Type.String(),
      name: Type.String({ description: 'Of the offer, in the language of the request' }),
      sentence: textOrNull({ description: 'What the offer gives' }),
      startsAt: instantOrNull,
      endsAt: instantOrNull,
      validDays: Type.Union([Type.Integer(), Type.Null()], { description: 'From taking it on' }),
      giftable: Type.Boolean(),
      taken: Type.Integer({ description: 'So many of them I took' }),
      takesPerMember: Type.Integer(),
    }),
  ),
})
export const done = Type.Object({ done: Type.Literal(true) })

/** The room's types as JSON schemas; limits are those of rules.ts, which checks them again. */
import { Type } from 'typebox'
import { cursorSchema, idSchema, instantSchema, limitSchema, pageSchema, textOrNull } from '../platform/http/schemas.ts'
import { saidSchema, sourceSchema } from './consents/schemas.ts'
import { attributeTypes, genders, identityKinds, statuses } from './member.ts'
import { IDENTITIES_AT_MOST, NAME_LENGTH, TAG_LENGTH, TAGS_AT_MOST } from './rules.ts'

const closed = { additionalProperties: false } as const

const region = Type.Optional(
  Type.String({
    pattern: '^[A-Z]{2}$',
    description: "ISO 3166-1 country of a national phone number; the company's own when absent.",
  }),
)
const tag = Type.String({ minLength: 1, maxLength: TAG_LENGTH })
const tags = Type.Array(tag, { maxItems: TAGS_AT_MOST })
const attributeValue = Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean()])
const words = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 100 }), 'zh-CN': Type.String({ minLength: 1, maxLength: 100 }) },
  closed,
)

export const givenIdentity = Type.Object(
  {
    kind: Type.Enum([...identityKinds]),
    value: Type.String({ minLength: 1, maxLength: 254 }),
    source: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'The app id of a wechat-openid, the system of an external id; absent for other kinds.',
      }),
    ),
    region,
  },
  { ...closed, description: 'A key that finds one member. Phones are E.164, or national with a region.' },
)

const addressFields = {
  country: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
  province: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
  city: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
  district: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
  street: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
  postcode: Type.Optional(Type.String({ maxLength: NAME_LENGTH })),
}
const address = Type.Object(addressFields, closed)

const profile = {
  name: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  givenName: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  familyName: Type.Optional(textOrNull({ maxLength: NAME_LENGTH })),
  birthday: Type.Optional(
    textOrNull({ maxLength: 10, description: 'YYYY-MM-DD, or --MM-DD when the year is not known.' }),
  ),
  gender: Type.Optional(Type.Union([Type.Enum([...genders]), Type.Null()])),
  address: Type.Optional(Type.Union([address, Type.Null()])),
  channel: Type.Optional(
    textOrNull({ maxLength: 64, description: 'Code of the channel through which the member came.' }),
  ),
  store: Type.Optional(textOrNull({ maxLength: 64, description: 'Code of the store in which the member came.' })),
  locale: Type.Optional(textOrNull({ maxLength: 35, description: 'Language tag, such as zh-CN.' })),
  timeZone: Type.Optional(textOrNull({ maxLength: 64, description: 'IANA name, such as Asia/Shanghai.' })),
  attributes: Type.Optional(
    Type.Record(Type.String(), Type.Union([attributeValue, Type.Null()]), {
      description: 'Custom attributes by code; null removes.',
    }),
  ),
  phone: Type.Optional(
    textOrNull({ maxLength: 40, description: "The first phone; in an update it replaces the member's first one." }),
  ),
  email: Type.Optional(textOrNull({ maxLength: 254 })),
  region,
}

export const enrolBody = Type.Object(
  {
    status: Type.Optional(Type.Enum(['prospect', 'active'])),
    identities: Type.Optional(Type.Array(givenIdentity, { maxItems: IDENTITIES_AT_MOST })),
    ...profile,
    tags: Type.Optional(tags),
    joinedAt: Type.Optional(instantSchema('When the member joined, if before now.')),
    consents: Type.Optional(saidSchema),
    consentSource: Type.Optional(sourceSchema),
  },
  { ...closed, description: 'At least one identity (phone, email or in identities) is needed.' },
)

export const updateBody = Type.Object(
  {
    ...profile,
    tags: Type.Optional(Type.Array(tag, { maxItems: TAGS_AT_MOST, description: 'Replaces all tags.' })),
    addTags: Type.Optional(tags),
    removeTags: Type.Optional(tags),
    revision: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The revision that you saw; another one is refused.' }),
    ),
  },
  { ...closed, description: 'What is absent stays; null clears.' },
)

export const memberPath = Type.Object({ memberId: idSchema('The member.') })
export const identityPath = Type.Object({ memberId: idSchema('The member.'), identityId: idSchema('The identity.') })
export const reasonBody = Type.Object(
  {
    reason: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', description: 'A code such as member-request or fraud.' }),
  },
  closed,
)

export const identityView = Type.Object({
  identityId: idSchema('The identity.'),
  kind: Type.Enum([...identityKinds]),
  source: Type.String(),
  value: Type.String(),
  addedAt: instantSchema(),
})

const core = {
  memberId: idSchema('The member.'),
  number: Type.String({ description: 'Member number: twelve digits with a check digit.' }),
  status: Type.Enum([...statuses]),
  joinedAt: instantSchema(),
  channel: textOrNull(),
  store: textOrNull(),
  tags: Type.Array(Type.String()),
  revision: Type.Integer(),
  name: textOrNull(),
  phone: textOrNull(),
  email: textOrNull(),
}

export const memberLine = Type.Object({
  ...core,
  tiers: Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Tier by ladder; a ladder that is not named stands at its lowest tier',
  }),
})
export const memberView = Type.Object({
  ...core,
  givenName: textOrNull(),
  familyName: textOrNull(),
  birthday: textOrNull(),
  gender: textOrNull(),
  address: Type.Union([Type.Object(addressFields), Type.Null()]),
  locale: textOrNull(),
  timeZone: textOrNull(),
  attributes: Type.Record(Type.String(), attributeValue),
  identities: Type.Array(identityView),
  statusReason: textOrNull(),
  statusAt: instantSchema(),
  mergedInto: textOrNull({
    description: 'The record that this one was merged into, and that stands for the person now',
  }),
  recordedAt: instantSchema(),
  changedAt: instantSchema(),
  erased: Type.Boolean({ description: 'The personal fields are gone for ever.' }),
  masked: Type.Boolean({ description: 'Personal fields are hidden in part, because the caller may not see them.' }),
})

/** Addresses longer than some thousand characters are cut by proxies on the way. */
const CONDITION_IN_ADDRESS = 3_000

export const listQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Part of a name, or a whole phone, its last four digits, an email, a number, a card or an id.',
      }),
    ),
    status: Type.Optional(Type.Enum([...statuses])),
    tier: Type.Optional(Type.String({ maxLength: 64 })),
    losingUntil: Type.Optional(
      instantSchema(
        'Active members who lose their tier until then if they do nothing more; of `tier`, when it is given.',
      ),
    ),
    tag: Type.Optional(Type.String({ maxLength: TAG_LENGTH })),
    joinedFrom: Type.Optional(instantSchema('Joined at this instant or later.')),
    joinedTo: Type.Optional(instantSchema('Joined before this instant.')),
    condition: Type.Optional(
      Type.String({
        maxLength: CONDITION_IN_ADDRESS,
        description: 'A condition over the fields of members, as JSON. A longer one is saved as a filter first.',
      }),
    ),
    filterId: Type.Optional(idSchema('A saved filter; with a condition too, both must hold.')),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  closed,
)
export const memberPage = Type.Object(
  { items: Type.Array(memberLine), nextCursor: textOrNull() },
  {
    description:
      'Where what is asked for is rare among very many members, a page is short, or empty, and still has a `nextCursor`: go on with it',
  },
)

export const timelineQuery = Type.Object({ cursor: cursorSchema, limit: limitSchema }, closed)
export const timelinePage = pageSchema(
  Type.Object({
    factId: idSchema('The fact.'),
    kind: Type.String(),
    at: instantSchema(),
    data: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  }),
)

const definitionFields = {
  type: Type.Enum([...attributeTypes]),
  words,
  choices: Type.Array(Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }), words }, closed), {
    maxItems: 200,
  }),
  active: Type.Boolean(),
}
export const definitionPath = Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9_-]{0,62}$' }) })
export const definitionBody = Type.Object(
  {
    ...definitionFields,
    choices: Type.Optional(definitionFields.choices),
    active: Type.Optional(Type.Boolean({ default: true })),
  },
  closed,
)
export const definitionView = Type.Object({ code: Type.String(), ...definitionFields })
export const definitionList = Type.Object({ items: Type.Array(definitionView) })

/** The shapes that this room's routes take and give. */
import { Type } from 'typebox'
import { type Language, languages } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { cursorSchema, idSchema, instantSchema, limitSchema, pageSchema, textOrNull } from '../platform/http/schemas.ts'
import { everyRight } from './roles.ts'
import { EMAIL_AT_MOST, KEY_NAME_AT_MOST, NAME_AT_MOST, PASSWORD_AT_LEAST, PASSWORD_AT_MOST } from './rules.ts'
import { STORES_AT_MOST } from './scope.ts'
import type { ApiKey, Session, SessionId, StaffMember } from './staff.ts'

/** A password may be longer before it is brought into its normal form than after. */
const PASSWORD_UNITS_AT_MOST = 4 * PASSWORD_AT_MOST

const id = idSchema('')
const instant = instantSchema()
export const localeOrNull = Type.Unsafe<Language | null>({ enum: [...languages, null] })
const instantOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' })

export const nameSchema = Type.String({ minLength: 1, maxLength: NAME_AT_MOST })
export const emailSchema = Type.String({ minLength: 3, maxLength: EMAIL_AT_MOST, examples: ['lin@example.com'] })
/** Any password, at the places where one is compared. */
export const givenPassword = Type.String({ minLength: 1, maxLength: PASSWORD_UNITS_AT_MOST })
/** A password that is being set; the service says what is wrong with it. */
export const newPassword = Type.String({
  minLength: 1,
  maxLength: PASSWORD_UNITS_AT_MOST,
  description: `${PASSWORD_AT_LEAST} to ${PASSWORD_AT_MOST} characters of any kind`,
})
export const rememberSchema = Type.Boolean({
  default: true,
  description: 'False: until the browser closes, a day at most',
})
/** A code of an authenticator app; spaces between its digits are welcome. */
export const oneTimeCode = Type.String({ minLength: 1, maxLength: 20, examples: ['123456'] })
export const secondFactorSchema = Type.Union([
  Type.Object({ code: oneTimeCode }, { additionalProperties: false }),
  Type.Object({ recoveryCode: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false }),
])
export const codeSchema = Type.String({ minLength: 1, maxLength: 100 })
export const roleSchema = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'The name of a built-in role, or the id of an own one, as `GET /v1/roles` lists them',
  examples: ['cashier'],
})
export const rightSchema = Type.Enum([...everyRight])
const keyName = Type.String({ minLength: 1, maxLength: KEY_NAME_AT_MOST, examples: ['Till at the harbour'] })
const keyRights = Type.Array(rightSchema, { minItems: 1, maxItems: everyRight.length, uniqueItems: true })

const storesOut = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string' },
  description: 'Codes of the stores that they act for; null for all',
})
export const storesIn = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string', minLength: 1, maxLength: 64 },
  minItems: 1,
  maxItems: STORES_AT_MOST,
  uniqueItems: true,
  description: 'Codes of stores; null for all; those of whoever gives them when absent',
  examples: [['harbour']],
})

export const keyBody = Type.Object(
  { name: keyName, rights: keyRights, stores: Type.Optional(storesIn), expiresAt: Type.Optional(instant) },
  { additionalProperties: false },
)

export const listQuery = Type.Object({ cursor: cursorSchema, limit: limitSchema }, { additionalProperties: false })

const member = {
  staffId: id,
  name: Type.String(),
  email: Type.String(),
  role: Type.String(),
  stores: storesOut,
  locale: localeOrNull,
  status: Type.Enum(['active', 'invited', 'deactivated']),
  createdAt: instant,
}
export const memberSchema = Type.Object(member)
export const invitationSchema = Type.Object({
  path: Type.String({ description: 'Address, after that of the server, at which the person sets a password, once' }),
  expiresAt: instant,
})
export const addedSchema = Type.Object({ ...member, invitation: Type.Optional(invitationSchema) })
export const membersSchema = pageSchema(memberSchema)

const key = {
  keyId: id,
  name: Type.String(),
  prefix: Type.String({ description: 'The start of the key, by which it can be known again' }),
  rights: Type.Array(Type.String()),
  stores: storesOut,
  madeBy: textOrNull(),
  madeAt: instant,
  expiresAt: instantOrNull,
  lastUsedAt: instantOrNull,
  revokedAt: instantOrNull,
  previousUntil: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    format: 'date-time',
    description: 'Until when the secret before the last rotation still opens; null when there is none',
  }),
}
export const madeKeySchema = Type.Object({
  ...key,
  key: Type.String({ description: 'Shown now and never again' }),
})
export const keysSchema = pageSchema(Type.Object(key))

export const sessionsSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      sessionId: id,
      createdAt: instant,
      expiresAt: instant,
      lastUsedAt: instantSchema('Within some minutes'),
      address: textOrNull({
        description: 'Network from which the session began, without the last part of its address',
      }),
      userAgent: textOrNull(),
      way: Type.Enum(['password', 'passkey', 'sso']),
      current: Type.Boolean({ description: 'The session of this request' }),
    }),
  ),
})

export const meSchema = Type.Object({
  kind: Type.Enum(['staff', 'key']),
  id: id,
  name: Type.String(),
  email: textOrNull(),
  role: textOrNull(),
  rights: Type.Array(Type.String(), {
    description: 'What they can use: somebody for certain stores cannot use a right that concerns all',
  }),
  stores: storesOut,
  factorDue: Type.Boolean({
    description:
      'The role must have a second factor: until one is set up (`/v1/me/totp`, `/v1/me/passkeys`) there are no rights',
  }),
  locale: Type.Enum([...languages], {
    description:
      'Their own language; of who has chosen none, that of the device (cookie `regulars.language`) or of `Accept-Language`',
  }),
})

export function memberOut(one: StaffMember) {
  return { ...one, stores: copied(one.stores), createdAt: instantText(one.createdAt) }
}

function copied(stores: readonly string[] | null): string[] | null {
  return stores === null ? null : [...stores]
}

export function keyOut(one: ApiKey) {
  const text = (at: typeof one.expiresAt): string | null => (at === null ? null : instantText(at))
  return {
    ...one,
    rights: [...one.rights],
    stores: copied(one.stores),
    madeAt: instantText(one.madeAt),
    expiresAt: text(one.expiresAt),
    lastUsedAt: text(one.lastUsedAt),
    revokedAt: text(one.revokedAt),
    previousUntil: text(one.previousUntil),
  }
}

export function sessionOut(one: Session, current: SessionId | undefined) {
  return {
    ...one,
    createdAt: instantText(one.createdAt),
    expiresAt: instantText(one.expiresAt),
    lastUsedAt: instantText(one.lastUsedAt),
    current: one.sessionId === current,
  }
}

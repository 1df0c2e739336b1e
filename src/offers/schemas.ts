import { Type } from 'typebox'
import { LARGEST } from '../base/quantities.ts'
import { idSchema, instantSchema, textOrNull } from '../platform/http/schemas.ts'
import { CHARACTERS, PREFIX_AT_MOST } from './codes.ts'
import { CODE_AT_MOST } from './coupon.ts'
import { COUNT_AT_MOST, IMPORTED_AT_MOST } from './service.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')
const OfferCode = Type.String({ minLength: 1, maxLength: 40 })
const instantOrNull = (description?: string) =>
  Type.Union([instantSchema(), Type.Null()], description === undefined ? {} : { description })
const count = { minimum: 1, maximum: LARGEST }
const countOrNull = (description: string) => Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description })

export const Code = Type.String({
  minLength: 1,
  maxLength: CODE_AT_MOST,
  description: 'Upper and lower case are the same',
})

export const couponView = Type.Object({
  code: Type.String(),
  offer: Type.String(),
  name: Type.String({ description: 'Of the offer, in the language of the request; its code when it is no more' }),
  sentence: textOrNull({ description: 'What the offer gives, in the language of the request' }),
  batchId: textOrNull(),
  memberId: textOrNull({ description: 'Whose it is; null for anyone’s' }),
  status: Type.Enum(['unclaimed', 'active', 'used', 'expired', 'void']),
  startsAt: instantOrNull(),
  endsAt: instantOrNull('First instant at which it is no longer valid'),
  most: countOrNull('Orders that may use it'),
  mostPerMember: countOrNull('Orders of one member that may use it'),
  used: Type.Integer({ description: 'Orders that use it now, open ones that reserved it among them' }),
  giftable: Type.Boolean(),
  claimedAt: instantOrNull(),
})
export const couponList = Type.Object({ items: Type.Array(couponView) })

const validity = {
  startsAt: Type.Optional(instantSchema()),
  endsAt: Type.Optional(instantSchema('First instant at which they are no longer valid')),
  validDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 3_650,
      description: 'From the claim or the issue on, to the end of the last day; a batch gives it with mustClaim only',
    }),
  ),
}

const takes = { minimum: 1, maximum: 100 }
export const offeringBody = Type.Object(
  { takesPerMember: Type.Union([Type.Integer(takes), Type.Null()], { description: 'Null: not offered any more' }) },
  strict,
)

export const batchBody = Type.Object(
  {
    offer: OfferCode,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    ...validity,
    most: Type.Optional(
      Type.Integer({ ...count, description: 'Orders by code: 1 for unique ones, no limit for others when absent' }),
    ),
    mostPerMember: Type.Optional(Type.Integer(count)),
    mustClaim: Type.Boolean({ default: false, description: 'Of no use until a member has claimed it' }),
    takesPerMember: Type.Optional(
      Type.Integer({
        ...takes,
        description: 'Offered in the portal, where each member may take so many; must be claimed',
      }),
    ),
    giftable: Type.Boolean({ default: false, description: 'Its owner may give it to another member' }),
    codes: Type.Union([
      Type.Object({ kind: Type.Literal('generic'), code: Code }, strict),
      Type.Object(
        {
          kind: Type.Literal('unique'),
          count: Type.Integer({ minimum: 1, maximum: COUNT_AT_MOST }),
          prefix: Type.Optional(Type.String({ pattern: '^[A-Z0-9-]*$', maxLength: PREFIX_AT_MOST })),
          characters: Type.Optional(
            Type.Integer({
              minimum: CHARACTERS.least,
              maximum: CHARACTERS.most,
              description: `Random ones of 31; a check character follows. ${CHARACTERS.usual} when absent`,
            }),
          ),
        },
        strict,
      ),
      Type.Object(
        {
          kind: Type.Literal('imported'),
          codes: Type.Array(Code, { minItems: 1, maxItems: IMPORTED_AT_MOST }),
        },
        strict,
      ),
    ]),
  },
  strict,
)
export const batchView = Type.Object({
  batchId: Id,
  offer: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['generic', 'unique', 'imported']),
  codes: Type.Integer(),
  startsAt: instantOrNull(),
  endsAt: instantOrNull(),
  validDays: countOrNull('From the claim on'),
  most: countOrNull('Orders by code'),
  mostPerMember: countOrNull('Orders of one member by code'),
  mustClaim: Type.Boolean(),
  takesPerMember: countOrNull('Offered in the portal, so many to each member'),
  giftable: Type.Boolean(),
  createdAt: instantSchema(),
  createdBy: Type.String(),
})
export const voidedView = Type.Object({ voided: Type.Integer() })
export const batchPath = Type.Object({ batchId: Id })
export const codePath = Type.Object({ code: Code })
export const memberPath = Type.Object({ memberId: Id })

export const issueBody = Type.Object(
  {
    offer: OfferCode,
    validDays: validity.validDays,
    giftable: Type.Boolean({ default: false }),
  },
  strict,
)
export const claimBody = Type.Object({ memberId: Id }, strict)
export const giftBody = Type.Object({ from: Id, to: Id }, strict)

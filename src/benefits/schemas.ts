import { Type } from 'typebox'
import { idSchema, instantSchema, presenceSchema, textOrNull } from '../platform/http/schemas.ts'
import { quotaView as givenQuota } from '../programme/benefits.ts'
import { giftView } from '../programme/gifts.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')
const Code = Type.String({ minLength: 1, maxLength: 40 })
const Name = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })
const Reference = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f]+$', description }))
/** At one till, by one tap or by one order. */
const USES_AT_ONCE = 100

export const memberPath = Type.Object({ memberId: Id })
export const benefitPath = Type.Object({ memberId: Id, benefit: Code })
export const usePath = Type.Object({ memberId: Id, benefit: Code, useId: Id })

const quotaView = Type.Object({
  per: givenQuota.properties.per,
  uses: Type.Integer({ description: 'So many in this period' }),
  used: Type.Integer({ description: 'What was undone left out' }),
  left: Type.Integer(),
  startsAt: instantSchema('When this period began'),
  nextStartsAt: instantSchema('When the next one begins'),
})

const heldGift = Type.Object({
  ...giftView.properties,
  dayKnown: Type.Boolean({ description: 'False while no birthday is known' }),
  comesAt: textOrNull({
    description:
      'When the day begins on which it comes next; null when that is not known. Of a birthday, told to the member himself only',
  }),
})

export const giftsList = Type.Object({
  items: Type.Array(
    Type.Object({
      giftId: Id,
      benefit: Code,
      at: giftView.properties.at,
      givenAt: instantSchema(),
      wallet: textOrNull({ description: 'Of points' }),
      points: Type.Union([Type.Integer(), Type.Null()]),
      offer: textOrNull({ description: 'Of a coupon' }),
      coupon: textOrNull({ description: 'Its code' }),
    }),
  ),
})

export const benefitsView = Type.Object({
  memberId: Id,
  at: instantSchema(),
  items: Type.Array(
    Type.Object({
      benefit: Code,
      name: Name,
      description: Type.Union([Name, Type.Null()]),
      kind: Type.Enum(['service', 'quota', 'gift'], { description: 'service is never counted, gift comes by itself' }),
      because: Type.Array(Type.Object({ ladder: Code, tier: Code }), { description: 'The tiers that give it' }),
      until: textOrNull({ description: 'When a foreseen loss of the tier takes it away; null when nothing does' }),
      quota: Type.Union([quotaView, Type.Null()]),
      gift: Type.Union([heldGift, Type.Null()]),
    }),
    { description: 'In the order of the programme; none unless the member is active' },
  ),
})

export const useBody = Type.Object(
  {
    uses: Type.Integer({ minimum: 1, maximum: USES_AT_ONCE, default: 1 }),
    store: Reference('Where; whoever acts for certain stores names one of them'),
    order: Reference('The number of the order that it belongs to'),
    device: Reference('The till'),
    presenceId: presenceSchema,
  },
  strict,
)

export const undoBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Why it is taken back' }) },
  strict,
)

const use = {
  useId: Id,
  benefit: Code,
  uses: Type.Integer(),
  usedAt: instantSchema(),
  store: textOrNull(),
  order: textOrNull(),
  device: textOrNull(),
  undone: Type.Union([Type.Object({ at: instantSchema(), reason: Type.String() }), Type.Null()]),
}
export const useView = Type.Object(use)
export const useAnswer = Type.Object({ ...use, left: Type.Integer({ description: 'Of this period, after it' }) })

export const usesQuery = Type.Object(
  { cursor: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) },
  strict,
)
export const usesPage = Type.Object({ items: Type.Array(useView), nextCursor: textOrNull() })

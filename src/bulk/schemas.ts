/** What requests about bulk runs hold, and what answers do. */
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../base/conditions/schema.ts'
import { LARGEST } from '../base/quantities.ts'
import { unreachable } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { instantOf } from '../members/listing.ts'
import { statuses } from '../members/member.ts'
import { idSchema, instantSchema, textOrNull } from '../platform/http/schemas.ts'
import { CodeSchema } from '../programme/basics.ts'
import { type Deed, states } from './run.ts'

const closed = { additionalProperties: false } as const
const CHOSEN_AT_MOST = 10_000
/** Ten thousand ids and their commas. */
export const BODY_BYTES = 1_000_000

const nullable = <T extends string | number>(type: 'string' | 'integer') =>
  Type.Unsafe<T | null>({ type: [type, 'null'] })
const tag = Type.String({ minLength: 1, maxLength: 64 })
const reason = Type.String({ minLength: 1, maxLength: 200 })
const statusReason = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', description: 'A code such as fraud' })

const deedSchema = Type.Union([
  Type.Object({ do: Type.Enum(['tag', 'untag']), tag }, closed),
  Type.Object(
    {
      do: Type.Literal('coupon'),
      offer: Type.String({ minLength: 1, maxLength: 64 }),
      validDays: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 3_650 }), Type.Null()])),
    },
    closed,
  ),
  Type.Object(
    {
      do: Type.Literal('points'),
      wallet: Type.String({ minLength: 1, maxLength: 64 }),
      amount: Type.Integer({ minimum: -LARGEST, maximum: LARGEST, description: 'For each member; negative takes' }),
      reason,
      reasonCode: Type.Optional(Type.Union([CodeSchema, Type.Null()])),
      reference: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()])),
    },
    closed,
  ),
  Type.Object(
    {
      do: Type.Literal('tier'),
      ladder: Type.String({ minLength: 1, maxLength: 64 }),
      tier: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()], {
        description: 'Null ends what was placed before',
      }),
      until: Type.Optional(Type.Union([instantSchema(), Type.Null()])),
      reason,
    },
    closed,
  ),
  Type.Object({ do: Type.Literal('suspend'), reason: statusReason }, closed),
])

const filterSchema = Type.Object(
  {
    status: Type.Optional(Type.Enum([...statuses])),
    tier: Type.Optional(Type.String({ maxLength: 64 })),
    tag: Type.Optional(tag),
    joinedFrom: Type.Optional(instantSchema('Joined at this instant or later')),
    joinedTo: Type.Optional(instantSchema('Joined before this instant')),
    condition: Type.Optional(ConditionRef),
    filterId: Type.Optional(idSchema('A saved filter; with a condition too, both must hold')),
  },
  {
    ...closed,
    description: 'All whom the list of members shows when it is narrowed like this; all there are when empty',
  },
)

export const createBody = Type.Object(
  {
    deed: deedSchema,
    memberIds: Type.Optional(Type.Array(idSchema('A member'), { minItems: 1, maxItems: CHOSEN_AT_MOST })),
    filter: Type.Optional(filterSchema),
  },
  { ...closed, description: 'Either `memberIds` or `filter`' },
)
export type Asked = Static<typeof createBody>

export const runPath = Type.Object({ runId: idSchema('The run.') })
export const listQuery = Type.Object(
  {
    cursor: Type.Optional(idSchema('nextCursor of the page before')),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  closed,
)

const deedView = Type.Object(
  {
    do: Type.Enum(['tag', 'untag', 'coupon', 'void', 'points', 'tier', 'restore', 'suspend', 'reactivate']),
    tag: Type.Optional(Type.String()),
    offer: Type.Optional(Type.String()),
    validDays: Type.Optional(nullable<number>('integer')),
    wallet: Type.Optional(Type.String()),
    amount: Type.Optional(Type.Integer()),
    reason: Type.Optional(Type.String()),
    reasonCode: Type.Optional(textOrNull()),
    reference: Type.Optional(textOrNull()),
    ladder: Type.Optional(Type.String()),
    tier: Type.Optional(textOrNull()),
    until: Type.Optional(textOrNull()),
  },
  { description: 'void, restore and reactivate take back coupons, placements and suspensions' },
)

export const runView = Type.Object({
  runId: idSchema('The run'),
  deed: deedView,
  undoes: textOrNull({ description: 'The run that this one takes back' }),
  undoneBy: textOrNull({ description: 'The run that took this one back' }),
  state: Type.Enum([...states], {
    description: 'gathering: its members are being found; ready: it waits to be confirmed',
  }),
  members: Type.Integer({ description: 'All whom it reaches' }),
  changed: Type.Integer(),
  unchanged: Type.Integer({ description: 'Had it already' }),
  refused: Type.Integer(),
  pointsMoved: Type.Integer({ description: 'In all, whichever way' }),
  needsApproval: Type.Boolean({ description: 'More points than one person may move by hand' }),
  undoable: Type.Boolean(),
  askedBy: Type.String(),
  askedByName: Type.String(),
  askedAt: instantSchema(),
  decidedBy: textOrNull(),
  decidedByName: textOrNull(),
  decidedAt: textOrNull(),
  startedAt: textOrNull(),
  endedAt: textOrNull(),
})
export const runPage = Type.Object({ items: Type.Array(runView), nextCursor: textOrNull() })

/** @throws Refused valueInvalid */
export function deedIn(given: Static<typeof deedSchema>): Deed {
  switch (given.do) {
    case 'tag':
    case 'untag':
      return { do: given.do, tag: given.tag.normalize('NFC').trim() }
    case 'coupon':
      return { ...given, validDays: given.validDays ?? null }
    case 'points':
      return { ...given, reasonCode: given.reasonCode ?? null, reference: given.reference ?? null }
    case 'tier':
      return { ...given, until: instantOf('until', given.until ?? undefined) ?? null }
    case 'suspend':
      return given
    default:
      return unreachable(given)
  }
}

export function deedOut(deed: Deed): Static<typeof deedView> {
  return deed.do === 'tier' ? { ...deed, until: deed.until === null ? null : instantText(deed.until) } : { ...deed }
}

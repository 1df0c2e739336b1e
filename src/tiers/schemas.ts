import { Type } from 'typebox'
import { idSchema, instantSchema, problemSchema, proseSchema, textOrNull } from '../platform/http/schemas.ts'
import { LeafSchema } from '../programme/ladders.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')
const Code = Type.String({ minLength: 1, maxLength: 40 })
const InstantOrNull = textOrNull({ description: 'RFC 3339, UTC' })

export const memberPath = Type.Object({ memberId: Id })
export const ladderPath = Type.Object({ memberId: Id, ladder: Code })

const leafView = Type.Object({
  ...LeafSchema.properties,
  amount: Type.Integer({ description: 'What counts towards it' }),
  missing: Type.Integer({ minimum: 0 }),
})
const way = (description: string) =>
  Type.Union([
    Type.Object(
      {
        tier: Code,
        byInvitation: Type.Boolean(),
        met: Type.Boolean(),
        measures: Type.Array(leafView, { description: 'Every measure of the criterion' }),
        cheapest: Type.Array(leafView, {
          description: 'What together is the least to do: of alternatives the one with the smallest share missing',
        }),
        by: InstantOrNull,
      },
      { description },
    ),
    Type.Null(),
  ])

const standing = Type.Object({
  ladder: Code,
  tier: Code,
  since: InstantOrNull,
  because: Type.String({ description: 'start, reached, not-kept, placed, placement-ended or programme-changed' }),
  placement: Type.Union([
    Type.Object({ tier: Code, until: InstantOrNull, locked: Type.Boolean(), reason: Type.String() }),
    Type.Null(),
  ]),
  loss: Type.Union([
    Type.Object({ at: instantSchema(), to: Code }, { description: 'If nothing more happens' }),
    Type.Null(),
  ]),
  reviewAt: InstantOrNull,
  next: way('The next tier that can be reached'),
  keep: way('What keeps the tier that was reached by merit'),
})

export const tiersView = Type.Object({ memberId: Id, at: instantSchema(), ladders: Type.Array(standing) })

export const historyView = Type.Object({
  items: Type.Array(
    Type.Object({
      ladder: Code,
      tier: Code,
      from: instantSchema(),
      until: InstantOrNull,
      because: Type.String(),
      placement: Type.Union([
        Type.Object({ reason: Type.String(), by: Type.String(), locked: Type.Boolean() }),
        Type.Null(),
      ]),
    }),
    { description: 'By ladder, newest first; until is null for where the member stands' },
  ),
})

const placement = {
  tier: textOrNull({ maxLength: 40, description: 'null ends the placement in force' }),
  until: Type.Optional(textOrNull({ description: 'RFC 3339; until it is ended when absent' })),
  locked: Type.Optional(Type.Boolean({ default: false, description: 'He does not rise meanwhile either' })),
  reason: proseSchema({ maxLength: 200 }),
}
export const placementBody = Type.Object(placement, strict)

export const placementsBody = Type.Object(
  {
    placements: Type.Array(Type.Object({ memberId: Type.String(), ladder: Type.String(), ...placement }, strict), {
      minItems: 1,
      maxItems: 1_000,
    }),
  },
  strict,
)
export const placementsAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      row: Type.Integer({ description: 'Counted from 1' }),
      status: Type.Integer(),
      ladders: Type.Optional(Type.Array(standing)),
      problem: Type.Optional(problemSchema),
    }),
  ),
})

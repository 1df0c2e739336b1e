/** The loyalty index of one member, as the API shows it. */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { measuredParts } from './weights.ts'

const parts = Type.Array(
  Type.Object({
    part: Type.Enum([...measuredParts]),
    percentile: Type.Integer({ description: 'Share of the other members who have less, in percent' }),
    share: Type.Integer({ description: 'Of the index, in percent' }),
  }),
  { description: 'The index is the mean of the percentiles, weighted by the shares' },
)

export const loyaltyView = Type.Object({ index: Type.Integer({ minimum: 0, maximum: 100 }), parts })

const form = Compile(parts)

export function shownLoyalty({ loyalty, loyaltyParts }: { loyalty: number | null; loyaltyParts: unknown }) {
  return loyalty === null || !form.Check(loyaltyParts) ? null : { index: loyalty, parts: loyaltyParts }
}

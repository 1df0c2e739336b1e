/** What counts for loyalty, and for how much. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { setting } from '../settings/setting.ts'
import { weightsAllNought } from './errors.ts'

/** Those that orders and points tell, and those that nothing tells yet: their weight is spread over the others. */
export const measuredParts = ['recency', 'frequency', 'value', 'engagement'] as const
const unmeasuredParts = ['advocacy', 'satisfaction'] as const
export const parts = [...measuredParts, ...unmeasuredParts] as const
export type MeasuredPart = (typeof measuredParts)[number]
export type Part = (typeof parts)[number]

const weight = (description: string) => Type.Integer({ minimum: 0, maximum: 100, description })

const weightsSchema = Type.Object({
  recency: weight('How lately somebody bought'),
  frequency: weight('How often, within the days that count'),
  value: weight('For how much, within the days that count'),
  engagement: weight('How often points were redeemed, within the days that count'),
  advocacy: weight('Recommending others; nothing tells it yet'),
  satisfaction: weight('Answers to surveys; nothing tells it yet'),
  withinDays: Type.Integer({ minimum: 30, maximum: 3_650, description: 'The days that count' }),
})
export type Weights = Static<typeof weightsSchema>

/** Behaviour counts alike, and more than what members say; a year, so that every season is in it once. */
const initialWeights: Weights = {
  ...{ recency: 20, frequency: 20, value: 20, engagement: 20, advocacy: 10, satisfaction: 10, withinDays: 365 },
}

export const weightsSetting = setting({
  name: 'loyalty-weights',
  summary: 'What counts for the loyalty index, and for how much',
  schema: weightsSchema,
  initial: initialWeights,
  check: (weights): Refusal | undefined =>
    measuredParts.every((part) => weights[part] === 0) ? weightsAllNought({}) : undefined,
})

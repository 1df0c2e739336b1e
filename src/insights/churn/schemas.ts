/** Reasons, as the API shows them. */
import { Type } from 'typebox'

export const reasonSchema = Type.Object({
  theme: Type.String({ description: 'Such as `silence` or `money`; the guide explains each' }),
  adds: Type.Number({ description: 'To the log-odds, beside the average member' }),
  values: Type.Record(Type.String(), Type.Unsafe<number | string | null>({ type: ['number', 'string', 'null'] }), {
    description: 'What this member has of each trait; null: not known, such as a rhythm after one purchase',
  }),
})

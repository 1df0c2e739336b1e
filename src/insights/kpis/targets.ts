/** Targets of key figures: which figure, which value, by when, whose, and from where. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { setting } from '../settings/setting.ts'
import { targetEndsFirst, targetNoShare, targetWithoutWay } from './errors.ts'

/** Money in minor units of the currency of most orders; shares from 0 to 1. */
export const figures = {
  members: 'count',
  joined: 'count',
  active: 'share',
  orders: 'count',
  sales: 'money',
  'order-value': 'money',
  participation: 'share',
  redemption: 'share',
} as const
export type FigureName = keyof typeof figures
export const figureNames = [
  ...(['members', 'joined', 'active', 'orders', 'sales', 'order-value', 'participation', 'redemption'] as const),
]

const monthSchema = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: '2026-03' })

export const targetSchema = Type.Object({
  figure: Type.Enum(figureNames),
  value: Type.Number({ minimum: 0, maximum: 1e14 }),
  by: Type.String({ ...monthSchema, description: 'At the end of that month' }),
  owner: Type.String({
    ...{ minLength: 1, maxLength: 80, pattern: '^[^\\p{Cc}]+$' },
    description: 'Who answers for it, in words: a role, not a person’s name',
  }),
  baseline: Type.Object({ month: monthSchema, value: Type.Number({ minimum: 0, maximum: 1e14 }) }),
})
export type Target = Static<typeof targetSchema>

const TARGETS_AT_MOST = 30

export const targetsSetting = setting({
  name: 'targets',
  summary: 'Targets of key figures: value, by when, whose, and where it began',
  schema: Type.Array(targetSchema, { maxItems: TARGETS_AT_MOST }),
  initial: [],
  check: wrongWith,
})

function wrongWith(targets: readonly Target[]): Refusal | undefined {
  for (const { figure, value, by, baseline } of targets) {
    if (value === baseline.value) return targetWithoutWay({ figure })
    // As text, months are in the order of time.
    if (by <= baseline.month) return targetEndsFirst({ figure, by, begins: baseline.month })
    if (figures[figure] === 'share' && Math.max(value, baseline.value) > 1) return targetNoShare({ figure })
  }
  return undefined
}

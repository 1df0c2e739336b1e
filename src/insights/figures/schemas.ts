/** What is known of one member, as the API shows it. */
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { instantText } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { reasonSchema } from '../churn/schemas.ts'
import { lifecycleView, shownLifecycle } from '../lifecycle/view.ts'
import { loyaltyView, shownLoyalty } from '../loyalty/view.ts'
import type { MemberFigures } from './store.ts'

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const whole = (description: string, maximum: number) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum, description })
const score = (of: string) => whole(`${of}, 1 … 5; 5 is the best fifth`, 5)

export const memberFiguresView = Type.Object({
  madeAt: textOrNull({ description: 'RFC 3339: when a figure last changed; null: nothing is known yet' }),
  rfm: nullable(
    Type.Object({
      ...{ recency: score('Time since the last purchase'), frequency: score('Number of purchases') },
      ...{ monetary: score('What purchases came to'), segment: textOrNull() },
    }),
  ),
  lifecycle: nullable(lifecycleView),
  cluster: textOrNull({ description: 'The name of his group' }),
  loyalty: nullable(loyaltyView),
  alive: whole('Percent: that he is still a customer', 100),
  ordersExpected: Type.Unsafe<number | null>({ type: ['number', 'null'], description: 'Within the horizon of value' }),
  valueMinor: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'Expected value within the horizon, discounted, in the smallest unit of the main currency',
  }),
  valueCurrency: textOrNull(),
  churn: whole('Percent: that he does not buy within the horizon of churn', 100),
  churnBecause: nullable(Type.Array(reasonSchema, { description: 'What raises it most' })),
  horizonDays: Type.Integer({ description: 'Of expected orders and value' }),
  churnDays: Type.Integer({ description: 'Of churn' }),
  dueOn: textOrNull({
    description: 'Date on which the next purchase is due by the own rhythm; past: overdue',
  }),
  firstOn: textOrNull({ description: 'Date of the first purchase' }),
})

const reasons = Compile(Type.Array(reasonSchema))

const nothing: Omit<MemberFigures, 'madeAt'> & { readonly madeAt: null } = {
  ...{ recency: null, frequency: null, monetary: null, segment: null, alive: null, ordersExpected: null },
  ...{
    valueMinor: null,
    valueCurrency: null,
    stage: null,
    stageSince: null,
    stageBecause: null,
    loyalty: null,
    loyaltyParts: null,
  },
  ...{ churn: null, churnBecause: null, dueOn: null, firstOn: null, cluster: null, madeAt: null },
}

export function shownFigures(figures: MemberFigures | undefined) {
  const known = figures ?? nothing
  const { madeAt, recency, frequency, monetary, segment, alive, ordersExpected, valueMinor, valueCurrency } = known
  const { churn, churnBecause, cluster, dueOn, firstOn } = known
  return {
    madeAt: madeAt === null ? null : instantText(madeAt),
    rfm: recency === null ? null : { recency, frequency, monetary, segment },
    ...{ cluster, lifecycle: shownLifecycle(known), loyalty: shownLoyalty(known) },
    ...{ alive, ordersExpected, valueMinor, valueCurrency, churn, dueOn, firstOn },
    churnBecause: reasons.Check(churnBecause) ? churnBecause : null,
  }
}

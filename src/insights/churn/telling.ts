/** What is told of one person. */
import type { Churn } from './churn.ts'
import type { Habits } from './habits.ts'
import type { Reason } from './model.ts'
import { type Next, nextOf } from './next.ts'

export type Told = {
  readonly habits: Habits
  /** That there will be no order within the horizon; null where no model can be had. */
  readonly percent: number | null
  readonly because: readonly Reason[]
  readonly next: Next | undefined
}

/** Finer than this nobody reads them. */
const rounded = (value: number) => Math.round(value * 100) / 100

export function toldOf({ used }: Pick<Churn, 'used'>, people: readonly Habits[]): Told[] {
  const risks = used?.risks(people)
  const reasons = used?.reasons(people)
  return people.map((habits, at) => ({
    ...{ habits, percent: risks === undefined ? null : Math.round(100 * (risks[at] ?? 0)), next: nextOf(habits) },
    because: (reasons?.[at] ?? []).map(({ theme, adds, values }) => ({
      ...{ theme, adds: rounded(adds) },
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value]),
      ),
    })),
  }))
}

/** The table of cohorts from its cells: shares with their intervals, months that are not over yet marked, and the mean of all cohorts. */
import { monthName } from '../localtime.ts'
import { type Interval, wilson } from '../maths/shares.ts'
import type { Months } from '../months.ts'
import type { CohortCell } from './cells.ts'

export type CohortMonth = {
  /** Months since that of the first purchase; 0 is that month. */
  readonly after: number
  readonly buyers: number
  readonly orders: number
  readonly netMinor: number
  /** Of the cohort. */
  readonly share: number
  readonly interval: Interval
  /** False for the running month: it will still grow. */
  readonly over: boolean
}

export type Cohort = {
  /** `2026-03` */
  readonly month: string
  readonly people: number
  readonly months: readonly CohortMonth[]
}

/** Over all cohorts for which that month is over, the larger ones counting more. */
export type MeanMonth = {
  readonly after: number
  readonly cohorts: number
  readonly people: number
  readonly share: number
}

export type CohortTable = { readonly cohorts: readonly Cohort[]; readonly mean: readonly MeanMonth[] }

export function cohortTable(cells: readonly CohortCell[], { last, over }: Pick<Months, 'last' | 'over'>): CohortTable {
  const cohorts = Map.groupBy(cells, ({ cohort }) => cohort)
  const table = [...cohorts].map(([cohort, own]): Cohort => {
    const people = own.find(({ month }) => month === cohort)?.buyers ?? 0
    const byMonth = new Map(own.map((cell) => [cell.month, cell]))
    const months = Array.from({ length: last - cohort + 1 }, (_, after): CohortMonth => {
      const { buyers = 0, orders = 0, netMinor = 0 } = byMonth.get(cohort + after) ?? {}
      const interval = wilson({ found: buyers, of: people })
      return { after, buyers, orders, netMinor, share: buyers / people, interval, over: cohort + after <= over }
    })
    return { month: monthName(cohort), people, months }
  })
  return { cohorts: table, mean: meanOf(table) }
}

function meanOf(cohorts: readonly Cohort[]): MeanMonth[] {
  const longest = Math.max(0, ...cohorts.map(({ months }) => months.length))
  return Array.from({ length: longest }, (_, after) => {
    const seen = cohorts.filter(({ months }) => months[after]?.over === true)
    const people = seen.reduce((sum, cohort) => sum + cohort.people, 0)
    const buyers = seen.reduce((sum, { months }) => sum + (months[after]?.buyers ?? 0), 0)
    return { after, cohorts: seen.length, people, share: buyers / people }
  }).filter(({ people }) => people > 0)
}

/** People by how likely they are to stay away, and what is at stake with them. */
import { overdue } from './next.ts'
import type { Told } from './telling.ts'

/** From, inclusive, in percent; each ends where the next begins. */
export const BANDS = [
  { band: 'low', from: 0, to: 24 },
  { band: 'middle', from: 25, to: 49 },
  { band: 'high', from: 50, to: 74 },
  { band: 'highest', from: 75, to: 100 },
] as const

export type Band = (typeof BANDS)[number] & {
  readonly people: number
  /** How many of them will stay away, as told. */
  readonly expected: number
  /** Whose own rhythm says that they should have come. */
  readonly overdue: number
  /** What they spent in the last year, and of it the share that each may take along. */
  readonly yearMinor: number
  readonly atStakeMinor: number
}

/** Spent in the last year times the chance of staying away. */
export function atStake({ habits, percent }: Pick<Told, 'habits' | 'percent'>): number {
  return Math.round((Math.max(0, habits.yearMinor) * (percent ?? 0)) / 100)
}

export type Tally = {
  add(people: readonly Told[]): void
  bands(): Band[]
  /** With whom most is at stake, those first. */ foremost(): Told[]
}

export function tally(foremostAtMost: number): Tally {
  const sums = BANDS.map((band) => ({ ...band, people: 0, expected: 0, overdue: 0, yearMinor: 0, atStakeMinor: 0 }))
  let foremost: Told[] = []
  return {
    add(people) {
      for (const one of people) {
        const { percent } = one
        const sum = sums.find(({ from, to }) => percent !== null && percent >= from && percent <= to)
        if (sum === undefined || percent === null) continue
        sum.people += 1
        sum.expected += percent / 100
        sum.overdue += one.next !== undefined && overdue(one.next) ? 1 : 0
        sum.yearMinor += one.habits.yearMinor
        sum.atStakeMinor += atStake(one)
      }
      foremost = [...foremost, ...people.filter(({ percent }) => percent !== null)]
        .toSorted((a, b) => atStake(b) - atStake(a) || (a.habits.personId < b.habits.personId ? -1 : 1))
        .slice(0, foremostAtMost)
    },
    bands: () => sums.map((sum) => ({ ...sum, expected: Math.round(sum.expected) })),
    foremost: () => foremost,
  }
}

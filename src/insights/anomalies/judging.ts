/**
 * What is unusual enough to be looked at: of members, cashiers, stores and tills, each against its own past and against the others of
 * its kind in the same period. Pure; the figures come from `series.ts`.
 */
import { corrected, countAtLeast, countAtMost, median, robustSpread, studentAtLeast } from '../maths/tails.ts'

/** A period of somebody: 0 is the last complete one, 1 the one before. Periods without anything are left out. */
export type Period = { readonly period: number; readonly count: number; readonly total: number }

export type Series = {
  readonly subject: string
  /** Periods since the first one with anything, the last not counted. */
  readonly age: number
  readonly periods: readonly Period[]
}

/** All of a kind together, who have a past that is long enough. */
export type Kind = {
  /** How many were looked at. */ readonly tests: number
  /** Variance of counts over their mean, from one period to the next. */ readonly dispersion: number
  /** Counts and amounts of the last period, and what a period of the past had on average. */
  readonly count: number
  readonly usualCount: number
  readonly total: number
  readonly usualTotal: number
  readonly subjects: number
  /** Of the amounts of all who had something in the last period; null when nobody had. */
  readonly quarter: number | null
  readonly middle: number | null
  readonly threeQuarters: number | null
  /** How many those are. */ readonly active: number
}

export type Because = 'count' | 'amount' | 'peers' | 'drop'

export type Finding = {
  readonly subject: string
  readonly because: Because
  readonly count: number
  readonly total: number
  readonly usualCount: number
  /** A usual period's amount; null when there is no past to tell it from: then `peers` are compared with. */
  readonly usualTotal: number | null
  /** How rarely chance does this, and the same for how many were looked at. */
  readonly chance: number
  readonly corrected: number
  readonly series: Series
}

/** A share of so many of the findings may be wrong. */
export const WRONG_AT_MOST = 0.01
/** Less is not worth a look, however rare it is. */
const TIMES_AT_LEAST = 2
export const PAST_AT_LEAST = 8
const PEERS_AT_LEAST = 20
/** Without at least so many others, what all of them do is not known. */
const OTHERS_AT_LEAST = 3
/** A median of deviations tells as much as the mean of so much of the values: Huber (1981), Robust Statistics. */
const EFFICIENCY = 0.37
/** Who always has the same is not unusual with a tenth more. */
const SPREAD_AT_LEAST = 0.15

type Judged = Omit<Finding, 'corrected'>

/** More than usual: of what somebody earns, spends or gives. @param all whoever could be a finding */
export function unusual(all: readonly Series[], kind: Kind): Finding[] {
  return believed(
    all.flatMap((series) => (series.age >= PAST_AT_LEAST ? againstPast(series, kind) : againstPeers(series, kind))),
    kind.tests,
  )
}

/** Much less than usual: of visits. @param all whoever could be a finding */
export function dropped(all: readonly Series[], kind: Kind): Finding[] {
  const judged = all.flatMap((series): Judged[] => {
    const own = pastOf(series, kind)
    // Where everybody comes less, as in a holiday, nobody is suspicious for it.
    const mean = own.usualCount * Math.min(1, others(own.count, own.usualCount, kind, 'count'))
    if (own.count * TIMES_AT_LEAST > mean) return []
    const chance = countAtMost(own.count, spread(mean, own))
    return [{ ...shown(series, own), because: 'drop', chance }]
  })
  return believed(judged, kind.tests)
}

function believed(judged: readonly Judged[], tests: number): Finding[] {
  const chances = corrected(
    judged.map(({ chance }) => chance),
    tests,
  )
  return judged
    .map((one, index) => ({ ...one, corrected: chances[index] ?? 1 }))
    .filter((one) => one.corrected <= WRONG_AT_MOST)
    .sort((a, b) => a.corrected - b.corrected || a.chance - b.chance || (a.subject < b.subject ? -1 : 1))
}

type Past = {
  readonly count: number
  readonly total: number
  readonly usualCount: number
  readonly usualTotal: number
  /** Variance over mean: the own one, or that of the kind where that is more. */ readonly dispersion: number
  readonly age: number
}

function pastOf({ age, periods }: Series, kind: Kind): Past {
  const now = periods.find(({ period }) => period === 0)
  const past = periods.filter(({ period }) => period > 0)
  const counts = past.reduce((sum, { count }) => sum + count, 0)
  const squares = past.reduce((sum, { count }) => sum + count * count, 0)
  const mean = counts / age
  const own = age > 1 && counts > 0 ? (squares - counts * mean) / (age - 1) / mean : 1
  return {
    ...{ count: now?.count ?? 0, total: now?.total ?? 0, age },
    // Half a one more than there was: who never did it may do it once.
    ...{ usualCount: (counts + 0.5) / age, usualTotal: past.reduce((sum, { total }) => sum + total, 0) / age },
    dispersion: Math.max(1, kind.dispersion, own),
  }
}

/** What the mean of the past says of one period more: the mean itself is not known exactly. */
function spread(mean: number, { dispersion, age }: Past) {
  return { mean, variance: mean * dispersion * (1 + 1 / age) }
}

/** How much more than usual all others of the kind had; 1 when there are too few of them. */
function others(own: number, usual: number, kind: Kind, of: 'count' | 'total'): number {
  const [now, past] = of === 'count' ? [kind.count, kind.usualCount] : [kind.total, kind.usualTotal]
  if (kind.subjects <= OTHERS_AT_LEAST || past - usual <= 0) return 1
  return (now - own) / (past - usual)
}

function againstPast(series: Series, kind: Kind): Judged[] {
  const own = pastOf(series, kind)
  const { count, total, usualCount, usualTotal } = own
  const mean = usualCount * Math.max(1, others(count, usualCount, kind, 'count'))
  const more = count >= TIMES_AT_LEAST * mean ? countAtLeast(count, spread(mean, own)) : 1
  const shift = Math.max(1, others(total, usualTotal, kind, 'total'))
  const higher = total >= TIMES_AT_LEAST * usualTotal * shift ? amountChance(series, total, shift) : 1
  if (more === 1 && higher === 1) return []
  // Two looks at one thing.
  const chance = Math.min(1, 2 * Math.min(more, higher))
  return [{ ...shown(series, own), because: more <= higher ? 'count' : 'amount', chance }]
}

/** By how many spreads the amount lies above the middle one of the own periods, on a scale of ratios. */
function amountChance({ periods }: Series, total: number, shift: number): number {
  const past = periods.filter((one) => one.period > 0 && one.total > 0).map((one) => Math.log(one.total))
  if (past.length < PAST_AT_LEAST || total <= 0) return 1
  const scale = Math.max(SPREAD_AT_LEAST, robustSpread(past)) * Math.sqrt(1 + 1 / past.length)
  const far = (Math.log(total) - median(past) - Math.log(shift)) / scale
  return studentAtLeast(far, EFFICIENCY * (past.length - 1))
}

/** Somebody new is compared with the others alone: by quarters, whose distance a few wild ones do not change. */
function againstPeers(series: Series, { active, quarter, middle, threeQuarters }: Kind): Judged[] {
  const now = series.periods.find(({ period }) => period === 0)
  if (now === undefined || now.total <= 0 || active < PEERS_AT_LEAST) return []
  if (quarter === null || middle === null || threeQuarters === null || quarter <= 0) return []
  if (now.total < TIMES_AT_LEAST * middle) return []
  const scale = Math.max(SPREAD_AT_LEAST, Math.log(threeQuarters / quarter) / QUARTERS)
  const chance = studentAtLeast(Math.log(now.total / middle) / scale, EFFICIENCY * (active - 1))
  const { count, total } = now
  const { subject } = series
  return [{ subject, series, because: 'peers', count, total, usualCount: 0, usualTotal: null, chance }]
}

/** Between the quarters of a normal distribution, in standard deviations. */
const QUARTERS = 1.349

function shown(series: Series, { count, total, usualCount, usualTotal }: Past) {
  return { subject: series.subject, series, count, total, usualCount, usualTotal }
}

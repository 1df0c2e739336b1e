/**
 * Fitting a model of buying to histories. BG/NBD, MBG/NBD and Pareto/NBD share a form that makes a million customers cheap:
 *
 *   ln L(x, t_x, T) = shared(x) + ln( e^alive(x, T) + e^gone(x, t_x) )
 *
 * Each part is worked out once for each distinct pair; a history costs one exponential and one logarithm.
 */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { minimise } from '../maths/minimising.ts'
import { noFit, tooFewCustomers, tooFewRepeats } from './errors.ts'
import type { Histories, Pairs } from './histories.ts'

/** A part of a likelihood and its derivative by each of the four parameters. */
export type Part = { readonly value: number; readonly slope: Four }
export type Four = readonly [number, number, number, number]
export const NEVER: Part = { value: Number.NEGATIVE_INFINITY, slope: [0, 0, 0, 0] }

export type Model = {
  readonly name: string
  readonly start: (histories: Histories) => Four
  readonly shared: (parameters: Four, purchases: number) => Part
  readonly alive: (parameters: Four, purchases: number, age: number) => Part
  readonly gone: (parameters: Four, purchases: number, recency: number) => Part
}

/** Parameters with how they were found. */
export type Fit<Parameters> = {
  readonly parameters: Parameters
  readonly logLikelihood: number
  readonly customers: number
  readonly rounds: number
}

/**
 * What BG/NBD says all customers will buy in 39 weeks was off by 11 % in the middle of 200 simulated shops of 100 customers and
 * by 30 % in one of ten; of 300 by 8 and 19 %, of 1,000 by 4 and 9 %. Of fewer than 100, four parameters follow single customers.
 */
export const LEAST_CUSTOMERS = 100
/** Only who came back tells how soon and how differently customers buy. */
export const LEAST_REPEATING = 30

/** Refuses `insights.too-few-customers`, `insights.too-few-repeats`. */
export function enough(of: { customers: number; repeating: number }): Refusal | undefined {
  const { customers, repeating } = of
  if (customers < LEAST_CUSTOMERS) return tooFewCustomers({ customers, needed: LEAST_CUSTOMERS })
  if (repeating < LEAST_REPEATING) return tooFewRepeats({ repeating, needed: LEAST_REPEATING })
  return undefined
}

export function four([a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN]: readonly number[]): Four {
  return [a, b, c, d]
}

/** The sum over all customers and its slope. */
export function logLikelihood(model: Model, histories: Histories, parameters: Four): Part {
  const { counts, recencyAt, ageAt, recencies, ages, byPurchases } = histories
  const alive = parts(ages, (purchases, age) => model.alive(parameters, purchases, age))
  const gone = parts(recencies, (purchases, recency) => model.gone(parameters, purchases, recency))
  const weights = { alive: new Float64Array(alive.values.length), gone: new Float64Array(gone.values.length) }
  let sum = 0
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i] ?? 0
    const a = ageAt[i] ?? 0
    const g = recencyAt[i] ?? 0
    const one = alive.values[a] ?? 0
    const other = gone.values[g] ?? 0
    // The smaller over the larger is at most 1: nothing overflows.
    const odds = Math.exp(-Math.abs(one - other))
    sum += count * (Math.max(one, other) + Math.log1p(odds))
    const share = count * (one >= other ? 1 / (1 + odds) : odds / (1 + odds))
    weights.alive[a] = (weights.alive[a] ?? 0) + share
    weights.gone[g] = (weights.gone[g] ?? 0) + count - share
  }
  const slope: [number, number, number, number] = [0, 0, 0, 0]
  addWeighted(slope, alive.slopes, weights.alive)
  addWeighted(slope, gone.slopes, weights.gone)
  for (const [purchases, customers] of byPurchases) {
    const shared = model.shared(parameters, purchases)
    sum += customers * shared.value
    addWeighted(slope, [shared.slope], [customers])
  }
  return { value: sum, slope }
}

function parts({ purchases, time }: Pairs, part: (purchases: number, time: number) => Part) {
  const values = new Float64Array(time.length)
  const slopes: Four[] = []
  for (let i = 0; i < time.length; i += 1) {
    const { value, slope } = part(purchases[i] ?? 0, time[i] ?? 0)
    values[i] = value
    slopes.push(slope)
  }
  return { values, slopes }
}

function addWeighted(sum: [number, number, number, number], slopes: readonly Four[], weights: ArrayLike<number>): void {
  // No iterator and no destructuring here and above: they take three times as long, and this runs in every round.
  for (let i = 0; i < slopes.length; i += 1) {
    const slope = slopes[i] ?? NEVER.slope
    const weight = weights[i] ?? 0
    sum[0] += weight * slope[0]
    sum[1] += weight * slope[1]
    sum[2] += weight * slope[2]
    sum[3] += weight * slope[3]
  }
}

/** The parameters under which the histories are most likely. Refuses what `enough` refuses, and `insights.no-fit`. */
export function fitted(model: Model, histories: Histories): Fit<Four> | Refusal {
  const missing = enough(histories)
  if (isRefusal(missing)) return missing
  const { customers } = histories
  // Divided by the customers, so that “flat” means the same for a small shop and for a large one.
  const ask = (parameters: readonly number[]) => {
    const { value, slope } = logLikelihood(model, histories, four(parameters))
    return { value: -value / customers, slope: slope.map((each) => -each / customers) }
  }
  const { parameters, value, converged, rounds } = minimise(ask, { start: model.start(histories) })
  if (!converged) return noFit({ model: model.name, rounds })
  return { parameters: four(parameters), logLikelihood: -value * customers, customers, rounds }
}

/** ln of the probability density of one history. */
export function logDensity(model: Model, parameters: Four, given: { purchases: number; recency: number; age: number }) {
  const { purchases, recency, age } = given
  const one = model.alive(parameters, purchases, age).value
  const other = model.gone(parameters, purchases, recency).value
  const more = Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)))
  return model.shared(parameters, purchases).value + more
}

/**
 * Suggested stock: what covers demand until the next delivery with a chosen chance.
 * Sources: Silver, Pyke & Thomas (2017), "Inventory and Production Management in Supply Chains", 4th edition, chapters 6 and 9 (order-up-to
 * level, newsvendor); Teunter, Syntetos & Babai (2011), "Intermittent demand: linking forecasting to inventory obsolescence" (TSB);
 * Syntetos, Boylan & Croston (2005), "On the categorization of demand patterns" (what counts as slow).
 */
import { normalQuantile } from '../maths/normal.ts'
import type { Projection } from './projection.ts'

/** Pieces. `level` covers the steps with the chance asked for; `safety` is what of it lies above the expected demand. */
export type Stock = { readonly level: number; readonly expected: number; readonly safety: number }

/**
 * Steps from one order's decision to the arrival of the next: lead time and the time between two orders. `begun` is what of the first
 * step of the forecast is over already.
 */
export type Cover = { readonly steps: number; readonly service: number; readonly begun?: number }

/**
 * The chance of having enough at which one piece more costs as much as it brings, by the newsvendor's rule.
 * @param costs of one piece, in one unit: a piece that is missing (lost margin) and a piece that is left over
 */
export function worthwhileService({ missing, leftOver }: { missing: number; leftOver: number }): number {
  if (!(missing > 0 && leftOver > 0)) throw new RangeError('both costs are above zero')
  return missing / (missing + leftOver)
}

/**
 * Stock for goods that sell in most steps: the normal approximation of the demand until the next delivery, whose surprises hang
 * together (`totalDeviations`). A part of a step brings that part of its mean and of its variance. Rounded up to whole pieces.
 * @returns nothing where the forecast does not reach as far as the cover
 */
export function stockFor(projection: Projection, { steps, service, begun = 0 }: Cover): Stock | undefined {
  if (!(steps > 0 && begun >= 0) || begun + steps > projection.means.length) return undefined
  const [before, all] = [upTo(projection, begun), upTo(projection, begun + steps)]
  const expected = all.mean - before.mean
  return leveled(expected + normalQuantile(service) * Math.sqrt(all.variance - before.variance), expected)
}

/** Of the demand from the beginning until so many steps are over, a part of a step included. */
function upTo({ means, totalDeviations }: Projection, steps: number): { mean: number; variance: number } {
  const whole = Math.floor(steps)
  const part = steps - whole
  const varianceAt = (count: number) => (count === 0 ? 0 : (totalDeviations[count - 1] ?? 0) ** 2)
  const mean = means.slice(0, whole).reduce((sum, each) => sum + Math.max(0, each), 0)
  if (part === 0) return { mean, variance: varianceAt(whole) }
  return {
    mean: mean + part * Math.max(0, means[whole] ?? 0),
    variance: (1 - part) * varianceAt(whole) + part * varianceAt(whole + 1),
  }
}

/** Steps from one sale to the next, on average, from which the normal approximation no longer goes with the goods. */
const SLOW_INTERVAL = 1.32

/** Whether something sells so seldom that its demand is counted in pieces, not measured around a mean. Gaps do not count. */
export function sellsSlowly(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null)
  const sold = known.filter((value) => value > 0).length
  return sold === 0 || known.length / sold > SLOW_INTERVAL
}

/** Demand of one step: `chance` of any, `size` when there is some, `mean` their product; `variance` around that mean in the past. */
export type SlowDemand = {
  readonly chance: number
  readonly size: number
  readonly mean: number
  readonly variance: number
}

/** Learning shares that are tried: slow movers have too few sales to search for them more finely. */
const SHARES = [0.02, 0.05, 0.1, 0.2, 0.3]

/**
 * TSB: chance and size of a sale, each smoothed; the chance sinks with every step without a sale, so that goods that nobody wants any
 * more run out. The shares are those of the smallest squared error one step ahead.
 * @returns nothing without a sale in the history
 */
export function slowDemand(values: readonly (number | null)[]): SlowDemand | undefined {
  const known = values.filter((value) => value !== null)
  const sold = known.filter((value) => value > 0)
  if (sold.length === 0) return undefined
  const start = { chance: sold.length / known.length, size: sold.reduce((sum, value) => sum + value, 0) / sold.length }
  let best: { squares: number; chance: number; size: number } | undefined
  for (const ofChance of SHARES)
    for (const ofSize of SHARES) {
      let { chance, size } = start
      let squares = 0
      for (const value of known) {
        squares += (value - chance * size) ** 2
        if (value > 0) size += ofSize * (value - size)
        chance += ofChance * ((value > 0 ? 1 : 0) - chance)
      }
      if (best === undefined || squares < best.squares) best = { squares, chance, size }
    }
  if (best === undefined) return undefined
  const { chance, size, squares } = best
  return { chance, size, mean: chance * size, variance: squares / known.length }
}

/** Above, the normal approximation of a count is as good, and the counts' own chances are too many to add up. */
const MOST_COUNTED = 1_000

/**
 * Stock for slow movers: the smallest number of pieces that demand does not exceed with the chance asked for, by Poisson's
 * distribution, or by the negative binomial one where demand varies more than Poisson's (Syntetos & Boylan 2006).
 */
export function slowStock({ mean, variance }: SlowDemand, { steps, service }: Cover): Stock {
  if (!(service > 0 && service < 1)) throw new RangeError(`a service level lies between 0 and 1, not at ${service}`)
  const expected = mean * steps
  const spread = Math.max(mean, variance) * steps
  if (expected > MOST_COUNTED) return leveled(expected + normalQuantile(service) * Math.sqrt(spread), expected)
  // Chance of exactly so many pieces, from one number to the next (Panjer's recursion of both distributions).
  const extra = spread / expected - 1
  const counted = extra > 1e-9
  let chance = counted ? (1 + extra) ** (-expected / extra) : Math.exp(-expected)
  let [sum, pieces] = [chance, 0]
  const most = Math.ceil(expected + 60 * Math.sqrt(spread) + 60)
  while (sum < service && pieces < most) {
    chance *= counted ? ((expected / extra + pieces) / (pieces + 1)) * (extra / (1 + extra)) : expected / (pieces + 1)
    sum += chance
    pieces += 1
  }
  return leveled(pieces, expected)
}

/** Pieces to order now, so that stock and what is on its way reach the level. */
export function toOrder({ level, onHand, onTheWay }: { level: number; onHand: number; onTheWay: number }): number {
  return Math.max(0, level - onHand - onTheWay)
}

function leveled(pieces: number, expected: number): Stock {
  const level = Math.max(0, Math.ceil(pieces - 1e-9))
  return { level, expected, safety: level - expected }
}

/**
 * In which stage somebody is. Purchases bring people forward, quiet takes them back: after each purchase there is a number of quiet days
 * beyond which somebody is at risk, and a larger one beyond which he has lapsed, told by his rhythm and by P(alive), whichever speaks first.
 *
 * All of it follows from the history and the yardsticks: asked day by day or at once, the answer is the same. The stage before matters only
 * where the yardsticks moved since, because the model or the shop's rhythm was found anew: who was at risk or had lapsed stays so until
 * clearly out of it, and who had lapsed and bought again counts as won back even if today's yardsticks would not have given him up.
 */
import { normalQuantile } from '../maths/normal.ts'
import type { BetaGeometric } from '../value/betageometric.ts'
import { ownGaps, type ShopRhythm } from './rhythm.ts'
import type { Stage } from './stages.ts'
import type { Thresholds } from './thresholds.ts'

export type Yardsticks = {
  readonly thresholds: Thresholds
  readonly rhythm: ShopRhythm
  /** BG/NBD of the whole shop, in days; undefined where there is too little for it, and rhythm alone decides. */
  readonly alive: BetaGeometric | undefined
}

/** What holds from a purchase to the next one. */
export type Stretch = {
  /** Of the purchase among the days, and how many there are by then. */ at: number
  day: number
  /** Of the purchase that brought him back after he had lapsed; −∞ when none did. */ returned: number
  /** How long he had been away then. */ away: number
  /** The first day on which he is loyal no more; −∞ when he is not. */ loyalUntil: number
  usualDays: number
  own: boolean
  /** Quiet for more days than this is at risk, or lapsed. */ risk: number
  lapsed: number
  /** What rhythm alone would say. */ rhythmRisk: number
  rhythmLapsed: number
}

/** Of one person among many whose days stand in a row: from the first purchase to behind the last, and the day after the last to look at. */
export type Range = { readonly from: number; readonly to: number; readonly end: number }

export type Walk = {
  /** Goes through the purchases; `each` is given one and the same stretch again and again, which holds on the days before `until`. */
  stretches(days: ArrayLike<number>, range: Range, each: (stretch: Stretch, until: number) => void): void
}

/** For many people by the same yardsticks. */
export function walk({ thresholds, rhythm, alive }: Yardsticks): Walk {
  const { loyalPurchases, loyalKept, loyalDays, loyalTenureDays, leastQuietDays, leastLapsedDays } = thresholds
  const risk = { deviations: normalQuantile(thresholds.riskShare), below: thresholds.riskAlive }
  const lapsed = { deviations: normalQuantile(thresholds.lapsedShare), below: thresholds.lapsedAlive }
  const gaps = ownGaps()
  const stretch: Stretch = {
    ...{ at: 0, day: 0, returned: -Infinity, away: 0, loyalUntil: -Infinity, usualDays: 0, own: false },
    ...{ risk: 0, lapsed: 0, rhythmRisk: 0, rhythmLapsed: 0 },
  }

  function limits(first: number): void {
    const usual = gaps.usualDays(rhythm)
    const spread = gaps.spread(rhythm)
    stretch.usualDays = usual
    stretch.own = gaps.own()
    const least = Math.max(usual, leastQuietDays)
    stretch.rhythmRisk = Math.max(least, usual * Math.exp(risk.deviations * spread))
    const leastLapsed = Math.max(least, leastLapsedDays)
    stretch.rhythmLapsed = Math.max(leastLapsed, usual * Math.exp(lapsed.deviations * spread))
    const history = { repeats: stretch.at, recency: stretch.day - first }
    const quiet = (below: number) => (alive === undefined ? Infinity : quietUntil(alive, history, below))
    stretch.risk = Math.min(stretch.rhythmRisk, Math.max(least, quiet(risk.below)))
    // Between the two there is time to do something: a usual gap at least.
    const reachable = Math.floor(stretch.risk) + usual
    const gone = Math.min(stretch.rhythmLapsed, Math.max(leastLapsed, quiet(lapsed.below)))
    stretch.lapsed = Math.max(reachable, gone)
  }

  return {
    stretches(days, { from, to, end }, each) {
      gaps.clear()
      stretch.returned = Number.NEGATIVE_INFINITY
      stretch.loyalUntil = Number.NEGATIVE_INFINITY
      const first = days[from] ?? 0
      let window = from
      for (let at = from; at < to; at += 1) {
        const day = days[at] ?? 0
        if (at > from) {
          const gap = day - stretch.day
          // On the day of a purchase nobody is quiet: the last day to have lapsed on was the one before.
          // Who was at risk again and came is no longer won back: so that always begins on the day of the return.
          if (gap - 1 > stretch.lapsed) {
            stretch.returned = day
            stretch.away = gap
          } else if (gap - 1 > stretch.risk) stretch.returned = Number.NEGATIVE_INFINITY
          gaps.add(gap)
        }
        stretch.at = at - from
        stretch.day = day
        while ((days[window] ?? 0) <= day - loyalDays) window += 1
        const loyal = at - window + 1 >= loyalPurchases && day - first >= loyalTenureDays
        const keeper = at - loyalKept + 1
        stretch.loyalUntil =
          keeper >= from && (loyal || day <= stretch.loyalUntil)
            ? (days[keeper] ?? 0) + loyalDays
            : Number.NEGATIVE_INFINITY
        limits(first)
        each(stretch, at + 1 < to ? (days[at + 1] ?? end) : end)
      }
    },
  }
}

/**
 * After how many quiet days P(alive) falls below a probability: `bgnbdAlive` solved for the age. ∞ for who never came back, whom BG/NBD
 * never takes for gone.
 */
function quietUntil(
  { r, alpha, a, b }: BetaGeometric,
  { repeats, recency }: { repeats: number; recency: number },
  below: number,
): number {
  if (repeats === 0) return Number.POSITIVE_INFINITY
  const odds = ((1 - below) / below) * ((b + repeats - 1) / a)
  return (alpha + recency) * (odds ** (1 / (r + repeats)) - 1)
}

/** Of somebody who has bought. */
export type Buying = Exclude<Stage, 'prospect'>

/** The stage on a day of a stretch, by the history alone. */
export function stageOn(stretch: Stretch, day: number, thresholds: Thresholds): Buying {
  const quiet = day - stretch.day
  if (quiet > stretch.lapsed) return 'lapsed'
  return quiet > stretch.risk ? 'at-risk' : forward(stretch, day, thresholds)
}

/** The stage of who is not quiet. */
function forward({ returned, at, day: bought, loyalUntil }: Stretch, day: number, thresholds: Thresholds): Buying {
  if (day < returned + thresholds.wonBackDays) return 'won-back'
  if (at === 0) return day - bought <= thresholds.newDays ? 'new' : 'activating'
  if (at + 1 < thresholds.habitPurchases) return 'activating'
  return day < loyalUntil ? 'loyal' : 'active'
}

/** The next day after this one on which a stretch may change its stage by time alone; ∞ when there is none. */
export function nextTurn(stretch: Stretch, after: number, { wonBackDays, newDays }: Thresholds): number {
  let next = Number.POSITIVE_INFINITY
  const turn = (day: number): void => {
    if (day > after && day < next) next = day
  }
  turn(stretch.returned + wonBackDays)
  turn(stretch.day + newDays + 1)
  turn(stretch.loyalUntil)
  turn(stretch.day + Math.floor(stretch.risk) + 1)
  turn(stretch.day + Math.floor(stretch.lapsed) + 1)
  return next
}

/**
 * How long people usually stay away between two purchases. Gaps are skewed, so middle and spread are those of their logarithms: a rhythm
 * of 20 days with a spread of ln 2 means that two of three gaps are between 10 and 40 days.
 */
import type { Refusal } from '../../base/refusals.ts'
import { tooFewGaps } from './errors.ts'
import type { People } from './people.ts'

export type Rhythm = {
  /** The median gap, > 0. */
  readonly usualDays: number
  /** Standard deviation of the logarithms, told by their quartiles; ≥ 0. */
  readonly spread: number
}

export type ShopRhythm = Rhythm & {
  /** How far gaps of one person are spread, in the middle over people: less than gaps of all people are. */
  readonly within: number
  readonly gaps: number
}

/** From so many gaps on somebody has a rhythm of his own: fewer have quartiles in name only. */
export const OWN_GAPS = 3
/** Older gaps do not count: habits change. */
const LATEST_GAPS = 20
/** Few gaps say little about their spread: that of the shop's people counts as much as so many of the own. */
const BORROWED_GAPS = 5
/** Of the shop; below, the middle gap is off by a third in one shop of twenty. */
const LEAST_GAPS = 30
/** Gaps of one person that count for the shop: else who buys daily sets the rhythm of all. */
const EARLIEST_GAPS = 3
/** Quartiles of a normal distribution are so many standard deviations apart. */
const QUARTILES_APART = 1.349

const DAYS_TABLED = 4_096
const LOGARITHMS = Float64Array.from({ length: DAYS_TABLED }, (_, days) => Math.log(days))
const logarithm = (days: number): number => LOGARITHMS[days] ?? Math.log(days)

/** The quantile of the logarithms of sorted gaps, between two of them in proportion. */
function quantile(sorted: Int32Array, count: number, share: number): number {
  const place = share * (count - 1)
  const below = Math.floor(place)
  const low = logarithm(sorted[below] ?? 1)
  return place === below ? low : low + (place - below) * (logarithm(sorted[below + 1] ?? 1) - low)
}

const spreadOf = (sorted: Int32Array, count: number): number =>
  (quantile(sorted, count, 0.75) - quantile(sorted, count, 0.25)) / QUARTILES_APART

/** The latest gaps of one person after another, kept in order: a rhythm is asked for after each purchase. */
export type OwnGaps = {
  clear(): void
  add(days: number): void
  /** @returns false as long as there are too few of the own, and the shop's holds */
  own(): boolean
  /** In the middle, of the own gaps or the shop's. */ usualDays(shop: ShopRhythm): number
  spread(shop: ShopRhythm): number
  /** Of the own gaps alone. */ ownSpread(): number
}

export function ownGaps(): OwnGaps {
  const latest = new Int32Array(LATEST_GAPS)
  const sorted = new Int32Array(LATEST_GAPS)
  let [count, added] = [0, 0]
  const remove = (days: number): void => {
    let at = 0
    while (sorted[at] !== days) at += 1
    sorted.copyWithin(at, at + 1, count)
    count -= 1
  }
  return {
    clear() {
      count = 0
      added = 0
    },
    add(days) {
      const place = added % LATEST_GAPS
      if (added >= LATEST_GAPS) remove(latest[place] ?? 0)
      latest[place] = days
      added += 1
      let at = count
      while (at > 0 && (sorted[at - 1] ?? 0) > days) {
        sorted[at] = sorted[at - 1] ?? 0
        at -= 1
      }
      sorted[at] = days
      count += 1
    },
    own: () => count >= OWN_GAPS,
    usualDays: (shop) => (count >= OWN_GAPS ? Math.exp(quantile(sorted, count, 0.5)) : shop.usualDays),
    spread(shop) {
      if (count < OWN_GAPS) return shop.spread
      return (count * spreadOf(sorted, count) + BORROWED_GAPS * shop.within) / (count + BORROWED_GAPS)
    },
    ownSpread: () => spreadOf(sorted, count),
  }
}

/**
 * The rhythm for who has none yet: of the earliest gaps of everybody who came back. It is that of the people who did, and in a young shop
 * long gaps have not ended yet: it is rather too short than too long. Refuses `insights.too-few-gaps`.
 */
export function shopRhythm(people: People): ShopRhythm | Refusal {
  const { count, starts, days } = people
  const earliest = new Int32Array(days.length)
  const spreads: number[] = []
  const gaps = ownGaps()
  let gathered = 0
  for (let person = 0; person < count; person += 1) {
    const [from, to] = [starts[person] ?? 0, starts[person + 1] ?? 0]
    for (let at = from + 1; at < Math.min(to, from + 1 + EARLIEST_GAPS); at += 1) {
      earliest[gathered] = (days[at] ?? 0) - (days[at - 1] ?? 0)
      gathered += 1
    }
    if (to - from <= OWN_GAPS) continue
    gaps.clear()
    for (let at = Math.max(from + 1, to - LATEST_GAPS); at < to; at += 1)
      gaps.add((days[at] ?? 0) - (days[at - 1] ?? 0))
    spreads.push(gaps.ownSpread())
  }
  if (gathered < LEAST_GAPS) return tooFewGaps({ gaps: gathered, needed: LEAST_GAPS })
  const sorted = earliest.subarray(0, gathered).sort()
  const spread = spreadOf(sorted, gathered)
  return {
    ...{ usualDays: Math.exp(quantile(sorted, gathered, 0.5)), spread, gaps: gathered },
    within: spreads.length < LEAST_GAPS ? spread : (Float64Array.from(spreads).sort()[spreads.length >> 1] ?? spread),
  }
}

/**
 * What doing something changed, from groups of people who were alike before: the difference between how the two sides changed, each
 * group counting by how many in it did it.
 * Source: difference in differences as Card & Krueger (1994), American Economic Review 84 (4); weights and what is left out as Iacus,
 * King & Porro (2012); the variance is Neyman's within groups (Imbens & Rubin 2015, section 9.5).
 */
import { type Interval, TWO_SIDED_95 } from '../maths/shares.ts'
import { type Feature, features, type Side } from './groups.ts'

type Outcome = 'orders' | 'money'

export type Effect = {
  /** For each who did it, over the whole time after. */
  readonly mean: number
  readonly error: number
  readonly interval: Interval
  /** Of those matched, on average: what each side did before and after, the others weighted as those who did it. */
  readonly did: Level
  readonly others: Level
  /** Without matching: what all who did it changed against all others. */
  readonly unmatched: number
}

export type Level = { readonly before: number; readonly after: number }

/** Difference of the means of both sides in standard deviations of those who did it; beyond 0.25 they are not alike. */
export type Balance = { readonly feature: Feature; readonly before: number; readonly after: number }

export type Compared = {
  readonly kind: 'compared'
  /** Who did it, and of them those for whom there was somebody alike. */
  readonly did: number
  readonly matched: number
  readonly others: number
  /** Who did not, and were alike to somebody who did. */
  readonly othersMatched: number
  readonly groups: number
  readonly orders: Effect
  readonly money: Effect
  readonly balance: readonly Balance[]
}
export type TooFewMatched = { readonly kind: 'too-few-matched'; readonly has: number; readonly needs: number }

/** On either side: the interval leans on the normal distribution. */
export const LEAST_MATCHED = 30

type Pair = { readonly one: Side; readonly other: Side }

export function compared(sides: readonly Side[], least = LEAST_MATCHED): Compared | TooFewMatched {
  const pairs = [...Map.groupBy(sides, ({ alike }) => alike).values()].flatMap((both): Pair[] => {
    const [one, other] = [both.find(({ did }) => did), both.find(({ did }) => !did)]
    return one === undefined || other === undefined ? [] : [{ one, other }]
  })
  const people = (all: readonly Side[]) => all.reduce((sum, side) => sum + side.people, 0)
  const [did, others] = [sides.filter((side) => side.did), sides.filter((side) => !side.did)]
  const matched = people(pairs.map(({ one }) => one))
  const othersMatched = people(pairs.map(({ other }) => other))
  const has = Math.min(matched, othersMatched)
  if (has < least) return { kind: 'too-few-matched', has, needs: least }
  const effect = (outcome: Outcome): Effect => ({
    ...{ ...difference(pairs, outcome), ...levels(pairs, outcome) },
    unmatched: meanOf(did, outcome) - meanOf(others, outcome),
  })
  return {
    ...{ kind: 'compared', did: people(did), others: people(others), matched, othersMatched, groups: pairs.length },
    ...{ orders: effect('orders'), money: effect('money') },
    balance: features.map((feature) => {
      const mean = meanOf(did, feature)
      const spread = Math.sqrt(Math.max(0, meanOf(did, `${feature}Squared`) - mean * mean)) || 1
      const weighted = pairs.reduce((sum, { one, other }) => sum + (one.people * other[feature]) / other.people, 0)
      return {
        feature,
        before: (mean - meanOf(others, feature)) / spread,
        after:
          (meanOf(
            pairs.map(({ one }) => one),
            feature,
          ) -
            weighted / matched) /
          spread,
      }
    }),
  }
}

function meanOf(sides: readonly Side[], of: Outcome | Feature | `${Feature}Squared`): number {
  const people = sides.reduce((sum, side) => sum + side.people, 0)
  return people === 0 ? 0 : sides.reduce((sum, side) => sum + side[of], 0) / people
}

function difference(pairs: readonly Pair[], outcome: Outcome): Pick<Effect, 'mean' | 'error' | 'interval'> {
  const all = pairs.reduce((sum, { one }) => sum + one.people, 0)
  // One alone says nothing about how far people like him lie apart: there the spread of all groups of his side stands in.
  const pooled = {
    one: spreadWithin(
      pairs.map(({ one }) => one),
      outcome,
    ),
    other: spreadWithin(
      pairs.map(({ other }) => other),
      outcome,
    ),
  }
  let [mean, variance] = [0, 0]
  for (const { one, other } of pairs) {
    const weight = one.people / all
    mean += weight * (one[outcome] / one.people - other[outcome] / other.people)
    variance +=
      weight ** 2 *
      ((varianceOf(one, outcome) ?? pooled.one) / one.people +
        (varianceOf(other, outcome) ?? pooled.other) / other.people)
  }
  const error = Math.sqrt(variance)
  return { mean, error, interval: { low: mean - TWO_SIDED_95 * error, high: mean + TWO_SIDED_95 * error } }
}

function levels(pairs: readonly Pair[], outcome: Outcome): Pick<Effect, 'did' | 'others'> {
  const all = pairs.reduce((sum, { one }) => sum + one.people, 0)
  const level = (side: (pair: Pair) => Side): Level => {
    const mean = (of: (one: Side) => number) =>
      pairs.reduce((sum, pair) => sum + (pair.one.people * of(side(pair))) / side(pair).people, 0) / all
    const before = mean((one) => one[`${outcome}Before`])
    return { before, after: before + mean((one) => one[outcome]) }
  }
  return { did: level(({ one }) => one), others: level(({ other }) => other) }
}

/** Sum of the squares around the mean of the side. */
function scatter(side: Side, outcome: Outcome): number {
  return Math.max(0, side[`${outcome}Squared`] - side[outcome] ** 2 / side.people)
}

function varianceOf(side: Side, outcome: Outcome): number | undefined {
  return side.people < 2 ? undefined : scatter(side, outcome) / (side.people - 1)
}

function spreadWithin(sides: readonly Side[], outcome: Outcome): number {
  const free = sides.reduce((sum, side) => sum + side.people - 1, 0)
  if (free > 0) return sides.reduce((sum, side) => sum + scatter(side, outcome), 0) / free
  // Each stands alone: how far they lie apart over all groups is more than within them, and so on the safe side.
  const mean = meanOf(sides, outcome)
  const squares = sides.reduce((sum, side) => sum + (side[outcome] - mean) ** 2, 0)
  return squares / Math.max(1, sides.length - 1)
}

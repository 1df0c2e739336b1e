/**
 * What good texts speak of more than bad ones, and the other way round: in how many texts of each side a phrase stands, compared by the
 * likelihood ratio (Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19, 1993),
 * which stays right where a phrase is rare on one side.
 */
import { different, type Phrases } from './phrases.ts'

export type Keyphrase = {
  readonly phrase: string
  /** Texts of each side in which it stands. */
  readonly good: number
  readonly bad: number
  /** Twice the logarithm of how much likelier the counts are with two rates than with one. */
  readonly g2: number
}

/** By chance once in a thousand phrases (χ² with one degree of freedom). */
const G2_AT_LEAST = 10.83

/** @returns at most `most` of each side, the surest first */
export function keyphrases(phrases: Phrases, sides: Sides, most: number): { good: Keyphrase[]; bad: Keyphrase[] } {
  const totals = { good: sides.good.length, bad: sides.bad.length }
  const counts = countsOf(phrases, sides)
  const found = phrases.names.map((phrase, place) => {
    const [good, bad] = [counts.good[place] ?? 0, counts.bad[place] ?? 0]
    return { phrase, good, bad, g2: likelihoodRatio({ good, bad }, totals) }
  })
  const strongest = (side: (one: Keyphrase) => boolean): Keyphrase[] => {
    const strong = found
      .filter((one) => one.g2 >= G2_AT_LEAST && side(one))
      .sort((one, other) => other.g2 - one.g2 || (one.phrase < other.phrase ? -1 : 1))
    return different(strong, ({ phrase }) => phrase, most)
  }
  return {
    good: strongest(({ good, bad }) => good * totals.bad > bad * totals.good),
    bad: strongest(({ good, bad }) => bad * totals.good > good * totals.bad),
  }
}

/** Places of the texts of each side. */
export type Sides = { readonly good: readonly number[]; readonly bad: readonly number[] }
type Counts = { readonly good: number; readonly bad: number }

/** Whether a side says a phrase at least as often as the other. */
export function leaning(phrases: Phrases, sides: Sides, side: keyof Sides): (place: number) => boolean {
  const { good, bad } = countsOf(phrases, sides)
  return (place) => {
    const lean = (good[place] ?? 0) * sides.bad.length - (bad[place] ?? 0) * sides.good.length
    return side === 'good' ? lean >= 0 : lean <= 0
  }
}

/** Of two rates: `counts` of `totals` on each side. Nought where they are equal or a side is empty. */
export function likelihoodRatio(counts: Counts, totals: Counts): number {
  const rate = (counts.good + counts.bad) / (totals.good + totals.bad)
  const side = (count: number, total: number): number =>
    gain(count, total * rate) + gain(total - count, total * (1 - rate))
  return 2 * (side(counts.good, totals.good) + side(counts.bad, totals.bad))
}

function gain(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0
}

function countsOf({ rows, names }: Phrases, sides: Sides): { good: Uint32Array; bad: Uint32Array } {
  const of = (texts: readonly number[]): Uint32Array => {
    const counts = new Uint32Array(names.length)
    for (const text of texts) for (const place of rows[text] ?? []) counts[place] = (counts[place] ?? 0) + 1
    return counts
  }
  return { good: of(sides.good), bad: of(sides.bad) }
}

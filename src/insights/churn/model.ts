/** A model of whether something happens to somebody, learned from rows of which it is known, and why it says what it says. */
import type { Refusal } from '../../base/refusals.ts'
import { TWO_SIDED_95 } from '../maths/shares.ts'
import { type Encoding, encoded, encodingOf, type Trait } from './encoding.ts'
import { tooFewCameBack, tooFewStayedAway, tooFewToLearn } from './errors.ts'
import { fitLogistic, type Logistic, probabilities } from './logistic.ts'

export type Learned<Row> = {
  readonly encoding: Encoding<Row>
  readonly logistic: Logistic
  readonly people: number
  readonly happened: number
}

export type Reason = {
  readonly theme: string
  /** What its traits add to the log-odds together, beside the average person. */
  readonly adds: number
  /** What this one has of each of them: a number, a choice, or nothing that is known. */
  readonly values: Readonly<Record<string, number | string | null>>
}

export type Weight = {
  readonly trait: string
  readonly level: Encoding<unknown>['columns'][number]['level']
  /** What one standard deviation more adds to the log-odds, with 95 % limits. */
  readonly weight: number
  readonly low: number
  readonly high: number
}

/** Adds a tenth to the odds: less is nothing that anybody would act on. */
const LEAST_REASON = 0.1
const LEAST_PEOPLE = 200
/** For each weight, of the rarer kind: Peduzzi et al. (1996), A simulation study of the number of events per variable. */
const EVENTS_PER_WEIGHT = 10

/** @param happened 1 or 0 for each row. @returns what there is too little of, where there is */
export function learned<Row>(
  traits: readonly Trait<Row>[],
  rows: readonly Row[],
  happened: Uint8Array,
): Learned<Row> | Refusal[] {
  const encoding = encodingOf(traits, rows)
  const gone = happened.reduce((sum, each) => sum + each, 0)
  const stayed = rows.length - gone
  const needed = Math.max(1, EVENTS_PER_WEIGHT * encoding.columns.length)
  const missing = [
    ...(rows.length < LEAST_PEOPLE ? [tooFewToLearn({ people: rows.length, needed: LEAST_PEOPLE })] : []),
    ...(gone < needed ? [tooFewStayedAway({ people: gone, needed })] : []),
    ...(stayed < needed ? [tooFewCameBack({ people: stayed, needed })] : []),
  ]
  if (missing.length > 0) return missing
  return { encoding, logistic: fitLogistic(encoded(encoding, rows), happened), people: rows.length, happened: gone }
}

/** For each row, 0 … 1. */
export function told<Row>({ encoding, logistic }: Learned<Row>, rows: readonly Row[]): Float64Array {
  return probabilities(logistic, encoded(encoding, rows))
}

/** The heaviest first. */
export function weightsOf({ encoding, logistic }: Learned<never>): Weight[] {
  return encoding.columns
    .map(({ trait, level }, at) => {
      const [weight, error] = [logistic.weights[at] ?? 0, logistic.errors[at] ?? 0]
      return { trait, level, weight, low: weight - TWO_SIDED_95 * error, high: weight + TWO_SIDED_95 * error }
    })
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

/** For each row the up to `most` themes that raise its probability most beside the average person, the strongest first. */
export function reasonsOf<Row>(
  { encoding, logistic }: Learned<Row>,
  rows: readonly Row[],
  { traits, most }: { traits: readonly Trait<Row>[]; most: number },
): Reason[][] {
  const points = encoded(encoding, rows)
  const themes = Map.groupBy(traits, ({ theme, name }) => theme ?? name)
  const themeOf = new Map(traits.map(({ theme, name }) => [name, theme ?? name]))
  const columnThemes = encoding.columns.map(({ trait }) => themeOf.get(trait) ?? trait)
  return rows.map((row, at) => {
    const adds = new Map<string, number>()
    columnThemes.forEach((theme, column) => {
      const add = (points.values[at * points.columns + column] ?? 0) * (logistic.weights[column] ?? 0)
      adds.set(theme, (adds.get(theme) ?? 0) + add)
    })
    return [...adds]
      .filter(([, add]) => add >= LEAST_REASON)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([theme, add]) => ({ theme, adds: add, values: valuesOf(row, themes.get(theme) ?? []) }))
  })
}

function valuesOf<Row>(row: Row, traits: readonly Trait<Row>[]): Reason['values'] {
  return Object.fromEntries(traits.map(({ name, of }) => [name, of(row)]))
}

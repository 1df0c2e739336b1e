/**
 * What is known of somebody, as columns on one scale: amounts by their logarithm, choices as a column for each frequent one, all around
 * their mean in standard deviations. So a weight tells how much something matters, and nought is the average person.
 */
import type { Points } from '../clusters/points.ts'
import { onto, type Scale, scaled } from '../clusters/scaling.ts'

export type Trait<Row> = {
  /** Traits of one theme tell much the same: reasons speak of them together. The name when absent. */
  readonly theme?: string
} & (
  | {
      readonly kind: 'number' | 'amount'
      readonly name: string
      /** Null where it is not known. */
      readonly of: (row: Row) => number | null
      /** Whether not knowing it tells something by itself. */
      readonly unknownTells?: boolean
    }
  | { readonly kind: 'choice'; readonly name: string; readonly of: (row: Row) => string | null }
)

export type Column<Row> = {
  readonly trait: string
  /** Of a choice: which one. `unknown` is where a number is not known. */
  readonly level:
    | { readonly is: 'number' }
    | { readonly is: 'unknown' }
    | { readonly is: 'chosen'; readonly text: string }
  readonly skewed: boolean
  readonly of: (row: Row) => number
}

export type Encoding<Row> = {
  /** As they are used: what is the same for all is left out. */
  readonly columns: readonly Column<Row>[]
  readonly scales: readonly Scale[]
}

/** A column for fewer than these would be about single people; what is rarer stands at the mean of the rest. */
const FEWEST = 20
const LEVELS_AT_MOST = 12

export function encodingOf<Row>(traits: readonly Trait<Row>[], rows: readonly Row[]): Encoding<Row> {
  const all = traits.flatMap((trait) => columnsOf(trait, rows))
  const { scales } = scaled(
    table(all, rows),
    all.map(({ trait: name, skewed }) => ({ name, skewed })),
  )
  const columns = scales.flatMap(({ column }) => all[column] ?? [])
  return { columns, scales: scales.map((scale, column) => ({ ...scale, column })) }
}

export function encoded<Row>({ columns, scales }: Encoding<Row>, rows: readonly Row[]): Points {
  return onto(scales, table(columns, rows))
}

function columnsOf<Row>(trait: Trait<Row>, rows: readonly Row[]): Column<Row>[] {
  if (trait.kind === 'choice') return levelsOf(trait.of, rows).map((text) => chosen(trait, text))
  const { name, of, kind } = trait
  const number: Column<Row> = {
    ...{ trait: name, level: { is: 'number' }, skewed: kind === 'amount' },
    of: (row) => of(row) ?? Number.NaN,
  }
  const unknown = trait.unknownTells === true ? rows.filter((row) => of(row) === null).length : 0
  if (unknown < FEWEST || rows.length - unknown < FEWEST) return [number]
  const flag: Column<Row> = {
    ...{ trait: name, level: { is: 'unknown' }, skewed: false },
    of: (row) => (of(row) === null ? 1 : 0),
  }
  return [number, flag]
}

function chosen<Row>({ name, of }: Trait<Row> & { kind: 'choice' }, text: string): Column<Row> {
  return { trait: name, level: { is: 'chosen', text }, skewed: false, of: (row) => (of(row) === text ? 1 : 0) }
}

/** The frequent ones, the most frequent first. */
function levelsOf<Row>(of: (row: Row) => string | null, rows: readonly Row[]): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const level = of(row)
    if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST)
    .toSorted(([a, most], [b, other]) => other - most || (a < b ? -1 : 1))
    .slice(0, LEVELS_AT_MOST)
    .map(([level]) => level)
}

function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Points {
  const values = new Float64Array(rows.length * columns.length)
  let to = 0
  for (const row of rows) {
    for (const { of } of columns) {
      values[to] = of(row)
      to += 1
    }
  }
  return { values, rows: rows.length, columns: columns.length }
}

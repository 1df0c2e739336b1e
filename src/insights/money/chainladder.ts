/**
 * The chain ladder with the errors that go with it, for any triangle of cumulative sums: row by row the older first, each as long as
 * it has been seen. Source: T. Mack (1993), "Distribution-free calculation of the standard error of chain ladder reserve estimates",
 * ASTIN Bulletin 23 (2), whose table for the triangle of Taylor and Ashe is replayed in chainladder.test.ts.
 */
export type Developed = {
  /** From each age to the next, of all rows that were seen at both. */
  readonly factors: readonly number[]
  /** What each row comes to at the last age, and the standard error of that. */
  readonly rows: readonly { readonly ultimate: number; readonly error: number }[]
  /** Of all rows together: they share the factors, so their errors are not independent. */
  readonly total: { readonly ultimate: number; readonly error: number }
}

type Step = {
  readonly factor: number
  /** Mack's σ²; and the sum that the factor was found with. */
  readonly variance: number
  readonly base: number
}

/** @param triangle row 0 has n values, each next row one less; values are ≥ 0 */
export function developed(triangle: readonly (readonly number[])[]): Developed {
  const ages = triangle[0]?.length ?? 0
  triangle.forEach((row, index) => {
    if (row.length !== ages - index) throw new RangeError(`row ${index} of a triangle has ${row.length} values`)
  })
  const steps = stepsOf(triangle, ages)
  const rows = triangle.map((row) => rowOf(row, steps))
  return {
    factors: steps.map(({ factor }) => factor),
    rows,
    total: { ultimate: rows.reduce((sum, { ultimate }) => sum + ultimate, 0), error: errorOfAll(triangle, steps) },
  }
}

function stepsOf(triangle: readonly (readonly number[])[], ages: number): Step[] {
  const found = Array.from({ length: Math.max(0, ages - 1) }, (_, age) => {
    const pairs = triangle.flatMap((row) => {
      const [now, next] = [row[age] ?? 0, row[age + 1]]
      return next === undefined || now === 0 ? [] : [{ now, next }]
    })
    const base = pairs.reduce((sum, { now }) => sum + now, 0)
    const factor = base === 0 ? 1 : pairs.reduce((sum, { next }) => sum + next, 0) / base
    const squares = pairs.reduce((sum, { now, next }) => sum + (next - factor * now) ** 2 / now, 0)
    return { factor, base, variance: pairs.length < 2 ? undefined : squares / (pairs.length - 1) }
  })
  const steps: Step[] = []
  for (const { variance, ...step } of found) {
    steps.push({ ...step, variance: variance ?? continued(steps) })
  }
  return steps
}

/** Where one row alone says how it goes on, its variance follows the last two, as Mack proposes. */
function continued(steps: readonly Step[]): number {
  const [before, last] = [steps.at(-2)?.variance ?? 0, steps.at(-1)?.variance ?? 0]
  return before === 0 ? Math.min(before, last) : Math.min((last * last) / before, before, last)
}

function rowOf(row: readonly number[], steps: readonly Step[]): { ultimate: number; error: number } {
  let [value, squared] = [row.at(-1) ?? 0, 0]
  for (const { factor, variance, base } of steps.slice(row.length - 1)) {
    const estimated = base === 0 ? 0 : (value * value * variance) / base
    squared = factor * factor * squared + variance * value + estimated
    value *= factor
  }
  return { ultimate: value, error: Math.sqrt(squared) }
}

/** Chance adds up row by row; what is wrong with a factor is wrong for all rows at once. */
function errorOfAll(triangle: readonly (readonly number[])[], steps: readonly Step[]): number {
  let [sum, squared] = [0, 0]
  steps.forEach(({ factor, variance, base }, age) => {
    sum += triangle.find((row) => row.length === age + 1)?.at(-1) ?? 0
    const estimated = base === 0 ? 0 : (sum * sum * variance) / base
    squared = factor * factor * squared + variance * sum + estimated
    sum *= factor
  })
  return Math.sqrt(squared)
}

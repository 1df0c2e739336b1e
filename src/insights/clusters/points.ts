/** Points as one table of numbers, and an order of them that depends on what they are and not on how they came. */

/** `values` holds `rows` × `columns` finite numbers, row after row. */
export type Points = { readonly values: Float64Array; readonly rows: number; readonly columns: number }

/** @param rows each as long as the first */
export function pointsOf(rows: readonly (readonly number[])[]): Points {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]?.length ?? 0 }
}

/** Square of the distance from one row to another; `columns` long each. */
export function squaredDistance(a: Float64Array, row: number, b: Float64Array, other: number, columns: number): number {
  const from = row * columns
  const to = other * columns
  let sum = 0
  for (let column = 0; column < columns; column += 1) {
    const apart = (a[from + column] ?? 0) - (b[to + column] ?? 0)
    sum += apart * apart
  }
  return sum
}

/** Which of two rows comes first, column by column; 0 when they are equal. */
export function compareRows({ values, columns }: Points, row: number, other: number): number {
  for (let column = 0; column < columns; column += 1) {
    const apart = (values[row * columns + column] ?? 0) - (values[other * columns + column] ?? 0)
    if (apart !== 0) return apart
  }
  return 0
}

/** 32 bits of each row, well mixed; equal rows have equal bits. */
function mixed({ values, rows, columns }: Points): Uint32Array {
  const scratch = new Float64Array(1)
  const words = new Uint32Array(scratch.buffer)
  const found = new Uint32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let state = columns
    for (let column = 0; column < columns; column += 1) {
      // Adding nought makes one zero of both.
      scratch[0] = (values[row * columns + column] ?? 0) + 0
      state = Math.imul(state ^ (words[0] ?? 0), 0x85ebca6b)
      state = Math.imul((state ^ (state >>> 15)) + (words[1] ?? 0), 0xc2b2ae35)
      state ^= state >>> 13
    }
    found[row] = Math.imul(state ^ (state >>> 16), 0x27d4eb2f) >>> 0
  }
  return found
}

const DIGITS = 65_536

/** Rows in rising order of their keys, by two passes over sixteen bits each. */
function sortedBy(keys: Uint32Array): Uint32Array {
  let order = Uint32Array.from(keys, (_, row) => row)
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(DIGITS + 1)
    for (const key of keys) {
      const next = ((key >>> shift) & (DIGITS - 1)) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let digit = 1; digit <= DIGITS; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
    const sorted = new Uint32Array(order.length)
    for (const row of order) {
      const digit = ((keys[row] ?? 0) >>> shift) & (DIGITS - 1)
      const place = starts[digit] ?? 0
      sorted[place] = row
      starts[digit] = place + 1
    }
    order = sorted
  }
  return order
}

/**
 * Rows in an order of their own: mixed as if by chance, the same however they came, equal rows next to each other.
 * @returns for each place the row that stands there
 */
export function ownOrder(points: Points): Uint32Array {
  const keys = mixed(points)
  const order = sortedBy(keys)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && keys[order[to] ?? 0] === keys[order[from] ?? 0]) to += 1
    // Different rows that happen to have the same bits.
    if (to - from > 1) order.subarray(from, to).sort((row, other) => compareRows(points, row, other))
    from = to
  }
  return order
}

/** The chosen rows, one after another, as a table of their own. */
export function picked({ values, columns }: Points, chosen: Uint32Array): Points {
  const copy = new Float64Array(chosen.length * columns)
  let to = 0
  for (const row of chosen) {
    for (let column = 0; column < columns; column += 1) copy[to + column] = (values[row * columns + column] ?? 0) + 0
    to += columns
  }
  return { values: copy, rows: chosen.length, columns }
}

/** How many different rows there are where equal ones stand together; stops counting at `enough`. */
export function distinctRows(points: Points, enough: number): number {
  let count = Math.min(points.rows, 1)
  for (let row = 1; row < points.rows && count < enough; row += 1) {
    if (compareRows(points, row, row - 1) !== 0) count += 1
  }
  return count
}

/** Steps from the middle of the widest column to its end: finer differences are lost, and squares of these are far from underflow. */
const STEPS = 2 ** 40

export type Grid = {
  /** −1 … 1 in whole steps of 2⁻⁴⁰. */
  readonly points: Points
  /** What stands at nought in each column: half way from its least to its largest. */
  readonly middle: Float64Array
  /** Half the width of the widest column: what 1 stands for; 0 when all rows are equal. */
  readonly unit: number
}

/** The same points around their middle on one fine grid. Throws when a number is not finite: that is for scaling to mend. */
export function onGrid({ values, rows, columns }: Points): Grid {
  const least = new Float64Array(columns).fill(Number.POSITIVE_INFINITY)
  const largest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY)
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, at += 1) {
      const value = values[at] ?? Number.NaN
      if (!Number.isFinite(value)) throw new RangeError(`row ${row}, column ${column} is not a finite number`)
      if (value < (least[column] ?? 0)) least[column] = value
      if (value > (largest[column] ?? 0)) largest[column] = value
    }
  }
  const middle = least.map((value, column) => value / 2 + (largest[column] ?? 0) / 2)
  const unit = least.reduce((most, value, column) => Math.max(most, (largest[column] ?? 0) / 2 - value / 2), 0)
  const moved = new Float64Array(values.length)
  for (let row = 0, at = 0; unit > 0 && row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, at += 1) {
      moved[at] = Math.round((((values[at] ?? 0) - (middle[column] ?? 0)) / unit) * STEPS) / STEPS
    }
  }
  return { points: { values: moved, rows, columns }, middle, unit }
}

/**
 * Logistic regression with a quadratic penalty over sparse rows, by descent along one dual coordinate at a time (Yu, Huang & Lin, "Dual
 * coordinate descent methods for logistic regression and maximum entropy models", 2011). The penalty may pull towards weights known
 * before instead of towards nought (Chelba & Acero 2004).
 */
import { chance } from '../maths/chance.ts'

/** Which columns each row has; what they are worth there is `worth[column] ÷ √Σ worth²`, so that long and short texts weigh alike. */
export type Rows = { readonly columns: readonly Uint32Array[]; readonly worth: Float64Array }

export type Learned = { readonly weights: Float64Array; readonly bias: number }

type Lesson = {
  readonly rows: Rows
  /** Which rows are learned from. */
  readonly learned: Uint32Array
  /** For each row of `rows`: 1 good, 0 bad. */
  readonly good: Uint8Array
  /** What an error costs beside the penalty; the smaller, the smoother. */
  readonly cost: number
  /** What the penalty pulls to. */
  readonly known: Float64Array
}

/** Twenty passes leave weights that move in the third digit. */
const PASSES = 20
const STEPS_AT_MOST = 20
const SEED = 2011

export function learn({ rows, learned, good, cost, known }: Lesson): Learned {
  const weights = known.slice()
  const dual = new Float64Array(rows.columns.length)
  const lengths = rows.columns.map((columns) => lengthOf(columns, rows.worth))
  const order = learned.slice()
  const draw = chance(SEED)
  let bias = 0
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, draw.below)
    for (const row of order) {
      const columns = rows.columns[row] ?? new Uint32Array(0)
      const scale = 1 / (lengths[row] ?? 1)
      const side = good[row] === 1 ? 1 : -1
      const margin = side * (bias + summed(columns, weights, rows.worth) * scale)
      const before = dual[row] ?? 0
      // A row is as long as one, and the bias adds another.
      const after = dualStep({ before, margin, cost, square: columns.length > 0 ? 2 : 1 })
      const moved = (after - before) * side
      dual[row] = after
      bias += moved
      for (const column of columns) weights[column] = (weights[column] ?? 0) + moved * scale * (rows.worth[column] ?? 0)
    }
  }
  return { weights, bias }
}

/** Fisher and Yates. */
export function shuffle(order: Uint32Array, below: (limit: number) => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = below(last + 1)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
}

function lengthOf(columns: Uint32Array, worth: Float64Array): number {
  let sum = 0
  for (const column of columns) sum += (worth[column] ?? 0) ** 2
  return sum > 0 ? Math.sqrt(sum) : 1
}

function summed(columns: Uint32Array, weights: Float64Array, worth: Float64Array): number {
  let sum = 0
  for (const column of columns) sum += (weights[column] ?? 0) * (worth[column] ?? 0)
  return sum
}

/** The best value of one dual variable, within 0 … cost, the others held: Newton's steps, drawn back where they leave the interval. */
function dualStep({ before, margin, cost, square }: { before: number; margin: number; cost: number; square: number }) {
  let value = before > 0 ? before : cost * 1e-3
  for (let step = 0; step < STEPS_AT_MOST; step += 1) {
    const slope = Math.log(value / (cost - value)) + square * (value - before) + margin
    let next = value - slope / (cost / (value * (cost - value)) + square)
    if (next <= 0) next = value / 10
    else if (next >= cost) next = cost - (cost - value) / 10
    const moved = Math.abs(next - value)
    value = next
    if (moved < 1e-8 * cost) break
  }
  return value
}

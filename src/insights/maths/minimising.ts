/**
 * Minimises a smooth function of a few positive parameters, by BFGS over their logarithms: no parameter can leave its
 * range, and parameters of different size weigh the same.
 * Source: Nocedal & Wright, Numerical Optimization (2006), algorithm 6.1 with the start of (6.20) and backtracking 3.1.
 */

/** The function's value and its derivative by each parameter; either may be not finite where the function has no value. */
export type Slope = { readonly value: number; readonly slope: readonly number[] }

export type Minimum = {
  readonly parameters: readonly number[]
  readonly value: number
  /** False: the rounds were used up, or no step led further down while the function was still steep. */
  readonly converged: boolean
  readonly rounds: number
  /** How often the function was asked for. */
  readonly asked: number
}

export type Minimising = {
  readonly start: readonly number[]
  /** Steepest slope, by the logarithm of a parameter, that counts as flat. */
  readonly flat?: number
  readonly rounds?: number
}

const FLAT = 1e-9
const ROUNDS = 200
/** A step changes no parameter by more than a factor of e² at once: likelihoods are far from quadratic there. */
const LONGEST_STEP = 2
/** Parameters stay within e⁻³⁰ … e³⁰: beyond, differences of log-gammas have no digits left. */
const LOG_LIMIT = 30
const SUFFICIENT = 1e-4
const HALVINGS = 40
/** A gain below it, relative to the value, is rounding: there is no getting lower, and a slope below the other is accepted. */
const ROUNDING = 1e-14
const NEARLY_FLAT = 1e-6

type Point = { readonly at: readonly number[]; readonly value: number; readonly slope: readonly number[] }
type Matrix = readonly (readonly number[])[]

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0)
const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => dot(row, vector))
const steepest = (slope: readonly number[]): number => Math.max(...slope.map(Math.abs))
const identity = (size: number, scale: number): Matrix =>
  Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => (row === column ? scale : 0)))

/** @param ask the function and its slope by the parameters themselves, not by their logarithms */
export function minimise(ask: (parameters: readonly number[]) => Slope, given: Minimising): Minimum {
  const { start, flat = FLAT, rounds = ROUNDS } = given
  let asked = 0
  const look = (at: readonly number[]): Point => {
    asked += 1
    const parameters = at.map(Math.exp)
    const { value, slope } = ask(parameters)
    return { at, value, slope: slope.map((each, i) => each * (parameters[i] ?? 0)) }
  }
  const found = (point: Point, round: number, converged: boolean): Minimum => ({
    ...{ parameters: point.at.map(Math.exp), value: point.value, converged },
    ...{ rounds: round, asked },
  })

  let here = look(start.map(Math.log))
  if (!finite(here)) return found(here, 0, false)
  let curvature = identity(start.length, 1)
  let fresh = true
  for (let round = 0; round < rounds; round += 1) {
    if (steepest(here.slope) <= flat) return found(here, round, true)
    const next = stepped(here, direction(curvature, here.slope), look)
    const gain = here.value - (next?.value ?? here.value)
    if (gain <= ROUNDING * Math.max(1, Math.abs(here.value)) && steepest((next ?? here).slope) <= NEARLY_FLAT)
      return found(next ?? here, round, true)
    if (next === undefined) {
      if (fresh) return found(here, round, false)
      curvature = identity(start.length, 1)
      fresh = true
      continue
    }
    const learned = updated(curvature, fresh, here, next)
    fresh = fresh && learned === curvature
    curvature = learned
    here = next
  }
  return found(here, rounds, false)
}

function finite({ value, slope }: Point): boolean {
  return Number.isFinite(value) && slope.every(Number.isFinite)
}

/** Downhill, as the curvature says; straight down where rounding has spoilt it. */
function direction(curvature: Matrix, slope: readonly number[]): readonly number[] {
  const towards = times(curvature, slope).map((each) => -each)
  const down = dot(towards, slope) < 0 ? towards : slope.map((each) => -each)
  const longest = steepest(down)
  return longest > LONGEST_STEP ? down.map((each) => (each * LONGEST_STEP) / longest) : down
}

/** The first of the step, its half, its quarter … that lowers the value by enough; undefined when none does. */
function stepped(here: Point, towards: readonly number[], look: (at: readonly number[]) => Point): Point | undefined {
  const promise = dot(towards, here.slope)
  for (let [halving, length] = [0, 1]; halving < HALVINGS; halving += 1, length /= 2) {
    const at = here.at.map((each, i) => Math.max(-LOG_LIMIT, Math.min(LOG_LIMIT, each + length * (towards[i] ?? 0))))
    const there = look(at)
    if (finite(there) && there.value <= here.value + SUFFICIENT * length * promise) return there
  }
  return undefined
}

/** BFGS: what the last step told about the inverse of the curvature; unchanged where it told nothing that is positive. */
function updated(curvature: Matrix, fresh: boolean, here: Point, next: Point): Matrix {
  const step = next.at.map((each, i) => each - (here.at[i] ?? 0))
  const change = next.slope.map((each, i) => each - (here.slope[i] ?? 0))
  const along = dot(step, change)
  if (!(along > Number.EPSILON * Math.sqrt(dot(step, step) * dot(change, change)))) return curvature
  const before = fresh ? identity(step.length, along / dot(change, change)) : curvature
  const bent = times(before, change)
  const scale = (1 + dot(change, bent) / along) / along
  return before.map((row, i) =>
    row.map((each, j) => {
      const [stepI, stepJ] = [step[i] ?? 0, step[j] ?? 0]
      return each + scale * stepI * stepJ - ((bent[i] ?? 0) * stepJ + stepI * (bent[j] ?? 0)) / along
    }),
  )
}

/**
 * The combination of a member's coupons that costs him least, beside the offers that apply by themselves; of equal ones the one
 * that uses the fewest coupons. Branch and bound: no coupon takes more off than it would off the untouched basket.
 */
import type { Basket } from './pricing.ts'
import type { Ready } from './readying.ts'
import { attempt, bestOf, type Stack, type State, shutOut, stacksOf, startOf, type Taken, taking } from './stacking.ts'

export type Combination = {
  readonly coupons: readonly string[]
  /** Minor units off, those of automatic offers among them. */
  readonly minor: number
  /** False when the search was ended before every combination was looked at or ruled out. */
  readonly proven: boolean
}

/** So many coupons are searched to the end, however long it takes: 8,191 steps at the very most. */
const SEARCHED_WHOLLY = 12
/** Beyond them the search ends after a while, which keeps thirty coupons on fifty lines within 20 ms. */
const STEPS_TIMES_LINES = 45_000

type Step = {
  readonly stack: number
  readonly ready: Ready
  /** Most that it can take off. */
  readonly bound: number
}

type Search = {
  readonly stacks: readonly Stack[]
  readonly steps: readonly Step[]
  /** By step: what all later steps can take off at most, and the largest of its coupons, summed from the largest on. */
  readonly bounds: readonly { readonly most: number; readonly automatic: number; readonly largest: readonly number[] }[]
  best: { coupons: readonly string[]; minor: number }
  left: number
}

export function bestCombination(basket: Basket, ready: readonly Ready[]): Combination {
  const stacks = stacksOf(ready)
  const start = startOf(basket)
  const steps = stacks.flatMap((stack, index) =>
    stack.ready.map((each): Step => ({ stack: index, ready: each, bound: boundOf(start, each) })),
  )
  const search: Search = {
    stacks,
    steps,
    bounds: boundsOf(steps, stacks),
    best: { coupons: [], minor: -1 },
    left: stepsAtMost(ready, basket),
  }
  explore(search, 0, { state: start, coupons: [] })
  return { ...search.best, proven: search.left > 0 }
}

function stepsAtMost(ready: readonly Ready[], { lines }: Basket): number {
  const coupons = ready.filter(({ coupon }) => coupon !== null).length
  return coupons <= SEARCHED_WHOLLY ? Number.POSITIVE_INFINITY : Math.ceil(STEPS_TIMES_LINES / lines.length)
}

/** Pieces are whole, so rounding may shift a minor unit by line. */
function boundOf(start: State, ready: Ready): number {
  const taken = attempt({ ...start, used: new Map() }, ready)
  if (typeof taken === 'string') return taken === 'limit-reached' ? unlimited(start, ready) : 0
  return taken.minor + rounding(ready, taken)
}

/** Over its limit on the whole basket, an offer may fit into what others leave. */
function unlimited(start: State, ready: Ready): number {
  const taken = attempt(start, { ...ready, limits: [] })
  return typeof taken === 'string' ? 0 : taken.minor + rounding(ready, taken)
}

function rounding({ compiled }: Ready, taken: Taken): number {
  return compiled.gives.some(({ give }) => give.kind === 'buy-get' || give.kind === 'bundle') ? taken.left.length : 0
}

function boundsOf(steps: readonly Step[], stacks: readonly Stack[]): Search['bounds'] {
  return [...steps, undefined].map((_, from) => {
    const later = steps.slice(from)
    const coupons = later.filter(({ ready }) => ready.coupon !== null).map(({ bound }) => bound)
    let automatic = 0
    for (const [index, { group }] of stacks.entries()) {
      const own = later.filter(({ stack, ready }) => stack === index && ready.coupon === null)
      const bounds = own.map(({ bound }) => bound)
      automatic += group.mode === 'all' ? bounds.reduce((sum, each) => sum + each, 0) : Math.max(0, ...bounds)
    }
    let most = automatic
    for (const [index, { group }] of stacks.entries()) {
      const own = later.filter(({ stack, ready }) => stack === index && ready.coupon !== null).map(({ bound }) => bound)
      most += group.mode === 'all' ? own.reduce((sum, each) => sum + each, 0) : Math.max(0, ...own)
    }
    let sum = 0
    const largest = coupons.sort((a, b) => b - a).map((bound) => (sum += bound))
    return { most, automatic, largest }
  })
}

type Path = { readonly state: State; readonly coupons: readonly string[] }

/** True when nothing better can come of a path. */
function hopeless({ best, bounds }: Search, at: number, { state, coupons }: Path): boolean {
  const bound = bounds[at]
  if (bound === undefined) return false
  const rest = state.left.reduce((sum, each) => sum + each, 0)
  const reachable = state.minor + Math.min(rest, bound.most)
  if (reachable !== best.minor) return reachable < best.minor
  const missing = best.minor - state.minor - bound.automatic
  const needed = missing <= 0 ? 0 : bound.largest.findIndex((sum) => sum >= missing) + 1
  return coupons.length + needed >= best.coupons.length
}

function better(search: Search, { state, coupons }: Path): void {
  const { best } = search
  if (state.minor > best.minor || (state.minor === best.minor && coupons.length < best.coupons.length))
    search.best = { coupons, minor: state.minor }
}

function explore(search: Search, at: number, path: Path): void {
  if (search.left <= 0) return
  search.left -= 1
  const step = search.steps[at]
  if (step === undefined) {
    better(search, path)
    return
  }
  if (hopeless(search, at, path)) return
  const stack = search.stacks[step.stack]
  if (stack === undefined) return
  const next = at + stack.ready.length - placeIn(stack, step.ready)
  if (shutOut(stack.group, path.state) !== undefined) explore(search, next, path)
  else if (stack.group.mode === 'best') exploreBest(search, stack, { at: next, path })
  else exploreStep(search, step, { at, next, path, first: stack.group.mode === 'first' })
}

function placeIn(stack: Stack, ready: Ready): number {
  return stack.ready.indexOf(ready)
}

/** Takes the step's offer, or leaves its coupon in the purse. */
function exploreStep(
  search: Search,
  { ready }: Step,
  { at, next, path, first }: { at: number; next: number; path: Path; first: boolean },
): void {
  const taken = attempt(path.state, ready)
  if (typeof taken === 'string') {
    explore(search, at + 1, path)
    return
  }
  explore(search, first ? next : at + 1, withTaken(path, taken))
  if (ready.coupon === null) return
  // Coupons of one offer are alike: whoever leaves the first leaves them all.
  let other = at + 1
  while (search.steps[other]?.ready.compiled === ready.compiled) other += 1
  explore(search, other, path)
}

/** Where the best of a group counts, a coupon is worth playing only when it beats what applies by itself. */
function exploreBest(search: Search, { ready }: Stack, { at, path }: { at: number; path: Path }): void {
  const automatic = ready.filter(({ coupon }) => coupon === null)
  const without = bestOf(path.state, automatic)
  const played = ready
    .filter(({ coupon }) => coupon !== null)
    .flatMap((each) => bestOf(path.state, [each]) ?? [])
    .filter((taken) => without === undefined || taken.minor > without.minor)
    .sort((a, b) => b.minor - a.minor)
  for (const taken of played) explore(search, at, withTaken(path, taken))
  explore(search, at, without === undefined ? path : withTaken(path, without))
}

function withTaken({ state, coupons }: Path, taken: Taken): Path {
  const { coupon } = taken.ready
  return { state: taking(state, taken), coupons: coupon === null ? coupons : [...coupons, coupon.code] }
}

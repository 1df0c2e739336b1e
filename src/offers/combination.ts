/**
 * The combination of a member's coupons that costs him least, beside the offers that apply by themselves; of equal ones the one
 * that uses the fewest coupons. Branch and bound: no coupon takes more off than it would off the untouched basket.
 */
import type { Give } from '../programme/offers/definition.ts'
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

/** A step costs as much as so many lines, however few there are. */
const LINES_MORE = 20
/**
 * Steps times lines after which the search ends. Few coupons, which make 8,191 steps at most, are searched to the end on up to
 * fifty lines, and never for longer than a blink; many keep within 20 ms on fifty lines.
 */
const LONGEST = { coupons: 12, few: 600_000, many: 63_000 } as const

type Step = {
  readonly stack: Stack
  readonly ready: Ready
  /** The step after all of this stack. */
  readonly next: number
  /** Most that it can take off. */
  readonly bound: number
}

/** What all steps from one on can take off at most, and the largest of their coupons, summed from the largest on. */
type Bounds = { readonly most: number; readonly automatic: number; readonly largest: readonly number[] }

type Search = {
  readonly steps: readonly Step[]
  /** By step. */
  readonly bounds: readonly Bounds[]
  best: { coupons: readonly string[]; minor: number }
  left: number
}

export function bestCombination(basket: Basket, ready: readonly Ready[]): Combination {
  const start = startOf(basket)
  const steps: Step[] = []
  for (const stack of stacksOf(ready)) {
    const next = steps.length + stack.ready.length
    for (const each of stack.ready) steps.push({ stack, ready: each, next, bound: boundOf(start, each) })
  }
  const search: Search = {
    steps,
    bounds: boundsOf(steps),
    best: { coupons: [], minor: -1 },
    left: stepsAtMost(ready, basket),
  }
  explore(search, 0, { state: start, coupons: [] })
  return { ...search.best, proven: search.left > 0 }
}

function stepsAtMost(ready: readonly Ready[], { lines }: Basket): number {
  const coupons = ready.filter(({ coupon }) => coupon !== null).length
  const cost = coupons <= LONGEST.coupons ? LONGEST.few : LONGEST.many
  return Math.ceil(cost / (lines.length + LINES_MORE))
}

/**
 * Each effect by itself on the whole basket: what one takes may keep the next below its step. Over its limit there, an offer may
 * fit into what others leave; more than a limit of discount it never takes.
 */
function boundOf(start: State, ready: Ready): number {
  const untouched = { minor: start.left, closed: new Set<number>() }
  let bound = 0
  ready.compiled.gives.forEach(({ give }, index) => {
    // Where lines that others reduced are closed, the cheapest pieces that are left may be dear ones.
    if (give.kind === 'buy-get' && ready.compiled.group.oncePerLine === true)
      bound += start.left.reduce((sum, each) => sum + each, 0)
    else bound += (ready.effects[index]?.(untouched).minor ?? 0) + rounding(give.kind, start)
  })
  return Math.min(bound, ...ready.limits.flatMap(({ of, room }) => (of === 'discount' ? [room] : [])))
}

/** The share of a line that some of its pieces have is rounded, and so is what is taken off it. */
function rounding(kind: Give['kind'], { left }: State): number {
  return kind === 'buy-get' || kind === 'bundle' ? 2 * left.length : 0
}

function boundsOf(steps: readonly Step[]): Bounds[] {
  let largest: readonly number[] = []
  const coupons: number[] = []
  const together = { automatic: new Map<Stack, number>(), coupons: new Map<Stack, number>() }
  const sum = (of: ReadonlyMap<Stack, number>) => [...of.values()].reduce((total, each) => total + each, 0)
  const bounds: Bounds[] = [{ most: 0, automatic: 0, largest }]
  for (const { stack, ready, bound } of steps.toReversed()) {
    const own = ready.coupon === null ? together.automatic : together.coupons
    const later = own.get(stack) ?? 0
    own.set(stack, stack.group.mode === 'all' ? later + bound : Math.max(later, bound))
    if (ready.coupon !== null) {
      coupons.push(bound)
      let total = 0
      largest = coupons.toSorted((a, b) => b - a).map((each) => (total += each))
    }
    const automatic = sum(together.automatic)
    bounds.push({ most: automatic + sum(together.coupons), automatic, largest })
  }
  return bounds.reverse()
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

/** Follows one path to its end, and beside it what comes of leaving coupons in the purse. */
function explore(search: Search, from: number, start: Path): void {
  let [at, path] = [from, start]
  for (;;) {
    // The first path is followed to its end, however short the search has to be.
    if (search.left <= 0 && search.best.minor >= 0) return
    search.left -= 1
    const step = search.steps[at]
    if (step === undefined) {
      better(search, path)
      return
    }
    if (hopeless(search, at, path)) return
    const { stack, ready, next } = step
    if (shutOut(stack.group, path.state) !== undefined) {
      at = next
      continue
    }
    if (stack.group.mode === 'best') {
      exploreBest(search, stack, { at: next, path })
      return
    }
    const taken = attempt(path.state, ready)
    const after = stack.group.mode === 'first' ? next : at + 1
    if (typeof taken === 'string') at += 1
    else if (ready.coupon === null) [at, path] = [after, withTaken(path, taken)]
    else {
      explore(search, after, withTaken(path, taken))
      at = afterAlike(search, at)
    }
  }
}

/** Coupons of one offer are alike: whoever leaves the first leaves them all. */
function afterAlike({ steps }: Search, at: number): number {
  const compiled = steps[at]?.ready.compiled
  let other = at + 1
  while (steps[other]?.ready.compiled === compiled) other += 1
  return other
}

/** Where the best of a group counts, a coupon is worth playing only when it beats what applies by itself. */
function exploreBest(search: Search, { ready }: Stack, { at, path }: { at: number; path: Path }): void {
  const automatic = ready.filter(({ coupon }) => coupon === null)
  const without = bestOf(path.state, automatic)
  const played = ready
    .filter(({ coupon }) => coupon !== null)
    .flatMap((each) => bestOf(path.state, [each]) ?? [])
    .filter((taken) => beats(taken, without))
    .sort((a, b) => b.minor - a.minor)
  for (const taken of played) explore(search, at, withTaken(path, taken))
  explore(search, at, without === undefined ? path : withTaken(path, without))
}

/** As `bestOf` sees it: of equals the one that comes first, which may reduce other lines. */
function beats(taken: Taken, other: Taken | undefined): boolean {
  if (other === undefined || taken.minor !== other.minor) return other === undefined || taken.minor > other.minor
  return taken.ready.compiled.position < other.ready.compiled.position
}

function withTaken({ state, coupons }: Path, taken: Taken): Path {
  const { coupon } = taken.ready
  return { state: taking(state, taken), coupons: coupon === null ? coupons : [...coupons, coupon.code] }
}

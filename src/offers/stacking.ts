/**
 * Applying offers beside each other: group after group, within a group all, the first, or the one best for the member.
 * Pure; the same steps serve a checkout and the search for the best combination.
 */
import type { OfferGroup } from '../programme/offers/definition.ts'
import type { Basket, Given, Left } from './pricing.ts'
import type { Passed, Ready, WhyNot } from './readying.ts'

export type Taken = {
  readonly ready: Ready
  /** Minor units off by place in the basket. */
  readonly off: readonly number[]
  readonly minor: number
  /** Pieces sold under it, by place, where pieces are limited. */
  readonly pieces: readonly number[]
  readonly gifts: readonly { readonly sku: string; readonly quantity: number }[]
  /** Earning rules that it brings along; a second coupon of the same offer brings none again. */
  readonly bonuses: readonly string[]
  /** What is left of each line afterwards. */
  readonly left: readonly number[]
}

/** How far the offers of a basket have been applied. Never changed in place. */
export type State = {
  readonly left: readonly number[]
  readonly taken: readonly Taken[]
  readonly minor: number
  /** What this order adds to each limit, by `limitKey`. */
  readonly used: ReadonlyMap<string, number>
}

export function startOf({ initial }: Basket): State {
  return { left: initial, taken: [], minor: 0, used: new Map() }
}

/** All offers of one group in their order. */
export type Stack = { readonly group: OfferGroup; readonly ready: readonly Ready[] }

export function stacksOf(ready: readonly Ready[]): Stack[] {
  return [...Map.groupBy(ready, ({ compiled }) => compiled.group)].map(([group, of]) => ({ group, ready: of }))
}

const nobody: ReadonlySet<number> = new Set()

/** Places that offers of the same group have reduced already, where each line is reduced once. */
function closedBy(group: OfferGroup, taken: readonly Taken[]): ReadonlySet<number> {
  if (group.oncePerLine !== true) return nobody
  const closed = new Set<number>()
  for (const { ready, off } of taken) {
    if (ready.compiled.group !== group) continue
    off.forEach((minor, place) => {
      if (minor > 0) closed.add(place)
    })
  }
  return closed
}

/** What an offer does to a state, or why it does nothing. A fault of one offer is its own: the others go on. */
export function attempt(state: State, ready: Ready): Taken | WhyNot {
  try {
    const taken = effectsOf(state, ready)
    if (taken.minor === 0 && taken.gifts.length === 0 && taken.bonuses.length === 0) return 'nothing-to-reduce'
    return fits(state, taken) ? taken : 'limit-reached'
  } catch {
    return 'failed'
  }
}

function effectsOf(state: State, ready: Ready): Taken {
  const closed = closedBy(ready.compiled.group, state.taken)
  let off: readonly number[] = none
  let pieces: readonly number[] = none
  let minor = 0
  const gifts: NonNullable<Given['gift']>[] = []
  let left: Left = { minor: state.left, closed }
  for (const effect of ready.effects) {
    const given = effect(left)
    if (given.gift !== null) gifts.push(given.gift)
    if (given.off === null) continue
    minor += given.minor
    left = { closed, minor: less(left.minor, given.off) }
    off = off === none ? given.off : more(off, given.off)
    if (ready.counted) pieces = largest(pieces, given.pieces ?? wholeLines(given.off, ready.quantities))
  }
  return { ready, off, minor, pieces, gifts, bonuses: bonusesOf(state, ready), left: left.minor }
}

function bonusesOf({ taken }: State, { compiled }: Ready): readonly string[] {
  if (compiled.bonuses.length === 0 || taken.some(({ ready }) => ready.compiled === compiled)) return []
  return compiled.bonuses.map(({ rule }) => rule.code)
}

type ByPlace = readonly number[]
const none: ByPlace = []
const less = (from: ByPlace, off: ByPlace): number[] => from.map((each, place) => each - (off[place] ?? 0))
const more = (one: ByPlace, other: ByPlace): number[] => other.map((each, place) => each + (one[place] ?? 0))
const largest = (one: ByPlace, other: ByPlace): number[] => other.map((each, place) => Math.max(each, one[place] ?? 0))
const wholeLines = (off: ByPlace, quantities: ByPlace): number[] =>
  off.map((minor, place) => (minor > 0 ? (quantities[place] ?? 0) : 0))

/** What applying counts against one limit; points are limited where they are earned. */
export function countOf(
  of: 'uses' | 'discount' | 'pieces' | 'points',
  taken: Pick<Taken, 'minor' | 'pieces' | 'gifts'>,
): number {
  switch (of) {
    case 'uses':
      return 1
    case 'discount':
      return taken.minor
    case 'pieces':
      return (
        taken.pieces.reduce((sum, count) => sum + count, 0) +
        taken.gifts.reduce((sum, { quantity }) => sum + quantity, 0)
      )
    case 'points':
      return 0
  }
}

function limitKey(ready: Ready, index: number): string {
  return `${ready.compiled.offer.code}/${index}`
}

function fits(state: State, taken: Taken): boolean {
  return taken.ready.limits.every(
    ({ of, room }, index) => countOf(of, taken) <= room - (state.used.get(limitKey(taken.ready, index)) ?? 0),
  )
}

export function taking(state: State, taken: Taken): State {
  let { used } = state
  if (taken.ready.limits.length > 0) {
    const more = new Map(used)
    taken.ready.limits.forEach(({ of }, index) => {
      const key = limitKey(taken.ready, index)
      more.set(key, (more.get(key) ?? 0) + countOf(of, taken))
    })
    used = more
  }
  return {
    left: taken.left,
    taken: [...state.taken, taken],
    minor: state.minor + taken.minor,
    used,
  }
}

/** Nothing stands beside what applies alone. */
export function shutOut(group: OfferGroup, state: State): Taken | undefined {
  const other = state.taken.find(({ ready }) => ready.compiled.group !== group)
  if (other === undefined) return undefined
  return group.alone === true ? other : state.taken.find(({ ready }) => ready.compiled.group.alone === true)
}

/** Of the offers of a group on one state the one that takes most off; of equals the one that comes first. */
export function bestOf(state: State, ready: readonly Ready[], passed: Passed[] = []): Taken | undefined {
  let best: Taken | undefined
  for (const each of ready) {
    const taken = attempt(state, each)
    if (typeof taken === 'string') passed.push(passedBy(each, taken))
    else if (best === undefined || taken.minor > best.minor) best = taken
  }
  return best
}

function passedBy({ compiled, coupon }: Ready, whyNot: WhyNot, because?: Taken): Passed {
  const named = because === undefined ? {} : { because: because.ready.compiled.offer.code }
  return { offer: compiled.offer.code, coupon: coupon?.code ?? null, whyNot, ...named }
}

/** Applies all that is ready. */
export function stacked(basket: Basket, ready: readonly Ready[]): { state: State; passed: Passed[] } {
  let state = startOf(basket)
  const passed: Passed[] = []
  for (const stack of stacksOf(ready)) state = withStack(state, stack, passed)
  return { state, passed }
}

function withStack(start: State, { group, ready }: Stack, passed: Passed[]): State {
  const other = shutOut(group, start)
  if (other !== undefined) {
    passed.push(...ready.map((each) => passedBy(each, 'another-applies', other)))
    return start
  }
  if (group.mode === 'best') {
    const without: Passed[] = []
    const best = bestOf(start, ready, without)
    passed.push(...without)
    if (best === undefined) return start
    const refused = new Set(without.map(({ offer, coupon }) => `${offer} ${coupon}`))
    for (const each of ready) {
      const name = `${each.compiled.offer.code} ${each.coupon?.code ?? null}`
      if (each !== best.ready && !refused.has(name)) passed.push(passedBy(each, 'another-applies', best))
    }
    return taking(start, best)
  }
  let state = start
  let first: Taken | undefined
  for (const each of ready) {
    if (group.mode === 'first' && first !== undefined) {
      passed.push(passedBy(each, 'another-applies', first))
      continue
    }
    const taken = attempt(state, each)
    if (typeof taken === 'string') passed.push(passedBy(each, taken))
    else {
      first ??= taken
      state = taking(state, taken)
    }
  }
  return state
}

/**
 * What one effect of an offer takes off a basket. Pure. Every amount is in minor units of the order's currency, by place: the
 * number of a line in the basket, from 0 on. For what is left of the lines, less never yields more, but for a buy-get whose
 * cheap lines are closed: the search for the best combination relies on it. Written with loops over plain arrays, because
 * every checkout waits for it.
 */
import type { Predicate } from '../base/conditions/index.ts'
import { mulDiv } from '../base/quantities.ts'
import { unreachable } from '../base/refusals.ts'
import type { CompiledGive } from '../programme/offers/compile.ts'
import type { GiveOf } from '../programme/offers/definition.ts'
import type { Purchase, PurchaseLine } from '../programme/purchase.ts'

export type BasketLine = PurchaseLine & { readonly line: number; readonly fee: boolean }
type Places = readonly number[]
type ByPlace = readonly number[]

/** What offers are applied to: the purchase that conditions speak of, and all lines with what they cost before offers. */
export type Basket = {
  readonly purchase: Purchase
  readonly lines: readonly BasketLine[]
  readonly goods: Places
  readonly fees: Places
  /** What each line costs before offers. */
  readonly initial: ByPlace
}

export function basketFrom(purchase: Purchase, lines: readonly BasketLine[]): Basket {
  const places = lines.map((_, place) => place)
  return {
    purchase,
    lines,
    goods: places.filter((place) => lines[place]?.fee === false),
    fees: places.filter((place) => lines[place]?.fee === true),
    initial: lines.map(({ netMinor }) => netMinor),
  }
}

/** What an effect gives to a basket in a certain state. */
export type Given = {
  /** By place; null when nothing is taken off. */
  readonly off: ByPlace | null
  readonly minor: number
  /** Pieces that were sold under it, by place; null for all pieces of the lines that something was taken off. */
  readonly pieces: ByPlace | null
  readonly gift: { readonly sku: string; readonly quantity: number } | null
}

/** What is left to pay of each line, and the places that are out of reach. */
export type Left = { readonly minor: ByPlace; readonly closed: ReadonlySet<number> }

/** An effect made ready for one basket: its scopes are known, only the state changes. */
export type Effect = (left: Left) => Given

const nothing: Given = { off: null, minor: 0, pieces: null, gift: null }

export function effectOn({ give, scopes }: CompiledGive, basket: Basket): Effect {
  const within = (scope: Predicate<PurchaseLine> | undefined) => goodsIn(basket, scope)
  const [scope, second] = scopes
  switch (give.kind) {
    case 'percent':
      return percentOff(give, give.of === 'fees' ? basket.fees : within(scope), basket)
    case 'amount':
      return amountOff(give, give.of === 'fees' ? basket.fees : within(scope))
    case 'steps':
      return stepsOff(give, within(scope), basket)
    case 'every':
      return everyOff(give, within(scope), basket)
    case 'buy-get':
      return buyGet(give, { bought: within(scope), gotten: second === undefined ? undefined : within(second) }, basket)
    case 'bundle':
      return bundle(give, scopes.map(within), basket)
    case 'prices':
      return prices(give, basket)
    case 'gift': {
      const gift = { ...nothing, gift: { sku: give.sku, quantity: give.quantity } }
      return () => gift
    }
    case 'points':
      return () => nothing
    default:
      return unreachable(give)
  }
}

function goodsIn({ goods, lines }: Basket, scope: Predicate<PurchaseLine> | undefined): Places {
  if (scope === undefined) return goods
  return goods.filter((place) => {
    const line = lines[place]
    return line !== undefined && scope(line)
  })
}

const at = (amounts: ByPlace, place: number): number => amounts[place] ?? 0

function open(places: Places, { closed }: Left): Places {
  return closed.size === 0 ? places : places.filter((place) => !closed.has(place))
}

function total(places: Places, amounts: ByPlace): number {
  let sum = 0
  for (const place of places) sum += at(amounts, place)
  return sum
}

/**
 * Shares `amount` over places in proportion to their weights and never more than is left of each. Cumulative shares, so that
 * the parts sum to the whole; what a place cannot take is taken by the others in order.
 */
export function spread(amount: number, places: Places, weights: ByPlace, { minor: left }: Left): Given {
  const whole = total(places, weights)
  const most = Math.min(amount, total(places, left))
  if (most <= 0 || whole <= 0) return nothing
  const off: number[] = new Array(left.length).fill(0)
  let [cumulated, shared, rest] = [0, 0, most]
  for (const place of places) {
    cumulated += at(weights, place)
    const upTo = mulDiv(cumulated, most, whole, 'floor')
    const part = Math.min(upTo - shared, at(left, place))
    shared = upTo
    off[place] = part
    rest -= part
  }
  for (const place of places) {
    if (rest === 0) break
    const more = Math.min(rest, at(left, place) - at(off, place))
    off[place] = at(off, place) + more
    rest -= more
  }
  return { off, minor: most, pieces: null, gift: null }
}

const baseOf = (base: 'initial' | 'remaining', { initial }: Basket, left: Left): ByPlace =>
  base === 'initial' ? initial : left.minor

function percentOff(give: GiveOf<'percent'>, places: Places, basket: Basket): Effect {
  return (left) => {
    const reachable = open(places, left)
    const base = baseOf(give.base, basket, left)
    const off = mulDiv(total(reachable, base), give.basisPoints, 10_000, 'half-up')
    return spread(Math.min(off, give.mostMinor ?? off), reachable, base, left)
  }
}

function amountOff(give: GiveOf<'amount'>, places: Places): Effect {
  return (left) => spread(give.minor, open(places, left), left.minor, left)
}

function stepsOff(give: GiveOf<'steps'>, places: Places, basket: Basket): Effect {
  const quantities = basket.lines.map(({ quantity }) => quantity)
  return (left) => {
    const reachable = open(places, left)
    const base = baseOf(give.base, basket, left)
    const sum = total(reachable, base)
    const measure = give.by === 'amount' ? sum : total(reachable, quantities)
    const step = give.steps.findLast(({ from }) => measure >= from)
    if (step === undefined) return nothing
    const off = 'minor' in step.off ? step.off.minor : mulDiv(sum, step.off.basisPoints, 10_000, 'half-up')
    return spread(off, reachable, base, left)
  }
}

function everyOff(give: GiveOf<'every'>, places: Places, basket: Basket): Effect {
  return (left) => {
    const reachable = open(places, left)
    const base = baseOf(give.base, basket, left)
    const times = Math.min(Math.floor(total(reachable, base) / give.perMinor), give.times ?? Number.MAX_SAFE_INTEGER)
    return spread(times * give.offMinor, reachable, base, left)
  }
}

/** Pieces of one line that stand together: as many as `pieces`, at what is left of the line by piece. */
type Run = { readonly place: number; readonly pieces: number; readonly minor: number }

function runs(places: Places, { lines }: Basket, left: Left): Run[] {
  return open(places, left).map((place) => ({
    place,
    pieces: lines[place]?.quantity ?? 0,
    minor: at(left.minor, place),
  }))
}

const dearestFirst = (a: Run, b: Run): number => b.minor / b.pieces - a.minor / a.pieces || a.place - b.place
const cheapestFirst = (a: Run, b: Run): number => a.minor / a.pieces - b.minor / b.pieces || a.place - b.place
const count = (of: readonly Run[]): number => of.reduce((sum, { pieces }) => sum + pieces, 0)
const worth = (of: readonly Run[]): number => of.reduce((sum, { minor }) => sum + minor, 0)

/** The first so many pieces of sorted runs, with what they cost. */
function take(sorted: readonly Run[], pieces: number): Run[] {
  const taken: Run[] = []
  let wanted = pieces
  for (const run of sorted) {
    if (wanted === 0) break
    const part = Math.min(run.pieces, wanted)
    taken.push({ place: run.place, pieces: part, minor: mulDiv(run.minor, part, run.pieces, 'floor') })
    wanted -= part
  }
  return taken
}

function byPlace(places: number, of: readonly Run[], what: (run: Run) => number): number[] {
  const amounts: number[] = new Array(places).fill(0)
  for (const run of of) amounts[run.place] = what(run)
  return amounts
}

function buyGet(
  give: GiveOf<'buy-get'>,
  { bought, gotten }: { bought: Places; gotten: Places | undefined },
  basket: Basket,
): Effect {
  const counted = new Set(bought)
  const apart = gotten?.filter((place) => !counted.has(place))
  const places = basket.lines.length
  return (left) => {
    const pool = runs(apart ?? bought, basket, left).sort(cheapestFirst)
    const buying = count(runs(bought, basket, left))
    const group = apart === undefined ? give.buy + give.get : give.buy
    const times = Math.min(Math.floor(buying / group), give.times ?? Number.MAX_SAFE_INTEGER)
    const free = take(pool, Math.min(times * give.get, count(pool)))
    const off = byPlace(places, free, ({ minor }) => mulDiv(minor, give.basisPoints, 10_000, 'half-up'))
    const minor = off.reduce((sum, each) => sum + each, 0)
    return minor === 0 ? nothing : { off, minor, pieces: byPlace(places, free, ({ pieces }) => pieces), gift: null }
  }
}

/**
 * The dearest pieces of each part go into bundles, as many bundles as save something: each further one holds cheaper pieces,
 * so the number is found by halving.
 */
function bundle(give: GiveOf<'bundle'>, parts: readonly Places[], basket: Basket): Effect {
  const apart = firstComeFirstServed(parts)
  const places = basket.lines.length
  return (left) => {
    const pools = apart.map((each) => runs(each, basket, left).sort(dearestFirst))
    const possible = give.parts.map(({ quantity }, index) => Math.floor(count(pools[index] ?? []) / quantity))
    const inside = (bundles: number): Run[] =>
      give.parts.flatMap(({ quantity }, index) => take(pools[index] ?? [], bundles * quantity))
    let [few, many] = [0, Math.min(give.times ?? Number.MAX_SAFE_INTEGER, ...possible)]
    while (few < many) {
      const middle = Math.ceil((few + many) / 2)
      if (worth(inside(middle)) - worth(inside(middle - 1)) > give.priceMinor) few = middle
      else many = middle - 1
    }
    if (few === 0) return nothing
    const taken = inside(few)
    const weights = byPlace(places, taken, ({ minor }) => minor)
    const within = taken.map(({ place }) => place)
    const given = spread(worth(taken) - few * give.priceMinor, within, weights, left)
    return given === nothing ? nothing : { ...given, pieces: byPlace(places, taken, ({ pieces }) => pieces) }
  }
}

/** A line that two parts could have belongs to the first of them. */
function firstComeFirstServed(parts: readonly Places[]): number[][] {
  const seen = new Set<number>()
  return parts.map((places) => {
    const own = places.filter((place) => !seen.has(place))
    for (const place of own) seen.add(place)
    return own
  })
}

function prices(give: GiveOf<'prices'>, { lines, goods }: Basket): Effect {
  const listed = Map.groupBy(give.prices, ({ sku }) => sku)
  const targets = goods.flatMap((place) => {
    const { sku = '', quantity = 0 } = lines[place] ?? {}
    const reached = (listed.get(sku) ?? []).filter(({ from = 1 }) => quantity >= from)
    return reached.length === 0 ? [] : [{ place, minor: Math.min(...reached.map(({ minor }) => minor)) * quantity }]
  })
  return (left) => {
    const off: number[] = new Array(lines.length).fill(0)
    let sum = 0
    for (const { place, minor } of targets) {
      const part = left.closed.has(place) ? 0 : Math.max(0, at(left.minor, place) - minor)
      off[place] = part
      sum += part
    }
    return sum === 0 ? nothing : { off, minor: sum, pieces: null, gift: null }
  }
}

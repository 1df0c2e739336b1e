/** Shops made by the models themselves: fits must find the parameters again. Seeded, so that a failure can be repeated. */
import type { BetaGeometric } from './betageometric.ts'
import type { GammaGamma, Spending } from './gammagamma.ts'
import type { History } from './histories.ts'
import type { ParetoNbd } from './paretonbd.ts'

export type Chance = () => number

/** Uniform in (0, 1): Weyl's sequence through a 32-bit mixer (Steele, Lea & Flood 2014, Fast splittable generators). */
export function chance(seed: number): Chance {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33
  }
}

const exponential = (draw: Chance, rate: number): number => -Math.log(draw()) / rate
const normal = (draw: Chance): number => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())

/** Gamma with this shape and rate. Source: Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26. */
export function gamma(draw: Chance, shape: number, rate: number): number {
  if (shape < 1) return gamma(draw, shape + 1, rate) * draw() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(draw)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(draw()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate
  }
}

function beta(draw: Chance, a: number, b: number): number {
  const one = gamma(draw, a, 1)
  return one / (one + gamma(draw, b, 1))
}

/** So many days ago the first came, and the last. */
const OLDEST_DAYS = 273
const YOUNGEST_DAYS = 189

type Making = { readonly customers: number; readonly seed: number; readonly days?: boolean }

/** Customers, each bought for by `buy`, which answers when: times since the first purchase, in weeks. */
function shop({ customers, seed, days = false }: Making, buy: (draw: Chance, age: number) => number[]): History[] {
  const draw = chance(seed)
  return Array.from({ length: customers }, () => {
    const age = (YOUNGEST_DAYS + Math.floor(draw() * (OLDEST_DAYS - YOUNGEST_DAYS))) / 7
    const times = buy(draw, age)
    const recency = times.at(-1) ?? 0
    // An order of a day is known by its day; never by its second.
    return { purchases: times.length, recency: days ? Math.floor(recency * 7) / 7 : recency, age }
  })
}

/** @param early MBG/NBD: some leave after the first purchase */
export function betaGeometricShop(given: BetaGeometric & Making & { readonly early?: boolean }): History[] {
  return shop(given, (draw, age) => {
    const [rate, leaving] = [gamma(draw, given.r, given.alpha), beta(draw, given.a, given.b)]
    const times: number[] = []
    if (given.early === true && draw() < leaving) return times
    for (let at = exponential(draw, rate); at <= age; at += exponential(draw, rate)) {
      times.push(at)
      if (draw() < leaving) break
    }
    return times
  })
}

export function paretoShop(given: ParetoNbd & Making): History[] {
  return shop(given, (draw, age) => {
    const rate = gamma(draw, given.r, given.alpha)
    const end = Math.min(age, exponential(draw, gamma(draw, given.s, given.beta)))
    const times: number[] = []
    for (let at = exponential(draw, rate); at <= end; at += exponential(draw, rate)) times.push(at)
    return times
  })
}

export function spendings({ p, q, v }: GammaGamma, { customers, seed }: Making): Spending[] {
  const draw = chance(seed)
  return Array.from({ length: customers }, () => {
    const orders = 1 + Math.floor(draw() * 5)
    const nu = gamma(draw, q, v)
    return { orders, mean: gamma(draw, p * orders, nu * orders) }
  })
}

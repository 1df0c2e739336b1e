/** Chance that is the same each time: a stream of numbers for every thing that is drawn, named by the seed and what it is. */

export type Draws = {
  /** [0, 1) */
  next(): number
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number
  /** True in so many of a hundred cases. */
  percent(of: number): boolean
  pick<T>(among: readonly T[]): T
  /** Picks by weights, which need not sum to anything. */
  weighted<T>(among: readonly (readonly [T, number])[]): T
  /** ≥ 0, of the given mean: the time until the next of independent events. */
  exponential(mean: number): number
}

/** The generator sfc32 of Chris Doty-Humphrey (PractRand), begun from the seed and the names mixed together. */
export function draws(seed: number, ...names: readonly number[]): Draws {
  let a = mixed(seed, 0x9e3779b9)
  let b = mixed(Math.floor(seed / 0x1_0000_0000), 0x243f6a88)
  let c = 0x85a308d3
  for (const name of names) {
    a = mixed(a ^ name, b)
    b = mixed(b + name, c)
    c = mixed(c ^ a, name)
  }
  let count = 1
  function next(): number {
    const drawn = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + drawn
    return (drawn >>> 0) / 0x1_0000_0000
  }
  // The state needs some rounds until a small difference of the names shows everywhere.
  for (let round = 0; round < 6; round += 1) next()

  return {
    next,
    whole: (below) => Math.floor(next() * below),
    percent: (of) => next() * 100 < of,
    pick: (among) => at(among, Math.floor(next() * among.length)),
    weighted(among) {
      let left = next() * among.reduce((total, [, weight]) => total + weight, 0)
      for (const [what, weight] of among) {
        left -= weight
        if (left < 0) return what
      }
      return at(among, among.length - 1)[0]
    },
    exponential: (mean) => -Math.log(1 - next()) * mean,
  }
}

/** The finaliser of MurmurHash3, over two numbers. */
function mixed(value: number, with_: number): number {
  let hash = (value | 0) ^ Math.imul(with_ | 0, 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** An element that is known to be there. */
export function at<T>(among: readonly T[], place: number): T {
  const found = among[place]
  if (found === undefined) throw new RangeError(`nothing at ${place} of ${among.length}`)
  return found
}

/**
 * The same share of every part of 0 … 1 among any run of neighbours: so that a small shop has the same kinds of people as a
 * large one. The golden ratio's multiples are the evenest such sequence (Weyl, 1916).
 */
export function evenly(index: number, offset: number): number {
  return (index * 0.6180339887498949 + offset) % 1
}

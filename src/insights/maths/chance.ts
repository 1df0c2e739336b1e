/**
 * Chance that a seed repeats: xoshiro128** of Blackman and Vigna ("Scrambled linear pseudorandom number generators", 2021), its
 * state filled from the seed by splitmix32. Fit for sampling and simulation, never for keys or codes.
 */
export type Chance = {
  /** A whole number, 0 … 2³² − 1. */
  bits(): number
  /** 0 ≤ x < 1, in steps of 2⁻⁵³. */
  fraction(): number
  /** A whole number, 0 … limit − 1, each as likely as the others; `limit` at most 2³². */
  below(limit: number): number
  /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
  normal(): number
}

type Words = readonly [number, number, number, number]

const TWO_TO_32 = 4_294_967_296

/** The next of a series of well mixed words (splitmix32). */
function* mixedFrom(seed: number): Generator<number, never> {
  let state = seed | 0
  for (;;) {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    yield (mixed ^ (mixed >>> 16)) >>> 0
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** Xoshiro128** from a given state, of which one word at least is not nought. @returns 0 … 2³² − 1 at each call */
export function xoshiro([first, second, third, fourth]: Words): () => number {
  let [a, b, c, d] = [first | 0, second | 0, third | 0, fourth | 0]
  return () => {
    const drawn = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return drawn
  }
}

/** @param seed a whole number; what it has above 32 bits is ignored */
export function chance(seed: number): Chance {
  const mixed = mixedFrom(seed)
  const bits = xoshiro([mixed.next().value, mixed.next().value, mixed.next().value, mixed.next().value])
  const fraction = (): number => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992
  const below = (limit: number): number => {
    // What is left over above the last whole multiple would make small numbers more likely.
    const fair = TWO_TO_32 - (TWO_TO_32 % limit)
    for (;;) {
      const drawn = bits()
      if (drawn < fair) return drawn % limit
    }
  }
  let spare: number | undefined
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - fraction()))
    const angle = 2 * Math.PI * fraction()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return { bits, fraction, below, normal }
}

/** `count` different whole numbers below `limit`, each set as likely as the others (Floyd's method), in rising order. */
export function sampleOf(draw: Chance, { count, limit }: { count: number; limit: number }): Uint32Array {
  const chosen = new Set<number>()
  for (let last = limit - Math.min(count, limit); last < limit; last += 1) {
    const drawn = draw.below(last + 1)
    chosen.add(chosen.has(drawn) ? last : drawn)
  }
  return Uint32Array.from(chosen).sort()
}

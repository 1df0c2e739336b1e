/** Draws that a seed repeats (mulberry32), for load and for faults that must be shown again. */
export type Random = {
  /** 0 ≤ x < 1. */ next(): number
  /** 0 … below − 1. */ below(below: number): number
  pick<T>(from: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    pick: (from) => {
      const drawn = from[below(from.length)]
      if (drawn === undefined) throw new Error('nothing to draw from')
      return drawn
    },
  }
}

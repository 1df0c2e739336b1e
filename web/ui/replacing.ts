/** Writes a text anew, piece by piece: simplified as traditional Chinese, and what was made of it as Taiwan says it. */

export type Pair = readonly [made: string, right: string]

/**
 * Replaces what pairs begin with by what they end with, in one pass from left to right: at each place the longest pair that
 * fits, and nothing twice. A pair of equals keeps what a shorter pair would break.
 */
export function replacing(pairs: readonly Pair[]): (text: string) => string {
  const beginning = new Map<string, Pair[]>()
  for (const pair of pairs.toSorted(([a], [b]) => b.length - a.length)) {
    const first = pair[0].charAt(0)
    const others = beginning.get(first)
    if (others === undefined) beginning.set(first, [pair])
    else others.push(pair)
  }
  return (text) => {
    let written = ''
    for (let at = 0; at < text.length; ) {
      const first = text.charAt(at)
      const [made, right] = beginning.get(first)?.find(([piece]) => text.startsWith(piece, at)) ?? [first, first]
      written += right
      at += made.length
    }
    return written
  }
}

/** Each round works on what the one before it wrote. */
export function inRounds(rounds: readonly (readonly Pair[])[]): (text: string) => string {
  const each = rounds.map(replacing)
  return (text) => each.reduce((written, round) => round(written), text)
}

/** What the pages know of writing while they run: signs, phrases and corrections. */
export type Writing = {
  /** Simplified and traditional signs in turns. */
  readonly signs: string
  readonly phrases: readonly Pair[]
  readonly corrections: readonly (readonly Pair[])[]
}

export function writer({ signs, phrases, corrections }: Writing): (simplified: string) => string {
  const inTurns = [...signs]
  const single = inTurns.flatMap((sign, place): Pair[] => (place % 2 === 0 ? [[sign, inTurns[place + 1] ?? sign]] : []))
  const written = replacing([...single, ...phrases])
  const corrected = inRounds(corrections)
  return (simplified) => corrected(written(simplified))
}

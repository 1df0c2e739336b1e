/** Longer names are not typing mistakes, and the distance costs length × length. */
const LONGEST = 80

/** The known name that `name` was probably meant to be: its own last part, or within a third of its letters. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name === '' || name.length > LONGEST) return undefined
  const wanted = name.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const each of known) {
    const candidate = each.toLowerCase()
    if (candidate.endsWith(`.${wanted}`)) return each
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue
    const far = distance(wanted, candidate)
    if (far < bestDistance) {
      best = each
      bestDistance = far
    }
  }
  return best
}

/** Levenshtein: insertions, deletions and replacements of one UTF-16 unit. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[to.length] ?? 0
}

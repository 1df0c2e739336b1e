/** The smallest value of a function without derivatives. */

export type Found = {
  readonly at: readonly number[]
  readonly value: number
  /** Times that the simplex moved. */
  readonly rounds: number
  /** False when the rounds ran out first: `at` is then the best that was seen. */
  readonly converged: boolean
}

type Corner = { readonly at: readonly number[]; readonly value: number }
type Limits = {
  /** Length of the first simplex along each axis. */
  readonly step: number
  readonly mostRounds: number
  /** The search ends when neither the values nor the places of all corners differ by more. */
  readonly tolerance: number
}

/**
 * Searches the minimum with the simplex of Nelder & Mead (1965), "A simplex method for function minimization", in the order of moves
 * of Lagarias, Reeds, Wright & Wright (1998), section 2. The caller bounds a parameter by transforming it.
 * @param ask may answer infinity where there is no value; the place it starts from must have one
 */
export function minimum(ask: (at: readonly number[]) => number, from: readonly number[], limits: Limits): Found {
  const valued = (at: readonly number[]): Corner => {
    const value = ask(at)
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  let corners = [
    valued([...from]),
    ...from.map((_, axis) => valued(from.map((x, each) => (each === axis ? x + limits.step : x)))),
  ].sort(byValue)
  for (let rounds = 0; rounds < limits.mostRounds; rounds += 1) {
    const best = first(corners)
    if (small(corners, best, limits.tolerance)) return { ...best, rounds, converged: true }
    corners = moved(corners, valued)
  }
  return { ...first(corners), rounds: limits.mostRounds, converged: false }
}

/** One move: the worst corner is mirrored, stretched or drawn in, or all corners come nearer to the best. */
function moved(corners: readonly Corner[], valued: (at: readonly number[]) => Corner): Corner[] {
  const best = first(corners)
  const kept = corners.slice(0, -1)
  const worst = corners[corners.length - 1] ?? best
  const second = kept[kept.length - 1] ?? best
  const centre = best.at.map((_, axis) => kept.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / kept.length)
  const along = (share: number): Corner => valued(centre.map((x, axis) => x + share * ((worst.at[axis] ?? 0) - x)))

  const mirrored = along(-1)
  if (mirrored.value < best.value) {
    const stretched = along(-2)
    return [...kept, stretched.value < mirrored.value ? stretched : mirrored].sort(byValue)
  }
  if (mirrored.value < second.value) return [...kept, mirrored].sort(byValue)
  const drawn = mirrored.value < worst.value ? along(-0.5) : along(0.5)
  if (drawn.value < Math.min(mirrored.value, worst.value)) return [...kept, drawn].sort(byValue)
  return corners
    .map((corner) => (corner === best ? best : valued(corner.at.map((x, axis) => ((best.at[axis] ?? 0) + x) / 2))))
    .sort(byValue)
}

function small(corners: readonly Corner[], best: Corner, tolerance: number): boolean {
  return corners.every(
    ({ at, value }) =>
      // Equal infinities are equally bad: their difference is no number.
      (value === best.value || value - best.value <= tolerance) &&
      at.every((x, axis) => Math.abs(x - (best.at[axis] ?? 0)) <= Math.sqrt(tolerance)),
  )
}

function first(corners: readonly Corner[]): Corner {
  const [best] = corners
  if (best === undefined) throw new RangeError('a simplex has corners')
  return best
}

function byValue(one: Corner, other: Corner): number {
  return one.value === other.value ? 0 : one.value - other.value
}

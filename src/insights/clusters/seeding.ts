/**
 * Where the centres begin: k-means++ (Arthur and Vassilvitskii 2007) in its greedy form: the next centre is drawn with a chance that
 * grows with the square of the distance to the nearest one so far, a few times over, and the draw that leaves least is kept.
 */
import type { Chance } from '../maths/chance.ts'
import { type Points, squaredDistance } from './points.ts'

/** Draws for each centre: 2 + ln k, as the authors of k-means++ tried it. */
function draws(clusters: number): number {
  return 2 + Math.floor(Math.log(clusters))
}

/** Running sums of what each row would still cost. */
function runningSums(costs: Float64Array): Float64Array {
  let sum = 0
  return costs.map((cost) => {
    sum += cost
    return sum
  })
}

/** The first place whose running sum is above the target. */
function firstAbove(sums: Float64Array, target: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sums[middle] ?? 0) > target) high = middle
    else low = middle + 1
  }
  return low
}

/** What each row costs once `centre`, a row, is a centre, too. */
function costsWith(points: Points, costs: Float64Array, centre: number): { costs: Float64Array; sum: number } {
  const { values, columns } = points
  const lower = new Float64Array(costs.length)
  let sum = 0
  for (let row = 0; row < costs.length; row += 1) {
    const cost = Math.min(costs[row] ?? 0, squaredDistance(values, row, values, centre, columns))
    lower[row] = cost
    sum += cost
  }
  return { costs: lower, sum }
}

/**
 * @param points where fewer of them differ than there are clusters some centres are the same; the rounds give these other points
 * @returns clusters × columns
 */
export function seeded(points: Points, clusters: number, draw: Chance): Float64Array {
  const { values, rows, columns } = points
  const chosen = [draw.below(rows)]
  let left = costsWith(points, new Float64Array(rows).fill(Number.POSITIVE_INFINITY), chosen[0] ?? 0)
  while (chosen.length < clusters) {
    const sums = runningSums(left.costs)
    let best: { row: number; left: typeof left } | undefined
    for (let drawn = 0; drawn < draws(clusters); drawn += 1) {
      const row = firstAbove(sums, draw.fraction() * left.sum)
      const then = costsWith(points, left.costs, row)
      if (best === undefined || then.sum < best.left.sum) best = { row, left: then }
    }
    if (best === undefined) break
    chosen.push(best.row)
    left = best.left
  }
  const centres = new Float64Array(clusters * columns)
  chosen.forEach((row, cluster) => {
    centres.set(values.subarray(row * columns, (row + 1) * columns), cluster * columns)
  })
  return centres
}

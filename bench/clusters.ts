/** K-means among a million points of six features, in eight clusters from ten starts: once where there are heaps, once in one round cloud. */
import { kmeans } from '../src/insights/clusters/kmeans.ts'
import type { Points } from '../src/insights/clusters/points.ts'
import { chance } from '../src/insights/maths/chance.ts'
import { type Figure, median, NoFigure } from './support/figures.ts'

const ROWS = 1_000_000
const COLUMNS = 6
const CLUSTERS = 8
const STARTS = 10
const SEEDS = [0, 1, 2] as const

/** How far the middles of the heaps lie from nought in each direction, and the seed of the draw. */
const sets = { heaps: { width: 4, seed: 7 }, cloud: { width: 0, seed: 8 } } as const

/** Heaps of standard deviation 1; with no width all of them are one. */
function drawn({ width, seed }: { width: number; seed: number }): Points {
  const draw = chance(seed)
  const centres = Float64Array.from({ length: CLUSTERS * COLUMNS }, () => (draw.fraction() * 2 - 1) * width)
  const values = new Float64Array(ROWS * COLUMNS)
  for (let row = 0; row < ROWS; row += 1) {
    const heap = draw.below(CLUSTERS)
    for (let column = 0; column < COLUMNS; column += 1) {
      values[row * COLUMNS + column] = (centres[heap * COLUMNS + column] ?? 0) + draw.normal()
    }
  }
  return { values, rows: ROWS, columns: COLUMNS }
}

export async function clusters({ say }: { say: (sentence: string) => void }): Promise<Figure[]> {
  return Object.entries(sets).flatMap(([name, set]) => {
    const points = drawn(set)
    const runs = SEEDS.map((seed) => {
      const [from, used] = [performance.now(), process.cpuUsage()]
      const found = kmeans(points, { clusters: CLUSTERS, seed, starts: STARTS })
      const seconds = (performance.now() - from) / 1_000
      const { user, system } = process.cpuUsage(used)
      if (found.kind !== 'clustered') throw new NoFigure(`only ${found.distinct} different points were drawn`)
      say(`${name}, seed ${seed}: ${seconds.toFixed(2)} s, inertia ${found.inertia.toFixed(2)}, ${found.ending}`)
      return { seconds, processor: (user + system) / 1_000_000, rounds: found.inertias.length, inertia: found.inertia }
    })
    const note = `seeds ${SEEDS.join(', ')}; ${STARTS} starts`
    const figure = (what: 'seconds' | 'processor' | 'rounds' | 'inertia', unit: string): Figure => {
      const values = runs.map((run) => run[what])
      const range = `${Math.min(...values).toFixed(2)} – ${Math.max(...values).toFixed(2)}`
      return { name: `clusters.${name}.${what}`, value: median(values), unit, bar: null, note: `${range}; ${note}` }
    }
    return [
      figure('seconds', 's'),
      figure('processor', 's of CPU'),
      figure('rounds', 'with all points'),
      figure('inertia', ''),
    ]
  })
}

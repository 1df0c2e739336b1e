/** Which goods go with which: how often two items share a basket, beside what chance would give. */
import { byCodeUnits } from '../baskets/order.ts'
import { firstOf } from '../maths/highest.ts'

export type Neighbour = {
  readonly item: string
  /** 0 to 1, shrunk. */
  readonly similarity: number
  /** Baskets that hold both. */
  readonly together: number
}

export type Similar = {
  /** Of each item, the most similar first. */
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>
  /** So many baskets were too long to say what goes with what. */
  readonly tooLong: number
}

/** Baskets with both, with only the one, with only the other, and with neither. */
export type Table = {
  readonly both: number
  readonly first: number
  readonly second: number
  readonly neither: number
}

export type SimilarAsked = {
  readonly measure: 'cosine' | 'likelihood'
  /** So many shared baskets halve a similarity: what was seen once or twice weighs little. */
  readonly shrinkage: number
  /** Kept for each item. */
  readonly neighbours: number
}

/** Who takes more than this takes a bit of everything, and the work grows with the square of it. */
const LONGEST_BASKET = 500

/**
 * Twice the logarithm of how much likelier the counts are when the two depend on each other, for binomial counts:
 * Dunning (1993), “Accurate methods for the statistics of surprise and coincidence”, whose table 2 is replayed in the
 * test. Never below 0; it does not tell attraction from avoidance.
 */
export function likelihoodRatio({ both, first, second, neither }: Table): number {
  const ratio =
    2 *
    (entropy([both, first, second, neither]) -
      entropy([both + first, second + neither]) -
      entropy([both + second, first + neither]))
  return Math.max(0, ratio)
}

/** Sum of n × ln n, less that of the total: so many nats as the counts are surprising, with the sign turned. */
function entropy(counts: readonly number[]): number {
  const nats = (count: number) => (count === 0 ? 0 : count * Math.log(count))
  return counts.reduce((sum, count) => sum + nats(count), 0) - nats(counts.reduce((sum, count) => sum + count, 0))
}

function similarity(measure: SimilarAsked['measure'], table: Table): number {
  const [ofFirst, ofSecond] = [table.both + table.first, table.both + table.second]
  if (measure === 'cosine') return table.both / Math.sqrt(ofFirst * ofSecond)
  // Two that avoid each other are as far from chance as two that attract each other, but no neighbours.
  const baskets = ofFirst + table.second + table.neither
  if (table.both * baskets <= ofFirst * ofSecond) return 0
  const ratio = likelihoodRatio(table)
  return ratio / (1 + ratio)
}

/**
 * The neighbours of every item. An item that stands in a basket several times counts once; a basket of more than 500
 * distinct items is left out. Memory grows with the lines of the baskets and with items × neighbours, never with
 * pairs.
 */
export function similarItems(baskets: readonly (readonly string[])[], asked: SimilarAsked): Similar {
  const distinct = baskets.map((basket) => [...new Set(basket)]).filter((basket) => basket.length <= LONGEST_BASKET)
  const names = [...new Set(distinct.flat())].sort(byCodeUnits)
  const numbers = new Map(names.map((name, number) => [name, number]))
  const rows = distinct.map((basket) => Int32Array.from(basket, (name) => numbers.get(name) ?? 0))
  const holding: number[][] = names.map(() => [])
  rows.forEach((row, basket) => {
    for (const item of row) holding[item]?.push(basket)
  })
  const together = new Int32Array(names.length)
  const neighbours = new Map<string, readonly Neighbour[]>()
  names.forEach((name, item) => {
    const met: number[] = []
    for (const basket of holding[item] ?? []) {
      for (const other of rows[basket] ?? []) {
        if (together[other] === 0) met.push(other)
        together[other] = (together[other] ?? 0) + 1
      }
    }
    const of = (other: number) => holding[other]?.length ?? 0
    const near = met.flatMap((other) => {
      const both = together[other] ?? 0
      together[other] = 0
      if (other === item) return []
      const [first, second] = [of(item) - both, of(other) - both]
      const neither = distinct.length - both - first - second
      const plain = similarity(asked.measure, { both, first, second, neither })
      return plain === 0 ? [] : [{ other, similarity: (plain * both) / (both + asked.shrinkage), together: both }]
    })
    // Numbers are in the order of the names.
    const nearest = firstOf(
      near,
      asked.neighbours,
      (a, b) => b.similarity - a.similarity || b.together - a.together || a.other - b.other,
    )
    neighbours.set(
      name,
      nearest.map(({ other, ...rest }) => ({ item: names[other] ?? '', ...rest })),
    )
  })
  return { neighbours, tooLong: baskets.length - distinct.length }
}

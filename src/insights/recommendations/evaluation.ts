/** How good a list of recommendations was, beside what was bought afterwards. */
export type Hits = {
  /** Share of what was bought that was recommended. */
  readonly recall: number
  /**
   * The same, with places further down counting less (Järvelin & Kekäläinen 2002), beside the best list of that
   * length.
   */
  readonly ndcg: number
  /** 1 when anything recommended was bought. */
  readonly hit: number
}

/** @param recommended the best first; @param bought at least one item, each once */
export function hitsOf(recommended: readonly string[], bought: ReadonlySet<string>): Hits {
  const gain = (place: number) => 1 / Math.log2(place + 2)
  const places = recommended.flatMap((item, place) => (bought.has(item) ? [place] : []))
  const best = Array.from({ length: Math.min(recommended.length, bought.size) }, (_, place) => gain(place))
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)
  return {
    recall: places.length / bought.size,
    ndcg: best.length === 0 ? 0 : sum(places.map(gain)) / sum(best),
    hit: places.length > 0 ? 1 : 0,
  }
}

/** Each member counts the same. Null when there is nobody. */
export function meanHits(each: readonly Hits[]): Hits | null {
  if (each.length === 0) return null
  const mean = (of: (hits: Hits) => number) => each.reduce((sum, hits) => sum + of(hits), 0) / each.length
  return { recall: mean(({ recall }) => recall), ndcg: mean(({ ndcg }) => ndcg), hit: mean(({ hit }) => hit) }
}

/** How good lists of recommendations were, beside what was bought afterwards. */
import type { History } from './histories.ts'
import type { Model } from './model.ts'
import { recommend, type Weights } from './recommend.ts'
import { likenessOf, varied } from './variety.ts'

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

/** A member before the split, and the visit after it that the list is for. */
export type Case = { readonly history: History; readonly at: number; readonly bought: ReadonlySet<string> }

export type Split = {
  /** Everybody's visits before it. */
  readonly histories: readonly History[]
  /** Those who came again afterwards. */
  readonly cases: readonly Case[]
}

/** What was known at an instant, and the first visit of everybody from then on: nothing of the future is learned from. */
export function splitAt(histories: readonly History[], instant: number): Split {
  const before: History[] = []
  const cases: Case[] = []
  for (const history of histories) {
    const known = history.filter(({ at }) => at < instant)
    if (known.length === 0) continue
    before.push(known)
    const next = history[known.length]
    if (next !== undefined && next.items.length > 0)
      cases.push({ history: known, at: next.at, bought: new Set(next.items) })
  }
  return { histories: before, cases }
}

export type Measured = Hits & {
  /** Members whose lists were looked at. */
  readonly cases: number
  /** Half the width of the 95 % interval of the recall. */
  readonly recallWithin: number
  /** Share of all items that stood on somebody's list. */
  readonly coverage: number
  /** Mean likeness of two items on one list: 0 when they have nothing to do with each other. */
  readonly likeness: number
}

export type Method = {
  readonly count: number
  readonly weights?: Weights
  /** Everybody gets the same list. */
  readonly withoutHistory?: boolean
  /** Only what a member had not bought before, and only what of that he bought. */
  readonly onlyNew?: boolean
  readonly diversity?: number
}

/** So many of the best are looked at for variety. */
const CONSIDERED = 100
/** 97.5 % of a normal distribution. */
const NORMAL = 1.96

/** @returns null when there is nobody to measure by */
export function measured(model: Model, cases: readonly Case[], method: Method): Measured | null {
  const { count, onlyNew = false, diversity = 0 } = method
  const weights = method.weights === undefined ? {} : { weights: method.weights }
  const listed = new Set<string>()
  const likenesses: number[] = []
  const hits = cases.flatMap(({ history, at, bought }) => {
    const owned = new Set(onlyNew ? history.flatMap(({ items }) => items) : [])
    const wanted = onlyNew ? new Set([...bought].filter((item) => !owned.has(item))) : bought
    if (wanted.size === 0) return []
    const atMost = diversity === 0 ? count : CONSIDERED
    // Everybody gets the same list, but for what they have already.
    const ranked = method.withoutHistory
      ? recommend(model, [], { at, atMost, ...weights, leftOut: owned })
      : recommend(model, history, { at, atMost, ...weights, onlyNew })
    const list = varied(model, ranked, { count, diversity }).map(({ item }) => item)
    for (const item of list) listed.add(item)
    likenesses.push(likenessWithin(model, list))
    return [hitsOf(list, wanted)]
  })
  const mean = meanHits(hits)
  if (mean === null) return null
  const variance = hits.reduce((sum, { recall }) => sum + (recall - mean.recall) ** 2, 0) / Math.max(1, hits.length - 1)
  return {
    ...mean,
    cases: hits.length,
    recallWithin: NORMAL * Math.sqrt(variance / hits.length),
    coverage: listed.size / Math.max(1, model.counts.size),
    likeness: likenesses.reduce((sum, each) => sum + each, 0) / likenesses.length,
  }
}

function likenessWithin(model: Model, list: readonly string[]): number {
  const pairs = list.flatMap((one, at) => list.slice(at + 1).map((other) => likenessOf(model, one, other)))
  return pairs.reduce((sum, each) => sum + each, 0) / Math.max(1, pairs.length)
}

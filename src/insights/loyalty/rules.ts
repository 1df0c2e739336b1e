/**
 * The loyalty index: one figure from 0 to 100, the weighted mean of percentiles within the programme. A percentile is the share of the
 * other members who have less, so members who are alike have the same, and nought of something is never more than nought.
 */
import { type MeasuredPart, measuredParts, type Part, parts, type Weights } from './weights.ts'

/** Why a part does not count: nothing measures it, all members are alike in it, or nobody wants it to. */
export type LeftOut = 'no-source' | 'all-alike' | 'no-weight'

export type Counted = {
  readonly part: Part
  readonly weight: number
  /** Of the index, 0 … 1; together 1. */ readonly share: number
  readonly leftOut: LeftOut | null
}

const isMeasured = (part: Part): part is MeasuredPart => measuredParts.some((one) => one === part)

/**
 * What each part counts for: the weight of those that tell nothing is spread over the others in proportion.
 * @param telling the parts in which members differ
 */
export function shares(weights: Weights, telling: ReadonlySet<MeasuredPart>): Counted[] {
  const whyNot = (part: Part): LeftOut | null => {
    if (!isMeasured(part)) return 'no-source'
    if (!telling.has(part)) return 'all-alike'
    return weights[part] === 0 ? 'no-weight' : null
  }
  const total = parts.reduce((sum, part) => sum + (whyNot(part) === null ? weights[part] : 0), 0)
  return parts.map((part) => {
    const leftOut = whyNot(part)
    return { part, weight: weights[part], share: leftOut === null ? weights[part] / total : 0, leftOut }
  })
}

/** Percentiles, 0 … 100. */
export type Percentiles = Readonly<Record<MeasuredPart, number>>

/** What each part brings; together the index. */
export function explained(percentiles: Percentiles, counted: readonly Counted[]): { part: Part; points: number }[] {
  return counted.flatMap(({ part, share, leftOut }) =>
    leftOut === null && isMeasured(part) ? [{ part, points: share * percentiles[part] }] : [],
  )
}

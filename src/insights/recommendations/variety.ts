/** A list that is not ten times the same. */
import type { Model } from './model.ts'

export type Variety = {
  readonly count: number
  /**
   * 0: the best as they are; 1: as different as possible. What is chosen next has the highest (1 − d) × score − d × likeness to what is
   * chosen already: maximal marginal relevance (Carbonell & Goldstein 1998).
   */
  readonly diversity: number
  /** So many of one group at most; undefined: any number. */
  readonly perGroup?: { readonly atMost: number; readonly groupOf: (item: string) => string | null }
}

/** @param ranked the best first */
export function varied<T extends { readonly item: string; readonly score: number }>(
  model: Pick<Model, 'beside'>,
  ranked: readonly T[],
  { count, diversity, perGroup }: Variety,
): T[] {
  const best = ranked[0]?.score ?? 0
  const open = ranked.map((each) => ({ each, likeness: 0 }))
  const groups = new Map<string, number>()
  const chosen: T[] = []
  while (chosen.length < count && open.length > 0) {
    let [place, most] = [-1, Number.NEGATIVE_INFINITY]
    open.forEach(({ each, likeness }, at) => {
      if (full(groups, each.item, perGroup)) return
      const value = (1 - diversity) * (best > 0 ? each.score / best : 0) - diversity * likeness
      if (value > most) [place, most] = [at, value]
    })
    const next = open.splice(place, place < 0 ? 0 : 1)[0]?.each
    if (next === undefined) break
    chosen.push(next)
    const group = perGroup?.groupOf(next.item) ?? null
    if (group !== null) groups.set(group, (groups.get(group) ?? 0) + 1)
    if (diversity === 0) continue
    for (const one of open) one.likeness = Math.max(one.likeness, likenessOf(model, next.item, one.each.item))
  }
  return chosen
}

function full(groups: ReadonlyMap<string, number>, item: string, perGroup: Variety['perGroup']): boolean {
  if (perGroup === undefined) return false
  const group = perGroup.groupOf(item)
  return group !== null && (groups.get(group) ?? 0) >= perGroup.atMost
}

/** How near two stand in baskets, 0 to 1; whichever of them knows the other. */
export function likenessOf({ beside }: Pick<Model, 'beside'>, one: string, other: string): number {
  const near = (of: string, to: string) => beside.get(of)?.find(({ item }) => item === to)?.similarity ?? 0
  return Math.max(near(one, other), near(other, one))
}

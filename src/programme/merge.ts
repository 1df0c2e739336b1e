/**
 * Two definitions that came from one, joined: what only one side changed is as that side has it. What both changed, each in its own
 * way, is a conflict that a person decides. The parts are those of the difference (diff.ts): items by code, fields of items, coded
 * parts of fields, texts by language; whatever else is one thing, so that no rule arises that neither side wrote.
 */
import { inLanguages, same } from './diff.ts'
import { type Coded, fieldOf, isCoded, type Json } from './places.ts'

/** Undefined where a side has nothing. */
export type Conflict = {
  /** By codes: `earningRules.base-points.earn`; of a list itself: the order of what is in it, as codes. */
  readonly place: string
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
}

export type Merged = {
  /** Where there is a conflict, it has ours. */
  readonly merged: Json
  readonly conflicts: readonly Conflict[]
}

type Sides<T> = { readonly base: T; readonly ours: T; readonly theirs: T }

/** More than a person decides on one page. */
export const CHOICES_AT_MOST = 1_000

/** What a person decided, by the place of the conflict. */
export type Choices = ReadonlyMap<string, 'ours' | 'theirs'>

/**
 * Merging with a side that changed nothing gives the other side; without conflicts it does not matter which side is whose.
 * @param choices conflicts that are decided, and are none therefore
 */
export function merge({ base, ours, theirs }: Sides<object>, choices: Choices = new Map()): Merged {
  const conflicts: Conflict[] = []
  const contested: Contested = (conflict) => {
    const side = choices.get(conflict.place)
    if (side === undefined) conflicts.push(conflict)
    return conflict[side ?? 'ours']
  }
  const merged = joinedFields({ base, ours, theirs }, '', contested)
  return { merged, conflicts }
}

/** What stands where both sides changed something. */
type Contested = (conflict: Conflict) => unknown

function joinedFields({ base, ours, theirs }: Sides<object>, place: string, contested: Contested): Json {
  const names = [...new Set([base, ours, theirs].flatMap((side) => Object.keys(side)))]
  return Object.fromEntries(
    names.flatMap((name) => {
      const sides = { base: fieldOf(base, name), ours: fieldOf(ours, name), theirs: fieldOf(theirs, name) }
      const value = joined(sides, place === '' ? name : `${place}.${name}`, contested)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function joined(sides: Sides<unknown>, place: string, contested: Contested): unknown {
  const decided = oneSided(sides)
  if (decided !== undefined) return decided.value
  const { base, ours, theirs } = sides
  if (inLanguages(base) && inLanguages(ours) && inLanguages(theirs))
    return joinedFields({ base, ours, theirs }, place, contested)
  // A list that both sides began is joined as if it had been empty.
  const began = base ?? []
  if (isCoded(began) && isCoded(ours) && isCoded(theirs))
    return joinedItems({ base: began, ours, theirs }, place, contested)
  return contested({ place, base, ours, theirs })
}

/** What only one side changed, or both in the same way; undefined when a closer look is needed. */
function oneSided({ base, ours, theirs }: Sides<unknown>): { value: unknown } | undefined {
  if (same(ours, theirs) || same(base, theirs)) return { value: ours }
  return same(base, ours) ? { value: theirs } : undefined
}

function joinedItems(lists: Sides<readonly Coded[]>, place: string, contested: Contested): unknown {
  const items = { base: byCode(lists.base), ours: byCode(lists.ours), theirs: byCode(lists.theirs) }
  const found = new Map<string, unknown>()
  for (const code of new Set([...items.base.keys(), ...items.ours.keys(), ...items.theirs.keys()])) {
    const sides = { base: items.base.get(code), ours: items.ours.get(code), theirs: items.theirs.get(code) }
    const item = joinedItem(sides, `${place}.${code}`, contested)
    if (item !== undefined) found.set(code, item)
  }
  const codes = { base: [...items.base.keys()], ours: [...items.ours.keys()], theirs: [...items.theirs.keys()] }
  return joinedOrder(codes, found, () => contested({ place, ...codes }) === codes.theirs).map((code) => found.get(code))
}

/** An item that one side removed and the other changed is a conflict, and so is one that both made, each in its own way. */
function joinedItem(sides: Sides<Coded | undefined>, place: string, contested: Contested): unknown {
  const decided = oneSided(sides)
  if (decided !== undefined) return decided.value
  const { base, ours, theirs } = sides
  if (base !== undefined && ours !== undefined && theirs !== undefined)
    return joinedFields({ base, ours, theirs }, place, contested)
  return contested({ place, base, ours, theirs })
}

function byCode(list: readonly Coded[]): Map<string, Coded> {
  return new Map(list.map((item) => [item.code, item]))
}

/**
 * The order of the side that changed it; what a side added stands behind what it stood behind there. Where both sides added
 * something at one place, neither is first by right: the alphabet decides.
 */
function joinedOrder(
  { base, ours, theirs }: Sides<readonly string[]>,
  found: ReadonlyMap<string, unknown>,
  /** Whether their order counts where both changed it. */
  theirsCounts: () => boolean,
): string[] {
  const shared = new Set(base).intersection(new Set(ours)).intersection(new Set(theirs))
  const kept = (codes: readonly string[]) => codes.filter((code) => shared.has(code))
  const decided = oneSided({ base: kept(base), ours: kept(ours), theirs: kept(theirs) })
  const asTheirs = decided === undefined ? theirsCounts() : same(decided.value, kept(theirs))
  const order = asTheirs ? kept(theirs) : kept(ours)
  const [added, addedToo] = [ours, theirs].map((codes) => additions(codes, shared, found))
  const behind = (anchor: string) =>
    [added?.get(anchor) ?? [], addedToo?.get(anchor) ?? []].toSorted((a, b) => (a.join() < b.join() ? -1 : 1)).flat()
  return [...new Set([...behind(START), ...order.flatMap((code) => [code, ...behind(code)])])]
}

/** No code is empty. */
const START = ''

/** What a side has beyond what all share, by what stands before it. */
function additions(codes: readonly string[], shared: ReadonlySet<string>, found: ReadonlyMap<string, unknown>) {
  const added = new Map<string, string[]>()
  let anchor = START
  for (const code of codes) {
    if (!found.has(code)) continue
    if (shared.has(code)) anchor = code
    else added.set(anchor, [...(added.get(anchor) ?? []), code])
  }
  return added
}

/**
 * The walk over sets. Items are numbered from the most frequent on and baskets are written one behind another, each in
 * that order. A set is known by the places of its rarest item; walking back from each place to the start of its basket
 * counts every item that the set can grow by (occurrence deliver: Uno, Kiyomi & Arimura 2004). Each set is met once,
 * from its rarest item on.
 *
 * When a limit is met, the walk goes on with a higher support, counting only, so that it can say which support fits:
 * as a support is given up only when the sets known to reach it are too many, the one it ends with is the smallest
 * that fits.
 */
import { byCodeUnits } from './order.ts'

export type Workspace = {
  readonly baskets: number
  /** Of the items that are frequent, by number. */
  readonly names: readonly string[]
  /** END, the items of the first basket ascending, END, the items of the second, …, END. */
  readonly entries: Int32Array
  /** Places in `entries`: those of the current set at each size, as a stack. */
  readonly places: Int32Array
  /** Above what was asked when the asked support takes more memory than there is. */
  readonly least: number
}

export type Search = {
  /** The support in baskets that the walk ended with. */
  least: number
  /** How many sets reach it. */
  found: number
  limit: 'sets' | 'memory' | null
  /** Numbers of the items; empty once a limit was met. */
  sets: number[][]
  counts: number[]
}

type Walk = Search & {
  readonly entries: Int32Array
  readonly places: Int32Array
  readonly most: number
  readonly size: number
  /** How many sets stand in exactly so many baskets. */
  readonly byCount: Int32Array
  readonly set: number[]
  /** For each size of a set: how often each item was met, and which were. */
  readonly met: readonly Int32Array[]
  readonly items: readonly Int32Array[]
}

const END = -1
const BYTES = 4

/** Numbers items and writes baskets down, with a support that is high enough for the memory. */
export function workspace(
  baskets: readonly (readonly string[])[],
  { least, size, bytes }: { readonly least: number; readonly size: number; readonly bytes: number },
): Workspace {
  const known = countedItems(baskets)
  const frequent = [...known.entries()]
    .filter(([, { count }]) => count >= least)
    .sort(([a, { count: ofA }], [b, { count: ofB }]) => ofB - ofA || byCodeUnits(a, b))
  const fixed = 3 * baskets.length + 4
  let [kept, held, raised] = [0, 0, least]
  for (const [, { count }] of frequent) {
    // Twice its places, in baskets and on the stack, and two counters for each size.
    if ((fixed + 2 * (held + count) + 2 * size * (kept + 1)) * BYTES > bytes) {
      raised = count + 1
      break
    }
    held += count
    kept += 1
  }
  const names = frequent.filter(([, { count }]) => count >= raised).map(([name]) => name)
  const entries = written(baskets, new Map(names.map((name, item) => [name, item])), held + baskets.length + 1)
  const free = Math.floor(bytes / BYTES) - entries.length - baskets.length - 2 - 2 * size * names.length
  // No size has more places than there are entries; what is never touched takes no memory.
  const places = new Int32Array(Math.max(baskets.length, Math.min(free, baskets.length + (size - 1) * held)))
  return { baskets: baskets.length, names, entries, places, least: raised }
}

function countedItems(baskets: readonly (readonly string[])[]): Map<string, { count: number; last: number }> {
  const known = new Map<string, { count: number; last: number }>()
  baskets.forEach((basket, number) => {
    for (const name of basket) {
      const item = known.get(name)
      if (item === undefined) known.set(name, { count: 1, last: number })
      else if (item.last !== number) {
        item.count += 1
        item.last = number
      }
    }
  })
  return known
}

function written(
  baskets: readonly (readonly string[])[],
  numbers: ReadonlyMap<string, number>,
  atMost: number,
): Int32Array {
  const entries = new Int32Array(atMost)
  const last = new Int32Array(numbers.size).fill(-1)
  entries[0] = END
  let to = 1
  baskets.forEach((basket, number) => {
    const from = to
    for (const name of basket) {
      const item = numbers.get(name)
      if (item === undefined || last[item] === number) continue
      last[item] = number
      entries[to] = item
      to += 1
    }
    entries.subarray(from, to).sort()
    entries[to] = END
    to += 1
  })
  return entries.subarray(0, to)
}

/** @param least in baskets; @param sets how many may be found */
export function search(
  space: Workspace,
  { least, size, sets }: { readonly least: number; readonly size: number; readonly sets: number },
): Search {
  const { entries, places, names, baskets } = space
  const each = Array.from({ length: size }, () => null)
  const walk: Walk = {
    ...{ entries, places, size, most: sets, least: space.least, limit: space.least > least ? 'memory' : null },
    ...{ found: 0, sets: [], counts: [], set: [], byCount: new Int32Array(baskets + 2) },
    met: each.map(() => new Int32Array(names.length)),
    items: each.map(() => new Int32Array(names.length)),
  }
  // The empty set stands in every basket, behind its last item.
  let occurrences = 0
  for (let place = 1; place < entries.length; place += 1) {
    if (entries[place] !== END) continue
    places[occurrences] = place
    occurrences += 1
  }
  grow(walk, { from: 0, to: occurrences, top: occurrences })
  return walk
}

/** Places on the stack, [from, to); `top` is where it is free. */
type Stretch = { readonly from: number; readonly to: number; readonly top: number }

/** Finds every set that has one more item than `walk.set`, which stands at these places, and then theirs. */
function grow(walk: Walk, at: Stretch): void {
  const { set } = walk
  const [met, items] = [walk.met[set.length], walk.items[set.length]]
  if (met === undefined || items === undefined) return
  const distinct = count(walk, at, met, items)
  const grown: Grown[] = []
  for (let index = 0; index < distinct; index += 1) {
    const item = items[index] ?? 0
    const reached = met[item] ?? 0
    met[item] = 0
    if (reached < walk.least) continue
    keep(walk, item, reached)
    // Nothing is more frequent than the first item, so no set grows behind it.
    if (item > 0) grown.push({ item, count: reached, from: 0 })
  }
  if (set.length + 1 === walk.size) return
  const kept = stacked(walk, grown, at.top)
  const top = pushed(walk, at, kept, met)
  for (const each of kept) {
    if (each.count < walk.least) continue
    set.push(each.item)
    grow(walk, { from: each.from, to: each.from + each.count, top })
    set.pop()
  }
}

type Grown = { readonly item: number; readonly count: number; from: number }

/** @returns how many distinct items the set can grow by; they are in `items`, and how often each was met in `met` */
function count({ entries, places }: Walk, { from, to }: Stretch, met: Int32Array, items: Int32Array): number {
  let distinct = 0
  for (let index = from; index < to; index += 1) {
    for (let place = (places[index] ?? 0) - 1; place >= 0; place -= 1) {
      const item = entries[place] ?? END
      if (item === END) break
      const before = met[item] ?? 0
      if (before === 0) {
        items[distinct] = item
        distinct += 1
      }
      met[item] = before + 1
    }
  }
  return distinct
}

/** Gives each set that is still frequent its part of the stack, if need be with a higher support. */
function stacked(walk: Walk, grown: readonly Grown[], top: number): Grown[] {
  const frequent = () => grown.filter((each) => each.count >= walk.least)
  const needed = frequent().reduce((sum, each) => sum + each.count, 0)
  const room = walk.places.length - top
  if (needed > room) raiseTo(walk, fitting(grown, room), 'memory')
  let free = top
  return frequent().map((each) => {
    each.from = free
    free += each.count
    return each
  })
}

/** Writes the places of the grown sets. @returns where the stack is free now */
function pushed({ entries, places }: Walk, at: Stretch, kept: readonly Grown[], met: Int32Array): number {
  if (kept.length === 0) return at.top
  for (const { item, from } of kept) met[item] = from
  for (let index = at.from; index < at.to; index += 1) {
    for (let place = (places[index] ?? 0) - 1; place >= 0; place -= 1) {
      const item = entries[place] ?? END
      if (item === END) break
      const free = met[item] ?? 0
      // The stack begins with the places of the empty set, so none of these is 0.
      if (free === 0) continue
      places[free] = place
      met[item] = free + 1
    }
  }
  let top = at.top
  for (const { item, count: length } of kept) {
    met[item] = 0
    top += length
  }
  return top
}

/** The smallest support with which the places of the sets fit. */
function fitting(grown: readonly { readonly count: number }[], room: number): number {
  let left = room
  for (const each of grown.map(({ count: reached }) => reached).sort((a, b) => b - a)) {
    left -= each
    if (left < 0) return each + 1
  }
  return 0
}

function keep(walk: Walk, item: number, reached: number): void {
  walk.byCount[reached] = (walk.byCount[reached] ?? 0) + 1
  walk.found += 1
  if (walk.limit === null) {
    walk.sets.push([...walk.set, item])
    walk.counts.push(reached)
  }
  while (walk.found > walk.most) raiseTo(walk, walk.least + 1, 'sets')
}

function raiseTo(walk: Walk, least: number, limit: 'sets' | 'memory'): void {
  for (; walk.least < least; walk.least += 1) walk.found -= walk.byCount[walk.least] ?? 0
  walk.limit = walk.limit === 'memory' ? 'memory' : limit
  walk.sets = []
  walk.counts = []
}

/**
 * The first `count` of what sorting would give, without sorting the rest: most of a long list is only looked at once.
 * @param compare as of sort; it must tell any two apart, or which of two alike is taken is open
 */
export function firstOf<T>(all: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = []
  if (count < 1) return first
  for (const each of all) {
    const last = first.at(-1)
    if (first.length === count && last !== undefined && compare(each, last) >= 0) continue
    let [from, to] = [0, first.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = first[middle]
      if (other !== undefined && compare(each, other) < 0) to = middle
      else from = middle + 1
    }
    first.splice(from, 0, each)
    if (first.length > count) first.pop()
  }
  return first
}

/** What somebody bought, visit by visit, and what follows from it for each item. */

export type Visit = {
  /** Any unit that the whole model shares: instants, or the number of the visit. */
  readonly at: number
  readonly items: readonly string[]
}

/** The visits of one member, the earliest first. */
export type History = readonly Visit[]

/** One item in one history. */
export type Habit = {
  /** Visits that brought it. */
  readonly times: number
  /** Visits after the first that brought it: so often it could have been bought again. */
  readonly chances: number
  readonly lastAt: number
  /** From its first purchase to its last. */
  readonly span: number
}

/** Of every item of a history. */
export function habitsOf(history: History): Map<string, Habit> {
  const found = new Map<string, { times: number; first: number; firstAt: number; lastAt: number }>()
  history.forEach(({ at, items }, visit) => {
    for (const item of new Set(items)) {
      const known = found.get(item)
      if (known === undefined) found.set(item, { times: 1, first: visit, firstAt: at, lastAt: at })
      else {
        known.times += 1
        known.lastAt = at
      }
    }
  })
  const habit = ({
    times,
    first,
    firstAt,
    lastAt,
  }: {
    times: number
    first: number
    firstAt: number
    lastAt: number
  }) => ({
    ...{ times, chances: history.length - 1 - first, lastAt, span: lastAt - firstAt },
  })
  return new Map([...found].map(([item, each]) => [item, habit(each)]))
}

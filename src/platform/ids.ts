import { randomUUIDv7 } from 'node:crypto'
import type { Id } from '../base/ids.ts'

/** Makes ids that sort by the time of their making. The default draws from the operating system; tests pass a seeded one. */
export type Ids = { next<Kind extends string>(): Id<Kind> }

export const systemIds: Ids = { next: <Kind extends string>() => randomUUIDv7() as Id<Kind> }

/** Ids that are the same in every run: 1, 2, 3 … in the shape of a UUIDv7. */
export function countingIds(start = 0): Ids {
  let count = start
  return {
    next: <Kind extends string>() => {
      count += 1
      const digits = count.toString(16).padStart(12, '0')
      return `00000000-0000-7000-8000-${digits}` as Id<Kind>
    },
  }
}

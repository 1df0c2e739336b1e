import { randomUUIDv7 } from 'node:crypto'
import type { Id } from '../base/ids.ts'

/** Makes ids that sort by the time of their making. The default draws from the operating system; tests pass a seeded one. */
export type Ids = { next<Kind extends string>(): Id<Kind> }

export const systemIds: Ids = { next: <Kind extends string>() => randomUUIDv7() as Id<Kind> }

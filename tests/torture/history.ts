/** What customers asked and were told, and whether the books say the same. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Database, rows } from '../../src/platform/postgres/database.ts'
import type { Ask } from '../support/wire.ts'

export type Operation = {
  readonly kind: 'order' | 'batch' | 'return' | 'redemption' | 'hold' | 'capture'
  readonly ask: Omit<Ask, 'key'>
  /** The orders or the return that it makes; none for movements of points. */ readonly numbers: readonly string[]
  /** How often the outcome was unknown and the same was sent again. */ unknown: number
  /** Milliseconds until the outcome was known. */ waited: number
  /** Undefined while nobody knows. */ told: Told | undefined
}

export type Told = { readonly status: number; readonly body: string; readonly entries: readonly string[] }

const Entries = Type.Array(Type.String())
const answer = Compile(
  Type.Object({
    entries: Type.Optional(Entries),
    results: Type.Optional(
      Type.Array(Type.Object({ status: Type.Integer(), order: Type.Optional(Type.Object({ entries: Entries })) })),
    ),
  }),
)

/** An answer that settles the matter; undefined when the outcome is unknown and the same has to be sent again. */
export function settled(status: number, body: string): Told | undefined {
  if (status >= 500 || status === 429) return undefined
  if (status >= 300) return { status, body, entries: [] }
  const { entries, results } = answer.Parse(JSON.parse(body))
  if (results?.some((result) => result.status >= 500) === true) return undefined
  return { status, body, entries: entries ?? results?.flatMap((result) => result.order?.entries ?? []) ?? [] }
}

export function accepted({ told }: Operation): boolean {
  return told !== undefined && told.status < 300
}

/** Sentences; none when the books hold exactly what customers were told, no more and no less. */
export async function differences(db: Database, history: readonly Operation[]): Promise<string[]> {
  const done = history.filter(accepted)
  const numbersOf = (...kinds: Operation['kind'][]): string[] =>
    done.filter(({ kind }) => kinds.includes(kind)).flatMap(({ numbers }) => numbers)
  const [entries, orders, returns] = await Promise.all([
    rows(db, sql<{ id: string }>`select entry_id as id from entries`),
    rows(db, sql<{ id: string }>`select number as id from orders where status = 'confirmed'`),
    rows(db, sql<{ id: string }>`select key as id from returns`),
  ])
  return [
    ...compared(
      'entry',
      entries,
      done.flatMap(({ told }) => told?.entries ?? []),
    ),
    ...compared('order', orders, numbersOf('order', 'batch')),
    ...compared('return', returns, numbersOf('return')),
    ...history.filter(({ told }) => told === undefined).map(({ ask }) => `${ask.path} was never answered`),
  ]
}

const EXAMPLES = 3

function compared(what: string, found: readonly { id: string }[], told: readonly string[]): string[] {
  const [known, acknowledged] = [new Set(found.map(({ id }) => id)), new Set(told)]
  const lost = told.filter((id) => !known.has(id))
  const unasked = found.filter(({ id }) => !acknowledged.has(id)).map(({ id }) => id)
  const twice = found.length - known.size
  const say = (ids: readonly string[], how: string): string[] =>
    ids.length === 0 ? [] : [`${ids.length} × ${what} ${how}, e.g. ${ids.slice(0, EXAMPLES).join(', ')}`]
  return [
    ...say(lost, 'acknowledged and lost'),
    ...say(unasked, 'in the books and acknowledged to nobody'),
    ...(twice === 0 ? [] : [`${twice} × ${what} in the books twice`]),
  ]
}

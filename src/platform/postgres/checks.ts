/** Checks of a law over what is in the database. */
import type { RawBuilder } from 'kysely'
import { rows, type Tx } from './database.ts'

/** One law's result. `examples` says where, at most a handful; ids only. */
export type Check = {
  readonly law: string
  readonly says: string
  readonly rows: number
  readonly violations: number
  readonly examples: readonly string[]
}

export const EXAMPLES_AT_MOST = 10

/**
 * A check whose query finds the violations: each row's `place` says where. `counted` says how many things were looked at.
 */
export async function checkOf(
  tx: Tx,
  law: string,
  says: string,
  queries: { counted: RawBuilder<{ rows: number }>; violations: RawBuilder<{ place: string }> },
): Promise<Check> {
  const [counted, found] = await Promise.all([rows(tx, queries.counted), rows(tx, queries.violations)])
  return {
    law,
    says,
    rows: counted[0]?.rows ?? 0,
    violations: found.length,
    examples: found.slice(0, EXAMPLES_AT_MOST).map(({ place }) => place),
  }
}

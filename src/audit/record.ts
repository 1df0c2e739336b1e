/** Telling the audit trail of a change, in the transaction that makes it. */
import type { Instant } from '../base/time.ts'
import type { Ids } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres/database.ts'
import { currentDeed } from './deed.ts'
import { type Change, rowOf } from './row.ts'
import { insertRows } from './store.ts'

/**
 * Nothing is written for what nobody is doing: work in the background, and what is done for tests and benchmarks.
 * @param change undefined when it turned out that nothing changes
 */
export async function record(
  tx: Tx,
  change: Change | undefined,
  { at, ids }: { at: Instant; ids: Ids },
): Promise<void> {
  const deed = currentDeed()
  if (deed === undefined) return
  deed.told = true
  if (change === undefined) return
  await insertRows(tx, [rowOf(deed, change, { auditId: ids.next<'audit'>(), at })])
}

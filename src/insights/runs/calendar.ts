/** When everything is made anew by itself. */
import type { Instant } from '../../base/time.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { newestRuns } from './store.ts'

/** Often enough that a morning begins with what the evening brought. */
const EVERY_MILLISECONDS = 6 * 60 * 60_000
/** When as much has happened again as the last one knew: a shop that was just filled does not wait for its first figures. */
const DOUBLED_MILLISECONDS = 60_000
/** After one that failed. */
const RETRY_MILLISECONDS = 15 * 60_000

/**
 * Whether a run is due: there was none, or the last one is old or knew less than half, or it failed a while ago.
 * @param position of the facts that the copy has read
 */
export async function dueAt(db: Database, now: Instant, position: number): Promise<boolean> {
  const [last] = await newestRuns(db, 1)
  if (last === undefined || last.endedAt === null) return last === undefined
  const since = now - last.endedAt
  if (last.problem !== null) return since >= RETRY_MILLISECONDS
  const doubled = last.position !== null && position > 2 * last.position
  return since >= (doubled ? DOUBLED_MILLISECONDS : EVERY_MILLISECONDS)
}

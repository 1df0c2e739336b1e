/** When everything is made anew by itself. */
import type { Instant } from '../../base/time.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { newestRuns } from './store.ts'

/** Often enough that a morning begins with what the evening brought. */
const EVERY_MILLISECONDS = 6 * 60 * 60_000
/** After one that failed. */
const RETRY_MILLISECONDS = 15 * 60_000

/** Whether a run is due: there was none, or the last one is old, or it failed a while ago. */
export async function dueAt(db: Database, now: Instant): Promise<boolean> {
  const [last] = await newestRuns(db, 1)
  if (last === undefined || last.endedAt === null) return last === undefined
  return now - last.endedAt >= (last.problem === null ? EVERY_MILLISECONDS : RETRY_MILLISECONDS)
}

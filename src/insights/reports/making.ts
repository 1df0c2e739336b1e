/** Making reports: by the insights process, one after the other. */
import { asInstant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { markOf } from '../copy/tables.ts'
import type { Workshop } from '../workshop.ts'
import type { Report } from './report.ts'
import { placeOf } from './service.ts'
import * as store from './store.ts'

export type MakingParts = {
  readonly db: Database
  readonly clock: Clock
  readonly reports: readonly Report[]
  /** A workshop of this moment. */ readonly workshop: () => Promise<Workshop>
  readonly onError: (error: unknown) => void
}

/** One that ended the process so often is not tried again. */
const ATTEMPTS_AT_MOST = 3
const LOOKED_MILLISECONDS = 30 * 24 * 60 * 60_000

/** Makes the report that has waited longest. @returns false when none waits */
export async function makeNext(parts: MakingParts): Promise<boolean> {
  const { db, clock, reports } = parts
  const taken = await store.takeReport(db, clock.now())
  if (taken === undefined) return false
  const report = reports.find(({ name }) => name === taken.name)
  if (report === undefined) await store.putProblem(db, taken, 'unknown')
  else if (taken.attempts > ATTEMPTS_AT_MOST) await store.putProblem(db, taken, 'ended-the-process')
  else await make(parts, report, taken)
  return true
}

async function make({ db, workshop, onError }: MakingParts, report: Report, taken: store.TakenReport): Promise<void> {
  const started = performance.now()
  try {
    const at = await workshop()
    const { position } = await markOf(at.copy)
    const result = await report.make(at, taken.asked)
    const milliseconds = Math.round(performance.now() - started)
    await store.putResult(db, taken, { result, madeAt: at.now, position, milliseconds })
  } catch (error) {
    await store.putProblem(db, taken, 'failed')
    onError(error)
  }
}

/** Asks for what stands ready always. */
export async function askForStanding({ db, clock, reports }: MakingParts): Promise<void> {
  const now = clock.now()
  for (const report of reports.filter(({ standing }) => standing))
    await store.askForReport(db, placeOf(report, {}), {}, now)
}

/** Throws away what nobody looked at for a month. */
export function forgetOld({ db, clock }: Pick<MakingParts, 'db' | 'clock'>): Promise<number> {
  return store.forgetReports(db, asInstant(clock.now() - LOOKED_MILLISECONDS))
}

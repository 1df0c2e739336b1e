/** Reports as servers see them: what is kept, and asking for what is not or is old. */
import { hash } from 'node:crypto'
import { canonical } from '../../base/canonical.ts'
import { Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { lastEnded, processState } from '../runs/store.ts'
import { lastChange } from '../settings/store.ts'
import { reportsTooMany } from './errors.ts'
import type { Report } from './report.ts'
import * as store from './store.ts'

export type Answer = {
  /** `making`: it is asked for and not there yet, or a newer one is. `failed`: the last attempt gave nothing. */
  readonly state: 'ready' | 'making' | 'failed'
  readonly madeAt: Instant | null
  readonly milliseconds: number | null
  readonly problem: store.Problem | null
  /** The newest there is; null as long as there was none. */ readonly result: unknown
}

export type ReportsService = {
  /** What is there, at once; asks for a newer one when it is old. @throws Refused reportsTooMany */
  read(report: Pick<Report, 'name'>, asked: unknown): Promise<Answer>
}

/** How long an answer counts as fresh though the copy has read on: longer, the longer it took to make. */
const FRESH = { leastMilliseconds: 15_000, timesItsMaking: 20 } as const
/** After a failure nobody asks again by only looking. */
const PATIENCE_MILLISECONDS = 60_000
const WAITING_AT_MOST = 200

export function placeOf(report: Pick<Report, 'name'>, asked: unknown): store.Place {
  return { name: report.name, digest: hash('sha256', canonical(asked)) }
}

export function reportsService({ db, clock }: { readonly db: Database; readonly clock: Clock }): ReportsService {
  async function stale(
    { triedAt, madeAt, position, milliseconds, problem }: store.KeptReport,
    now: Instant,
  ): Promise<boolean> {
    if (problem !== null) return now - (triedAt ?? 0) > PATIENCE_MILLISECONDS
    if (madeAt === null) return true
    const [run, setting, process] = await Promise.all([lastEnded(db), lastChange(db), processState(db)])
    if ((run?.endedAt ?? 0) > madeAt || (setting ?? 0) >= madeAt) return true
    const fresh = Math.max(FRESH.leastMilliseconds, FRESH.timesItsMaking * (milliseconds ?? 0))
    return now - madeAt > fresh && (process?.position ?? 0) !== position
  }
  return {
    async read(report, asked) {
      const place = placeOf(report, asked)
      const now = clock.now()
      const kept = await store.keptReport(db, place)
      const due = kept === undefined || (kept.askedAt === null && (await stale(kept, now)))
      if (due) {
        if ((await store.waitingReports(db)) >= WAITING_AT_MOST)
          throw new Refused(reportsTooMany({ atMost: WAITING_AT_MOST }))
        await store.askForReport(db, place, asked, now)
      } else await store.lookedAt(db, place, now)
      const { madeAt, milliseconds, problem, result } = kept ?? nothing
      const making = due || kept.askedAt !== null
      const state = making ? 'making' : problem === null ? 'ready' : 'failed'
      return { state, madeAt, milliseconds, problem, result }
    },
  }
}

const nothing: Answer & { readonly askedAt: null } = {
  ...{ state: 'making', askedAt: null, madeAt: null, milliseconds: null, problem: null, result: null },
}

/** What servers know of insights: what is kept in Postgres, and asking the insights process for more. */
import type { MemberId } from '../base/ids.ts'
import type { Words } from '../base/refusals.ts'
import { type AnomaliesService, anomaliesService } from './anomalies/service.ts'
import { contributors } from './contributors.ts'
import { figuresOf, type MemberFigures } from './figures/store.ts'
import { type Keeping, type KeepingParts, openKeeping } from './keeping.ts'
import { type RecommendationsService, recommendationsService } from './recommendations/service.ts'
import { allReports } from './reports/all.ts'
import { type ReportsService, reportsService } from './reports/service.ts'
import { segmentsSetting } from './rfm/segments.ts'
import * as store from './runs/store.ts'
import { type SettingsService, settingsService } from './settings/service.ts'

export type { MemberFigures } from './figures/store.ts'
export type { Keeping } from './keeping.ts'
export type { Run } from './runs/store.ts'

export type InsightsStatus = {
  /** Undefined as long as the insights process was never heard of. */ readonly process: store.ProcessState | undefined
  /** Whether it was heard of lately. */ readonly running: boolean
  /** The newest first. */ readonly runs: readonly store.Run[]
}

export type InsightsService = {
  readonly reports: ReportsService
  readonly settings: SettingsService
  readonly anomalies: AnomaliesService
  readonly recommendations: RecommendationsService
  status(): Promise<InsightsStatus>
  /** One that waits already is not asked for twice. */
  askRun(kind: store.RunKind, by: string): Promise<store.Run>
  /** Undefined when nothing is known of the member yet. */
  figures(memberId: MemberId): Promise<MemberFigures | undefined>
  /** By code, as they are set. */ segmentNames(): Promise<ReadonlyMap<string, Words>>
  /** Becomes the insights process: for a process of its own. */
  keep(given: Pick<KeepingParts, 'path' | 'onError' | 'megabytes' | 'threads'>): Promise<Keeping>
}

type Parts = Pick<KeepingParts, 'db' | 'copying' | 'clock' | 'ids' | 'rooms'>

/** A model at work says nothing for a while. */
const SILENT_MILLISECONDS = 2 * 60_000
const RUNS_SHOWN = 10

export function insightsService(parts: Parts): InsightsService {
  const { db, clock, ids } = parts
  const settings = settingsService(parts)
  return {
    reports: reportsService(parts),
    settings,
    anomalies: anomaliesService(parts),
    recommendations: recommendationsService({ ...parts.rooms, db, clock }),
    async status() {
      const [process, runs] = await Promise.all([store.processState(db), store.newestRuns(db, RUNS_SHOWN)])
      const running = process !== undefined && clock.now() - process.heardAt < SILENT_MILLISECONDS
      return { process, running, runs }
    },
    askRun: (kind, by) => store.askForRun(db, { runId: ids.next<'run'>(), kind, askedBy: by, askedAt: clock.now() }),
    async segmentNames() {
      const { value } = await settings.read(segmentsSetting)
      return new Map(value.map(({ code, name }) => [code, name]))
    },
    figures: (memberId) => figuresOf(db, memberId),
    keep: (given) => openKeeping({ ...parts, ...given, reports: allReports, contributors }),
  }
}

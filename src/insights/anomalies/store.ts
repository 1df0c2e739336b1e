/** All SQL on findings that are kept for review. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Because } from './judging.ts'
import type { Measure, SubjectKind } from './series.ts'

export type AnomalyId = Id<'anomaly'>
export const states = ['open', 'fine', 'followed-up'] as const
export type State = (typeof states)[number]

/** What a finding rests on. Times as texts, ids of members, figures. */
export type Evidence = {
  readonly count: number
  readonly total: number
  readonly usualCount: number
  readonly usualTotal: number | null
  readonly chance: number
  readonly corrected: number
  /** How many of its kind were looked at. */ readonly tests: number
  readonly days: number
  /** The last period first, those without anything too. */
  readonly periods: readonly { readonly count: number; readonly total: number }[]
  readonly largest: readonly { readonly memberId: string; readonly at: string; readonly amount: number }[]
}

export type NewAnomaly = {
  readonly anomalyId: AnomalyId
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly measure: Measure
  readonly because: Because
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly evidence: Evidence
  readonly foundAt: Instant
}

export type Anomaly = NewAnomaly & {
  readonly revision: number
  readonly state: State
  readonly note: string | null
  readonly reviewedBy: string | null
  readonly reviewedAt: Instant | null
}

const columns = sql.raw(`
  anomaly_id as "anomalyId", subject_kind as "subjectKind", subject_id as "subjectId", measure, because, starts_at as "startsAt",
  ends_at as "endsAt", evidence, found_at as "foundAt", revision, state, note, reviewed_by as "reviewedBy", reviewed_at as "reviewedAt"`)

/** What is found again on the next days, of days that were part of a finding already, is that finding. @returns how many are new */
export async function keepNew(tx: Tx, found: readonly NewAnomaly[]): Promise<number> {
  let added = 0
  for (const one of found)
    added += await changed(
      tx,
      sql`
        insert into insight_anomalies (anomaly_id, subject_kind, subject_id, measure, because, starts_at, ends_at, evidence, found_at)
        select ${one.anomalyId}::uuid, ${one.subjectKind}, ${one.subjectId}, ${one.measure}, ${one.because},
          ${stamp(one.startsAt)}::timestamptz, ${stamp(one.endsAt)}::timestamptz, ${JSON.stringify(one.evidence)}::jsonb,
          ${stamp(one.foundAt)}::timestamptz
        where not exists (
          select 1 from insight_anomalies a
          where a.subject_kind = ${one.subjectKind} and a.subject_id = ${one.subjectId} and a.measure = ${one.measure}
            and a.ends_at > ${stamp(one.startsAt)}::timestamptz
        )
        on conflict (subject_kind, subject_id, measure, ends_at) do nothing`,
    )
  return added
}

export type Narrowing = { readonly state: State | null; readonly before: AnomalyId | null; readonly limit: number }

/** The newest first. */
export function anomalies(on: Database, { state, before, limit }: Narrowing): Promise<Anomaly[]> {
  return rows(
    on,
    sql<Anomaly>`
      select ${columns} from insight_anomalies
      where (${state}::text is null or state = ${state}) and (${before}::uuid is null or anomaly_id < ${before}::uuid)
      order by anomaly_id desc limit ${limit}::int`,
  )
}

export function anomaly(on: Database | Tx, anomalyId: AnomalyId): Promise<Anomaly | undefined> {
  return row(on, sql<Anomaly>`select ${columns} from insight_anomalies where anomaly_id = ${anomalyId}::uuid`)
}

export type Review = Pick<Anomaly, 'revision' | 'state' | 'note'> & { readonly by: string; readonly at: Instant }

/** @returns false when it is no longer at the revision before */
export async function putReview(tx: Tx, anomalyId: AnomalyId, review: Review): Promise<boolean> {
  const written = await changed(
    tx,
    sql`
      update insight_anomalies set revision = revision + 1, state = ${review.state}, note = ${review.note},
        reviewed_by = ${review.by}, reviewed_at = ${stamp(review.at)}::timestamptz
      where anomaly_id = ${anomalyId}::uuid and revision = ${review.revision}::int`,
  )
  return written === 1
}

/** Findings as people review them. */
import { record } from '../../audit/record.ts'
import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import { anomalyUnknown, reviewedMeanwhile } from './errors.ts'
import * as store from './store.ts'

export type AnomaliesService = {
  /** The newest first. @param page.before id of the last one that was seen; one that is none begins at the newest */
  list(page: {
    readonly state: store.State | null
    readonly before: string | null
    readonly limit: number
  }): Promise<{ readonly items: readonly store.Anomaly[]; readonly nextCursor: string | null }>
  /** @param given.revision the one that was seen @throws Refused anomalyUnknown, reviewedMeanwhile */
  review(anomalyId: string, given: Pick<store.Review, 'revision' | 'state' | 'note' | 'by'>): Promise<store.Anomaly>
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

export function anomaliesService({ db, clock, ids }: Parts): AnomaliesService {
  return {
    async list({ state, before, limit }) {
      const from = before !== null && isId(before) ? asId<'anomaly'>(before) : null
      const found = await store.anomalies(db, { state, before: from, limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.anomalyId ?? null) : null }
    },
    async review(anomalyId, given) {
      if (!isId(anomalyId)) throw new Refused(anomalyUnknown({}))
      const id = asId<'anomaly'>(anomalyId)
      const at = clock.now()
      return transaction(db, async (tx) => {
        const before = await store.anomaly(tx, id)
        if (before === undefined) throw new Refused(anomalyUnknown({}))
        if (!(await store.putReview(tx, id, { ...given, at }))) {
          const { revision = 0 } = (await store.anomaly(tx, id)) ?? {}
          throw new Refused(reviewedMeanwhile({ revision, expected: given.revision }))
        }
        const fields = before.note === given.note ? {} : { fields: ['note'] }
        const member = before.subjectKind === 'member' ? { members: [asId<'member'>(before.subjectId)] } : {}
        const states = { before: { state: before.state }, after: { state: given.state } }
        await record(tx, { on: { kind: 'anomaly', id }, ...states, ...fields, ...member }, { at, ids })
        const after = await store.anomaly(tx, id)
        if (after === undefined) throw new Refused(anomalyUnknown({}))
        return after
      })
    },
  }
}

/** The risk of each person, what raises it, and when the next purchase is due, for the books. */
import { sql } from 'kysely'
import { dateOf } from '../../base/time.ts'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { surveyed } from './report.ts'

const ROW = '{"person_id":"UUID","churn":"SMALLINT","churn_because":"VARCHAR","due_on":"VARCHAR"}'

export const churnFigures: Contributor = {
  name: 'churn',
  columns: ['churn', 'churn_because', 'due_on'],
  async make(workshop) {
    const { copy, now, zone } = workshop
    const table = tableOf(churnFigures)
    await sql`
      create or replace temp table ${table} (person_id uuid, churn smallint, churn_because varchar, due_on varchar)`.execute(
      copy,
    )
    const today = dateOf(now, zone)
    await surveyed(workshop, async (people) => {
      const rows = people.map(({ habits, percent, because, next }) => ({
        ...{ person_id: habits.personId, churn: percent },
        churn_because: because.length === 0 ? null : JSON.stringify(because),
        due_on: next === undefined ? null : today.add({ days: Math.round(next.dueDays) }).toString(),
      }))
      await sql`
        insert into ${table} by name
        select unnest(from_json(${JSON.stringify(rows)}::json, ${sql.lit(`[${ROW}]`)}), recursive := true)`.execute(
        copy,
      )
    })
  },
}

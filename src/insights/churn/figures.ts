/** The risk of each person, what raises it, and when the next purchase is due, for the books. */
import { sql } from 'kysely'
import { dateOf } from '../../base/time.ts'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { looked } from './looking.ts'
import { churnSetting } from './setting.ts'
import { toldOf } from './telling.ts'

const ROW = '{"person_id":"UUID","churn":"SMALLINT","churn_because":"VARCHAR","due_on":"VARCHAR"}'

export const churnFigures: Contributor = {
  name: 'churn',
  columns: ['churn', 'churn_because', 'due_on'],
  async make({ copy, now, zone, currency, setting }) {
    const table = tableOf(churnFigures)
    await sql`
      create or replace temp table ${table} (person_id uuid, churn smallint, churn_because varchar, due_on varchar)`.execute(
      copy,
    )
    if (currency === undefined) return
    const today = dateOf(now, zone)
    const found = await looked({ copy, now, zone, currency, ...(await setting(churnSetting)) })
    for await (const people of found.everybody()) {
      const rows = toldOf(found, people).map(({ habits, percent, because, next }) => ({
        ...{ person_id: habits.personId, churn: percent },
        churn_because: because.length === 0 ? null : JSON.stringify(because),
        due_on: next === undefined ? null : today.add({ days: Math.round(next.dueDays) }).toString(),
      }))
      await sql`
        insert into ${table} by name
        select unnest(from_json(${JSON.stringify(rows)}::json, ${sql.lit(`[${ROW}]`)}), recursive := true)`.execute(
        copy,
      )
    }
  },
}

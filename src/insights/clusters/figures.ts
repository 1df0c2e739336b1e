/** The group of each person, for the books. */
import { sql } from 'kysely'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { found, remember } from './report.ts'

/** So many people at once: one text of DuckDB. */
const AT_ONCE = 50_000

export const clusterFigures: Contributor = {
  name: 'clusters',
  columns: ['cluster'],
  async make(workshop) {
    const { copy } = workshop
    const { result, people, groupOf } = await found(workshop)
    await sql`create or replace temp table ${tableOf(clusterFigures)} (person_id uuid, cluster varchar)`.execute(copy)
    await remember(copy, result)
    if (groupOf === undefined) return
    for (let from = 0; from < people.ids.length; from += AT_ONCE) {
      const lines = people.ids
        .slice(from, from + AT_ONCE)
        .map((id, at) => `${id},${result.clusters[groupOf[from + at] ?? 0]?.name ?? ''}`)
      await sql`
        insert into ${tableOf(clusterFigures)} select split_part(line, ',', 1)::uuid, split_part(line, ',', 2)
        from (select unnest(string_split(${lines.join(';')}::varchar, ';')) as line) as lines`.execute(copy)
    }
  },
}

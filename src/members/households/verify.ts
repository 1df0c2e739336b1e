/** What the two tables of households say of each other. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../../platform/postgres/checks.ts'
import type { Tx } from '../../platform/postgres/database.ts'

export function verifyHouseholds(tx: Tx): Promise<Check> {
  return checkOf(tx, 'L16', 'a household has as many members as it says, and its head is an adult among them', {
    counted: sql<{ rows: number }>`select count(*) as rows from households`,
    violations: sql<{ place: string }>`
      with there as (
        select household_id, count(*) as size, array_agg(member_id) filter (where role = 'adult') as adults
        from household_members group by household_id
      )
      select format('household %s', coalesce(h.household_id, t.household_id)) as place
      from households h full join there t using (household_id)
      where h.size is distinct from t.size or not coalesce(h.head_id = any(t.adults), false)`,
  })
}

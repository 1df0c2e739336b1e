/** All SQL on saved filters. */
import { sql } from 'kysely'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Filter, FilterId } from './filter.ts'

type On = Tx | Database

const filterColumns = sql.raw(`
  filter_id as "filterId", revision, name, condition, columns, shared, owner, created_at as "createdAt", changed_at as "changedAt"`)

/** The caller's own and those that are shared, by name. */
export function filtersSeenBy(on: On, owner: string): Promise<Filter[]> {
  return rows(
    on,
    sql<Filter>`select ${filterColumns} from member_filters where owner = ${owner} or shared order by name, filter_id`,
  )
}

export function filterById(on: On, filterId: FilterId): Promise<Filter | undefined> {
  return row(on, sql<Filter>`select ${filterColumns} from member_filters where filter_id = ${filterId}::uuid`)
}

export async function countFilters(on: On, owner: string): Promise<number> {
  const found = await row(
    on,
    sql<{ filters: number }>`select count(*) as filters from member_filters where owner = ${owner}`,
  )
  return found?.filters ?? 0
}

/** Fails with a violation of `member_filters_named` when the owner has one of that name. */
export async function insertFilter(tx: Tx, filter: Filter): Promise<void> {
  await sql`
    insert into member_filters (filter_id, revision, name, condition, columns, shared, owner, created_at, changed_at)
    values (${filter.filterId}::uuid, ${filter.revision}::int, ${filter.name}, ${JSON.stringify(filter.condition)}::jsonb,
      ${filter.columns}::text[], ${filter.shared}::bool, ${filter.owner}, ${stamp(filter.createdAt)}::timestamptz,
      ${stamp(filter.changedAt)}::timestamptz)`.execute(tx)
}

/** @returns false when it is no longer at the revision before */
export async function updateFilter(tx: Tx, filter: Filter): Promise<boolean> {
  const updated = await changed(
    tx,
    sql`
      update member_filters set revision = ${filter.revision}::int, name = ${filter.name},
        condition = ${JSON.stringify(filter.condition)}::jsonb, columns = ${filter.columns}::text[],
        shared = ${filter.shared}::bool, changed_at = ${stamp(filter.changedAt)}::timestamptz
      where filter_id = ${filter.filterId}::uuid and revision = ${filter.revision - 1}::int`,
  )
  return updated === 1
}

export async function deleteFilter(tx: Tx, filterId: FilterId): Promise<boolean> {
  return (await changed(tx, sql`delete from member_filters where filter_id = ${filterId}::uuid`)) === 1
}

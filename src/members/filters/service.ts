/** The use cases of saved filters. Whoever sees members keeps his own, and uses those that others share. */
import { record } from '../../audit/record.ts'
import { type Condition, parseCondition } from '../../base/conditions/index.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import { cleanText } from '../../base/text.ts'
import { isUniqueViolation, type Tx, transaction } from '../../platform/postgres/database.ts'
import { vocabularyOf } from '../conditions/service.ts'
import { textNotAllowed } from '../errors.ts'
import type { Room } from '../room.ts'
import { filterChangedMeanwhile, filterNameTaken, filterNotOwn, filtersTooMany, filterUnknown } from './errors.ts'
import { type Column, FILTERS_AT_MOST, type Filter, type FilterId, NAME_AT_MOST } from './filter.ts'
import * as store from './store.ts'

export type GivenFilter = {
  readonly name: string
  /** As JSON. */
  readonly condition: unknown
  readonly columns: readonly Column[] | null
  readonly shared: boolean
}

/** Who asks, and whether he keeps the office in order: then he changes and deletes what others share. */
export type Asker = { readonly id: string; readonly keepsOrder: boolean }

export type FiltersService = {
  list(by: Asker): Promise<Filter[]>
  /** @throws Refused filterUnknown */
  get(filterId: FilterId, by: Asker): Promise<Filter>
  /** @throws Refused filterNameTaken, filtersTooMany, what `parseCondition` refuses */
  create(given: GivenFilter, by: Asker): Promise<Filter>
  /** What is absent stays. @throws Refused filterUnknown, filterNotOwn, filterChangedMeanwhile, and what `create` does */
  change(filterId: FilterId, wish: Partial<GivenFilter> & { revision: number }, by: Asker): Promise<Filter>
  /** @throws Refused filterUnknown, filterNotOwn */
  remove(filterId: FilterId, by: Asker): Promise<void>
  /** What the list is narrowed to by a condition, a saved filter, or both. */
  narrowing(asked: { condition: unknown; filterId: FilterId | undefined }, by: Asker): Promise<unknown>
}

type Here = Pick<Room, 'db' | 'clock' | 'ids' | 'inForce' | 'segmentNames'>

export function filtersService(here: Here): FiltersService {
  const { db, clock, ids } = here
  const seen = (filter: Filter | undefined, { id }: Asker): Filter => {
    if (filter === undefined || (filter.owner !== id && !filter.shared)) throw new Refused(filterUnknown({}))
    return filter
  }
  const get = async (filterId: FilterId, by: Asker) => seen(await store.filterById(db, filterId), by)
  const own = async (tx: Tx, filterId: FilterId, by: Asker): Promise<Filter> => {
    const filter = seen(await store.filterById(tx, filterId), by)
    if (filter.owner !== by.id && !by.keepsOrder) throw new Refused(filterNotOwn({}))
    return filter
  }
  const told = (tx: Tx, filterId: FilterId, what: 'all' | readonly string[]) => {
    const fields = what === 'all' ? ['name', 'condition', 'columns', 'shared'] : what
    return record(tx, { on: { kind: 'member-filter', id: filterId }, fields }, { at: clock.now(), ids })
  }

  return {
    list: (by) => store.filtersSeenBy(db, by.id),
    get,
    async create(given, by) {
      const at = clock.now()
      const filter: Filter = {
        ...{ filterId: ids.next<'filter'>(), revision: 1, owner: by.id, createdAt: at, changedAt: at },
        ...{ name: nameOf(given.name), condition: await parsed(here, given.condition) },
        ...{ columns: given.columns, shared: given.shared },
      }
      return named(filter.name, async (tx) => {
        if ((await store.countFilters(tx, by.id)) >= FILTERS_AT_MOST)
          throw new Refused(filtersTooMany({ atMost: FILTERS_AT_MOST }))
        await store.insertFilter(tx, filter)
        await told(tx, filter.filterId, 'all')
        return filter
      })
    },
    async change(filterId, { revision, name, condition, ...wish }, by) {
      const wanted = {
        ...(name === undefined ? {} : { name: nameOf(name) }),
        ...(condition === undefined ? {} : { condition: await parsed(here, condition) }),
        ...wish,
      }
      return named(wanted.name ?? '', async (tx) => {
        const before = await own(tx, filterId, by)
        const after: Filter = { ...before, ...wanted, revision: revision + 1, changedAt: clock.now() }
        if (before.revision !== revision || !(await store.updateFilter(tx, after)))
          throw new Refused(filterChangedMeanwhile({ revision: before.revision, expected: revision }))
        await told(tx, filterId, Object.keys(wanted))
        return after
      })
    },
    async remove(filterId, by) {
      await transaction(db, async (tx) => {
        await own(tx, filterId, by)
        if (await store.deleteFilter(tx, filterId)) await told(tx, filterId, [])
      })
    },
    async narrowing({ condition, filterId }, by) {
      if (filterId === undefined) return condition
      const saved = (await get(filterId, by)).condition
      return condition === undefined ? saved : { all: [saved, condition] }
    },
  }

  async function named<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await transaction(db, work)
    } catch (error) {
      if (isUniqueViolation(error, 'member_filters_named')) throw new Refused(filterNameTaken({ name }))
      throw error
    }
  }
}

function nameOf(given: string): string {
  const name = cleanText(given, NAME_AT_MOST)
  if (name === undefined) throw new Refused(textNotAllowed({ field: 'name', atMost: NAME_AT_MOST }))
  return name
}

async function parsed(here: Here, condition: unknown): Promise<Condition> {
  return accepted(parseCondition(condition, await vocabularyOf(here)))
}

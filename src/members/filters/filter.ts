/** The words of saved filters as types. */
import type { Condition } from '../../base/conditions/index.ts'
import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'

export type FilterId = Id<'filter'>

/** Columns that a list of members may show besides the name. */
export const columns = ['number', 'phone', 'email', 'tier', 'status', 'joined', 'origin', 'tags'] as const
export type Column = (typeof columns)[number]

export type Filter = {
  readonly filterId: FilterId
  readonly revision: number
  readonly name: string
  readonly condition: Condition
  /** Null: those that whoever looks has chosen himself. */
  readonly columns: readonly Column[] | null
  /** True: everybody who sees members sees it. */
  readonly shared: boolean
  /** The staff member or the key. */
  readonly owner: string
  readonly createdAt: Instant
  readonly changedAt: Instant
}

export const NAME_AT_MOST = 60
/** More than this nobody picks from. */
export const FILTERS_AT_MOST = 100

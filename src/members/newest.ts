/**
 * The SQL of the list of members, newest first. Each way of narrowing it is read in the list's own order where it can be, so that
 * a page costs what it shows: a tag and a tier have indexes in that order; of names and ends of phones, first the newest members
 * are looked through, where frequent ones are found at once, and then the index of those who have it, who are few.
 */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import { losesUntil } from './losing.ts'
import type { Status } from './member.ts'
import { type MemberRow, memberColumns } from './store.ts'

type On = Tx | Database

export type Place = { readonly joinedAt: Instant; readonly memberId: MemberId }

/**
 * What a list is narrowed to; null means not narrowed. `tokens`: one set per live index key, one of which must be had whole;
 * with `memberIds` too, either is enough.
 */
export type Narrowing = {
  readonly memberIds: readonly MemberId[] | null
  readonly tokens: readonly (readonly number[])[] | null
  readonly status: Status | null
  readonly tier: string | null
  /** Members who never moved stand on the lowest tier and have no standing written. */
  readonly tierIsLowest: boolean
  /** Who loses a tier until then if he does nothing more; of `tier`, when it is given. */
  readonly losingUntil: Instant | null
  readonly tag: string | null
  readonly joinedFrom: Instant | null
  readonly joinedTo: Instant | null
  /** Over the row `m`; see conditions/vocabulary.ts. */
  readonly condition: RawBuilder<boolean> | null
}

/**
 * `limit` at most. Of the next `window` in the list's order; or of the `whole` list, found by what is rarest of all that it is
 * narrowed to.
 */
export type Reach = { readonly limit: number; readonly among: { readonly window: number } | 'whole' }

/** Newest first, after `after`. Only the conditions that are asked for are in the statement, so that each has its own plan. */
export function membersNewest(on: On, by: Narrowing, after: Place | null, reach: Reach): Promise<MemberRow[]> {
  const found = reach.among === 'whole' ? wholeOf(by, after) : windowOf(by, after, reach.among.window)
  return rows(
    on,
    sql<MemberRow>`
      select ${memberColumns}
      from (${found} order by m.joined_at desc, m.member_id desc limit ${reach.limit}::int) as m
        left join member_keys k on k.member_id = m.member_id
      order by m.joined_at desc, m.member_id desc`,
  )
}

/** Whether an index in the list's order has just those who are asked for, so that nobody is looked at in vain. */
export function isInOrder(by: Narrowing): boolean {
  return othersOf(by).length === 0 || isOfStatus(by)
}

function isOfStatus(by: Narrowing): boolean {
  return by.status !== null && conditionsOf(by).length === 1
}

/** Where a window of so many ends; undefined when no more than these are left. */
export function endOfWindow(on: On, by: Narrowing, after: Place | null, window: number): Promise<Place | undefined> {
  return row(
    on,
    sql<Place>`
      select p.joined_at as "joinedAt", p.member_id as "memberId" from (${placesOf(by, after)}) as p
      order by p.joined_at desc, p.member_id desc offset ${window - 1}::int limit 1`,
  )
}

type Sql = RawBuilder<unknown>

const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`

/** Which table beside the members has, in the list's order, those who satisfy one of the conditions; undefined: none has. */
function orderOf({ tag, tier, tierIsLowest }: Narrowing): { table: Sql; held: Sql } | undefined {
  if (tag !== null) return { table: sql`member_tags`, held: sql`tag = ${tag}` }
  if (tier !== null && !tierIsLowest)
    return { table: sql`standings`, held: sql`tier = ${tier} and joined_at is not null` }
  return undefined
}

/** The places of the list after `after`, newest first, of those whom its index has; once each, although two ladders may have a tier of one name. */
function placesOf(by: Narrowing, after: Place | null): Sql {
  const order = orderOf(by)
  const next = all([...(order === undefined ? [] : [order.held]), ...rangeOf(by, after)])
  return order === undefined
    ? sql`select joined_at, member_id from members where ${next} order by joined_at desc, member_id desc`
    : sql`
        select distinct on (joined_at, member_id) joined_at, member_id from ${order.table} where ${next}
        order by joined_at desc, member_id desc`
}

function windowOf(by: Narrowing, after: Place | null, window: number): Sql {
  const others = all(othersOf(by))
  if (orderOf(by) !== undefined)
    return sql`
      select m.* from (${placesOf(by, after)} limit ${window}::int) as p join members m on m.member_id = p.member_id
      where ${others}`
  const first = isOfStatus(by) ? [others] : []
  return sql`
    select m.* from (
      select * from members m where ${all([...first, ...rangeOf(by, after)])} order by joined_at desc, member_id desc
      limit ${window}::int
    ) as m where ${others}`
}

/** `offset 0`: Postgres finds all of them first, and does not hope to meet enough on its way through the newest. */
function wholeOf(by: Narrowing, after: Place | null): Sql {
  return sql`
    select m.* from (
      select * from members m where ${all([...conditionsOf(by), ...rangeOf(by, after)])} offset 0
    ) as m`
}

/** What limits the order itself. */
function rangeOf({ joinedFrom, joinedTo }: Narrowing, after: Place | null): Sql[] {
  const range: Sql[] = []
  if (joinedFrom !== null) range.push(sql`joined_at >= ${stamp(joinedFrom)}::timestamptz`)
  if (joinedTo !== null) range.push(sql`joined_at < ${stamp(joinedTo)}::timestamptz`)
  if (after !== null)
    range.push(sql`(joined_at, member_id) < (${stamp(after.joinedAt)}::timestamptz, ${after.memberId}::uuid)`)
  return range
}

/** What is not said already by the index that has the order. */
function othersOf(by: Narrowing): Sql[] {
  const order = orderOf(by)
  if (order === undefined) return conditionsOf(by)
  return conditionsOf(by, by.tag !== null ? 'tag' : 'tier')
}

/** Of a member `m`; without the one that is `said` elsewhere. */
function conditionsOf(by: Narrowing, said?: 'tag' | 'tier'): Sql[] {
  const conditions: Sql[] = []
  const found = by.tokens?.map((tokens) => sql`m.tokens @> ${tokens}::int4[]`) ?? []
  if (by.memberIds !== null) found.push(sql`m.member_id = any(${by.memberIds}::uuid[])`)
  if (found.length > 0) conditions.push(sql`(${sql.join(found, sql` or `)})`)
  if (by.status !== null) conditions.push(sql`m.status = ${by.status}`)
  if (by.tag !== null && said !== 'tag')
    conditions.push(sql`exists (select 1 from member_tags t where t.member_id = m.member_id and t.tag = ${by.tag})`)
  if (by.tier !== null && said !== 'tier') conditions.push(standsOn(by.tier, by.tierIsLowest))
  if (by.losingUntil !== null) conditions.push(losesUntil(by.losingUntil, by.tier))
  if (by.condition !== null) conditions.push(by.condition)
  return conditions
}

/** Nearly everybody stands on the lowest tier: he is looked up one by one. Without `offset 0` Postgres would first read all standings. */
function standsOn(tier: string, lowest: boolean): Sql {
  if (!lowest) return sql`exists (select 1 from standings s where s.member_id = m.member_id and s.tier = ${tier})`
  const stands = sql`exists (select 1 from standings s where s.member_id = m.member_id and s.tier = ${tier} offset 0)`
  const never = sql`not exists (select 1 from standings s where s.member_id = m.member_id offset 0)`
  return sql`(${stands} or (m.status <> 'prospect' and ${never}))`
}

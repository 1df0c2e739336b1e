/** Members who joined, left and were active, month by month, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type MonthsAsked, monthsOf } from '../months.ts'

/** `member_id`, `person_id`, `status`, `joined_ms` and `left_ms` of each record. */
type People = { readonly people: RawBuilder<unknown> }

/**
 * A person joined with the first of his records and left with the one that stands for him. Prospects are no members.
 */
const persons = ({ people }: People) => sql`(
  select person_id, min(joined_ms) as joined_ms, max(case when member_id = person_id then left_ms end) as left_ms
  from ${people} as people group by person_id having bool_or(member_id = person_id and status <> 'prospect')
)`

export type Membership = {
  /** As `monthOf` counts; null: before the months that are asked for. */
  readonly joined: number | null
  /** Null: not yet. Whoever left before the months that are asked for is not told of. */
  readonly left: number | null
  readonly people: number
}

/** How many joined and left in which months. */
export function memberships(on: Database, question: MonthsAsked & People): Promise<Membership[]> {
  const { oldest, since } = monthsOf(question)
  return rows(
    on,
    sql<Membership>`
      select case when joined >= 0 then joined + ${oldest}::int end as joined, gone + ${oldest}::int as "left", count(*)::bigint as people
      from (
        select ${since(sql`joined_ms`)} as joined, case when left_ms < ${question.asOf}::bigint then ${since(sql`left_ms`)} end as gone
        from ${persons(question)} as persons where joined_ms < ${question.asOf}::bigint
      ) as told
      where gone is null or gone >= 0 group by 1, 2 order by 1, 2`,
  )
}

export type Growth = {
  readonly month: number
  readonly joined: number
  readonly left: number
  /** At the end of the month, or so far. */
  readonly members: number
}

export function growth(all: readonly Membership[], { oldest, last }: { oldest: number; last: number }): Growth[] {
  const people = (which: (one: Membership) => boolean) => all.filter(which).reduce((sum, each) => sum + each.people, 0)
  let members = people(({ joined }) => joined === null)
  return Array.from({ length: last - oldest + 1 }, (_, place) => {
    const month = oldest + place
    const joined = people((one) => one.joined === month)
    const left = people((one) => one.left === month)
    members += joined - left
    return { month, joined, left, members }
  })
}

export type Activity = {
  readonly month: number
  /** Members at the end of the month, or so far. */
  readonly members: number
  /** Of them those who bought in that month or the ones before it, `within` months together. */
  readonly active: number
}

type ActivityAsked = MonthsAsked &
  People & {
    /** `person_id` and `placed_ms` of each purchase, in any currency. */
    readonly purchases: RawBuilder<unknown>
    readonly within: number
  }

export function activity(on: Database, question: ActivityAsked): Promise<Activity[]> {
  const { asOf, zone, months, within, purchases } = question
  // Who bought shortly before the first month counts in it.
  const { oldest, since, from } = monthsOf({ asOf, zone, months: months + within - 1 })
  const first = within - 1
  return rows(
    on,
    sql<Activity>`
      with bought as (
        select person_id, bit_or(1::bigint << ${since(sql`placed_ms`)}) as bits
        from ${purchases} as purchases
        where placed_ms >= ${from}::bigint and placed_ms < ${asOf}::bigint and person_id is not null
        group by person_id
      ), alike as (
        select joined, gone, bits, count(*) as people
        from (
          select ${since(sql`joined_ms`)} as joined, coalesce(bits, 0) as bits,
            case when left_ms < ${asOf}::bigint then ${since(sql`left_ms`)} end as gone
          from ${persons(question)} as persons left join bought on bought.person_id = persons.person_id
          where joined_ms < ${asOf}::bigint
        ) as told
        group by joined, gone, bits
      )
      select place::int + ${oldest}::int as month, coalesce(sum(people), 0)::bigint as members,
        coalesce(sum(case when (bits >> (place::int - ${first}::int)) & ${2 ** within - 1}::bigint <> 0 then people end), 0)::bigint as active
      from generate_series(${first}::int, ${first + months - 1}::int) as months (place)
      left join alike on joined <= place and (gone is null or gone > place)
      group by place order by place`,
  )
}

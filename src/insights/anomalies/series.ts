/**
 * What members, cashiers, stores and tills did, period by period, in the SQL that Postgres and DuckDB share: sums of all of a kind, and
 * the periods of those who could be a finding.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'
import { type Kind, PAST_AT_LEAST, type Period, type Series } from './judging.ts'

/** Table expressions with the columns of the copy's tables. */
export type Tables = {
  readonly moves: RawBuilder<unknown>
  readonly orders: RawBuilder<unknown>
  readonly people: RawBuilder<unknown>
}

export const subjects = ['member', 'cashier', 'store', 'till'] as const
export type SubjectKind = (typeof subjects)[number]
export const measures = ['earned', 'redeemed', 'given', 'visits'] as const
export type Measure = (typeof measures)[number]

export type Question = {
  readonly tables: Tables
  readonly subject: SubjectKind
  readonly measure: Measure
  /** The end of the last complete period. */ readonly asOf: Instant
  /** Whose movements count: a wallet that only measures standing is no anomaly. */ readonly wallets: readonly string[]
}

/** Rolling, so that there is always a complete one. Visits are rarer than points. */
export const DAYS = { points: 7, visits: 28 } as const
const PERIODS = { points: 26, visits: 12 } as const
const DAY = 86_400_000

export const daysOf = ({ measure }: Pick<Question, 'measure'>) => (measure === 'visits' ? DAYS.visits : DAYS.points)
const periodsOf = ({ measure }: Pick<Question, 'measure'>) => (measure === 'visits' ? PERIODS.visits : PERIODS.points)

/** Fewer visits a period than this tell nothing when they stay away. */
const VISITS_AT_LEAST = 2

const kindsOf: Record<Exclude<Measure, 'visits'>, RawBuilder<unknown>> = {
  earned: sql`kind = 'earn'`,
  redeemed: sql`kind in ('redeem', 'capture')`,
  given: sql`kind in ('adjust', 'gift') and amount > 0`,
}

/** Whose deed a movement is: nobody's when it is not known, or when members do it for themselves. */
const whose: Record<SubjectKind, RawBuilder<unknown>> = {
  member: sql`member_id::text`,
  cashier: sql`nullif(coalesce(actor, seller), member_id::text)`,
  store: sql`store`,
  till: sql`device`,
}

/** `subject`, `at_ms`, `amount` and `member_id` of each event, a person's under that person. */
export function eventsOf({ tables, subject, measure, wallets }: Question): RawBuilder<unknown> {
  const { moves, orders, people } = tables
  const persons = sql`(select member_id, person_id from ${people} as people where person_id <> member_id)`
  const event = (from: RawBuilder<unknown>) =>
    subject === 'member'
      ? sql`(
          select coalesce(p.person_id, e.member_id)::text as subject, e.at_ms, e.amount, e.member_id
          from ${from} as e left join ${persons} as p on p.member_id = e.member_id
        )`
      : from
  if (measure === 'visits')
    return event(sql`(
      select member_id::text as subject, placed_ms as at_ms, net_minor as amount, member_id from ${orders} as orders
      where member_id is not null
    )`)
  return event(sql`(
    select ${whose[subject]} as subject, at_ms, abs(amount) as amount, member_id from ${moves} as moves
    where ${kindsOf[measure]} and wallet in (${sql.join(wallets)}) and ${whose[subject]} is not null
  )`)
}

function periodic(question: Question): RawBuilder<unknown> {
  const length = daysOf(question) * DAY
  const { asOf } = question
  return sql`(
    select subject, floor((${asOf}::bigint - 1 - at_ms) / ${sql.lit(`${length}.0`)}::double precision)::int as period, count(*)::bigint as count,
      sum(amount)::bigint as total
    from ${eventsOf(question)} as events
    where at_ms < ${asOf}::bigint and at_ms >= ${asOf - length * (periodsOf(question) + 1)}::bigint
    group by 1, 2
  )`
}

function subjectsOf(question: Question): RawBuilder<unknown> {
  return sql`(
    select subject, max(period) as age, coalesce(sum(count) filter (where period = 0), 0)::bigint as count,
      coalesce(sum(total) filter (where period = 0), 0)::bigint as total,
      coalesce(sum(count) filter (where period > 0), 0)::bigint as before, coalesce(sum(total) filter (where period > 0), 0)::bigint as amount,
      coalesce(sum(count * count) filter (where period > 0), 0)::bigint as squares
    from ${periodic(question)} as periodic group by subject
  )`
}

/** With a past that is long enough to compare with; of visits, with enough of them. */
function known({ measure }: Question): RawBuilder<unknown> {
  const age = sql.lit(PAST_AT_LEAST)
  return measure === 'visits' ? sql`age >= ${age} and before >= ${sql.lit(VISITS_AT_LEAST)} * age` : sql`age >= ${age}`
}

export async function kindOf(on: Database, question: Question): Promise<Kind> {
  type Sums = Omit<Kind, 'dispersion'> & { readonly variance: number; readonly active: number }
  const tested = question.measure === 'visits' ? known(question) : sql`count > 0`
  const found = await row(
    on,
    sql<Sums>`
      select sums.*, quarters.* from (
        select count(*) filter (where ${tested})::int as tests, count(*) filter (where ${known(question)})::int as subjects,
          ${sum(sql`count`, question)} as count, ${sum(sql`before::double precision / age`, question)} as "usualCount",
          ${sum(sql`total`, question)} as total, ${sum(sql`amount::double precision / age`, question)} as "usualTotal",
          ${sum(sql`(squares - before::double precision * before / age) / (age - 1)`, question)} as variance
        from ${subjectsOf(question)} as subjects
      ) as sums cross join (
        select count(*)::int as active, (percentile_cont(0.25) within group (order by total))::double precision as quarter,
          (percentile_cont(0.5) within group (order by total))::double precision as middle,
          (percentile_cont(0.75) within group (order by total))::double precision as "threeQuarters"
        from ${subjectsOf(question)} as subjects where count > 0
      ) as quarters`,
  )
  if (found === undefined) throw new Error('sums have one row')
  const { variance, ...kind } = found
  return { ...kind, dispersion: kind.usualCount === 0 ? 1 : variance / kind.usualCount }
}

const sum = (of: RawBuilder<unknown>, question: Question) =>
  sql`coalesce(sum(${of}) filter (where ${known(question)}), 0)::double precision`

/**
 * The periods of those who could be a finding: who had twice of what is usual, or half of it where visits are asked about. All others
 * are no findings, whatever chance says.
 */
export async function candidates(on: Database, question: Question, kind: Kind): Promise<Series[]> {
  const wanted =
    question.measure === 'visits'
      ? sql`${known(question)} and count * 2 * age <= before + 1`
      : sql`count > 0 and case when ${known(question)} then count * age >= 2 * before or total * age >= 2 * amount
          else total >= ${2 * (kind.middle ?? 0)}::double precision end`
  const found = await rows(
    on,
    sql<Period & { readonly subject: string; readonly age: number }>`
      select s.subject, s.age, p.period, p.count, p.total
      from (select subject, age from ${subjectsOf(question)} as subjects where ${wanted}) as s
        join ${periodic(question)} as p on p.subject = s.subject
      order by s.subject, p.period`,
  )
  return [...Map.groupBy(found, (each) => each.subject)].map(([subject, all]) => ({
    ...{ subject, age: all[0]?.age ?? 0 },
    periods: all.map(({ period, count, total }) => ({ period, count, total })),
  }))
}

export type Largest = { readonly memberId: string; readonly atMs: number; readonly amount: number }

/** What the last period of a finding was made of, the largest first. */
export function largest(on: Database, question: Question, subject: string, limit: number): Promise<Largest[]> {
  return rows(
    on,
    sql<Largest>`
      select member_id::text as "memberId", at_ms as "atMs", amount from ${eventsOf(question)} as events
      where subject = ${subject} and at_ms < ${question.asOf}::bigint
        and at_ms >= ${question.asOf - daysOf(question) * DAY}::bigint
      order by amount desc, at_ms, 1 limit ${limit}::int`,
  )
}

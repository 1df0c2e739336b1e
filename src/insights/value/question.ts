/** What the models of buying need to know of everybody, as questions over the copy. A purchase is a day on which something was paid for. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant, TimeZone } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { dayOf, localTime } from '../localtime.ts'
import type { History } from './histories.ts'

export type ValueQuestion = {
  /** A table expression with `person_id`, `placed_ms`, `currency` and `net_minor` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** Purchases before it count. */ readonly asOf: Instant
  readonly zone: TimeZone
  readonly currency: string
}

const WEEK = 7

/** One row for each person and day; what came back entirely was no purchase. */
function days({ purchases, asOf, zone, currency }: ValueQuestion): RawBuilder<unknown> {
  const day = localTime(zone, asOf).day(sql.ref('placed_ms'))
  return sql`
    select person_id, day, sum(net_minor)::bigint as minor from (
      select person_id, ${day} as day, net_minor from ${purchases} as purchases
      where placed_ms < ${asOf}::bigint and currency = ${currency}::text
    ) as dated group by person_id, day having sum(net_minor) > 0`
}

/**
 * One row for each person: `purchases` is repeat purchases, `recency` and `age` are days, `repeat_minor` what the repeat purchases came
 * to. Days count from the first purchase to the day of `asOf`.
 */
export function people(question: ValueQuestion): RawBuilder<unknown> {
  return sql`
    select known.person_id, purchases, recency, ${dayOf(question.asOf, question.zone)}::int - first as age,
      minor - first_minor as repeat_minor
    from (
      select person_id, count(*)::int - 1 as purchases, min(day) as first, max(day) - min(day) as recency, sum(minor)::bigint as minor,
        sum(case when place = 1 then minor else 0 end)::bigint as first_minor
      from (select person_id, day, minor, row_number() over (partition by person_id order by day) as place from (${days(question)}) as days) as placed
      group by person_id
    ) as known`
}

/** How many people have a history, in weeks. */
export type Counted = { readonly history: History; readonly people: number }

const inWeeks = ({ purchases, recency, age }: History): History => ({
  ...{ purchases, recency: recency / WEEK, age: age / WEEK },
})

export async function countedHistories(on: Database, question: ValueQuestion): Promise<Counted[]> {
  const found = await rows(
    on,
    sql<History & { readonly people: number }>`
      select purchases, recency, age, count(*)::bigint as people from (${people(question)}) as people
      group by purchases, recency, age order by purchases, recency, age`,
  )
  return found.map(({ people: many, ...history }) => ({ history: inWeeks(history), people: many }))
}

/** More of them teach a model nothing that these do not. */
const LEARNED_FROM = 200_000

/**
 * As a model wants them: each as often as there are people. Of large shops every second person, every third …, in the order of
 * histories: so each kind of history is there as often as among all.
 */
export function* everyone(counted: readonly Counted[], most = LEARNED_FROM): Generator<History> {
  const all = counted.reduce((sum, { people: many }) => sum + many, 0)
  const step = Math.max(1, Math.ceil(all / most))
  let next = 0
  for (const { history, people: many } of counted) {
    for (; next < many; next += step) yield history
    next -= many
  }
}

export type Held = Counted & { /** Purchases after the cut, of each of these people. */ readonly later: number }

/** Histories up to the day of `cut`, of who bought before it, with what they bought from that day on. */
export async function heldBack(on: Database, question: ValueQuestion, cut: Instant): Promise<Held[]> {
  const cutDay = dayOf(cut, question.zone)
  const found = await rows(
    on,
    sql<History & { readonly people: number; readonly later: number }>`
      select purchases, recency, age, later, count(*)::bigint as people from (
        select count(*) filter (where day < ${cutDay}::int)::int - 1 as purchases,
          max(day) filter (where day < ${cutDay}::int) - min(day) as recency, ${cutDay}::int - min(day) as age,
          count(*) filter (where day >= ${cutDay}::int)::int as later
        from (${days(question)}) as days group by person_id having min(day) < ${cutDay}::int
      ) as people group by purchases, recency, age, later order by purchases, recency, age, later`,
  )
  return found.map(({ people: many, later, ...history }) => ({ history: inWeeks(history), people: many, later }))
}

/** The first day of who bought before the cut, and in which week since the first of all their repeat purchases were. */
export async function tracked(on: Database, question: ValueQuestion, cut: Instant) {
  const cutDay = dayOf(cut, question.zone)
  const found = await rows(
    on,
    sql<{ readonly first: number; readonly day: number; readonly n: number }>`
      select first, day, count(*)::bigint as n from (
        select day, min(day) over (partition by person_id) as first from (${days(question)}) as days
      ) as placed where first < ${cutDay}::int group by first, day order by first, day`,
  )
  const begins = found.reduce((least, { first }) => Math.min(least, first), cutDay)
  return {
    ...{ begins, cut: cutDay - begins, ends: dayOf(question.asOf, question.zone) - begins },
    /** Days since `begins`, with how many first came then. */
    came: found.filter(({ first, day }) => first === day).map(({ first, n }) => ({ day: first - begins, people: n })),
    /** Days since `begins`, with how many came again then. */
    again: found.filter(({ first, day }) => first !== day).map(({ day, n }) => ({ day: day - begins, purchases: n })),
  }
}

/** So many tell how values scatter; more of them tell the same. */
const SPENDINGS_AT_MOST = 50_000

/** Repeat purchases and their mean value of who came back: all, or about so many, chosen by their ids. */
export function spendings(on: Database, question: ValueQuestion): Promise<{ orders: number; mean: number }[]> {
  return rows(
    on,
    sql<{ orders: number; mean: number }>`
      select purchases as orders, repeat_minor::double precision / purchases as mean from (
        select purchases, repeat_minor, row_number() over (order by person_id) as place, count(*) over () as all_people
        from (${people(question)}) as people where purchases > 0
      ) as numbered
      where all_people <= ${SPENDINGS_AT_MOST}::bigint or place % ((all_people + ${SPENDINGS_AT_MOST - 1}::bigint) / ${SPENDINGS_AT_MOST}::bigint) = 0`,
  )
}

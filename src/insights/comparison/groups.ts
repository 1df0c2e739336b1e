/**
 * People who did something and people who did not, in groups that were alike before, in the SQL that Postgres and DuckDB share. What
 * counts as alike is told by cuts: coarsened exact matching of Iacus, King & Porro (2012), "Causal inference without balance
 * checking", Political Analysis 20 (1).
 */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'

export type Span = { readonly from: Instant; readonly to: Instant }

export type GroupsQuestion = {
  /** `person_id`, `placed_ms`, `currency` and `net_minor` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** `member_id`, `person_id`, `status`, `joined_ms` and `left_ms` of each record. */
  readonly people: RawBuilder<unknown>
  /** `person_id` of everybody who did it. */
  readonly did: RawBuilder<unknown>
  readonly currency: string
  /**
   * One follows another; all but the window are as long. People are alike by `earlier`, and it is `before` that `after` is held against:
   * who happened to buy much in a stretch buys less in the next one, so that matching on `before` itself would find what is not there
   * (Daw & Hatfield 2018, "Matching and regression to the mean in difference-in-differences analysis", Health Services Research 53).
   */
  readonly earlier: Span
  readonly before: Span
  readonly window: Span
  readonly after: Span
}

/** What people are matched on, as it was when `before` began. */
export const features = ['frequency', 'spent', 'recency', 'tenure'] as const
export type Feature = (typeof features)[number]

/** A value belongs to the first cut that it does not exceed, or behind the last. */
export type Cuts = Readonly<Record<Feature, readonly number[]>>

/** Sums over the people of one side in one group. */
export type Side = {
  /** Names the group. */
  readonly alike: string
  readonly did: boolean
  readonly people: number
  readonly ordersBefore: number
  readonly moneyBefore: number
  /** Orders and money after, less before: sums, and sums of squares. */
  readonly orders: number
  readonly ordersSquared: number
  readonly money: number
  readonly moneySquared: number
} & Readonly<Record<Feature | `${Feature}Squared`, number>>

const DAY = 86_400_000
/** Orders: each of the first few counts, then it is the order of size. */
const FREQUENCIES = [0, 1, 2, 4, 8, 16]
/** Days since the last purchase, or since joining. */
const RECENCIES = [14, 30, 60, 120, 240]
const TENURES = [90, 180, 365, 730]
/** The last fifth once more by its uppermost quarter: a few spend many times what the others do. */
const FIFTHS = [0.2, 0.4, 0.6, 0.8, 0.95]

/** Members of that moment with what they had bought before it, and what they bought after. Who left meanwhile stays: he buys nothing. */
function told(question: GroupsQuestion): RawBuilder<unknown> {
  const { purchases, people, did, currency, earlier, before, window, after } = question
  const within = ({ from, to }: Span) => sql`placed_ms >= ${from}::bigint and placed_ms < ${to}::bigint`
  const count = (span: Span) => sql`count(case when ${within(span)} then 1 end)`
  const sum = (span: Span) => sql`coalesce(sum(case when ${within(span)} then net_minor end), 0)`
  const since = (at: RawBuilder<unknown>) => sql`floor((${before.from}::bigint - ${at}) / ${sql.lit(DAY)}.0)::bigint`
  return sql`
    select (did.person_id is not null) as did, coalesce(came, 0) as came, coalesce(frequency, 0) as frequency,
      coalesce(spent, 0) as spent, ${since(sql`coalesce(last_ms, joined_ms)`)} as recency, ${since(sql`joined_ms`)} as tenure,
      coalesce(orders_before, 0) as "ordersBefore", coalesce(money_before, 0) as "moneyBefore",
      coalesce(orders_after - orders_before, 0) as orders, coalesce(money_after - money_before, 0) as money
    from (
      select person_id, min(joined_ms) as joined_ms from ${people} as people group by person_id
      having bool_or(member_id = person_id and status <> 'prospect' and (left_ms is null or left_ms >= ${window.from}::bigint))
    ) as persons
    left join (
      select person_id, max(case when placed_ms < ${before.from}::bigint then placed_ms end) as last_ms,
        case when ${count(window)} > 0 then 1 else 0 end as came, ${count(earlier)} as frequency, ${sum(earlier)} as spent,
        ${count(before)} as orders_before, ${sum(before)} as money_before, ${count(after)} as orders_after, ${sum(after)} as money_after
      from ${purchases} as purchases
      where placed_ms < ${after.to}::bigint and currency = ${currency}::text and person_id is not null group by person_id
    ) as bought on bought.person_id = persons.person_id
    left join (select distinct person_id from ${did} as doing) as did on did.person_id = persons.person_id
    where joined_ms < ${before.from}::bigint`
}

/** Money in fifths of those who did it and had bought: what is much is different in each shop. */
export async function cutsFor(on: Database, question: GroupsQuestion): Promise<Cuts> {
  const fifths = FIFTHS.map(
    (share, place) =>
      sql`(percentile_disc(${sql.lit(share)}) within group (order by spent))::bigint as ${sql.ref(`fifth${place}`)}`,
  )
  const found = await row(
    on,
    sql<
      Record<string, number | null>
    >`select ${sql.join(fifths)} from (${told(question)}) as told where did and spent > 0`,
  )
  const money = Object.values(found ?? {}).flatMap((value) => (value === null ? [] : [value]))
  const spent = [0, ...new Set(money)].toSorted((a, b) => a - b)
  return { frequency: FREQUENCIES, spent, recency: RECENCIES, tenure: TENURES }
}

/** Both sides of every group, also of those that have one side only. */
export function groups(on: Database, question: GroupsQuestion & { readonly cuts: Cuts }): Promise<Side[]> {
  const places = features.map((feature) => {
    const whens = question.cuts[feature].map(
      (cut, place) => sql`when ${sql.ref(feature)} <= ${cut}::bigint then ${sql.lit(place)}`,
    )
    return sql`(case ${sql.join(whens, sql` `)} else ${sql.lit(question.cuts[feature].length)} end)::text`
  })
  const sums = [...features, 'orders', 'money'].flatMap((name) => {
    const value = sql`${sql.ref(name)}::double precision`
    return [sql`sum(${value}) as ${sql.ref(name)}`, sql`sum(${value} * ${value}) as ${sql.ref(`${name}Squared`)}`]
  })
  const levels = sql`
    sum("ordersBefore")::double precision as "ordersBefore", sum("moneyBefore")::double precision as "moneyBefore"`
  return rows(
    on,
    sql<Side>`
      select came::text || '/' || ${sql.join(places, sql` || '/' || `)} as alike, did, count(*)::bigint as people, ${levels}, ${sql.join(sums)}
      from (${told(question)}) as told group by 1, 2 order by 1, 2`,
  )
}

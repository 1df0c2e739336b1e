/** The loyalty index of each member, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'
import type { Counted, Percentiles } from './rules.ts'
import { type MeasuredPart, measuredParts, type Weights } from './weights.ts'

export type LoyaltyQuestion = {
  /** A table expression with `member_id`, `person_id`, `status` and `joined_ms`. */ readonly people: RawBuilder<unknown>
  /** A table expression with `person_id`, `placed_ms`, `currency` and `net_minor`. */
  readonly purchases: RawBuilder<unknown>
  /** A table expression with `person_id` and `at_ms` of each time that points were redeemed. */
  readonly redemptions: RawBuilder<unknown>
  /** What came before it counts. */ readonly asOf: Instant
  readonly currency: string
  readonly weights: Pick<Weights, 'withinDays'>
}

const DAY = 86_400_000

/** A table expression: percentiles of every member who had joined, 0 … 1: the share of the others who have less. */
export function ranked({
  people,
  purchases,
  redemptions,
  asOf,
  currency,
  weights,
}: LoyaltyQuestion): RawBuilder<unknown> {
  const from = sql`${asOf - weights.withinDays * DAY}::bigint`
  const rank = (order: RawBuilder<unknown>) => sql`percent_rank() over (order by ${order})`
  return sql`(
    select who.member_id as person_id,
      ${rank(sql`coalesce(floor(bought.last_ms / ${sql.lit(`${DAY}.0`)}::double precision), -1)`)} as recency,
      ${rank(sql`coalesce(bought.purchases, 0)`)} as frequency,
      ${rank(sql`coalesce(bought.net_minor, 0)`)} as value,
      ${rank(sql`coalesce(redeemed.times, 0)`)} as engagement
    from ${people} as who
    left join (
      select person_id, max(placed_ms) as last_ms, sum(case when placed_ms >= ${from} then 1 else 0 end)::bigint as purchases,
        sum(case when placed_ms >= ${from} and currency = ${currency}::text then net_minor else 0 end)::bigint as net_minor
      from ${purchases} as purchases where placed_ms < ${asOf}::bigint group by person_id
    ) as bought on bought.person_id = who.member_id
    left join (
      select person_id, count(*)::bigint as times from ${redemptions} as redemptions
      where at_ms >= ${from} and at_ms < ${asOf}::bigint group by person_id
    ) as redeemed on redeemed.person_id = who.member_id
    where who.member_id = who.person_id and who.status not in ('closed', 'prospect') and who.joined_ms < ${asOf}::bigint
  )`
}

export type Telling = { readonly members: number; readonly telling: ReadonlySet<MeasuredPart> }

/** In which parts members differ. */
export async function tellingParts(on: Database, from: RawBuilder<unknown>): Promise<Telling> {
  const most = measuredParts.map((part) => sql`coalesce(max(${sql.id(part)}), 0) > 0 as ${sql.id(part)}`)
  const found = await row(
    on,
    sql<{ members: number } & Record<MeasuredPart, boolean>>`
      select count(*)::bigint as members, ${sql.join(most)} from ${from} as ranked`,
  )
  return {
    members: found?.members ?? 0,
    telling: new Set(measuredParts.filter((part) => found?.[part] === true)),
  }
}

/** The index over the columns of percentiles, 0 … 100, not rounded. */
export function indexSql(counted: readonly Counted[]): RawBuilder<number> {
  const terms = counted.flatMap(({ part, share, leftOut }) =>
    leftOut === null ? [sql`${sql.id(part)} * ${sql.lit(String(100 * share))}::double precision`] : [],
  )
  return terms.length === 0 ? sql<number>`0::double precision` : sql<number>`(${sql.join(terms, sql` + `)})`
}

export type Loyal = Percentiles & { readonly personId: string; readonly index: number }

/** Everybody, by id. */
export function loyalty(on: Database, from: RawBuilder<unknown>, counted: readonly Counted[]): Promise<Loyal[]> {
  const percentiles = measuredParts.map((part) => sql`100 * ${sql.id(part)} as ${sql.id(part)}`)
  return rows(
    on,
    sql<Loyal>`
      select person_id::text as "personId", ${sql.join(percentiles)}, ${indexSql(counted)} as "index"
      from ${from} as ranked order by person_id`,
  )
}

/** Steps of five: the index of 100 is in the last one. */
export const STEP = 5
/** Half is half, though two thirds of three quarters are not quite. */
const ROUNDING = '1e-9'

/** How many members are in each step, from 0 on; steps without anybody are left out. */
export function distribution(
  on: Database,
  from: RawBuilder<unknown>,
  counted: readonly Counted[],
): Promise<{ step: number; members: number }[]> {
  return rows(
    on,
    sql`
      select least(${sql.lit(100 / STEP - 1)}, floor((${indexSql(counted)} + ${sql.raw(ROUNDING)}) / ${sql.lit(STEP)}))::int as step, count(*)::bigint as members
      from ${from} as ranked group by 1 order by 1`,
  )
}

export type Mover = { readonly personId: string; readonly before: number; readonly after: number } & Percentiles & {
    readonly was: Percentiles
  }

type MoverRow = Omit<Mover, 'was'> & { readonly [part in `was_${MeasuredPart}`]: number }

/** @param up whose index rose most, or fell most; members who had joined at both instants */
export async function movers(
  on: Database,
  given: {
    readonly before: RawBuilder<unknown>
    readonly after: RawBuilder<unknown>
    readonly counted: readonly Counted[]
  },
  asked: { readonly up: boolean; readonly limit: number },
): Promise<Mover[]> {
  const indexed = (from: RawBuilder<unknown>) =>
    sql`(select ranked.*, ${indexSql(given.counted)} as loyalty from ${from} as ranked)`
  const percentiles = measuredParts.flatMap((part) => [
    sql`100 * after.${sql.id(part)} as ${sql.id(part)}`,
    sql`100 * before.${sql.id(part)} as ${sql.id(`was_${part}`)}`,
  ])
  const rise = asked.up ? sql`after.loyalty - before.loyalty` : sql`before.loyalty - after.loyalty`
  const found = await rows(
    on,
    sql<MoverRow>`
      select after.person_id::text as "personId", before.loyalty as before, after.loyalty as after, ${sql.join(percentiles)}
      from ${indexed(given.after)} as after join ${indexed(given.before)} as before on before.person_id = after.person_id
      where ${rise} > 0
      order by ${rise} desc, after.person_id limit ${asked.limit}::int`,
  )
  return found.map(({ was_recency, was_frequency, was_value, was_engagement, ...mover }) => ({
    ...mover,
    was: { recency: was_recency, frequency: was_frequency, value: was_value, engagement: was_engagement },
  }))
}

/**
 * On which days each person bought, asked of the copy. A million people with ten purchases each are held as numbers in a row, and come
 * as a few thousand texts: ten million rows would take longer than everything that is made of them.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Instant, TimeZone } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { localTime } from '../localtime.ts'
import { stages } from './stages.ts'

export type People = {
  readonly count: number
  readonly ids: readonly string[]
  /** Day on which the person joined; all days are numbered from 1970-01-01. */
  readonly joined: Int32Array
  /** Where the days of each person begin in `days`; one more than there are people. */
  readonly starts: Uint32Array
  /** Days with a purchase, rising, each once. */
  readonly days: Int32Array
  /** The stage that was told before, by its place among `stages` from 1 on, and its first day; 0 where nothing was told. */
  readonly stageBefore: Uint8Array
  readonly sinceBefore: Int32Array
}

export type PeopleQuestion = {
  /** A table expression with `member_id`, `person_id`, `status` and `joined_ms`. */
  readonly people: RawBuilder<unknown>
  /** A table expression with `person_id` and `placed_ms`. */
  readonly purchases: RawBuilder<unknown>
  /** A table expression with `person_id`, `stage` and `since`, a day: what was told before. */
  readonly before?: RawBuilder<unknown>
  /** What came before it counts. */
  readonly asOf: Instant
  readonly zone: TimeZone
}

const placeOf = (stage: RawBuilder<unknown>) =>
  sql`case ${stage} ${sql.join(
    stages.map((name, at) => sql`when ${sql.lit(name)} then ${sql.lit(String(at + 1))}`),
    sql` `,
  )} else '0' end`

/** Everybody whose membership is not closed and who had joined or bought, in no order. */
export async function peopleBefore(on: Database, question: PeopleQuestion): Promise<People> {
  const { people, purchases, asOf, zone } = question
  const time = localTime(zone, asOf)
  const before = question.before ?? sql`(select null::uuid as person_id, null::text as stage, null::int as since)`
  const found = await rows(
    on,
    sql<{ text: string }>`
      select string_agg(
        who.member_id::text || ':' || who.joined::text || ':' || ${placeOf(sql`before.stage`)} || ':'
          || coalesce(before.since, 0)::text || ':' || coalesce(bought.days, ''), ';') as text
      from (
        select member_id, joined_ms, ${time.day(sql`joined_ms`)} as joined
        from ${people} as people where member_id = person_id and status <> 'closed'
      ) as who
      left join (
        select person_id, string_agg(day::text, ',') as days
        from (
          select person_id, ${time.day(sql`placed_ms`)} as day
          from ${purchases} as purchases where placed_ms < ${asOf}::bigint
        ) as purchased
        group by person_id
      ) as bought on bought.person_id = who.member_id
      left join ${before} as before on before.person_id = who.member_id
      where who.joined_ms < ${asOf}::bigint or bought.person_id is not null
      group by substr(who.member_id::text, 34)`,
  )
  return parsed(found.map(({ text }) => text))
}

const ID_LENGTH = 36
const [COMMA, COLON, MINUS, ZERO] = [44, 58, 45, 48]

/** @param texts `id:joined:stage:since:day,day;id:…`; days in any order, some of them twice */
function parsed(texts: readonly string[]): People {
  const ids: string[] = []
  const joined: number[] = []
  const stageBefore: number[] = []
  const sinceBefore: number[] = []
  const starts: number[] = [0]
  let days = new Int32Array(1_024)
  let held = 0
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) {
      ids.push(text.slice(at, at + ID_LENGTH))
      const reading = { at: at + ID_LENGTH }
      joined.push(numberAfter(text, reading))
      stageBefore.push(numberAfter(text, reading))
      sinceBefore.push(numberAfter(text, reading))
      const from = held
      while (isMore(text, reading)) {
        if (held === days.length) {
          const larger = new Int32Array(2 * held)
          larger.set(days)
          days = larger
        }
        days[held] = numberAfter(text, reading)
        held += 1
      }
      held = orderedOnce(days, from, held)
      starts.push(held)
      // Behind whoever never bought stands the sign that days would follow.
      at = text.charCodeAt(reading.at) === COLON ? reading.at + 1 : reading.at
    }
  }
  return {
    ...{ count: ids.length, ids, joined: Int32Array.from(joined), starts: Uint32Array.from(starts) },
    ...{
      days: days.slice(0, held),
      stageBefore: Uint8Array.from(stageBefore),
      sinceBefore: Int32Array.from(sinceBefore),
    },
  }
}

/** Whether a number follows the sign at which the reading stands. */
function isMore(text: string, { at }: { readonly at: number }): boolean {
  const [sign, next] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  return (sign === COMMA || sign === COLON) && (next === MINUS || (next >= ZERO && next <= ZERO + 9))
}

/** The number after the sign at which the reading stands, which then stands behind it. */
function numberAfter(text: string, reading: { at: number }): number {
  let at = reading.at + 1
  const negative = text.charCodeAt(at) === MINUS
  if (negative) at += 1
  let number = 0
  for (let sign = text.charCodeAt(at); sign >= ZERO && sign <= ZERO + 9; sign = text.charCodeAt(at)) {
    number = number * 10 + sign - ZERO
    at += 1
  }
  reading.at = at
  return negative ? -number : number
}

/** Up to so many an insertion is faster than sorting. */
const FEW = 32

/** Puts the days between two places in order, each once. @returns where they end now */
function orderedOnce(days: Int32Array, from: number, to: number): number {
  if (to - from > FEW) days.subarray(from, to).sort()
  else
    for (let next = from + 1; next < to; next += 1) {
      const day = days[next] ?? 0
      let at = next
      for (; at > from && (days[at - 1] ?? 0) > day; at -= 1) days[at] = days[at - 1] ?? 0
      days[at] = day
    }
  let end = from
  for (let at = from; at < to; at += 1)
    if (at === from || days[at] !== days[end - 1]) {
      days[end] = days[at] ?? 0
      end += 1
    }
  return end
}

/** How many people are in each stage, how that was month by month, and who went where. */

import { sql } from 'kysely'
import { Type } from 'typebox'
import { isRefusal } from '../../base/refusals.ts'
import type { Instant, TimeZone } from '../../base/time.ts'
import { dayOf, monthOf, monthStart } from '../localtime.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { dateText } from './days.ts'
import { peopleBefore } from './people.ts'
import { counted, flow, type Measured, measured, stagesOn } from './population.ts'
import { stages } from './stages.ts'
import { thresholdsSetting } from './thresholds.ts'

/** Looked back, the one under way included. */
const MONTHS = 13
const LATELY_DAYS = 7

const stage = Type.Enum([...stages])
const moveSchema = Type.Object({
  from: Type.Union([Type.Null(), stage], { description: 'Null: had not joined yet' }),
  to: stage,
  people: Type.Integer(),
})

export const lifecycleReport = report({
  name: 'lifecycle',
  operationId: 'getLifecycle',
  summary: 'How many people are in each stage of the lifecycle, month by month, and who went from which to which',
  asked: Type.Object({}),
  standing: true,
  result: Type.Object({
    people: Type.Integer(),
    missing: missingSchema,
    stages: Type.Array(Type.Object({ stage, people: Type.Integer() }), { description: 'In the order of life' }),
    lately: Type.Object(
      { since: Type.String({ format: 'date' }), moves: Type.Array(moveSchema) },
      { description: 'From seven days ago until today; who stayed is left out' },
    ),
    months: Type.Array(
      Type.Object({
        until: Type.String({ format: 'date', description: 'The last day that counts; of the last month it is today' }),
        people: Type.Array(Type.Integer(), { description: 'Of each stage in the order of life' }),
        moves: Type.Array(moveSchema, { description: 'From the end of the month before; who stayed included' }),
      }),
      { description: 'By today’s yardsticks, the earliest first' },
    ),
    rhythm: Type.Union([
      Type.Null(),
      Type.Object({
        usualDays: Type.Number({
          description: 'Days between two purchases in the middle, of who has no rhythm of his own',
        }),
        spread: Type.Number({ description: 'Standard deviation of the logarithms' }),
        gaps: Type.Integer({ description: 'That it is told by' }),
      }),
    ]),
    model: Type.Union(
      [Type.Null(), Type.Object({ r: Type.Number(), alpha: Type.Number(), a: Type.Number(), b: Type.Number() })],
      { description: 'BG/NBD in days; null where there is too little for it' },
    ),
    withoutModel: missingSchema,
  }),
  async make({ copy, now, zone, setting }) {
    const thresholds = await setting(thresholdsSetting)
    const today = dayOf(now, zone)
    const people = await peopleBefore(copy, { people: sql`people`, purchases, asOf: now, zone })
    const found = measured(people, thresholds, today)
    const since = today - LATELY_DAYS
    if (isRefusal(found))
      return {
        ...{ people: people.count, missing: missingOf(found), stages: [], months: [], rhythm: null, model: null },
        ...{ withoutModel: null, lately: { since: dateText(since), moves: [] } },
      }
    const ends = monthEnds(now, zone)
    const days = [...new Set([...ends, since, today])].toSorted((one, other) => one - other)
    const on = new Map(stagesOn(people, found.yardsticks, days).map((places, at) => [days[at], places]))
    const placesOn = (day: number | undefined) => on.get(day) ?? new Uint8Array(people.count)
    const months = ends.slice(1).map((until, at) => ({
      ...{ until: dateText(until), people: counted(placesOn(until)) },
      moves: moves(placesOn(ends[at]), placesOn(until)),
    }))
    return {
      ...{ people: people.count, missing: null, months, ...shown(found) },
      stages: counted(placesOn(today)).map((count, at) => ({ stage: stages[at] ?? 'prospect', people: count })),
      lately: {
        since: dateText(since),
        moves: moves(placesOn(since), placesOn(today)).filter(({ from, to }) => from !== to),
      },
    }
  },
})

function shown({ yardsticks: { rhythm, alive }, withoutModel }: Measured) {
  const { usualDays, spread, gaps } = rhythm
  return {
    rhythm: { usualDays, spread, gaps },
    model: alive ?? null,
    withoutModel: withoutModel === undefined ? null : missingOf(withoutModel),
  }
}

/** The last days of the months, one more than are shown, and today. */
function monthEnds(now: Instant, zone: TimeZone): number[] {
  const running = monthOf(now, zone)
  const before = Array.from({ length: MONTHS }, (_, back) => dayOf(monthStart(running - back, zone), zone) - 1)
  return [...before.toReversed(), dayOf(now, zone)]
}

/** The largest first. */
function moves(before: Uint8Array, after: Uint8Array) {
  return flow(before, after)
    .flatMap((row, from) =>
      row.flatMap((count, to) => {
        const stage = stages[to - 1]
        return stage === undefined || count === 0 ? [] : [{ from: stages[from - 1] ?? null, to: stage, people: count }]
      }),
    )
    .sort((one, other) => other.people - one.people)
}

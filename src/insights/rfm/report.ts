/** Recency, frequency and monetary value of the whole programme: cells, segments, and who moved. */
import { Type } from 'typebox'
import { asInstant, type Instant, type TimeZone } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from './errors.ts'
import { type Move, moves } from './migration.ts'
import { type Cell, rfmCells } from './rfm.ts'
import { type Segment, segmentOf, segmentSchema, segmentSql, segmentsSetting } from './segments.ts'

const score = Type.Integer({ minimum: 1, maximum: 5 })

/** Months whose moves are told. */
const MONTHS = 6

export const rfmReport = report({
  name: 'rfm',
  operationId: 'getRfm',
  summary: 'Recency, frequency and monetary value in five steps each: cells, segments, and moves month by month',
  asked: Type.Object({}),
  standing: true,
  result: Type.Object({
    currency: textOrNull(),
    people: Type.Integer({ description: 'Who bought at least once' }),
    missing: missingSchema,
    cells: Type.Array(
      Type.Object({
        ...{ recency: score, frequency: score, monetary: score, segment: Type.String() },
        ...{ people: Type.Integer(), monetaryMinor: Type.Integer() },
      }),
    ),
    segments: Type.Array(
      Type.Object({
        ...{ code: segmentSchema.properties.code, name: segmentSchema.properties.name },
        ...{ people: Type.Integer(), monetaryMinor: Type.Integer() },
      }),
      { description: 'In the order of the setting' },
    ),
    months: Type.Array(
      Type.Object({
        begins: Type.String({ format: 'date', description: 'The month’s first day, in the programme’s time zone' }),
        moves: Type.Array(
          Type.Object({
            ...{ from: textOrNull({ description: 'Null: had not bought yet' }), to: textOrNull() },
            people: Type.Integer(),
          }),
        ),
      }),
      { description: 'From the month’s beginning to its end, the earliest first; the last one is under way' },
    ),
  }),
  async make({ copy, now, zone, currency, setting }) {
    const segments = await setting(segmentsSetting)
    const known = { currency: currency ?? null, people: 0, missing: null, cells: [], segments: [], months: [] }
    if (currency === undefined) return { ...known, missing: missingOf(nobodyBought({})) }
    const cells = await rfmCells(copy, { purchases, asOf: now, currency })
    const months: { begins: string; moves: Move[] }[] = []
    const question = { purchases, currency, segment: segmentSql(segments) }
    for (const { begins, before, after } of monthsUntil(now, zone))
      months.push({ begins, moves: await moves(copy, question, { before, after }) })
    return {
      ...{ ...known, months, people: cells.reduce((sum, { people }) => sum + people, 0) },
      cells: cells.map(({ r, f, m, people, monetaryMinor }) => ({
        ...{ recency: r, frequency: f, monetary: m, people, monetaryMinor },
        segment: segmentOf(segments, { r, f, m })?.code ?? '',
      })),
      segments: totals(segments, cells),
    }
  },
})

function totals(segments: readonly Segment[], cells: readonly Cell[]) {
  return segments.map(({ code, name }) => {
    const mine = cells.filter((cell) => segmentOf(segments, cell)?.code === code)
    const sum = (of: (cell: Cell) => number) => mine.reduce((all, cell) => all + of(cell), 0)
    return { code, name, people: sum(({ people }) => people), monetaryMinor: sum(({ monetaryMinor }) => monetaryMinor) }
  })
}

/** The last months, the one under way included: it ends now. */
function monthsUntil(now: Instant, zone: TimeZone): { begins: string; before: Instant; after: Instant }[] {
  const first = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).with({ day: 1 }).startOfDay()
  return Array.from({ length: MONTHS }, (_, index) => {
    const begins = first.subtract({ months: MONTHS - 1 - index })
    const ends = begins.add({ months: 1 })
    return {
      begins: begins.toPlainDate().toString(),
      before: asInstant(begins.epochMilliseconds),
      after: asInstant(Math.min(ends.epochMilliseconds, now)),
    }
  })
}

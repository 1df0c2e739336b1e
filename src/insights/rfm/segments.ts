/** Segments of the RFM scores: each cell of recency, frequency and monetary value belongs to the first segment that names it. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { setting } from '../settings/setting.ts'
import { segmentsLeaveOut, segmentTwice } from './errors.ts'

const steps = Type.Object({
  from: Type.Integer({ minimum: 1, maximum: 5 }),
  to: Type.Integer({ minimum: 1, maximum: 5 }),
})
const name = Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\p{Cc}]+$' })

export const segmentSchema = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  name: Type.Object({ en: name, 'zh-CN': name }),
  recency: steps,
  frequency: steps,
  monetary: steps,
})
export type Segment = Static<typeof segmentSchema>

const all = { from: 1, to: 5 }
const segment = (
  code: string,
  [en, chinese]: readonly [string, string],
  recency: readonly [number, number],
  frequency: readonly [number, number],
): Segment => ({
  ...{ code, name: { en, 'zh-CN': chinese } },
  recency: { from: recency[0], to: recency[1] },
  frequency: { from: frequency[0], to: frequency[1] },
  monetary: all,
})

/** The usual ten over recency and frequency, which together name each of the 25 cells once. */
export const usualSegments: readonly Segment[] = [
  segment('champions', ['Champions', '冠军客户'], [5, 5], [4, 5]),
  segment('loyal', ['Loyal customers', '忠诚客户'], [3, 4], [4, 5]),
  segment('potential-loyalists', ['Potential loyalists', '潜力客户'], [4, 5], [2, 3]),
  segment('new-customers', ['New customers', '新客户'], [5, 5], [1, 1]),
  segment('promising', ['Promising', '有望客户'], [4, 4], [1, 1]),
  segment('need-attention', ['Need attention', '需关注客户'], [3, 3], [3, 3]),
  segment('about-to-sleep', ['About to sleep', '即将沉睡客户'], [3, 3], [1, 2]),
  segment('cannot-lose', ['Cannot lose them', '重点挽留客户'], [1, 2], [5, 5]),
  segment('at-risk', ['At risk', '流失风险客户'], [1, 2], [3, 4]),
  segment('hibernating', ['Hibernating', '沉睡客户'], [1, 2], [1, 2]),
]

const SEGMENTS_AT_MOST = 30

export const segmentsSetting = setting({
  name: 'rfm-segments',
  summary: 'Names of the cells of recency, frequency and monetary value; the first that fits counts',
  schema: Type.Array(segmentSchema, { minItems: 1, maxItems: SEGMENTS_AT_MOST }),
  initial: [...usualSegments],
  check: wrongWith,
})

const scores = [1, 2, 3, 4, 5] as const

/** Everybody who bought belongs to a segment, and a code names one. */
function wrongWith(segments: readonly Segment[]): Refusal | undefined {
  const codes = segments.map(({ code }) => code)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) return segmentTwice({ segment: twice })
  for (const r of scores)
    for (const f of scores)
      for (const m of scores) if (segmentOf(segments, { r, f, m }) === undefined) return segmentsLeaveOut({ r, f, m })
  return undefined
}

export type Scores = { readonly r: number; readonly f: number; readonly m: number }

export function segmentOf(segments: readonly Segment[], { r, f, m }: Scores): Segment | undefined {
  const within = ({ from, to }: { from: number; to: number }, score: number) => from <= score && score <= to
  return segments.find((one) => within(one.recency, r) && within(one.frequency, f) && within(one.monetary, m))
}

/** The code of the segment over columns r, f and m. */
export function segmentSql(segments: readonly Segment[]): RawBuilder<string> {
  const cases = segments.map(
    ({ code, recency, frequency, monetary }) => sql`
      when r between ${sql.lit(recency.from)} and ${sql.lit(recency.to)}
        and f between ${sql.lit(frequency.from)} and ${sql.lit(frequency.to)}
        and m between ${sql.lit(monetary.from)} and ${sql.lit(monetary.to)} then ${sql.lit(code)}`,
  )
  return sql<string>`case ${sql.join(cases, sql` `)} end`
}

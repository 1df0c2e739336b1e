/** Before and after: what members did who did something, against members who were alike and did not. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { refusal } from '../../base/refusals.ts'
import { dateOf, type Instant, midnight, type TimeZone } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import { type Compared, compared, type Effect } from './effect.ts'
import { cutsFor, groups, type Span } from './groups.ts'

const windowUpsideDown = refusal<{ from: string; to: string }>('insights.window-upside-down', 422, {
  en: 'The window ends on {to}, which is not after {from}, where it begins.',
  'zh-CN': '时间段的结束日 {to} 须晚于开始日 {from}。',
})
const afterNotOver = refusal<{ ends: string }>('insights.after-not-over', 409, {
  en: 'The time after ends on {ends}: until then it cannot be compared. Choose an earlier window or a shorter time.',
  'zh-CN': '之后的时段到 {ends} 才结束，目前无法比较。请选择更早的时间段或更短的时长。',
})
const tooFewAlike = refusal<{ has: number; needs: number }>('insights.too-few-alike', 409, {
  en: '{has} members on one side were alike to somebody on the other; a comparison needs {needs} on each.',
  'zh-CN': '其中一方只有 {has} 位会员能与另一方匹配，比较双方各需要 {needs} 位。',
})

const DAYS = 91

const level = Type.Object({ before: Type.Number(), after: Type.Number() })
const effectView = Type.Object({
  mean: Type.Number({ description: 'For each who did it, over the whole time after' }),
  ...{ error: Type.Number(), low: Type.Number(), high: Type.Number() },
  ...{ did: level, others: level },
  unmatched: Type.Number({ description: 'Without matching: for contrast' }),
})
const day = () => Type.String({ format: 'date' })
const span = Type.Object({ from: day(), to: Type.String({ format: 'date', description: 'Excluded' }) })

export const comparisonReport = report({
  name: 'comparison',
  operationId: 'getComparison',
  summary: 'Before and after of members who did something, against members who were alike and did not',
  asked: Type.Object({
    what: Type.Enum(['redeemed', 'channel', 'store', 'tier'], {
      description: 'Redeemed points; bought in that channel or store; came to that tier',
    }),
    which: Type.Optional(Type.String({ maxLength: 64, description: 'The code of the channel, store or tier' })),
    ...{ from: day(), to: Type.String({ format: 'date', description: 'When they did it; excluded' }) },
    days: Type.Optional(
      Type.Integer({ minimum: 28, maximum: 366, description: `Length of before and of after; ${DAYS} when absent` }),
    ),
  }),
  result: Type.Object({
    ...{ currency: textOrNull(), missing: missingSchema },
    spans: Type.Union([Type.Null(), Type.Object({ earlier: span, before: span, window: span, after: span })]),
    found: Type.Union([
      Type.Null(),
      Type.Object({
        ...{ did: Type.Integer(), matched: Type.Integer(), others: Type.Integer(), othersMatched: Type.Integer() },
        groups: Type.Integer({ description: 'In each of which people were alike' }),
        ...{ orders: effectView, money: effectView },
        balance: Type.Array(
          Type.Object({
            feature: Type.Enum(['frequency', 'spent', 'recency', 'tenure']),
            ...{ before: Type.Number(), after: Type.Number() },
          }),
          { description: 'Differences of the means in standard deviations, without matching and with it' },
        ),
      }),
    ]),
  }),
  async make({ copy, now, zone, currency }, { what, which = '', from, to, days = DAYS }) {
    const nothing = { currency: currency ?? null, missing: null, spans: null, found: null }
    if (currency === undefined) return { ...nothing, missing: missingOf(nobodyBought({})) }
    if (to <= from) return { ...nothing, missing: missingOf(windowUpsideDown({ from, to })) }
    const spans = spansOf({ from, to, days, zone })
    const shown = { ...nothing, spans: datesOf(spans, zone) }
    if (spans.after.to > now) return { ...shown, missing: missingOf(afterNotOver({ ends: shown.spans.after.to })) }
    const did = doing(what, which, spans.window)
    const question = { ...spans, purchases, people: sql`people`, did, currency }
    const found = compared(await groups(copy, { ...question, cuts: await cutsFor(copy, question) }))
    if (found.kind === 'too-few-matched') return { ...shown, missing: missingOf(tooFewAlike(found)) }
    return { ...shown, found: view(found) }
  },
})

type Spans = { readonly earlier: Span; readonly before: Span; readonly window: Span; readonly after: Span }

function spansOf({ from, to, days, zone }: { from: string; to: string; days: number; zone: TimeZone }): Spans {
  const [begins, ends] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const at = (date: Temporal.PlainDate): Instant => midnight(date, zone)
  const before = begins.subtract({ days })
  return {
    earlier: { from: at(before.subtract({ days })), to: at(before) },
    before: { from: at(before), to: at(begins) },
    window: { from: at(begins), to: at(ends) },
    after: { from: at(ends), to: at(ends.add({ days })) },
  }
}

function datesOf({ earlier, before, window, after }: Spans, zone: TimeZone) {
  const dates = ({ from, to }: Span) => ({ from: dateOf(from, zone).toString(), to: dateOf(to, zone).toString() })
  return { earlier: dates(earlier), before: dates(before), window: dates(window), after: dates(after) }
}

type What = 'redeemed' | 'channel' | 'store' | 'tier'

/** The people who did it in the window; each record counts as its person. */
function doing(what: What, which: string, { from, to }: Span): RawBuilder<unknown> {
  if (what === 'channel' || what === 'store')
    return sql`(
      select person_id from ${purchases} as bought
      where ${sql.ref(what)} = ${which}::text and placed_ms >= ${from}::bigint and placed_ms < ${to}::bigint
    )`
  const moves =
    what === 'redeemed'
      ? sql`points_moves where kind in ('redeem', 'capture')`
      : sql`tier_moves where to_tier = ${which}::text`
  return sql`(
    select person_id from people join (
      select member_id as mover from ${moves} and at_ms >= ${from}::bigint and at_ms < ${to}::bigint
    ) as moved on moved.mover = people.member_id
  )`
}

function view(found: Compared) {
  const { kind: _kind, orders, money, balance, ...rest } = found
  const shown = ({ interval, ...effect }: Effect) => ({ ...effect, ...interval })
  return { ...rest, orders: shown(orders), money: shown(money), balance: balance.map((one) => ({ ...one })) }
}

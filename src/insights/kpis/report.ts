/** Key figures month by month, by tier and place, and how far their targets are. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { dateOf, type Instant, midnight, type TimeZone } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { monthName, monthNumber } from '../localtime.ts'
import { monthsOf } from '../months.ts'
import { purchases, sales } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import type { Workshop } from '../workshop.ts'
import { nobodyJoined } from './errors.ts'
import { activity, growth, memberships } from './memberships.ts'
import { type KpiMonth, monthly, redemptionRate, type Share, seriesOf, shareOf, spentWallet } from './monthly.ts'
import { type Progress, progress } from './progress.ts'
import { type Moved, pointsByMonth } from './redemption.ts'
import { type Mean, orderValue, type Place, type SoldAt, salesByMonth, salesByPlace } from './sales.ts'
import { figures, type Target, targetSchema, targetsSetting } from './targets.ts'
import { tierMatrix } from './tiers.ts'

/** A year and the month it is compared with. */
const MONTHS = 13
const MOST_MONTHS = 36
/** As many as a forecast that knows the season of the year wants. */
const KNOWN_MONTHS = 48
/** Thirteen weeks: as many of each day of the week as before. */
const PERIOD_DAYS = 91
/** An active member bought within so many months, the running one included. */
const ACTIVE_MONTHS = 3

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([Type.Null(), schema])
const month = () => Type.String({ pattern: '^\\d{4}-\\d{2}$' })
const shareView = Type.Object({ share: Type.Number(), low: Type.Number(), high: Type.Number() })
const meanView = Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() })
const soldView = Type.Object({
  ...{ orders: Type.Integer(), netMinor: Type.Integer(), buyers: Type.Integer() },
  ...{ orderValue: orNull(meanView), participation: orNull(shareView) },
})
const placeView = Type.Object({
  place: textOrNull({ description: 'Null: no store is known' }),
  ...{ now: orNull(soldView), before: orNull(soldView) },
})
const progressView = Type.Object({
  ...{ month: month(), now: Type.Number() },
  done: Type.Number({ description: 'Share of the way from the baseline to the target' }),
  line: Type.Number({ description: 'Where the straight line is at the end of that month' }),
  standing: Type.Enum(['begun', 'reached', 'on-line', 'behind', 'missed']),
  projected: orNull(
    Type.Object({
      ...{ value: Type.Number(), low: Type.Number(), high: Type.Number() },
      method: Type.Enum(['seasonal-naive', 'mean', 'smoothing', 'both-seasons', 'without-season']),
      seasons: Type.Boolean({ description: 'Whether the season of the year was told apart' }),
      ...{ months: Type.Integer(), reaches: Type.Boolean() },
    }),
  ),
  missing: orNull(Type.Object({ has: Type.Integer(), needs: Type.Integer() })),
})

export const kpisReport = report({
  name: 'kpis',
  operationId: 'getKpis',
  summary: 'Key figures month by month, moves between tiers, channels and stores, and how far targets are',
  asked: Type.Object({
    months: Type.Optional(
      Type.Integer({ minimum: 2, maximum: MOST_MONTHS, description: `The last so many; ${MONTHS} when absent` }),
    ),
    days: Type.Optional(
      Type.Integer({
        ...{ minimum: 7, maximum: 366 },
        description: `Length of the period of tiers and places, up to last midnight; ${PERIOD_DAYS} when absent`,
      }),
    ),
  }),
  standing: true,
  result: Type.Object({
    ...{ currency: textOrNull(), missing: missingSchema },
    months: Type.Array(
      Type.Object({
        ...{ month: month(), over: Type.Boolean({ description: 'False: the month is under way' }) },
        ...{ joined: Type.Integer(), left: Type.Integer(), members: Type.Integer() },
        active: orNull(shareView),
        ...{ orders: Type.Integer(), netMinor: Type.Integer(), buyers: Type.Integer() },
        ...{ orderValue: orNull(meanView), participation: orNull(shareView) },
        salesParticipation: orNull(Type.Number()),
      }),
    ),
    wallet: textOrNull({ description: 'That members spend most of; redemption as a target is its rate' }),
    points: Type.Array(
      Type.Object({
        ...{ wallet: Type.String(), month: orNull(month()) },
        ...{ issued: Type.Integer(), redeemed: Type.Integer(), expired: Type.Integer(), redeemers: Type.Integer() },
        rate: orNull(Type.Number()),
      }),
      { description: 'Without a month: all before' },
    ),
    period: Type.Object({
      ...{ from: Type.String({ format: 'date' }), to: Type.String({ format: 'date', description: 'Excluded' }) },
      days: Type.Integer(),
    }),
    tiers: Type.Object({
      ladder: textOrNull(),
      order: Type.Array(Type.String(), { description: 'From the lowest to the highest' }),
      moves: Type.Array(Type.Object({ from: textOrNull(), to: textOrNull(), people: Type.Integer() })),
    }),
    ...{ channels: Type.Array(placeView), stores: Type.Array(placeView) },
    targets: Type.Array(
      Type.Object({
        ...{ target: targetSchema, progress: orNull(progressView) },
        history: Type.Array(Type.Object({ month: month(), value: orNull(Type.Number()) })),
      }),
    ),
  }),
  async make(workshop, { months = MONTHS, days = PERIOD_DAYS }) {
    const { now, zone, currency } = workshop
    const known = await counted(workshop)
    const period = periodOf(now, zone, days)
    const shown = {
      currency: currency ?? null,
      period: { from: dateOf(period.from, zone).toString(), to: dateOf(period.to, zone).toString(), days },
    }
    const nothing = { months: [], wallet: null, points: [], channels: [], stores: [], targets: [] }
    const tiers = await tiersOf(workshop, period)
    if (!known.all.some(({ members, orders }) => members > 0 || orders > 0))
      return { ...shown, ...nothing, tiers, missing: missingOf(nobodyJoined({})) }
    const since = monthsOf({ asOf: now, zone, months }).oldest
    const targets = await workshop.setting(targetsSetting)
    return {
      ...{ ...shown, missing: null, tiers },
      months: known.all.filter((one) => one.month >= since).map(shownMonth),
      wallet: spentWallet(known.points) ?? null,
      points: known.points
        .filter((one) => one.month !== null && one.month >= since)
        .map((one) => ({ ...one, month: nameOf(one.month), rate: redemptionRate(one) ?? null })),
      ...{ channels: await places(workshop, 'channel', period), stores: await places(workshop, 'store', period) },
      targets: targets.map((target) => targetView(target, known)),
    }
  },
})

type Known = { readonly all: readonly KpiMonth[]; readonly points: readonly Moved[] }

async function counted({ copy, now, zone, currency }: Workshop): Promise<Known> {
  const asked = { asOf: now, zone, months: KNOWN_MONTHS }
  const [people, moves] = [sql`people`, sql`points_moves`]
  const spans = monthsOf(asked)
  const grown = growth(await memberships(copy, { ...asked, people }), spans)
  const active = await activity(copy, { ...asked, people, purchases, within: ACTIVE_MONTHS })
  const sold = currency === undefined ? [] : await salesByMonth(copy, { ...asked, sales, currency })
  return { all: monthly({ grown, active, sold }, spans), points: await pointsByMonth(copy, { ...asked, moves }) }
}

type Period = { readonly from: Instant; readonly to: Instant; readonly before: Instant }

/** Up to the last midnight, and as long before. */
function periodOf(now: Instant, zone: TimeZone, days: number): Period {
  const to = dateOf(now, zone)
  const [from, before] = [to.subtract({ days }), to.subtract({ days: 2 * days })]
  return { to: midnight(to, zone), from: midnight(from, zone), before: midnight(before, zone) }
}

async function tiersOf({ copy, rooms, now }: Workshop, { from, to }: Period) {
  const [ladder] = rooms.programme.at(now).ladders
  if (ladder === undefined) return { ladder: null, order: [], moves: [] }
  const question = { people: sql`people`, moves: sql`tier_moves`, ladder: ladder.code, between: { from, to } }
  return { ladder: ladder.code, order: ladder.tiers.map(({ code }) => code), moves: await tierMatrix(copy, question) }
}

async function places({ copy, currency }: Workshop, by: Place, { before, from, to }: Period) {
  if (currency === undefined) return []
  const asked = { sales, currency, by, now: { from, to }, before: { from: before, to: from } }
  const told = Map.groupBy(await salesByPlace(copy, asked), ({ place }) => place)
  const view = (one: SoldAt | undefined) => (one === undefined ? null : soldShown(one))
  return [...told].map(([place, periods]) => ({
    place,
    now: view(periods.find(({ period }) => period === 'now')),
    before: view(periods.find(({ period }) => period === 'before')),
  }))
}

function soldShown({ orders, netMinor, squares, memberOrders, buyers }: SoldAt) {
  return {
    ...{ orders, netMinor, buyers, orderValue: meanShown(orderValue({ orders, netMinor, squares })) },
    participation: shareShown(shareOf(memberOrders, orders)),
  }
}

function shownMonth({ month: at, active, orderValue: value, participation, salesParticipation, ...rest }: KpiMonth) {
  return {
    ...{ ...rest, month: monthName(at), active: shareShown(active), orderValue: meanShown(value) },
    ...{ participation: shareShown(participation), salesParticipation: salesParticipation ?? null },
  }
}

const shareShown = (one: Share | undefined) => (one === undefined ? null : { share: one.share, ...one.interval })
const meanShown = (one: Mean | undefined) => (one === undefined ? null : { mean: one.mean, ...one.interval })
const nameOf = (at: number | null) => (at === null ? null : monthName(at))

function targetView(target: Target, { all, points }: Known) {
  const wallet = spentWallet(points)
  const series = seriesOf(
    target.figure,
    all,
    points.filter((one) => one.wallet === wallet),
  )
  const course = {
    ...{ value: target.value, by: monthNumber(target.by) },
    baseline: { month: monthNumber(target.baseline.month), value: target.baseline.value },
  }
  const most = figures[target.figure] === 'share' ? 1 : Number.MAX_SAFE_INTEGER
  const found = progress(course, series, { least: 0, most })
  return {
    ...{ target, progress: found === undefined ? null : progressShown(found) },
    history: series
      .filter((one) => one.month >= course.baseline.month)
      .map((one) => ({ ...one, month: monthName(one.month) })),
  }
}

function progressShown({ projected, month: at, ...rest }: Progress) {
  if (projected.kind === 'too-few-months')
    return { ...rest, month: monthName(at), projected: null, missing: { has: projected.has, needs: projected.needs } }
  const { kind: _, ...told } = projected
  return { ...rest, month: monthName(at), projected: told, missing: null }
}

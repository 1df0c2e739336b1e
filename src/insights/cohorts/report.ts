/** Cohorts by the month of the first purchase, and how soon people buy again. */
import { Type } from 'typebox'
import { asInstant, dateOf, type Instant, midnight, type TimeZone } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { monthsOf } from '../months.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import { followed } from './again.ts'
import { cohortCells } from './cells.ts'
import { type Curve, curve, shareWithin, type TooFewWatched } from './curve.ts'
import { cohortTable } from './table.ts'

/** A year and the month it is compared with. */
const MONTHS = 13
const MOST_MONTHS = 36
/** Windows of a year each, the newest first. */
const WINDOWS = 3
const DRAWN_DAYS = 365
/** Days at which the curve is read off. */
const READ_OFF = [30, 60, 90, 180, 365] as const

const share = { share: Type.Number(), low: Type.Number(), high: Type.Number() }
const day = () => Type.String({ format: 'date' })
const month = () => Type.String({ pattern: '^\\d{4}-\\d{2}$' })

const cohort = Type.Object({
  month: month(),
  people: Type.Integer({ description: 'Who bought for the first time in that month' }),
  months: Type.Array(
    Type.Object({
      after: Type.Integer({ description: 'Months since that of the first purchase' }),
      ...{ buyers: Type.Integer(), orders: Type.Integer(), netMinor: Type.Integer(), ...share },
      over: Type.Boolean({ description: 'False: the month is under way' }),
    }),
  ),
})
const again = Type.Object({
  ...{ from: day(), to: Type.String({ format: 'date', description: 'Excluded' }) },
  people: Type.Integer({ description: 'Who bought for the first time in that window' }),
  again: Type.Integer({ description: 'Of them, who bought on a later day, as far as the curve goes' }),
  missing: Type.Union([Type.Null(), Type.Object({ has: Type.Integer(), needs: Type.Integer() })]),
  until: Type.Integer({ description: 'Days up to which enough people were watched' }),
  points: Type.Array(Type.Object({ days: Type.Integer(), ...share, atRisk: Type.Integer() })),
  within: Type.Array(Type.Object({ days: Type.Integer(), ...share }), {
    description: 'Read off the curve; what it does not reach is left out',
  }),
})

export const cohortsReport = report({
  name: 'cohorts',
  operationId: 'getCohorts',
  summary: 'Cohorts by the month of the first purchase, and the share that bought again within so many days',
  asked: Type.Object({
    months: Type.Optional(
      Type.Integer({ minimum: 2, maximum: MOST_MONTHS, description: `The last so many; ${MONTHS} when absent` }),
    ),
  }),
  standing: true,
  result: Type.Object({
    currency: textOrNull(),
    missing: missingSchema,
    cohorts: Type.Array(cohort, { description: 'The oldest first; months without a first purchase are left out' }),
    mean: Type.Array(
      Type.Object({
        ...{ after: Type.Integer(), cohorts: Type.Integer(), people: Type.Integer(), share: Type.Number() },
      }),
      { description: 'Over all cohorts for which that month is over' },
    ),
    again: Type.Array(again, { description: 'By the year of the first purchase, the newest first' }),
  }),
  async make({ copy, now, zone, currency }, { months = MONTHS }) {
    const nothing = { currency: currency ?? null, missing: null, cohorts: [], mean: [], again: [] }
    if (currency === undefined) return { ...nothing, missing: missingOf(nobodyBought({})) }
    const question = { purchases, asOf: now, zone, currency, months }
    const table = cohortTable(await cohortCells(copy, question), monthsOf(question))
    // The running day is not over: it would count as one on which fewer bought again.
    const asOf = midnight(dateOf(now, zone), zone)
    const windows = years(asOf, zone)
    const people = await followed(copy, { purchases, asOf, zone, windows })
    return {
      ...{ ...nothing, mean: [...table.mean] },
      cohorts: table.cohorts.map(({ months: all, ...rest }) => ({
        ...rest,
        months: all.map(({ interval, ...each }) => ({ ...each, ...interval })),
      })),
      again: windows.map(({ from, to }, window) => ({
        ...{ from: dateOf(from, zone).toString(), to: dateOf(to, zone).toString() },
        ...told(curve(people.filter((each) => each.window === window))),
      })),
    }
  },
})

function years(asOf: Instant, zone: TimeZone): { from: Instant; to: Instant }[] {
  const end = dateOf(asOf, zone)
  return Array.from({ length: WINDOWS }, (_, back) => ({
    from: midnight(end.subtract({ years: back + 1 }), zone),
    to: back === 0 ? asInstant(asOf) : midnight(end.subtract({ years: back }), zone),
  }))
}

function told(found: Curve | TooFewWatched) {
  if ('kind' in found)
    return {
      ...{ people: found.has, again: 0, until: 0, points: [], within: [] },
      missing: { has: found.has, needs: found.needs },
    }
  const { people, until, points } = found
  return {
    ...{ people, again: found.again, until, missing: null },
    points: points
      .filter(({ days }) => days <= DRAWN_DAYS)
      .map(({ days, share: at, interval, atRisk }) => ({ days, share: at, ...interval, atRisk })),
    within: READ_OFF.flatMap((days) => {
      const at = shareWithin(found, days)
      return at === undefined ? [] : [{ days, share: at.share, ...at.interval }]
    }),
  }
}

/** What will be wanted of each product or category, the stock that covers it, and how many people each hour of the week needs. */
import { Type } from 'typebox'
import type { CatalogueService } from '../../catalogue/service.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { calendar, daysAfter } from './calendar.ts'
import { nothingSold } from './errors.ts'
import { type Level, type Units, unitsByStep } from './questions.ts'
import { told } from './series.ts'
import { serving, servingSchema } from './serving.ts'

/** Some two seconds of one core with four years of weeks. */
const SERIES = 30
const LONGEST_AHEAD = 26
/** Of each step: a year of them, how far back is looked, what counts as recent, and what is forecast unless asked. */
const spans = {
  week: { year: 52, back: 208, recent: 13, ahead: 8 },
  month: { year: 12, back: 60, recent: 3, ahead: 6 },
} as const

const numberOrNull = (description: string) => Type.Union([Type.Null(), Type.Number()], { description })

const asked = Type.Object({
  level: Type.Optional(Type.Enum(['product', 'category'], { default: 'product' })),
  store: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Orders of this store; all orders when absent' }),
  ),
  step: Type.Optional(Type.Enum(['week', 'month'], { default: 'week' })),
  horizon: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LONGEST_AHEAD, description: 'Steps ahead; 8 weeks or 6 months when absent' }),
  ),
  leadDays: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 90, default: 7, description: 'From now until the next delivery is there' }),
  ),
  service: Type.Optional(
    Type.Number({ minimum: 0.5, maximum: 0.999, default: 0.95, description: 'Chance that stock lasts until then' }),
  ),
  ordersAnHour: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 200, default: 12, description: 'That one person serves' }),
  ),
})

const seriesView = Type.Object({
  ...{ code: Type.String(), name: textOrNull(), translations: Type.Record(Type.String(), Type.String()) },
  recent: Type.Integer({ description: 'Units of the last 13 weeks or 3 months: the series are in its order' }),
  first: Type.Integer({ description: 'Place in `starts` of the first sale' }),
  units: Type.Array(Type.Integer(), { description: 'Sold, from the first sale to the last whole step' }),
  season: Type.Union([Type.Null(), Type.Integer()], {
    description:
      'Steps of the season the models know; null: it sells seldom, or the history is shorter than two of them',
  }),
  needs: Type.Union([Type.Null(), Type.Integer()], {
    description: 'Too little history: steps from which there is a forecast',
  }),
  slow: Type.Boolean({ description: 'Sells so seldom that it is counted in pieces' }),
  forecast: Type.Union([
    Type.Null(),
    Type.Object({
      method: Type.Enum(['seasonal-naive', 'last', 'mean', 'smoothing', 'both-seasons', 'without-season', 'counted']),
      against: Type.Enum(['better', 'as-good', 'untested'], {
        description: 'Than last season’s figures, or the last figure where there is no season, out of sample',
      }),
      moments: Type.Integer({ description: 'Moments of its own past at which it was tried' }),
      mase: numberOrNull('Mean absolute scaled error of the method at those moments (Hyndman & Koehler 2006)'),
      smape: numberOrNull('Symmetric mean absolute percentage error, 0 … 200'),
      naiveMase: numberOrNull('The same error of the naive forecast'),
      naiveSmape: numberOrNull('The same error of the naive forecast'),
      steps: Type.Array(Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() }), {
        description: 'From the running step on; what comes lies between low and high with a chance of 90 %',
      }),
    }),
  ]),
  stock: Type.Union([
    Type.Null(),
    Type.Object({
      level: Type.Integer({ description: 'Pieces to have now' }),
      expected: Type.Number({ description: 'Of them, what will be wanted on average' }),
      safety: Type.Number({ description: 'Of them, what lies above it' }),
    }),
  ]),
})

export const demandReport = report({
  name: 'demand',
  operationId: 'getDemand',
  summary: 'Forecasts of what sells, with their errors, suggested stock, and staff by hour of the week',
  asked,
  result: Type.Object({
    missing: missingSchema,
    starts: Type.Array(Type.String({ format: 'date' }), {
      description: 'First days of the steps: those of the history, then those ahead',
    }),
    whole: Type.Integer({ description: 'Of `starts`, those that are over' }),
    series: Type.Array(seriesView, { description: `At most ${SERIES}, those that sold most lately first` }),
    staff: servingSchema,
  }),
  async make({ copy, now, zone, rooms }, wish) {
    const { level = 'product', store, step = 'week', leadDays = 7, service = 0.95, ordersAnHour = 12 } = wish
    const { year, back, recent, ahead } = spans[step]
    const horizon = wish.horizon ?? ahead
    const time = calendar(step, zone)
    // The running step is not over: it would look like a fall.
    const until = time.of(now)
    const question = { level, step, zone, store, from: until - back, until, recent: until - recent, most: SERIES }
    const found = histories(await unitsByStep(copy, question), until)
    const staff = await serving(copy, { now, zone, store, ordersAnHour })
    if (found.length === 0) return { missing: missingOf(nothingSold({})), starts: [], whole: 0, series: [], staff }
    const oldest = Math.min(...found.map(({ first }) => first))
    const cover = { steps: time.between(now, daysAfter(now, leadDays, zone)), service, begun: time.over(now) }
    const names = await namesOf(found, level, rooms.catalogue)
    return {
      ...{ missing: null, staff, whole: until - oldest },
      starts: Array.from({ length: until - oldest + horizon }, (_, at) => time.firstDay(oldest + at).toString()),
      series: found.map(({ item, first, units }) => ({
        ...{ code: item, ...named(names.get(item)), first: first - oldest, units },
        recent: units.slice(-recent).reduce((sum, each) => sum + each, 0),
        ...toSend(told(units, { year, horizon, cover })),
      })),
    }
  },
})

type History = { readonly item: string; readonly first: number; readonly units: number[] }

/** Each from its first sale on, with a zero where nothing was sold. */
function histories(sold: readonly Units[], until: number): History[] {
  return [...Map.groupBy(sold, ({ item }) => item)].map(([item, own]) => {
    const first = own.reduce((least, { step }) => Math.min(least, step), until)
    const units = new Map(own.map((each) => [each.step, each.units]))
    return { item, first, units: Array.from({ length: until - first }, (_, at) => units.get(first + at) ?? 0) }
  })
}

function toSend({ forecast, ...rest }: ReturnType<typeof told>) {
  return { ...rest, forecast: forecast && { ...forecast, steps: [...forecast.steps] } }
}

type Named = { readonly name: string; readonly translations: Readonly<Record<string, string>> }

function named(known: Named | undefined) {
  return { name: known?.name ?? null, translations: { ...known?.translations } }
}

async function namesOf(found: readonly History[], level: Level, catalogue: CatalogueService) {
  const codes = found.map(({ item }) => item)
  if (level === 'category') return new Map((await catalogue.categoriesOf(codes)).map((each) => [each.code, each]))
  return new Map<string, Named>((await catalogue.productsOf(codes)).map((each) => [each.sku, each]))
}

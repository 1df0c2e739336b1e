/** What members are worth: expected purchases and value, how sure that is, and how well it told what was held back. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { isRefusal } from '../../base/refusals.ts'
import { dateOf } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { madeOf, memory } from '../reports/memory.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import type { Workshop } from '../workshop.ts'
import { byPurchases } from './holdout.ts'
import { modelNames } from './models.ts'
import { tracked } from './question.ts'
import { valueSetting } from './setting.ts'
import { makePeople, type Valued, valued } from './valuing.ts'

const model = Type.Enum([...modelNames])
const figure = (description: string) => Type.Number({ description })

const holdoutSchema = Type.Object({
  from: Type.String({ format: 'date', description: 'From this day on purchases were held back' }),
  ...{ weeks: Type.Integer(), people: Type.Integer(), came: Type.Integer({ description: 'Purchases that came' }) },
  trials: Type.Array(
    Type.Object({ model, expected: figure('Purchases that it expected'), error: figure('Mean error of one person') }),
    { description: 'The best first' },
  ),
  byPurchases: Type.Array(
    Type.Object({
      ...{
        purchases: Type.Integer({ description: 'Repeat purchases before; 7 stands for more, too' }),
        people: Type.Integer(),
      },
      ...{ came: figure('Mean of a person'), expected: figure('Mean of a person') },
    }),
  ),
  track: Type.Array(
    Type.Object({
      ...{ week: Type.Integer({ description: 'Since the first purchase of all' }), came: Type.Integer() },
      expected: figure('Repeat purchases until then, as the model has them'),
      held: Type.Boolean(),
    }),
    { description: 'Repeat purchases until the end of each week' },
  ),
})

const resultSchema = Type.Object({
  ...{ currency: textOrNull(), missing: missingSchema, setting: valueSetting.schema },
  model: Type.Union([Type.Null(), model]),
  parameters: Type.Array(Type.Object({ name: Type.String(), value: Type.Number() })),
  spending: Type.Union([Type.Null(), Type.Object({ p: Type.Number(), q: Type.Number(), v: Type.Number() })]),
  ...{ people: Type.Integer(), repeating: Type.Integer({ description: 'Who bought again' }) },
  ...{ ordersExpected: Type.Number(), valueMinor: Type.Integer() },
  alive: Type.Array(
    Type.Object({ from: Type.Integer({ description: 'Percent; the step is ten wide' }), people: Type.Integer() }),
  ),
  tenths: Type.Array(
    Type.Object({
      ...{ tenth: Type.Integer({ description: '1: the most valuable tenth' }), people: Type.Integer() },
      ...{ valueMinor: Type.Integer(), leastMinor: Type.Integer({ description: 'Of whom is worth least in it' }) },
    }),
  ),
  holdout: Type.Union([Type.Null(), holdoutSchema]),
})
type Result = Static<typeof resultSchema>

const memories = memory('value', resultSchema)

export const valueReport = report({
  name: 'value',
  operationId: 'getValue',
  summary: 'Expected purchases and value of members, with how well the model told what was held back from it',
  asked: Type.Object({}),
  standing: true,
  result: resultSchema,
  async make(workshop) {
    const { copy, setting } = workshop
    return (await memories.recall(copy, await madeOf(workshop, await setting(valueSetting)))) ?? surveyed(workshop)
  },
})

/** Makes the table of persons on the way, and remembers what is told of them all. */
export async function surveyed(workshop: Omit<Workshop, 'rooms'>): Promise<Result> {
  const { copy } = workshop
  const setting = await workshop.setting(valueSetting)
  const known = await valued(workshop)
  const currency = workshop.currency ?? null
  const found = isRefusal(known)
    ? { ...nothing, currency, setting, missing: missingOf(known) }
    : { currency, setting, ...(await shown(copy, known)) }
  await memories.remember(copy, await madeOf(workshop, setting), found)
  return found
}

async function shown(copy: Database, known: Valued) {
  await makePeople(copy, known)
  const { model: name, parameters } = known.buying
  const sum = (all: typeof known.counted) => all.reduce((people, one) => people + one.people, 0)
  return {
    ...{ missing: null, model: name, spending: known.spending ?? null },
    parameters: Object.entries(parameters).map(([each, value]) => ({ name: each, value })),
    ...{ people: sum(known.counted), repeating: sum(known.counted.filter(({ history }) => history.purchases > 0)) },
    ...(await totals(copy)),
    ...{ alive: await aliveSteps(copy), tenths: await tenths(copy), holdout: await shownHoldout(copy, known) },
  }
}

const nothing = {
  ...{ model: null, parameters: [], spending: null, people: 0, repeating: 0, ordersExpected: 0, valueMinor: 0 },
  ...{ alive: [], tenths: [], holdout: null },
}

async function totals(copy: Database): Promise<{ ordersExpected: number; valueMinor: number }> {
  const [found] = await rows(
    copy,
    sql<{ ordersExpected: number; valueMinor: number }>`
      select coalesce(sum(orders_expected), 0)::double as "ordersExpected", coalesce(sum(value_minor), 0)::bigint as "valueMinor"
      from value_people`,
  )
  return found ?? { ordersExpected: 0, valueMinor: 0 }
}

function aliveSteps(copy: Database): Promise<{ from: number; people: number }[]> {
  return rows(
    copy,
    sql<{ from: number; people: number }>`
      select (10 * least(9, floor(alive * 10)))::integer as "from", count(*) as people from value_people group by 1 order by 1`,
  )
}

function tenths(copy: Database) {
  return rows(
    copy,
    sql<{ tenth: number; people: number; valueMinor: number; leastMinor: number }>`
      select tenth, count(*) as people, sum(value_minor)::bigint as "valueMinor", min(value_minor) as "leastMinor"
      from (select value_minor, ntile(10) over (order by value_minor desc, person_id)::integer as tenth from value_people) as ordered
      group by tenth order by tenth`,
  )
}

const WEEK = 7
const WEEKS_AT_MOST = 260

async function shownHoldout(copy: Database, { question, holdout }: Valued) {
  if (holdout === undefined) return null
  const { weeks, people, came, trials, best, cut, held } = holdout
  const seen = await tracked(copy, question, cut)
  const last = Math.min(WEEKS_AT_MOST, Math.floor(seen.ends / WEEK))
  const again = new Array<number>(last + 1).fill(0)
  for (const { day, purchases } of seen.again) {
    const week = Math.floor(day / WEEK)
    if (week <= last) again[week] = (again[week] ?? 0) + purchases
  }
  let sum = 0
  const track = Array.from({ length: last }, (_, index) => {
    const end = (index + 1) * WEEK
    sum += again[index] ?? 0
    const expected = seen.came
      .filter(({ day }) => day < end)
      .reduce((all, { day, people: many }) => all + many * best.expectedNew((end - day) / WEEK), 0)
    return { week: index + 1, came: sum, expected, held: end > seen.cut }
  })
  return {
    ...{ from: dateOf(cut, question.zone).toString(), weeks, people, came, trials: [...trials], track },
    byPurchases: byPurchases(best, held, weeks),
  }
}

/** What everybody is worth: the models fitted to the copy, and a table of persons made of them. */
import { sql } from 'kysely'
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { asInstant, type Instant } from '../../base/time.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { purchases } from '../purchases.ts'
import { nobodyBought } from '../rfm/errors.ts'
import type { Workshop } from '../workshop.ts'
import { fitGammaGamma, type GammaGamma } from './gammagamma.ts'
import { grouped } from './histories.ts'
import { type Holdout, tried } from './holdout.ts'
import { discountedOrders, ratePerUnit } from './lifetime.ts'
import { type Buying, fitting } from './models.ts'
import {
  type Counted,
  countedHistories,
  everyone,
  type Held,
  heldBack,
  people,
  spendings,
  type ValueQuestion,
} from './question.ts'
import { valueSetting } from './setting.ts'

type Setting = (typeof valueSetting)['initial']

export type Valued = {
  readonly question: ValueQuestion
  readonly setting: Setting
  readonly counted: readonly Counted[]
  readonly buying: Buying
  readonly spending: GammaGamma | undefined
  /** Of an order of who came back. */ readonly meanMinor: number
  /** Undefined where history is too short to hold some of it back. */
  readonly holdout: (Holdout & { readonly cut: Instant; readonly held: readonly Held[] }) | undefined
}

const WEEK_MILLISECONDS = 7 * 86_400_000
const WEEKS_IN_YEAR = 365.25 / 7
/** A third of the history is held back, at least and at most so much of it. */
const HELD_SHARE = 3
const LEAST_HELD_WEEKS = 4
const MOST_HELD_WEEKS = 26

/** @returns a refusal that says what is missing */
export async function valued(workshop: Omit<Workshop, 'rooms'>): Promise<Valued | Refusal> {
  const { copy, now, zone, currency } = workshop
  if (currency === undefined) return nobodyBought({})
  const setting = await workshop.setting(valueSetting)
  const question = { purchases, asOf: now, zone, currency }
  const counted = await countedHistories(copy, question)
  const histories = grouped(everyone(counted), 'weeks')
  const holdout = await tryOut(copy, question, counted)
  const wished = setting.model === 'best' ? (holdout?.trials[0]?.model ?? 'bg-nbd') : setting.model
  const buying = fitting[wished](histories)
  if (isRefusal(buying)) return buying
  const spent = await spendings(copy, question)
  const spending = fitGammaGamma(spent)
  const meanMinor = spent.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, spent.length)
  return {
    ...{ question, setting, counted, buying, holdout, meanMinor },
    // With q ≤ 1 no mean of all exists, and who bought once would have no value.
    spending: isRefusal(spending) || spending.parameters.q <= 1 ? undefined : spending.parameters,
  }
}

async function tryOut(copy: Database, question: ValueQuestion, counted: readonly Counted[]) {
  const longest = counted.reduce((most, { history }) => Math.max(most, history.age), 0)
  const weeks = Math.min(MOST_HELD_WEEKS, Math.floor(longest / HELD_SHARE))
  if (weeks < LEAST_HELD_WEEKS) return undefined
  const cut = asInstant(question.asOf - weeks * WEEK_MILLISECONDS)
  const held = await heldBack(copy, question, cut)
  const found = tried(held, weeks)
  return found === undefined ? undefined : { ...found, cut, held }
}

/**
 * The temporary table `value_people`: `person_id`, `alive` in 0 … 1, `orders_expected` and `value_minor` within the horizon. A history is
 * asked of the model once, however many have it.
 */
export async function makePeople(copy: Database, valued: Valued): Promise<void> {
  const { question, setting, counted, buying, spending, meanMinor } = valued
  const length = (setting.days * 86_400_000) / WEEK_MILLISECONDS
  const horizon = {
    length,
    spans: Math.max(1, Math.round(length)),
    rate: ratePerUnit(setting.yearlyPercent / 100, WEEKS_IN_YEAR),
  }
  const said = counted.map(({ history }) => {
    const expected = (time: number) => buying.expected(history, time)
    return {
      ...{ purchases: history.purchases, recency: Math.round(history.recency * 7), age: Math.round(history.age * 7) },
      ...{ alive: buying.alive(history), orders: expected(length), discounted: discountedOrders(expected, horizon) },
    }
  })
  await sql`
    create or replace temp table value_histories as
    select unnest(from_json(${JSON.stringify(said)}::json, ${sql.lit(`[${HISTORY}]`)}), recursive := true)`.execute(
    copy,
  )
  const order =
    spending === undefined
      ? sql`${meanMinor}::double`
      : sql`(${spending.p}::double * (${spending.v}::double + repeat_minor) / (${spending.p}::double * people.purchases + ${spending.q}::double - 1))`
  await sql`
    create or replace temp table value_people as
    select person_id, alive, orders as orders_expected,
      round(discounted * ${order} * ${setting.marginPercent / 100}::double)::bigint as value_minor
    from (${people(question)}) as people
    join value_histories as said on said.purchases = people.purchases and said.recency = people.recency and said.age = people.age`.execute(
    copy,
  )
}

const HISTORY =
  '{"purchases":"INTEGER","recency":"INTEGER","age":"INTEGER","alive":"DOUBLE","orders":"DOUBLE","discounted":"DOUBLE"}'

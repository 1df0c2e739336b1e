/** Where one stage ends and the next begins: what people may set, and what holds until they do. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { setting } from '../settings/setting.ts'
import { thresholdsOutOfOrder } from './errors.ts'

const days = (description: string, minimum = 1) => Type.Integer({ minimum, maximum: 3_650, description })
const purchases = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000, description })
const share = (description: string) => Type.Number({ minimum: 0.5, maximum: 0.999, description })
const probability = (description: string) => Type.Number({ minimum: 0.01, maximum: 0.99, description })

const thresholdsSchema = Type.Object({
  newDays: days('Days after the only purchase in which somebody is new'),
  habitPurchases: Type.Integer({
    minimum: 2,
    maximum: 20,
    description: 'Days with a purchase from which on buying is a habit',
  }),
  loyalPurchases: purchases('Who buys on so many days of `loyalDays` becomes loyal'),
  loyalKept: purchases('and stays so as long as there are so many of them'),
  loyalDays: days('The days in which purchases count for loyalty'),
  loyalTenureDays: days('From the first purchase on; before, nobody is loyal', 0),
  riskShare: share('At risk: quiet for longer than this share of the usual gaps'),
  riskAlive: probability('or less likely than this to be still there'),
  lapsedShare: share('Lapsed: quiet for longer than this share of the usual gaps'),
  lapsedAlive: probability('or less likely than this to be still there'),
  leastQuietDays: days('Whoever bought so many days ago or fewer is not at risk', 0),
  leastLapsedDays: days('Whoever bought so many days ago or fewer has not lapsed', 0),
  wonBackDays: days('Won back: so many days from the purchase that brought somebody back'),
})
export type Thresholds = Static<typeof thresholdsSchema>

/**
 * New for a month: most of the second purchases that come soon come within it. Two purchases have one gap between them, which is no habit.
 * Loyal at every second month, over half a year; lost only below every third, so that one late purchase does not flip it. At risk beyond
 * nine of ten gaps: one in ten that is looked at for nothing is what a shop can bear; lapsed beyond nineteen of twenty, and as likely
 * gone as there, or four times as likely. A fortnight, so that holidays worry nobody; a quarter of a year before anybody is given up,
 * because of who bought often and was quiet for less, half came back (Online Retail, September 2011). And a quarter to see whether who
 * came back stays.
 */
export const initialThresholds: Thresholds = {
  ...{ newDays: 30, habitPurchases: 3 },
  ...{ loyalPurchases: 6, loyalKept: 4, loyalDays: 365, loyalTenureDays: 180 },
  ...{ riskShare: 0.9, riskAlive: 0.5, lapsedShare: 0.95, lapsedAlive: 0.2, leastQuietDays: 14, leastLapsedDays: 90 },
  wonBackDays: 90,
}

export const thresholdsSetting = setting({
  name: 'lifecycle-thresholds',
  summary: 'Where one stage of the lifecycle ends and the next begins',
  schema: thresholdsSchema,
  initial: initialThresholds,
  check: wrongWith,
})

/** What comes later in life must not be reached earlier. */
function wrongWith(given: Thresholds): Refusal | undefined {
  const pairs = [
    ['loyalKept', 'loyalPurchases', given.loyalKept <= given.loyalPurchases],
    ['habitPurchases', 'loyalPurchases', given.habitPurchases <= given.loyalPurchases],
    ['riskShare', 'lapsedShare', given.riskShare <= given.lapsedShare],
    ['lapsedAlive', 'riskAlive', given.lapsedAlive <= given.riskAlive],
    ['leastQuietDays', 'leastLapsedDays', given.leastQuietDays <= given.leastLapsedDays],
  ] as const
  const wrong = pairs.find(([, , holds]) => !holds)
  return wrong && thresholdsOutOfOrder({ smaller: wrong[0], larger: wrong[1] })
}

/**
 * The CDNOW one-tenth sample: 2,357 customers who began in the first quarter of 1997, observed for 39 weeks and 39 more.
 * Source: Fader & Hardie, research data, http://brucehardie.com/datasets/.
 */
import { readFileSync } from 'node:fs'
import { publishedFile, publishedIsHere } from '../../../tests/support/published.ts'
import { grouped, type History, historyOfDays } from './histories.ts'

const rows = (file: string): string[] =>
  publishedIsHere
    ? readFileSync(publishedFile(`cdnow/${file}`), 'utf8')
        .trim()
        .split(/\r?\n/)
    : []

/** In weeks, as published: rounded to two digits. `mean` is the mean value of repeat orders in dollars. */
export const customers: readonly (History & { readonly mean: number })[] = rows(
  'cdnow_customers_summary_with_transactions.csv',
)
  .slice(1)
  .map((row) => {
    const [, purchases = Number.NaN, recency = Number.NaN, age = Number.NaN, mean = Number.NaN] = row
      .split(',')
      .map(Number)
    return { purchases, recency, age, mean }
  })

export const histories = grouped(customers, 'weeks')

/** The end of the first 39 weeks, 1997-09-30, and of the whole. */
const CALIBRATION_ENDS = dayOf('19970930')
const HOLDOUT_ENDS = dayOf('19980630')
export const HOLDOUT_WEEKS = (HOLDOUT_ENDS - CALIBRATION_ENDS) / 7

function dayOf(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6))) / 86_400_000
}

/** Each customer's history of the first 39 weeks from the orders themselves, and the purchases of the other 39. */
export function observed(): { history: History; later: number }[] {
  const days = new Map<string, number[]>()
  for (const row of rows('CDNOW_sample.txt')) {
    const [, customer = '', date = ''] = row.trim().split(/\s+/)
    days.set(customer, [...(days.get(customer) ?? []), dayOf(date)])
  }
  return [...days.values()].map((each) => {
    const history = historyOfDays(each, CALIBRATION_ENDS, 'weeks')
    if (history === undefined) throw new Error('a customer of CDNOW without an order in the first 39 weeks')
    return { history, later: new Set(each.filter((day) => day > CALIBRATION_ENDS)).size }
  })
}

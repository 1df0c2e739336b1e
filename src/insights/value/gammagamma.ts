/**
 * Gamma-gamma: order values of a customer scatter around the customer's own mean by gamma(p, ν), and ν ~ gamma(q, v) over
 * customers, independent of how often they buy. Values are in any unit of money; v is in that unit.
 * Source: Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, http://brucehardie.com/notes/025/.
 */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { minimise } from '../maths/minimising.ts'
import { digamma, logGamma } from '../maths/special.ts'
import { noFit, noSpread } from './errors.ts'
import { enough, type Fit } from './likelihood.ts'

export type GammaGamma = { readonly p: number; readonly q: number; readonly v: number }

export type Spending = {
  /** Orders that the mean is of: repeat orders, as in the published figures. */
  readonly orders: number
  /** Mean value of an order. */
  readonly mean: number
}

/** Equation (1a) of the note, summed over customers with an order of value; the others tell nothing and are left out. */
export function gammaGammaLogLikelihood(parameters: GammaGamma, customers: readonly Spending[]): number {
  return likelihood(parameters, telling(customers)).value
}

const telling = (customers: readonly Spending[]): Spending[] =>
  customers.filter(({ orders, mean }) => orders > 0 && mean > 0)

function likelihood({ p, q, v }: GammaGamma, customers: readonly Spending[]) {
  const known = byOrders({ p, q })
  let [value, byP, byQ, byV] = [0, 0, 0, 0]
  for (const { orders, mean } of customers) {
    const { log, both, mine } = known(orders)
    const [shape, total] = [p * orders + q, v + mean * orders]
    const logTotal = Math.log(total)
    value += log + q * Math.log(v) + p * orders * Math.log(mean * orders) - Math.log(mean) - shape * logTotal
    byP += orders * (both - mine + Math.log(mean * orders) - logTotal)
    byQ += both + Math.log(v) - logTotal
    byV += q / v - shape / total
  }
  return { value, slope: [byP, byQ - customers.length * digamma(q), byV] }
}

/** The functions of the number of orders alone, worked out once for each number. */
function byOrders({ p, q }: { p: number; q: number }) {
  const known = new Map<number, { log: number; both: number; mine: number }>()
  return (orders: number) => {
    const before = known.get(orders)
    if (before !== undefined) return before
    const [shape, own] = [p * orders + q, p * orders]
    const log = logGamma(shape) - logGamma(own) - logGamma(q)
    const made = { log, both: digamma(shape), mine: digamma(own) }
    known.set(orders, made)
    return made
  }
}

/** Means that differ by less, relative to their average, are one price: the likelihood then has no highest point. */
const LEAST_SPREAD = 1e-3

/**
 * Refuses `insights.too-few-customers`, `insights.too-few-repeats`, `insights.no-spread`, `insights.no-fit`. Only customers
 * with an order of value count.
 */
export function fitGammaGamma(customers: readonly Spending[]): Fit<GammaGamma> | Refusal {
  const told = telling(customers)
  const missing = enough({ customers: customers.length, repeating: told.length })
  if (isRefusal(missing)) return missing
  const average = told.reduce((sum, { mean }) => sum + mean, 0) / told.length
  const variance = told.reduce((sum, { mean }) => sum + (mean - average) ** 2, 0) / told.length
  if (Math.sqrt(variance) < LEAST_SPREAD * average) return noSpread({})
  const ask = (parameters: readonly number[]) => {
    const { value, slope } = likelihood(named(parameters), told)
    return { value: -value / told.length, slope: slope.map((each) => -each / told.length) }
  }
  const { parameters, value, converged, rounds } = minimise(ask, { start: [2, 2, average] })
  if (!converged) return noFit({ model: 'gamma-gamma', rounds })
  return { parameters: named(parameters), logLikelihood: -value * told.length, customers: told.length, rounds }
}

function named([p = Number.NaN, q = Number.NaN, v = Number.NaN]: readonly number[]): GammaGamma {
  return { p, q, v }
}

/**
 * Expected value of an order of this customer, between the customer's own mean and that of all; with no order, that of all.
 * Undefined where values are so uneven (p x + q ≤ 1) that no mean exists. Equation (5) of the note.
 */
export function expectedOrderValue({ p, q, v }: GammaGamma, { orders, mean }: Spending): number | undefined {
  const shape = p * orders + q
  return shape > 1 ? (p * (v + (orders === 0 ? 0 : mean * orders))) / (shape - 1) : undefined
}

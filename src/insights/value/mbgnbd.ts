/**
 * MBG/NBD: as BG/NBD, but customers may leave after the first purchase already. For shops with many one-time buyers.
 * Parameters are in the unit of the histories.
 * Source: Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
 * International Journal of Research in Marketing 24, 201–209.
 */
import type { Refusal } from '../../base/refusals.ts'
import {
  asFour,
  type BetaGeometric,
  expectedAlive,
  fitBetaGeometric,
  probabilityAlive,
  shared as sharedByBoth,
  silent,
  start,
} from './betageometric.ts'
import type { Histories, History } from './histories.ts'
import { type Fit, type Four, logLikelihood, type Model, type Part } from './likelihood.ts'

const model: Model = { name: 'MBG/NBD', start, shared, alive, gone }

/** Both B(a, b + x + 1) and B(a + 1, b + x) hold B(a, b + x) / (a + b + x). */
function shared(parameters: Four, purchases: number): Part {
  const [, , a, b] = parameters
  const { value, slope } = sharedByBoth(parameters, purchases)
  const whole = a + b + purchases
  return {
    value: value - Math.log(whole),
    slope: [slope[0], slope[1], slope[2] - 1 / whole, slope[3] - 1 / whole],
  }
}

function alive(parameters: Four, purchases: number, age: number): Part {
  const stayed = parameters[3] + purchases
  const { value, slope } = silent(parameters, purchases, age)
  return { value: value + Math.log(stayed), slope: [slope[0], slope[1], 0, 1 / stayed] }
}

function gone(parameters: Four, purchases: number, recency: number): Part {
  const left = parameters[2]
  const { value, slope } = silent(parameters, purchases, recency)
  return { value: value + Math.log(left), slope: [slope[0], slope[1], 1 / left, 0] }
}

/** Summed over all customers. */
export function mbgnbdLogLikelihood(parameters: BetaGeometric, histories: Histories): number {
  return logLikelihood(model, histories, asFour(parameters)).value
}

/** Refuses `insights.too-few-customers`, `insights.too-few-repeats`, `insights.no-fit`. */
export function fitMbgnbd(histories: Histories): Fit<BetaGeometric> | Refusal {
  return fitBetaGeometric(model, histories)
}

/** The probability that the customer has not left, 0 … 1. */
export function mbgnbdAlive(parameters: BetaGeometric, history: History): number {
  return probabilityAlive(model, parameters, history)
}

/** Expected purchases of a customer with this history in the next `time`; ≥ 0. */
export function mbgnbdExpected(parameters: BetaGeometric, history: History, time: number): number {
  const { r, alpha, a, b } = parameters
  const { purchases, age } = history
  // Who is alive has stayed x + 1 times: after each repeat purchase and after the first.
  const learned = { r: r + purchases, alpha: alpha + age, a, b: b + purchases + 1 }
  return mbgnbdAlive(parameters, history) * expectedAlive(learned, time)
}

/** Expected repeat purchases of somebody new within `time` of the first purchase; ≥ 0. */
export function mbgnbdExpectedNew(parameters: BetaGeometric, time: number): number {
  const { a, b } = parameters
  return (b / (a + b)) * expectedAlive({ ...parameters, b: b + 1 }, time)
}

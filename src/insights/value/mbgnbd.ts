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
import { type Fit, type Four, logLikelihood, type Model, type Row } from './likelihood.ts'

const model: Model = { name: 'MBG/NBD', start, shared, alive, gone }

/** Both B(a, b + x + 1) and B(a + 1, b + x) hold B(a, b + x) / (a + b + x). */
function shared(parameters: Four, purchases: number, time: number, row: Row): void {
  sharedByBoth(parameters, purchases, time, row)
  const { parts, at } = row
  const [, , a, b] = parameters
  const whole = a + b + purchases
  parts[at] = (parts[at] ?? 0) - Math.log(whole)
  parts[at + 3] = (parts[at + 3] ?? 0) - 1 / whole
  parts[at + 4] = (parts[at + 4] ?? 0) - 1 / whole
}

function alive(parameters: Four, purchases: number, age: number, row: Row): void {
  silent(parameters, purchases, age, row)
  const { parts, at } = row
  const stayed = parameters[3] + purchases
  parts[at] = (parts[at] ?? 0) + Math.log(stayed)
  parts[at + 4] = 1 / stayed
}

function gone(parameters: Four, purchases: number, recency: number, row: Row): void {
  silent(parameters, purchases, recency, row)
  const { parts, at } = row
  const left = parameters[2]
  parts[at] = (parts[at] ?? 0) + Math.log(left)
  parts[at + 3] = 1 / left
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

/**
 * BG/NBD: customers buy at their own steady rate and may leave for good after each repeat purchase. Who never came back
 * counts as alive. Parameters are in the unit of the histories.
 * Source: Fader, Hardie & Lee (2005), “Counting Your Customers” the Easy Way, Marketing Science 24, 275–284.
 */
import type { Refusal } from '../../base/refusals.ts'
import {
  asFour,
  type BetaGeometric,
  expectedAlive,
  fitBetaGeometric,
  probabilityAlive,
  shared,
  silent,
  start,
} from './betageometric.ts'
import type { Histories, History } from './histories.ts'
import { type Fit, type Four, logLikelihood, type Model, type Row } from './likelihood.ts'

const model: Model = { name: 'BG/NBD', start, shared, alive: silent, gone }

function gone(parameters: Four, purchases: number, recency: number, row: Row): void {
  silent(parameters, purchases, recency, row)
  const { parts, at } = row
  // Nobody leaves before the first repeat purchase.
  if (purchases === 0) {
    parts[at] = Number.NEGATIVE_INFINITY
    return
  }
  const a = parameters[2]
  const left = parameters[3] + purchases - 1
  parts[at] = (parts[at] ?? 0) + Math.log(a / left)
  parts[at + 3] = 1 / a
  parts[at + 4] = -1 / left
}

/** Equation (6), summed over all customers. */
export function bgnbdLogLikelihood(parameters: BetaGeometric, histories: Histories): number {
  return logLikelihood(model, histories, asFour(parameters)).value
}

/** Refuses `insights.too-few-customers`, `insights.too-few-repeats`, `insights.no-fit`. */
export function fitBgnbd(histories: Histories): Fit<BetaGeometric> | Refusal {
  return fitBetaGeometric(model, histories)
}

/**
 * The probability that the customer has not left, 0 … 1; 1 for who never came back.
 * Source: Fader, Hardie & Lee (2008), Computing P(alive) Using the BG/NBD Model.
 */
export function bgnbdAlive(parameters: BetaGeometric, history: History): number {
  return probabilityAlive(model, parameters, history)
}

/** Expected purchases of a customer with this history in the next `time`, equation (10); ≥ 0. */
export function bgnbdExpected(parameters: BetaGeometric, history: History, time: number): number {
  const { r, alpha, a, b } = parameters
  const { purchases, age } = history
  const learned = { r: r + purchases, alpha: alpha + age, a, b: b + purchases }
  return bgnbdAlive(parameters, history) * expectedAlive(learned, time)
}

/** Expected repeat purchases of somebody new within `time` of the first purchase, equation (9); ≥ 0. */
export function bgnbdExpectedNew(parameters: BetaGeometric, time: number): number {
  return expectedAlive(parameters, time)
}

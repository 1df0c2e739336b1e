/** What BG/NBD and MBG/NBD share: purchases at a rate λ ~ gamma(r, α), an end after each with probability p ~ beta(a, b). */

import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { digamma, hypergeometric, logBeta, logGamma } from '../maths/special.ts'
import type { Histories, History } from './histories.ts'
import { type Fit, type Four, fitted, type Model, partValue, type Row } from './likelihood.ts'

export type BetaGeometric = {
  /** Shape of the rates of buying: the smaller, the more customers differ. */
  readonly r: number
  /** Scale of the rates, in the unit of the histories: r / α is the mean rate. */
  readonly alpha: number
  /** a / (a + b) is the mean probability of leaving after a purchase. */
  readonly a: number
  readonly b: number
}

const betaGeometric = ([r, alpha, a, b]: Four): BetaGeometric => ({ r, alpha, a, b })
export const asFour = ({ r, alpha, a, b }: BetaGeometric): Four => [r, alpha, a, b]

/** Scales with time, so that a fit in days and one in weeks take the same path. */
export const start = ({ meanAge }: Histories): Four => [1, Math.max(meanAge, Number.MIN_VALUE), 1, 1]

/** ln of Γ(r + x) α^r B(a, b + x) / (Γ(r) B(a, b)). */
export function shared([r, alpha, a, b]: Four, purchases: number, _time: number, { parts, at }: Row): void {
  const both = digamma(a + b) - digamma(a + b + purchases)
  parts[at] = logGamma(r + purchases) - logGamma(r) + r * Math.log(alpha) + logBeta(a, b + purchases) - logBeta(a, b)
  parts[at + 1] = digamma(r + purchases) - digamma(r) + Math.log(alpha)
  parts[at + 2] = r / alpha
  parts[at + 3] = both
  parts[at + 4] = digamma(b + purchases) - digamma(b) + both
}

/** ln (α + t)^−(r + x). */
export function silent(parameters: Four, purchases: number, time: number, { parts, at }: Row): void {
  // By index: taking a list apart walks over it, which takes as long as the logarithm.
  const power = parameters[0] + purchases
  const since = parameters[1] + time
  const log = Math.log(since)
  parts[at] = -power * log
  parts[at + 1] = -log
  parts[at + 2] = -power / since
  parts[at + 3] = 0
  parts[at + 4] = 0
}

/** Refuses `insights.too-few-customers`, `insights.too-few-repeats`, `insights.no-fit`. */
export function fitBetaGeometric(model: Model, histories: Histories): Fit<BetaGeometric> | Refusal {
  const fit = fitted(model, histories)
  return isRefusal(fit) ? fit : { ...fit, parameters: betaGeometric(fit.parameters) }
}

/** The probability that the customer has not left, 0 … 1: how likely the history is in either case. */
export function probabilityAlive(
  { alive, gone }: Model,
  parameters: BetaGeometric,
  { purchases, recency, age }: History,
): number {
  const given = asFour(parameters)
  return 1 / (1 + Math.exp(partValue(gone, given, purchases, recency) - partValue(alive, given, purchases, age)))
}

/** So far from a = 1 and from a + b = 1 the closed form keeps ten digits; nearer, it is the middle of both sides. */
const SINGULAR_WITHIN = 1e-5

/**
 * Mean number of purchases in (0, t] of who is alive, where λ ~ gamma(r, α) and p ~ beta(a, b): E[(1 − e^−λpt) / p].
 * Source: Fader, Hardie & Lee (2005), “Counting Your Customers” the Easy Way, Marketing Science 24, equation (9).
 */
export function expectedAlive({ r, alpha, a, b }: BetaGeometric, time: number): number {
  if (time === 0) return 0
  if (Math.abs(a - 1) < SINGULAR_WITHIN) {
    const [below, above] = [1 - 2 * SINGULAR_WITHIN, 1 + 2 * SINGULAR_WITHIN]
    return (expectedAlive({ r, alpha, a: below, b }, time) + expectedAlive({ r, alpha, a: above, b }, time)) / 2
  }
  if (Math.abs(a + b - 1) < SINGULAR_WITHIN) {
    const [below, above] = [1 - a - 2 * SINGULAR_WITHIN, 1 - a + 2 * SINGULAR_WITHIN]
    return (expectedAlive({ r, alpha, a, b: below }, time) + expectedAlive({ r, alpha, a, b: above }, time)) / 2
  }
  const left = (alpha / (alpha + time)) ** r * hypergeometric(r, b, a + b - 1, time / (alpha + time))
  return ((a + b - 1) / (a - 1)) * (1 - left)
}

/**
 * Pareto/NBD: customers buy at their own steady rate λ ~ gamma(r, α) and leave at a moment of their own, at a rate
 * μ ~ gamma(s, β). Parameters are in the unit of the histories.
 * Source: Schmittlein, Morrison & Colombo (1987), Counting Your Customers, Management Science 33, 1–24, in the form of
 * Fader & Hardie (2005), A Note on Deriving the Pareto/NBD Model and Related Expressions.
 */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { digamma, logGamma, logUnitHypergeometric } from '../maths/special.ts'
import type { Histories, History } from './histories.ts'
import {
  type Fit,
  type Four,
  fitted,
  logDensity,
  logLikelihood,
  type Model,
  partValue,
  type Row,
} from './likelihood.ts'

export type ParetoNbd = {
  /** Shape and scale of the rates of buying: r / α is the mean rate. */
  readonly r: number
  readonly alpha: number
  /** Shape and scale of the rates of leaving: s / β is the mean rate. */
  readonly s: number
  readonly beta: number
}

const asFour = ({ r, alpha, s, beta }: ParetoNbd): Four => [r, alpha, s, beta]

function start({ meanAge }: Histories): Four {
  const age = Math.max(meanAge, Number.MIN_VALUE)
  return [1, age, 1, age]
}

const model: Model = { name: 'Pareto/NBD', start, shared, alive, gone }

/** ln of Γ(r + x) α^r β^s / Γ(r). */
function shared([r, alpha, s, beta]: Four, purchases: number, _time: number, { parts, at }: Row): void {
  parts[at] = logGamma(r + purchases) - logGamma(r) + r * Math.log(alpha) + s * Math.log(beta)
  parts[at + 1] = digamma(r + purchases) - digamma(r) + Math.log(alpha)
  parts[at + 2] = r / alpha
  parts[at + 3] = Math.log(beta)
  parts[at + 4] = s / beta
}

/**
 * The likelihood of no purchase after t_x is a sum of two positive terms, one of (x, T) and one of (x, t_x): with q = r + s + x,
 *
 *   (r + x)/q · ₂F₁(q, s; q + 1; z(T)) / (α + T)^q  +  s/q · ₂F₁(q, s + 1; q + 1; z(t_x)) / (α + t_x)^q,   z(t) = (α − β)/(α + t)
 *
 * for α ≥ β, and the same with the roles of (α, r + x) and (β, s) exchanged for α < β. It follows from the published difference
 * by the contiguous relation DLMF 15.5.18, and nothing cancels. Euler's transformation, DLMF 15.8.1, leaves ₂F₁(1, ·; q + 1; z).
 */
function alive(parameters: Four, purchases: number, age: number, row: Row): void {
  const [r, alpha, , beta] = parameters
  const over = alpha >= beta ? { buying: 1, leaving: -1 } : { buying: 0, leaving: 0 }
  logTerm(parameters, { purchases, time: age, over }, row)
  const { parts, at } = row
  parts[at] = (parts[at] ?? 0) + Math.log(r + purchases)
  parts[at + 1] = (parts[at + 1] ?? 0) + 1 / (r + purchases)
}

function gone(parameters: Four, purchases: number, recency: number, row: Row): void {
  const [, alpha, s, beta] = parameters
  const over = alpha >= beta ? { buying: 0, leaving: 0 } : { buying: -1, leaving: 1 }
  logTerm(parameters, { purchases, time: recency, over }, row)
  const { parts, at } = row
  parts[at] = (parts[at] ?? 0) + Math.log(s)
  parts[at + 3] = (parts[at + 3] ?? 0) + 1 / s
}

type Term = {
  readonly purchases: number
  readonly time: number
  /** What is added to the powers r + x and s. */
  readonly over: { readonly buying: number; readonly leaving: number }
}

/** ln of (α + t)^−m (β + t)^−n ₂F₁(1, m or n; q + 1; z) / q for m = r + x + …, n = s + …; m where α ≥ β. */
function logTerm([r, alpha, s, beta]: Four, { purchases, time, over }: Term, { parts, at }: Row): void {
  const q = r + s + purchases
  const [m, n] = [r + purchases + over.buying, s + over.leaving]
  const [buying, leaving] = [alpha + time, beta + time]
  const swapped = alpha < beta
  const [large, small] = swapped ? [leaving, buying] : [buying, leaving]
  const series = logUnitHypergeometric(swapped ? n : m, q + 1, (large - small) / large)
  const [logBuying, logLeaving] = [Math.log(buying), Math.log(leaving)]
  const byLarge = (series.byZ * small) / (large * large)
  const bySmall = -series.byZ / large
  parts[at] = series.value - Math.log(q) - m * logBuying - n * logLeaving
  parts[at + 1] = series.byC + (swapped ? 0 : series.byB) - 1 / q - logBuying
  parts[at + 2] = (swapped ? bySmall : byLarge) - m / buying
  parts[at + 3] = series.byC + (swapped ? series.byB : 0) - 1 / q - logLeaving
  parts[at + 4] = (swapped ? byLarge : bySmall) - n / leaving
}

/** Summed over all customers. */
export function paretoNbdLogLikelihood(parameters: ParetoNbd, histories: Histories): number {
  return logLikelihood(model, histories, asFour(parameters)).value
}

/** Refuses `insights.too-few-customers`, `insights.too-few-repeats`, `insights.no-fit`. */
export function fitParetoNbd(histories: Histories): Fit<ParetoNbd> | Refusal {
  const fit = fitted(model, histories)
  if (isRefusal(fit)) return fit
  const [r, alpha, s, beta] = fit.parameters
  return { ...fit, parameters: { r, alpha, s, beta } }
}

/** The probability that the customer has not left, 0 … 1. */
export function paretoNbdAlive(parameters: ParetoNbd, history: History): number {
  const { r, alpha, s, beta } = parameters
  const { purchases, age } = history
  const given = asFour(parameters)
  const stayed = -(r + purchases) * Math.log(alpha + age) - s * Math.log(beta + age)
  const all = logDensity(model, given, history) - partValue(shared, given, purchases, 0)
  // The last digit of a sum of logarithms may exceed what it holds.
  return Math.min(1, Math.exp(stayed - all))
}

/** (1 − (β / (β + t))^(s − 1)) / (s − 1), which is ln(1 + t/β) at s = 1. */
function discounted(s: number, beta: number, time: number): number {
  const log = Math.log1p(time / beta)
  return s === 1 ? log : -Math.expm1(-(s - 1) * log) / (s - 1)
}

/** Expected purchases of a customer with this history in the next `time`, equation (41) of the note; ≥ 0. */
export function paretoNbdExpected(parameters: ParetoNbd, history: History, time: number): number {
  const { r, alpha, s, beta } = parameters
  const { purchases, age } = history
  const rate = ((r + purchases) * (beta + age)) / (alpha + age)
  return rate * discounted(s, beta + age, time) * paretoNbdAlive(parameters, history)
}

/** Expected repeat purchases of somebody new within `time` of the first purchase; ≥ 0. */
export function paretoNbdExpectedNew({ r, alpha, s, beta }: ParetoNbd, time: number): number {
  return ((r * beta) / alpha) * discounted(s, beta, time)
}

/**
 * Who will not buy again soon: learned from what people had done two horizons ago and did in the one after, tried on the last horizon,
 * which it has not seen, and learned anew from that one before anything is told of today. How people buy alone
 * is one of its traits, and its rival
 * (BG/NBD), which is used where it clearly missed less: it gives no reasons. Where neither can be had nothing is told, and what is missing
 * is said.
 */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { fitBgnbd } from '../value/bgnbd.ts'
import { grouped } from '../value/histories.ts'
import { historyOf, quiet } from './buying.ts'
import { tooShortToLearn } from './errors.ts'
import type { Habits } from './habits.ts'
import { learned, type Reason, reasonsOf, told, type Weight, weightsOf } from './model.ts'
import { type Held, heldOf } from './next.ts'
import { type Area, areaUnder, clearlyBetter, type Quality, qualityOf } from './quality.ts'
import { type Seen, TRAITS } from './traits.ts'

export type Method = 'regression' | 'buying'

/** People as they were two horizons ago, one horizon ago and now; of large shops a part of them. */
export type Moments = {
  readonly before: readonly Habits[]
  readonly between: readonly Habits[]
  readonly now: readonly Habits[]
  readonly horizonDays: number
  /** From the first order to now. */
  readonly historyDays: number
}

type Candidate = {
  readonly method: Method
  /** What it told of people as they were a horizon ago; undefined where it could not. */
  readonly told: Float64Array | undefined
  /** How that came true. */
  readonly quality: Quality | undefined
  /** The heaviest first; none where nothing was learned from traits. */
  readonly weights: readonly Weight[]
  /** Of each, 0 … 1: no order within the horizon. */
  readonly risks: (people: readonly Habits[]) => Float64Array
  /** Of each, what raises it most; none where nothing was learned from traits. */
  readonly reasons: (people: readonly Habits[]) => Reason[][]
}

export type Churn = {
  /** The one to use; undefined where there is none. */
  readonly used: Candidate | undefined
  readonly candidates: readonly Candidate[]
  /** What keeps one away, or all. */
  readonly missing: readonly Refusal[]
  /** How well the days since the last order alone tell it. */
  readonly recencyArea: Area | undefined
  /** How the times held in which a purchase was due a horizon ago. */
  readonly held: Held | undefined
}

const REASONS = 3
/** Two horizons that are seen, and as much before the first for habits to show. */
const HORIZONS_TO_LEARN = 3

export function churn(moments: Moments): Churn {
  const { between, horizonDays } = moments
  const buying = {
    before: fitted(moments.before, horizonDays),
    between: fitted(between, horizonDays),
    now: fitted(moments.now, horizonDays),
  }
  const ways = [regressionOf(moments, buying), buyingOf(moments, buying)]
  const candidates = ways.flatMap((one) => (Array.isArray(one) ? [] : [one]))
  const used = candidates.find((one) => !candidates.some((other) => beaten(one, { by: other, between })))
  const recency = Float64Array.from(between, ({ recencyDays }) => recencyDays)
  return {
    ...{ used, candidates, missing: ways.flatMap((one) => (Array.isArray(one) ? one : [])) },
    ...{ recencyArea: areaUnder(recency, goneOf(between)), held: heldOf(between, horizonDays) },
  }
}

/** The chance of no order by how people of a moment buy. */
type Risks = Candidate['risks']
type Buying = { readonly [moment in 'before' | 'between' | 'now']: Risks | Refusal }

function beaten({ told }: Candidate, { by, between }: { by: Candidate; between: readonly Habits[] }): boolean {
  return told !== undefined && by.told !== undefined && clearlyBetter(by.told, told, goneOf(between))
}

/** 1 for those without an order within the horizon. */
function goneOf(people: readonly Habits[]): Uint8Array {
  return Uint8Array.from(people, ({ laterOrders }) => (laterOrders > 0 ? 0 : 1))
}

function regressionOf(moments: Moments, buying: Buying): Candidate | Refusal[] {
  const { horizonDays, historyDays } = moments
  const needed = HORIZONS_TO_LEARN * horizonDays
  if (historyDays < needed) return [tooShortToLearn({ days: Math.floor(historyDays), needed })]
  const before = seen(moments.before, buying.before)
  const first = learned(TRAITS, before, goneOf(before))
  if (Array.isArray(first)) return first
  const between = seen(moments.between, buying.between)
  const gone = goneOf(between)
  const model = learned(TRAITS, between, gone)
  if (Array.isArray(model)) return model
  const then = told(first, between)
  return {
    ...{ method: 'regression', told: then, quality: qualityOf(then, gone) },
    weights: weightsOf(model),
    risks: (people) => told(model, seen(people, buying.now)),
    reasons: (people) => reasonsOf(model, seen(people, buying.now), { traits: TRAITS, most: REASONS }),
  }
}

function seen(people: readonly Habits[], buying: Risks | Refusal): Seen[] {
  const quiets = isRefusal(buying) ? undefined : buying(people)
  return people.map((one, at) => ({ ...one, quiet: quiets?.[at] ?? null }))
}

function buyingOf({ between, horizonDays, historyDays }: Moments, buying: Buying): Candidate | Refusal[] {
  const { now } = buying
  if (isRefusal(now)) return [now]
  const then = historyDays <= horizonDays || isRefusal(buying.between) ? undefined : buying.between(between)
  return {
    ...{ method: 'buying', told: then },
    quality: then === undefined ? undefined : qualityOf(then, goneOf(between)),
    ...{ weights: [], risks: now, reasons: (people) => people.map(() => []) },
  }
}

function fitted(people: readonly Habits[], horizonDays: number): Risks | Refusal {
  const fit = fitBgnbd(grouped(people.map(historyOf), 'days'))
  if (isRefusal(fit)) return fit
  return (others) => Float64Array.from(others, (one) => quiet(fit.parameters, historyOf(one), horizonDays))
}

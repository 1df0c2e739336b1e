/** How good probabilities were, beside what then happened. */
import { type Interval, TWO_SIDED_95, wilson } from '../maths/shares.ts'

export type Area = { readonly value: number } & Interval

export type Quality = {
  readonly people: number
  /** To whom it happened. */
  readonly happened: number
  /** The chance that of two people, one of each kind, the right one had the higher probability; ½ is a coin. With 95 % limits. */
  readonly area: Area
  /** Mean square of what was missed (Brier 1950), and what telling everybody the same share would have missed. */
  readonly brier: number
  readonly brierOfShare: number
  /** Mean distance of told and true shares over the steps. */
  readonly calibrationError: number
  /** Ten equal parts of people, the highest probabilities first. */
  readonly steps: readonly Step[]
}

export type Step = {
  readonly people: number
  readonly happened: number
  /** Mean probability that was told. */
  readonly told: number
  /** Share that it happened to, with 95 % limits. */
  readonly share: number
  readonly low: number
  readonly high: number
  /** How many times the share of all. */
  readonly lift: number
  /** Of all that it happened to, the share found from the first step to this one. */
  readonly found: number
}

const STEPS = 10

/** @returns undefined where it happened to nobody or to all: nothing can be told apart */
export function qualityOf(told: Float64Array, happened: Uint8Array): Quality | undefined {
  const people = told.length
  const all = happened.reduce((sum, each) => sum + each, 0)
  const area = areaUnder(told, happened)
  if (area === undefined) return undefined
  const share = all / people
  const steps = stepsOf(told, happened, all)
  const brier = told.reduce((sum, each, at) => sum + (each - (happened[at] ?? 0)) ** 2, 0) / people
  const calibrationError = steps.reduce((sum, step) => sum + step.people * Math.abs(step.told - step.share), 0) / people
  return { people, happened: all, area, brier, brierOfShare: share * (1 - share), calibrationError, steps }
}

/** Rows in falling order of what was told. */
function ordered(told: Float64Array): Uint32Array {
  return Uint32Array.from(told.keys()).sort((a, b) => (told[b] ?? 0) - (told[a] ?? 0) || a - b)
}

/**
 * Area under the curve of hits and false alarms, by ranks, ties counting half.
 * Source: Hanley & McNeil (1982), The Meaning and Use of the Area under a ROC Curve, Radiology 143, 29 – 36; limits by their equation (1).
 * @returns undefined where all are of one kind
 */
export function areaUnder(told: Float64Array, happened: Uint8Array): Area | undefined {
  const order = ordered(told)
  // `above` counts pairs in which the one of the other kind has the higher probability, ties half.
  let [above, others, mine] = [0, 0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    let [tiedOthers, tiedMine] = [0, 0]
    while (to < order.length && told[order[to] ?? 0] === told[order[from] ?? 0]) {
      if (happened[order[to] ?? 0] === 1) tiedMine += 1
      else tiedOthers += 1
      to += 1
    }
    above += tiedMine * (others + tiedOthers / 2)
    others += tiedOthers
    mine += tiedMine
    from = to
  }
  if (mine === 0 || others === 0) return undefined
  const value = 1 - above / (mine * others)
  const error = standardError(value, { mine, others })
  return { value, low: Math.max(0, value - TWO_SIDED_95 * error), high: Math.min(1, value + TWO_SIDED_95 * error) }
}

function standardError(area: number, { mine, others }: { mine: number; others: number }): number {
  const q1 = area / (2 - area)
  const q2 = (2 * area * area) / (1 + area)
  const spread = area * (1 - area) + (mine - 1) * (q1 - area * area) + (others - 1) * (q2 - area * area)
  return Math.sqrt(spread / (mine * others))
}

function stepsOf(told: Float64Array, happened: Uint8Array, all: number): Step[] {
  const order = ordered(told)
  const share = all / order.length
  let found = 0
  return Array.from({ length: STEPS }, (_, step) => {
    const rows = order.subarray(
      Math.round((step * order.length) / STEPS),
      Math.round(((step + 1) * order.length) / STEPS),
    )
    const people = rows.length
    const mine = rows.reduce((sum, row) => sum + (happened[row] ?? 0), 0)
    found += mine
    return {
      ...{ people, happened: mine, told: rows.reduce((sum, row) => sum + (told[row] ?? 0), 0) / people },
      ...{
        share: mine / people,
        ...wilson({ of: people, found: mine }),
        lift: mine / people / share,
        found: found / all,
      },
    }
  }).filter(({ people }) => people > 0)
}

/**
 * Whether one way missed less than another on the same people by more than chance would have it: the mean difference of their squared
 * errors lies more than 1.96 of its standard errors below nought.
 */
export function clearlyBetter(one: Float64Array, other: Float64Array, happened: Uint8Array): boolean {
  const less = one.map((told, at) => {
    const came = happened[at] ?? 0
    return (told - came) ** 2 - ((other[at] ?? 0) - came) ** 2
  })
  const mean = less.reduce((sum, each) => sum + each, 0) / less.length
  const variance = less.reduce((sum, each) => sum + (each - mean) ** 2, 0) / less.length
  return mean < -TWO_SIDED_95 * Math.sqrt(variance / less.length)
}

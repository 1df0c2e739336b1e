/**
 * Forecasts without a model, as the honest measure of those with one.
 * Source: Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd edition, sections 5.2 and 5.5 (table 5.2).
 */
import type { Projection } from './projection.ts'

type Values = readonly (number | null)[]

/** Last season once more. A gap takes the value of the season before it. @returns nothing where a place has no value at all */
export function seasonalNaive(values: Values, period: number, horizon: number): Projection | undefined {
  const season: number[] = []
  for (let place = 0; place < period; place += 1) {
    let at = values.length - period + place
    while (at >= 0 && (values[at] ?? null) === null) at -= period
    const found = values[at] ?? null
    if (found === null) return undefined
    season.push(found)
  }
  const surprises = values.flatMap((value, at) => {
    const before = values[at - period] ?? null
    return value === null || before === null ? [] : [value - before]
  })
  const deviation = Math.sqrt(surprises.reduce((sum, each) => sum + each * each, 0) / Math.max(1, surprises.length))
  const steps = Array.from({ length: horizon }, (_, step) => step)
  const rounds = (step: number) => Math.floor(step / period) + 1
  let squares = 0
  return {
    means: steps.map((step) => season[step % period] ?? 0),
    deviations: steps.map((step) => deviation * Math.sqrt(rounds(step))),
    // With the r-th season ahead, surprises of a place count 1, 2 … r times: r² more squares than before.
    totalDeviations: steps.map((step) => {
      squares += rounds(step) ** 2
      return deviation * Math.sqrt(squares)
    }),
  }
}

/** The mean of everything so far. @returns nothing without a value */
export function meanForecast(values: Values, horizon: number): Projection | undefined {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return undefined
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / Math.max(1, known.length - 1))
  const steps = Array.from({ length: horizon }, (_, step) => step + 1)
  return {
    means: steps.map(() => mean),
    deviations: steps.map(() => deviation * Math.sqrt(1 + 1 / known.length)),
    totalDeviations: steps.map((step) => deviation * Math.sqrt(step + (step * step) / known.length)),
  }
}

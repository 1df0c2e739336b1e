/**
 * How far forecasts were from what came.
 * Source of the definitions: Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd edition, section 5.8; MASE:
 * Hyndman & Koehler (2006), "Another look at measures of forecast accuracy".
 */

export type Pairs = { readonly came: readonly (number | null)[]; readonly said: readonly number[] }

/**
 * Mean absolute percentage error, in percent of what came. Steps at which nothing came are left out, for they have no percentage.
 * @returns nothing where every step is left out
 */
export function mape({ came, said }: Pairs): number | undefined {
  return averaged(came, (value, step) =>
    value === 0 ? undefined : (100 * Math.abs(value - (said[step] ?? 0))) / Math.abs(value),
  )
}

/** Symmetric form, 0 … 200 %: twice the error over the sum of both sizes (Makridakis 1993); 0 where both are 0. */
export function smape({ came, said }: Pairs): number | undefined {
  return averaged(came, (value, step) => {
    const forecast = said[step] ?? 0
    const sizes = Math.abs(value) + Math.abs(forecast)
    return sizes === 0 ? 0 : (200 * Math.abs(value - forecast)) / sizes
  })
}

/** Mean absolute error, in the unit of the values. */
export function meanAbsoluteError({ came, said }: Pairs): number | undefined {
  return averaged(came, (value, step) => Math.abs(value - (said[step] ?? 0)))
}

/**
 * Mean absolute scaled error: the error over that of the seasonal naive forecast, one season ahead, within the history. Below 1 is
 * better than repeating last season was on average.
 * @returns nothing where the history repeated itself exactly or is not longer than a season
 */
export function mase(
  pairs: Pairs,
  { history, period }: { history: readonly (number | null)[]; period: number },
): number | undefined {
  const scale = naiveError(history, period)
  const error = meanAbsoluteError(pairs)
  return scale === undefined || error === undefined || scale === 0 ? undefined : error / scale
}

/** Mean absolute difference from the value one season before. */
export function naiveError(history: readonly (number | null)[], period: number): number | undefined {
  return averaged(history.slice(period), (value, step) => {
    const before = history[step] ?? null
    return before === null ? undefined : Math.abs(value - before)
  })
}

function averaged(
  values: readonly (number | null)[],
  measure: (value: number, step: number) => number | undefined,
): number | undefined {
  let [sum, count] = [0, 0]
  values.forEach((value, step) => {
    const one = value === null ? undefined : measure(value, step)
    if (one === undefined) return
    sum += one
    count += 1
  })
  return count === 0 ? undefined : sum / count
}

export type Origins = { readonly horizon: number; readonly count: number; readonly every: number }

/**
 * Rolling origin: forecasts as they would have been made at several moments, each from what was known then, against what came
 * (Tashman 2000; Hyndman & Athanasopoulos, section 5.10).
 * @param origins the last one is `horizon` steps before the end, those before it `every` steps earlier each
 * @returns oldest first; fewer than asked where `least` values of history are not there
 */
export function rolled(
  values: readonly (number | null)[],
  { horizon, count, every, least }: Origins & { readonly least: number },
): { readonly history: readonly (number | null)[]; readonly came: readonly (number | null)[] }[] {
  const ends = Array.from({ length: count }, (_, back) => values.length - horizon - back * every)
  return ends
    .filter((end) => end >= least)
    .reverse()
    .map((end) => ({ history: values.slice(0, end), came: values.slice(end, end + horizon) }))
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../tests/support/random.ts'
import { normalQuantile } from '../maths/normal.ts'
import { smoothing } from './forecast.ts'
import { intervals } from './projection.ts'
import { bestFitted, type Fitted, fitted, projected, shapesFor } from './smoothing.ts'
import { ahead, type Shape, type Weights } from './states.ts'

const season = fc.array(fc.integer({ min: 10, max: 500 }), { minLength: 4, maxLength: 12 })
const additive = (period: number): Shape => ({ trend: 'additive', season: 'additive', period })

function known(model: Fitted | undefined): Fitted {
  if (model === undefined) throw new Error('no model was fitted')
  return model
}

/** Normal surprises of deviation one, the same ones for a seed. */
function surprises(seed: number, count: number): number[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random.next()))))
}

describe('what is known beforehand', () => {
  test('a season that repeats itself exactly is forecast exactly', () => {
    fc.assert(
      fc.property(season, fc.integer({ min: 2, max: 5 }), (one, times) => {
        const period = one.length
        const values = Array.from({ length: times * period + 1 }, (_, step) => one[step % period] ?? 0)
        const means = smoothing(values, { period, horizon: 2 * period })?.projection.means ?? []
        means.forEach((mean, step) => {
          expect(mean).toBeCloseTo(one[(step + 1) % period] ?? 0, 3)
        })
        expect(means).toHaveLength(2 * period)
      }),
      { numRuns: 40 },
    )
  })

  test('a line with a season on it goes on exactly', () => {
    fc.assert(
      fc.property(season, fc.integer({ min: -5, max: 5 }), (one, slope) => {
        const period = one.length
        const value = (step: number) => 1_000 + slope * step + (one[step % period] ?? 0)
        const values = Array.from({ length: 5 * period }, (_, step) => value(step))
        const { means } = projected(known(fitted(values, additive(period))), period)
        means.forEach((mean, step) => {
          expect(mean).toBeCloseTo(value(values.length + step), 2)
        })
      }),
      { numRuns: 40 },
    )
  })

  test('a series in another unit has the same additive forecast in that unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (seed, unit) => {
        const values = surprises(seed, 40).map((each, step) => 20 + each + 3 * Math.sin(step * 1.57))
        const one = projected(known(fitted(values, additive(4))), 8)
        const scaled = values.map((value) => value * unit)
        const other = projected(known(fitted(scaled, additive(4))), 8)
        other.means.forEach((mean, step) => {
          expect(mean / unit).toBeCloseTo(one.means[step] ?? 0, 2)
        })
        other.deviations.forEach((each, step) => {
          expect(each / unit).toBeCloseTo(one.deviations[step] ?? 0, 2)
        })
      }),
      { numRuns: 30 },
    )
  })
})

describe('fitting', () => {
  test('the weights that made a long series are found again, and the likelihood is that of its surprises', () => {
    const weights: Weights = { level: 0.3, slope: 0, season: 0, damping: 1 }
    let level = 100
    const values = surprises(7, 4_000).map((surprise) => {
      const value = level + 5 * surprise
      level += weights.level * 5 * surprise
      return value
    })
    const model = known(fitted(values, { trend: 'none', season: 'none', period: 1 }))
    expect(model.converged).toBe(true)
    expect(model.weights.level).toBeCloseTo(0.3, 1)
    expect(model.deviation).toBeGreaterThan(4.8)
    expect(model.deviation).toBeLessThan(5.2)
    const expected = -values.length * (Math.log(model.deviation * Math.sqrt(2 * Math.PI)) + 0.5)
    expect(model.logLikelihood / expected).toBeCloseTo(1, 3)
  })

  test('simple smoothing of a short series follows its definition step by step', () => {
    const values = [10, 14, 9, 13, 12, 11, 15, 10]
    const model = known(fitted(values, { trend: 'none', season: 'none', period: 1 }))
    let level = model.start[0] ?? 0
    for (const value of values) level = model.weights.level * value + (1 - model.weights.level) * level
    expect(projected(model, 1).means[0]).toBeCloseTo(level, 10)
  })

  test('AICc charges every weight, starting state and the variance, by the formula of Hyndman et al. (2008), section 7.1', () => {
    const values = surprises(4, 30).map((each) => 50 + each)
    const counts = [
      [{ trend: 'none', season: 'none', period: 4 }, 3],
      [{ trend: 'damped', season: 'none', period: 4 }, 6],
      // Three weights, level and slope, three of four places of the season, the variance.
      [additive(4), 9],
    ] as const
    for (const [shape, count] of counts) {
      const { aicc, logLikelihood } = known(fitted(values, shape))
      expect(aicc + 2 * logLikelihood).toBeCloseTo(2 * count + (2 * count * (count + 1)) / (30 - count - 1), 9)
    }
  })

  test('AICc takes no season for noise, and a season where there is one', () => {
    const noise = surprises(3, 72).map((each) => 50 + each)
    expect(known(bestFitted(noise, shapesFor(noise, 12))).shape.season).toBe('none')
    const seasonal = noise.map((each, step) => each + 10 * Math.sin((step * Math.PI) / 6))
    expect(known(bestFitted(seasonal, shapesFor(seasonal, 12))).shape.season).not.toBe('none')
  })

  test('a multiplicative season is left out when a value is not positive, every season below two of them', () => {
    const values = Array.from({ length: 36 }, (_, step) => (step % 12) + 1)
    expect(shapesFor(values, 12).some((shape) => shape.season === 'multiplicative')).toBe(true)
    expect(shapesFor([...values, 0], 12).some((shape) => shape.season === 'multiplicative')).toBe(false)
    expect(shapesFor(values.slice(0, 23), 12).every((shape) => shape.season === 'none')).toBe(true)
  })

  test('gaps change a forecast little, and a series of zeros is forecast as zero', () => {
    const values = surprises(11, 96).map((each, step) => 100 + each + 20 * Math.sin((step * Math.PI) / 6))
    const gaps = values.map((value, step) => (step % 17 === 5 ? null : value))
    const [whole, holed] = [values, gaps].map((series) => projected(known(fitted(series, additive(12))), 12).means)
    whole?.forEach((mean, step) => {
      expect(Math.abs(mean - (holed?.[step] ?? 0))).toBeLessThan(2)
    })
    const nothing = projected(
      known(
        fitted(
          values.map(() => 0),
          additive(12),
        ),
      ),
      12,
    )
    nothing.means.forEach((mean) => {
      expect(mean).toBeCloseTo(0, 9)
    })
  })
})

describe('intervals', () => {
  const values = surprises(21, 64).map((each, step) => 100 + step + 4 * each + 60 * Math.sin(step * 1.57))
  const horizon = 11

  test('are those of table 8.8 of Hyndman & Athanasopoulos for a damped trend', () => {
    const model = known(fitted(values, { trend: 'damped', season: 'none', period: 4 }))
    // A weight of zero would make both sides alike whatever is done with it.
    const { level: a, slope: b, damping: f } = { level: 0.4, slope: 0.2, damping: 0.9 }
    const found = projected({ ...model, weights: { level: a, slope: b, season: 0, damping: f } }, horizon)
    found.deviations.forEach((deviation, step) => {
      const h = step + 1
      const first = ((b * f * h) / (1 - f) ** 2) * (2 * a * (1 - f) + b * f)
      const second =
        ((b * f * (1 - f ** h)) / ((1 - f) ** 2 * (1 - f * f))) * (2 * a * (1 - f * f) + b * f * (1 + 2 * f - f ** h))
      const variance = 1 + a * a * (h - 1) + first - second
      expect(deviation / model.deviation).toBeCloseTo(Math.sqrt(variance), 9)
    })
  })

  test('are those of the same table for Holt-Winters with additive season', () => {
    const model = known(fitted(values, additive(4)))
    const [a, b, g] = [0.4, 0.1, 0.3]
    const found = projected({ ...model, weights: { level: a, slope: b, season: g, damping: 1 } }, horizon)
    found.deviations.forEach((deviation, step) => {
      const [h, k] = [step + 1, Math.floor(step / 4)]
      const trend = (h - 1) * (a * a + a * b * h + (b * b * h * (2 * h - 1)) / 6)
      const variance = 1 + trend + g * k * (2 * a + g + b * 4 * (k + 1))
      expect(deviation / model.deviation).toBeCloseTo(Math.sqrt(variance), 9)
    })
  })

  for (const kind of ['additive', 'multiplicative'] as const)
    test(`are as wide as what the model itself makes, step by step and summed: ${kind} season`, () => {
      const shape: Shape = { trend: 'damped', season: kind, period: 4 }
      const weights: Weights = { level: 0.3, slope: 0.1, season: 0.2, damping: 0.9 }
      const model: Fitted = { ...known(fitted(values, shape)), weights, deviation: kind === 'additive' ? 5 : 0.05 }
      const { deviations, totalDeviations } = projected(model, horizon)
      const paths = Array.from({ length: 8_000 }, (_, path) => onwards(model, surprises(path + 1, horizon)))
      const sums = paths.map((path) =>
        path.map((_, step) => path.slice(0, step + 1).reduce((sum, each) => sum + each, 0)),
      )
      for (let step = 0; step < horizon; step += 1) {
        // The deviation of 8,000 paths is itself unsure by 0.8 %; three and a half times that.
        expect(Math.abs((deviations[step] ?? 0) / deviationOf(paths, step) - 1)).toBeLessThan(0.03)
        expect(Math.abs((totalDeviations[step] ?? 0) / deviationOf(sums, step) - 1)).toBeLessThan(0.03)
      }
    })

  test('hold the forecast and widen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 2 }), (seed, which) => {
        const values = surprises(seed, 60).map((each, step) => 100 + step / 2 + 5 * each + 10 * Math.sin(step * 1.57))
        const trend = (['none', 'additive', 'damped'] as const)[which] ?? 'none'
        const { means, ...projection } = projected(known(fitted(values, { trend, season: 'additive', period: 4 })), 12)
        const found = intervals({ means, ...projection }, 0.9)
        found.forEach(({ low, high }, step) => {
          const mean = means[step] ?? 0
          expect(low).toBeLessThan(mean)
          expect(high).toBeGreaterThan(mean)
          const before = found[step - 1]
          if (before !== undefined) expect(high - low).toBeGreaterThanOrEqual((before.high - before.low) * (1 - 1e-12))
        })
      }),
      { numRuns: 40 },
    )
  })

  for (const kind of ['additive', 'multiplicative'] as const)
    test(`of 90 % hold about 90 % of what comes, also sums: ${kind} season`, () => {
      const shape: Shape = { trend: 'none', season: kind, period: 4 }
      const weights: Weights = { level: 0.3, slope: 0, season: 0.1, damping: 1 }
      let [inside, insideSum, runs] = [0, 0, 0]
      for (let seed = 1; seed <= 300; seed += 1) {
        const values = simulated(shape, weights, seed)
        const projection = projected(known(fitted(values.slice(0, 120), shape)), 8)
        const came = values.slice(120)
        intervals(projection, 0.9).forEach(({ low, high }, step) => {
          const value = came[step] ?? 0
          if (value >= low && value <= high) inside += 1
        })
        const over = came.reduce((sum, value) => sum + value, 0) - projection.means.reduce((sum, mean) => sum + mean, 0)
        if (Math.abs(over) <= normalQuantile(0.95) * (projection.totalDeviations[7] ?? 0)) insideSum += 1
        runs += 1
      }
      expect(inside / (runs * 8)).toBeGreaterThan(0.86)
      expect(inside / (runs * 8)).toBeLessThan(0.94)
      expect(insideSum / runs).toBeGreaterThan(0.84)
      expect(insideSum / runs).toBeLessThan(0.95)
    })
})

/** 128 values that the model itself makes, from states that are written here. */
function simulated(shape: Shape, weights: Weights, seed: number): number[] {
  const relative = shape.season === 'multiplicative'
  const end = relative ? Float64Array.of(100, 0, 0.8, 1.1, 1.3, 0.8) : Float64Array.of(100, 0, -20, 10, 30, -20)
  return onwards({ shape, weights, end, steps: 0, deviation: relative ? 0.05 : 5 }, surprises(seed, 128))
}

/** Each step is its own forecast and a surprise, learned from at once. */
function onwards(
  model: Pick<Fitted, 'shape' | 'weights' | 'end' | 'steps' | 'deviation'>,
  drawn: readonly number[],
): number[] {
  const { shape, weights, deviation } = model
  const relative = shape.season === 'multiplicative'
  const state = Float64Array.from(model.end)
  return drawn.map((each, step) => {
    const steps = model.steps + step
    const [next] = ahead(shape, weights, { end: state, steps, horizon: 1 })
    const { mean, base, season } = next ?? { mean: 0, base: 0, season: 0 }
    const surprise = each * deviation
    const unit = relative ? base * surprise : surprise
    state[0] = base + weights.level * unit
    state[1] = weights.damping * (state[1] ?? 0) + weights.slope * unit
    state[2 + (steps % 4)] = season + weights.season * (relative ? season * surprise : surprise)
    return mean + (relative ? mean * surprise : surprise)
  })
}

function deviationOf(paths: readonly (readonly number[])[], step: number): number {
  const figures = paths.map((path) => path[step] ?? 0)
  const mean = figures.reduce((sum, each) => sum + each, 0) / figures.length
  return Math.sqrt(figures.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (figures.length - 1))
}

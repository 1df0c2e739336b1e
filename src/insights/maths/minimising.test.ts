import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minimise, type Slope } from './minimising.ts'

/** Rosenbrock's valley, whose lowest point is 0 at (1, 1). Rosenbrock (1960), The Computer Journal 3. */
function valley([x = NaN, y = NaN]: readonly number[]): Slope {
  const [off, bent] = [1 - x, y - x * x]
  return { value: off * off + 100 * bent * bent, slope: [-2 * off - 400 * x * bent, 200 * bent] }
}

test('Rosenbrock’s valley is walked to its end', () => {
  const { parameters, value, converged, rounds, asked } = minimise(valley, { start: [0.1, 5] })
  expect(converged).toBe(true)
  expect(parameters[0]).toBeCloseTo(1, 6)
  expect(parameters[1]).toBeCloseTo(1, 6)
  expect(value).toBeLessThan(1e-12)
  expect(rounds).toBeLessThan(100)
  expect(asked).toBeGreaterThan(rounds)
})

test('a bowl of any place and steepness is found from any start', () => {
  const positive = fc.double({ min: 0.01, max: 100, noNaN: true })
  const four = fc.tuple(positive, positive, positive, positive)
  fc.assert(
    fc.property(four, four, four, (lowest, steep, start) => {
      const bowl = (at: readonly number[]): Slope => {
        const apart = at.map((each, i) => Math.log(each / (lowest[i] ?? 1)))
        const value = apart.reduce((sum, each, i) => sum + 0.5 * (steep[i] ?? 1) * each * each, 0)
        return { value, slope: apart.map((each, i) => ((steep[i] ?? 1) * each) / (at[i] ?? 1)) }
      }
      const { parameters, converged } = minimise(bowl, { start })
      expect(converged).toBe(true)
      for (const [i, each] of parameters.entries()) expect(each / (lowest[i] ?? NaN)).toBeCloseTo(1, 4)
    }),
  )
})

test('a step to where the function has no value is halved', () => {
  const walled = ([x = NaN]: readonly number[]): Slope =>
    x > 2 ? { value: NaN, slope: [NaN] } : { value: (x - 1.9) ** 2, slope: [2 * (x - 1.9)] }
  const { parameters, converged } = minimise(walled, { start: [0.5] })
  expect(converged).toBe(true)
  expect(parameters[0]).toBeCloseTo(1.9, 4)
})

test('it says when it did not settle', () => {
  expect(minimise(valley, { start: [0.1, 5], rounds: 3 })).toMatchObject({ converged: false, rounds: 3 })
  const nowhere = (): Slope => ({ value: NaN, slope: [NaN] })
  expect(minimise(nowhere, { start: [1] })).toMatchObject({ converged: false, rounds: 0, asked: 1 })
  // The slope points the wrong way: no step can lower the value.
  const lying = ([x = NaN]: readonly number[]): Slope => ({ value: x * x, slope: [-2 * x] })
  expect(minimise(lying, { start: [1] })).toMatchObject({ converged: false, parameters: [1] })
})

test('what falls for ever ends at the limit and is not called settled', () => {
  const falling = ([x = NaN]: readonly number[]): Slope => ({ value: -Math.log(x), slope: [-1 / x] })
  const { converged, parameters } = minimise(falling, { start: [1] })
  expect(converged).toBe(false)
  expect(parameters[0]).toBeLessThanOrEqual(Math.exp(30))
})

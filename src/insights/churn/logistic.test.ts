import { expect, test } from 'vitest'
import { pointsOf } from '../clusters/points.ts'
import { chance } from '../maths/chance.ts'
import { fitLogistic, probabilities } from './logistic.ts'

/**
 * Grade point average, score, new method of teaching, whether the grade rose. Source: Spector & Mazzeo (1980), Probit Analysis and
 * Economic Education; the logit of Greene, Econometric Analysis, table 17.1.
 */
const students = [
  [2.66, 20, 0, 0],
  [2.89, 22, 0, 0],
  [3.28, 24, 0, 0],
  [2.92, 12, 0, 0],
  [4.0, 21, 0, 1],
  [2.86, 17, 0, 0],
  [2.76, 17, 0, 0],
  [2.87, 21, 0, 0],
  [3.03, 25, 0, 0],
  [3.92, 29, 0, 1],
  [2.63, 20, 0, 0],
  [3.32, 23, 0, 0],
  [3.57, 23, 0, 0],
  [3.26, 25, 0, 1],
  [3.53, 26, 0, 0],
  [2.74, 19, 0, 0],
  [2.75, 25, 0, 0],
  [2.83, 19, 0, 0],
  [3.12, 23, 1, 0],
  [3.16, 25, 1, 1],
  [2.06, 22, 1, 0],
  [3.62, 28, 1, 1],
  [2.89, 14, 1, 0],
  [3.51, 26, 1, 0],
  [3.54, 24, 1, 1],
  [2.83, 27, 1, 1],
  [3.39, 17, 1, 1],
  [2.67, 24, 1, 0],
  [3.65, 21, 1, 1],
  [4.0, 23, 1, 1],
  [3.1, 21, 1, 0],
  [2.39, 19, 1, 1],
]
const points = pointsOf(students.map((student) => student.slice(0, 3)))
const rose = Uint8Array.from(students, (student) => student[3] ?? 0)

test('weights, their errors and the likelihood are as published', () => {
  const found = fitLogistic(points, rose, { ridge: 0 })
  expect(found.converged).toBe(true)
  expect(found.logLikelihood).toBeCloseTo(-12.8896, 4)
  expect(found.intercept).toBeCloseTo(-13.021, 3)
  for (const [at, weight] of [2.826, 0.095, 2.379].entries()) expect(found.weights[at]).toBeCloseTo(weight, 3)
  for (const [at, error] of [1.263, 0.142, 1.065].entries()) expect(found.errors[at]).toBeCloseTo(error, 3)
})

test('with a free intercept as many are told as it happened to', () => {
  const told = probabilities(fitLogistic(points, rose), points)
  expect(told.reduce((sum, each) => sum + each, 0)).toBeCloseTo(
    rose.reduce((sum, each) => sum + each, 0),
    6,
  )
})

test('where one column tells all, the ridge keeps its weight finite', () => {
  const certain = pointsOf([[-2], [-1], [1], [2]])
  const found = fitLogistic(certain, Uint8Array.of(0, 0, 1, 1))
  expect(found.converged).toBe(true)
  expect(found.weights[0]).toBeGreaterThan(0.5)
  expect(found.weights[0]).toBeLessThan(5)
})

test('no weights near the ones found are better', () => {
  const draw = chance(3)
  const value = (intercept: number, weights: ArrayLike<number>) => {
    const told = probabilities({ intercept, weights: Float64Array.from(weights) }, points)
    const likely = told.reduce((sum, p, row) => sum + Math.log(rose[row] === 1 ? p : 1 - p), 0)
    return likely - Array.from(weights).reduce((sum, weight) => sum + (weight * weight) / 2, 0)
  }
  const found = fitLogistic(points, rose)
  const best = value(found.intercept, found.weights)
  for (let round = 0; round < 200; round += 1) {
    const near = found.weights.map((weight) => weight + draw.normal() / 100)
    expect(value(found.intercept + draw.normal() / 100, near)).toBeLessThanOrEqual(best)
  }
})

test('all of one kind is nothing to learn from', () => {
  expect(() => fitLogistic(points, new Uint8Array(32))).toThrow(RangeError)
})

import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { isRefusal } from '../../base/refusals.ts'
import { chance } from '../maths/chance.ts'
import { bgnbdAlive, fitBgnbd } from '../value/bgnbd.ts'
import { HOLDOUT_WEEKS, histories, observed } from '../value/cdnow.fixture.ts'
import { quiet } from './buying.ts'

/** CDNOW, as in Fader, Hardie & Lee (2005). */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const history = { purchases: 4, recency: 20, age: 30 }

test('it falls from one to the chance of having left, the longer the wait', () => {
  expect(quiet(published, history, 0)).toBe(1)
  const waits = [1, 4, 13, 52, 520].map((time) => quiet(published, history, time))
  expect(waits).toEqual(waits.toSorted((a, b) => b - a))
  expect(quiet(published, history, 1e12)).toBeCloseTo(1 - bgnbdAlive(published, history), 2)
})

test('somebody new stays away as the mixture of rates says', () => {
  expect(quiet(published, { purchases: 0, recency: 0, age: 0 }, 39)).toBeCloseTo((4.414 / (4.414 + 39)) ** 0.243, 12)
})

test('drawn customers with one history stay away as often as told', () => {
  const draw = chance(11)
  // Shapes that are whole numbers are drawn as sums of waits.
  const parameters = { r: 2, alpha: 8, a: 1, b: 3 }
  const wait = (rate: number) => -Math.log(1 - draw.fraction()) / rate
  const [age, horizon] = [12, 6]
  let [told, away, people] = [0, 0, 0]
  for (let each = 0; each < 60_000; each += 1) {
    const rate = (wait(1) + wait(1)) / parameters.alpha
    // The least of three fractions is beta(1, 3).
    const leaving = Math.min(draw.fraction(), draw.fraction(), draw.fraction())
    let [at, purchases, recency, later, alive] = [0, 0, 0, false, true]
    while (alive && at < age + horizon) {
      at += wait(rate)
      if (at <= age) [purchases, recency] = [purchases + 1, at]
      else if (at < age + horizon) later = true
      alive = draw.fraction() >= leaving
    }
    if (purchases !== 2) continue
    people += 1
    told += quiet(parameters, { purchases, recency, age }, horizon)
    away += later ? 0 : 1
  }
  expect(people).toBeGreaterThan(5_000)
  expect(Math.abs(told / people - away / people)).toBeLessThan(0.02)
})

describe.skipIf(!publishedIsHere)('CDNOW', () => {
  test('who stays away for the other 39 weeks is told within 3 % of all', () => {
    const fit = fitBgnbd(histories)
    if (isRefusal(fit)) throw new Error('CDNOW has no fit')
    const all = observed()
    const told = all.reduce((sum, one) => sum + quiet(fit.parameters, one.history, HOLDOUT_WEEKS), 0) / all.length
    const away = all.filter(({ later }) => later === 0).length / all.length
    expect(Math.abs(told - away)).toBeLessThan(0.03)
  })
})

/**
 * The models of buying on CDNOW (2,357 customers, 39 weeks) and on shops that they make themselves. Published: BG/NBD in Fader,
 * Hardie & Lee (2005), Marketing Science 24, table 2, with Pareto/NBD beside it; MBG/NBD in the R package BTYDplus (Platzer).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { accepted, isRefusal, type Refusal } from '../../base/refusals.ts'
import { bgnbdAlive, bgnbdExpected, bgnbdExpectedNew, bgnbdLogLikelihood, fitBgnbd } from './bgnbd.ts'
import { customers, HOLDOUT_WEEKS, histories, observed } from './cdnow.fixture.ts'
import { grouped, type Histories, type History } from './histories.ts'
import type { Fit } from './likelihood.ts'
import { fitMbgnbd, mbgnbdAlive, mbgnbdExpected, mbgnbdExpectedNew, mbgnbdLogLikelihood } from './mbgnbd.ts'
import {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
  paretoNbdExpectedNew,
  paretoNbdLogLikelihood,
} from './paretonbd.ts'
import { betaGeometricShop, paretoShop } from './shop.fixture.ts'

/** A model bound to parameters, so that the laws are told once for all. */
type Bound = {
  readonly name: string
  readonly fitOf: (of: Histories) => Fit<Readonly<Record<string, number>>> | Refusal
  readonly published: Readonly<Record<string, number>>
  readonly likelihood: (of: Histories, scale?: number) => number
  readonly alive: (history: History, scale?: number) => number
  readonly expected: (history: History, time: number, scale?: number) => number
  readonly expectedNew: (time: number) => number
}

const bg = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const mbg = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }
const pareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }
const bgAt = (scale = 1) => ({ ...bg, alpha: bg.alpha * scale })
const mbgAt = (scale = 1) => ({ ...mbg, alpha: mbg.alpha * scale })
const paretoAt = (scale = 1) => ({ ...pareto, alpha: pareto.alpha * scale, beta: pareto.beta * scale })

const models: readonly Bound[] = [
  {
    ...{ name: 'BG/NBD', fitOf: fitBgnbd, published: bg },
    likelihood: (of, scale) => bgnbdLogLikelihood(bgAt(scale), of),
    alive: (history, scale) => bgnbdAlive(bgAt(scale), history),
    expected: (history, time, scale) => bgnbdExpected(bgAt(scale), history, time),
    expectedNew: (time) => bgnbdExpectedNew(bg, time),
  },
  {
    ...{ name: 'MBG/NBD', fitOf: fitMbgnbd, published: mbg },
    likelihood: (of, scale) => mbgnbdLogLikelihood(mbgAt(scale), of),
    alive: (history, scale) => mbgnbdAlive(mbgAt(scale), history),
    expected: (history, time, scale) => mbgnbdExpected(mbgAt(scale), history, time),
    expectedNew: (time) => mbgnbdExpectedNew(mbg, time),
  },
  {
    ...{ name: 'Pareto/NBD', fitOf: fitParetoNbd, published: pareto },
    likelihood: (of, scale) => paretoNbdLogLikelihood(paretoAt(scale), of),
    alive: (history, scale) => paretoNbdAlive(paretoAt(scale), history),
    expected: (history, time, scale) => paretoNbdExpected(paretoAt(scale), history, time),
    expectedNew: (time) => paretoNbdExpectedNew(pareto, time),
  },
]

const history: fc.Arbitrary<History> = fc
  .record({
    purchases: fc.nat(60),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    age: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ purchases, share, age }) => ({ purchases, recency: purchases === 0 ? 0 : share * age, age }))

describe.skipIf(!publishedIsHere).each(models)(
  '$name',
  ({ fitOf, published, likelihood, alive, expected, expectedNew }) => {
    test('finds the published parameters of CDNOW', () => {
      const { parameters } = accepted(fitOf(histories))
      for (const [name, value] of Object.entries(published))
        expect(Math.abs((parameters[name] ?? NaN) - value), name).toBeLessThan(Math.max(0.00051, 1e-4 * value))
    })

    test('no parameters near the fitted ones are more likely', () => {
      const { logLikelihood } = accepted(fitOf(histories))
      expect(logLikelihood).toBeGreaterThanOrEqual(likelihood(histories))
      expect(logLikelihood - likelihood(histories)).toBeLessThan(0.01)
      expect(likelihood(histories, 1.05)).toBeLessThan(likelihood(histories))
      expect(likelihood(histories, 0.95)).toBeLessThan(likelihood(histories))
    })

    test('counting equal histories together changes nothing', () => {
      fc.assert(
        fc.property(
          fc.array(history, { minLength: 1, maxLength: 20 }),
          fc.integer({ min: 1, max: 5 }),
          (all, times) => {
            const one = all.reduce((sum, each) => sum + likelihood(grouped([each], 'weeks')), 0)
            const together = likelihood(grouped(Array.from({ length: times }, () => all).flat(), 'weeks'))
            expect(Math.abs(together / (times * one) - 1)).toBeLessThan(1e-10)
          },
        ),
      )
    })

    test('days in place of weeks scale what has a unit, and nothing else', () => {
      const inDays = grouped(
        customers.map(({ purchases, recency, age }) => ({ purchases, recency: 7 * recency, age: 7 * age })),
        'days',
      )
      const [weeks, days] = [accepted(fitOf(histories)).parameters, accepted(fitOf(inDays)).parameters]
      for (const name of Object.keys(published)) {
        const factor = name === 'alpha' || name === 'beta' ? 7 : 1
        expect((days[name] ?? NaN) / ((weeks[name] ?? NaN) * factor), name).toBeCloseTo(1, 4)
      }
      fc.assert(
        fc.property(history, fc.integer({ min: 1, max: 200 }), ({ purchases, recency, age }, time) => {
          const scaled = { purchases, recency: recency * 7, age: age * 7 }
          expect(alive(scaled, 7)).toBeCloseTo(alive({ purchases, recency, age }), 9)
          expect(expected(scaled, time * 7, 7)).toBeCloseTo(expected({ purchases, recency, age }, time), 7)
        }),
      )
    })

    test('P(alive) is a probability, and a later last purchase never lowers it', () => {
      fc.assert(
        fc.property(history, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
          const chance = alive(given)
          expect(chance).toBeGreaterThanOrEqual(0)
          expect(chance).toBeLessThanOrEqual(1)
          if (given.purchases === 0) return
          const later = { ...given, recency: given.recency + share * (given.age - given.recency) }
          expect(alive(later)).toBeGreaterThanOrEqual(chance - 1e-12)
        }),
      )
    })

    test('expected purchases are none in no time, grow with time, and never fall below 0', () => {
      const span = fc.integer({ min: 0, max: 400 })
      fc.assert(
        fc.property(history, span, span, (given, one, other) => {
          const [shorter, longer] = [Math.min(one, other), Math.max(one, other)]
          expect(expected(given, 0)).toBe(0)
          expect(expected(given, shorter)).toBeGreaterThanOrEqual(0)
          expect(expected(given, longer)).toBeGreaterThanOrEqual(expected(given, shorter) * (1 - 1e-9))
          expect(expectedNew(longer)).toBeGreaterThanOrEqual(expectedNew(shorter) * (1 - 1e-9))
        }),
      )
    })

    test('says what is missing instead of giving a figure', () => {
      const few = grouped(customers.slice(0, 99), 'weeks')
      expect(fitOf(few)).toMatchObject({ refusal: 'insights.too-few-customers', facts: { customers: 99, needed: 100 } })
      const once = grouped(
        customers.map(({ age }) => ({ purchases: 0, recency: 0, age })),
        'weeks',
      )
      expect(fitOf(once)).toMatchObject({ refusal: 'insights.too-few-repeats', facts: { repeating: 0, needed: 30 } })
    })
  },
)

describe.skipIf(!publishedIsHere)('what others published', () => {
  test('log-likelihoods of CDNOW: BG/NBD −9582.4, Pareto/NBD −9595.0', () => {
    expect(accepted(fitBgnbd(histories)).logLikelihood).toBeCloseTo(-9582.4, 1)
    expect(accepted(fitParetoNbd(histories)).logLikelihood).toBeCloseTo(-9595.0, 1)
  })

  test('a customer with x = 2, t_x = 30.43, T = 38.86 is expected to buy 1.226 times in 39 weeks', () => {
    // Fader, Hardie & Lee (2005), Implementing the BG/NBD Model for Customer Base Analysis in Excel.
    const { parameters } = accepted(fitBgnbd(histories))
    expect(bgnbdExpected(parameters, { purchases: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 3)
  })

  test('the 39 weeks after: 1,882 repeat orders; BG/NBD 1,653 and 0.786 off each, Pareto/NBD 1,666 and 0.755', () => {
    const truth = observed()
    expect(truth.reduce((sum, { later }) => sum + later, 0)).toBe(1882)
    const told = (expected: (given: History) => number) => {
      const each = truth.map(({ later }, i) => ({
        later,
        said: expected(customers[i] ?? { purchases: 0, recency: 0, age: 0 }),
      }))
      return {
        sum: each.reduce((sum, { said }) => sum + said, 0),
        off: each.reduce((sum, { said, later }) => sum + Math.abs(said - later), 0) / each.length,
      }
    }
    const ofBg = accepted(fitBgnbd(histories)).parameters
    const ofPareto = accepted(fitParetoNbd(histories)).parameters
    const [one, other] = [
      told((given) => bgnbdExpected(ofBg, given, HOLDOUT_WEEKS)),
      told((given) => paretoNbdExpected(ofPareto, given, HOLDOUT_WEEKS)),
    ]
    expect(Math.round(one.sum)).toBe(1653)
    expect(Math.abs(one.off - 0.786)).toBeLessThan(0.001)
    expect(Math.round(other.sum)).toBe(1666)
    expect(Math.abs(other.off - 0.755)).toBeLessThan(0.001)
  })

  test('the mean at a = 1 and at a + b = 1, where the closed form divides by 0, is that of the integral', () => {
    // ∫ (1 − (α / (α + p t))^r) / p over beta(a, b), by mpmath 1.3.
    const learned = bgnbdExpectedNew({ r: 2.243, alpha: 43.274, a: 1, b: 4.426 }, 39)
    expect(learned).toBeCloseTo(1.62514953634328, 8)
    expect(bgnbdExpectedNew({ r: 0.5, alpha: 4, a: 0.25, b: 0.75 }, 39)).toBeCloseTo(2.93329385437449, 7)
  })

  test('the likelihood of Pareto/NBD is that of the integral over the moment of leaving, whichever of α and β is larger', () => {
    // Γ(r + x) α^r / (Γ(r) (α + y)^(r + x)) with the density of leaving at y in (t_x, T), or not before T; by mpmath 1.3.
    const of = (purchases: number, recency: number) => grouped([{ purchases, recency, age: 39 }], 'weeks')
    const larger = paretoNbdLogLikelihood({ r: 0.8, alpha: 12, s: 0.7, beta: 9 }, of(3, 20))
    expect(larger).toBeCloseTo(-11.92880947820174, 11)
    const smaller = paretoNbdLogLikelihood({ r: 0.8, alpha: 6, s: 0.7, beta: 14 }, of(3, 20))
    expect(smaller).toBeCloseTo(-11.74890055035914, 11)
    const never = paretoNbdLogLikelihood({ r: 0.8, alpha: 12, s: 0.7, beta: 2 }, of(0, 0))
    expect(never).toBeCloseTo(-0.3042334007423837, 11)
  })

  test('who never came back is alive under BG/NBD, and may have left under the others', () => {
    const silent = { purchases: 0, recency: 0, age: 38.86 }
    expect(bgnbdAlive(bg, silent)).toBe(1)
    expect(mbgnbdAlive(mbg, silent)).toBeLessThan(1)
    expect(paretoNbdAlive(pareto, silent)).toBeLessThan(1)
  })
})

describe('a shop that a model made', () => {
  const near = (found: number, truth: number, share: number) => expect(Math.abs(found / truth - 1)).toBeLessThan(share)
  const made = { customers: 40_000, seed: 20_260 }

  test('BG/NBD and MBG/NBD find their parameters again', () => {
    const truth = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 }
    const one = accepted(fitBgnbd(grouped(betaGeometricShop({ ...truth, ...made }), 'weeks'))).parameters
    const early = grouped(betaGeometricShop({ ...truth, ...made, early: true }), 'weeks')
    const other = accepted(fitMbgnbd(early)).parameters
    for (const { r, alpha, a, b } of [one, other]) {
      near(r, truth.r, 0.06)
      near(alpha, truth.alpha, 0.06)
      near(a, truth.a, 0.12)
      near(b, truth.b, 0.12)
    }
    // Each is more likely than the other where it made the shop.
    const swapped = accepted(fitBgnbd(early))
    expect(accepted(fitMbgnbd(early)).logLikelihood).toBeGreaterThan(swapped.logLikelihood)
  })

  test('Pareto/NBD finds its parameters again, whichever of α and β is larger', () => {
    for (const truth of [
      { r: 0.8, alpha: 12, s: 0.7, beta: 9 },
      { r: 0.8, alpha: 6, s: 0.7, beta: 14 },
    ]) {
      const { r, alpha, s, beta } = accepted(
        fitParetoNbd(grouped(paretoShop({ ...truth, ...made }), 'weeks')),
      ).parameters
      near(r, truth.r, 0.06)
      near(alpha, truth.alpha, 0.06)
      near(s, truth.s, 0.2)
      near(beta, truth.beta, 0.3)
    }
  })

  test('as many are alive, and as many buy again, as the models say', () => {
    const truth = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 }
    const told = betaGeometricShop({ ...truth, ...made })
    const bought = told.reduce((sum, { purchases }) => sum + purchases, 0)
    const expectedOfAll = told.reduce((sum, { age }) => sum + bgnbdExpectedNew(truth, age), 0)
    near(bought, expectedOfAll, 0.02)
    const early = betaGeometricShop({ ...truth, ...made, early: true })
    const boughtEarly = early.reduce((sum, { purchases }) => sum + purchases, 0)
    near(
      boughtEarly,
      early.reduce((sum, { age }) => sum + mbgnbdExpectedNew(truth, age), 0),
      0.02,
    )
    const leaving = { r: 0.8, alpha: 6, s: 0.7, beta: 14 }
    const theirs = paretoShop({ ...leaving, ...made })
    const boughtThere = theirs.reduce((sum, { purchases }) => sum + purchases, 0)
    near(
      boughtThere,
      theirs.reduce((sum, { age }) => sum + paretoNbdExpectedNew(leaving, age), 0),
      0.02,
    )
  })

  test('who they are said to be after their histories is, over all, what was expected of them from the start', () => {
    const weeks = 39
    const over = (told: readonly History[], one: (given: History) => number) =>
      told.reduce((sum, given) => sum + one(given), 0)
    const truth = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 }
    const [late, early] = [
      betaGeometricShop({ ...truth, ...made }),
      betaGeometricShop({ ...truth, ...made, early: true }),
    ]
    const ofBg = over(late, ({ age }) => bgnbdExpectedNew(truth, age + weeks) - bgnbdExpectedNew(truth, age))
    near(
      over(late, (given) => bgnbdExpected(truth, given, weeks)),
      ofBg,
      0.02,
    )
    const ofMbg = over(early, ({ age }) => mbgnbdExpectedNew(truth, age + weeks) - mbgnbdExpectedNew(truth, age))
    near(
      over(early, (given) => mbgnbdExpected(truth, given, weeks)),
      ofMbg,
      0.02,
    )
    const leaving = { r: 0.8, alpha: 12, s: 0.7, beta: 9 }
    const theirs = paretoShop({ ...leaving, ...made })
    const ofPareto = over(
      theirs,
      ({ age }) => paretoNbdExpectedNew(leaving, age + weeks) - paretoNbdExpectedNew(leaving, age),
    )
    near(
      over(theirs, (given) => paretoNbdExpected(leaving, given, weeks)),
      ofPareto,
      0.02,
    )
  })

  test('of any size a fit gives finite parameters or says why not', () => {
    const shop = fc.record({ customers: fc.integer({ min: 1, max: 300 }), seed: fc.integer() })
    fc.assert(
      fc.property(shop, (given) => {
        const told = grouped(betaGeometricShop({ r: 0.5, alpha: 6, a: 0.9, b: 2.5, ...given }), 'weeks')
        for (const found of [fitBgnbd(told), fitMbgnbd(told), fitParetoNbd(told)])
          if (!isRefusal(found))
            expect(Object.values(found.parameters).every((each) => each > 0 && each < 1e14)).toBe(true)
      }),
      { numRuns: 8 },
    )
  }, 60_000)
})

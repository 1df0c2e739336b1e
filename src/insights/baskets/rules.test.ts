import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { type FrequentSets, frequentSets } from './frequent.ts'
import { groceries } from './groceries.fixture.ts'
import { type Rule, type RulesAsked, rulesOf } from './rules.ts'

function setsOf(baskets: readonly (readonly string[])[], minimumSupport: number): FrequentSets {
  const answer = frequentSets(baskets, { minimumSupport })
  if (answer.kind !== 'found') throw new Error('too many sets')
  return answer
}

function rules(sets: FrequentSets, asked: RulesAsked): readonly Rule[] {
  const answer = rulesOf(sets, asked)
  if (answer.kind !== 'found') throw new Error('too many rules')
  return answer.rules
}

const someBaskets = fc.array(fc.array(fc.constantFrom(...'abcdef'), { maxLength: 6 }), { minLength: 1, maxLength: 14 })
const someShare = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100)
const words = ({ left, right }: { left: readonly string[]; right: string }) => `${left.join()} → ${right}`

/** From the baskets themselves, without sets. */
function byHand(baskets: readonly (readonly string[])[], { left, right }: Rule) {
  const having = (items: readonly string[]) =>
    baskets.filter((each) => items.every((item) => each.includes(item))).length
  const [n, ofLeft, ofRight, both] = [baskets.length, having(left), having([right]), having([...left, right])]
  return { support: both / n, confidence: both / ofLeft, shareOfRight: ofRight / n, shareOfLeft: ofLeft / n }
}

describe('the rules', () => {
  test('one worked by hand: two of three who buy bread buy butter, and half of all do', () => {
    const baskets = [['bread', 'butter'], ['bread', 'butter'], ['bread'], ['butter'], ['salt'], ['salt']]
    const found = rules(setsOf(baskets, 0.3), { minimumConfidence: 0.5 })
    expect(found.map(words)).toEqual(['bread → butter', 'butter → bread'])
    expect(found[0]).toMatchObject({ count: 2, support: 2 / 6, confidence: 2 / 3, lift: 4 / 3 })
    expect(found[0]?.conviction).toBeCloseTo(1.5, 12)
    expect(found[0]?.leverage).toBeCloseTo(1 / 12, 12)
  })

  test('a rule that never fails has an infinite conviction; what is in every basket attracts nothing', () => {
    const found = rules(setsOf([['a', 'b'], ['b']], 0.5), { minimumConfidence: 0, minimumLength: 1 })
    expect(found.map((rule) => [words(rule), rule.conviction, rule.lift])).toEqual([
      [' → b', 1, 1],
      ['a → b', 1, 1],
      [' → a', 1, 1],
      ['b → a', 1, 1],
    ])
    const [rule] = rules(setsOf([['a', 'b'], ['c']], 0.5), { minimumConfidence: 0 })
    expect(rule?.conviction).toBe(Number.POSITIVE_INFINITY)
  })

  test('every measure is what counting the baskets gives, and no rule is missing', () => {
    fc.assert(
      fc.property(someBaskets, someShare, someShare, (baskets, minimumSupport, minimumConfidence) => {
        const sets = setsOf(baskets, minimumSupport)
        const found = rules(sets, { minimumConfidence })
        for (const rule of found) {
          const { support, confidence, shareOfLeft, shareOfRight } = byHand(baskets, rule)
          expect(rule.support).toBe(support)
          expect(rule.confidence).toBe(confidence)
          expect(rule.lift).toBeCloseTo(confidence / shareOfRight, 9)
          expect(rule.leverage).toBeCloseTo(support - shareOfLeft * shareOfRight, 9)
          if (shareOfRight < 1 && confidence < 1)
            expect(rule.conviction).toBeCloseTo((1 - shareOfRight) / (1 - confidence), 9)
        }
        const all = sets.sets
          .filter(({ items }) => items.length > 1)
          .flatMap(({ items, count }) =>
            items.map((right) => ({ left: items.filter((item) => item !== right), right, count })),
          )
          .filter(({ left, count }) => {
            const ofLeft = sets.sets.find(({ items }) => items.join() === left.join())?.count ?? 0
            return count / ofLeft >= minimumConfidence
          })
        expect(found.map(words).sort()).toEqual(all.map(words).sort())
      }),
      { numRuns: 300 },
    )
  })

  test('lift is the same in both directions', () => {
    fc.assert(
      fc.property(someBaskets, (baskets) => {
        const lifts = new Map(
          rules(setsOf(baskets, 0.01), { minimumConfidence: 0 }).map((rule) => [words(rule), rule.lift]),
        )
        for (const [rule, lift] of lifts) {
          const [left = '', right = ''] = rule.split(' → ')
          if (left.length === 1) expect(lifts.get(`${right} → ${left}`)).toBe(lift)
        }
      }),
    )
  })

  test('redundant is what fewer items say with at least the same confidence', () => {
    fc.assert(
      fc.property(
        someBaskets,
        someShare,
        fc.integer({ min: 1, max: 2 }),
        (baskets, minimumConfidence, minimumLength) => {
          const sets = setsOf(baskets, 0.01)
          const all = rules(sets, { minimumConfidence, minimumLength })
          const kept = all.filter(
            (rule) =>
              !all.some(
                (other) =>
                  other.right === rule.right &&
                  other.left.length < rule.left.length &&
                  other.left.every((item) => rule.left.includes(item)) &&
                  other.confidence >= rule.confidence,
              ),
          )
          expect(rules(sets, { minimumConfidence, minimumLength, withoutRedundant: true })).toEqual(kept)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('come sorted by lift, confidence and support, in the same order whatever the order of the sets', () => {
    fc.assert(
      fc.property(someBaskets, (baskets) => {
        const sets = setsOf(baskets, 0.01)
        const found = rules(sets, { minimumConfidence: 0 })
        expect(rules({ ...sets, sets: [...sets.sets].reverse() }, { minimumConfidence: 0 })).toEqual(found)
        found.slice(1).forEach((rule, index) => {
          expect(rule.lift).toBeLessThanOrEqual(found[index]?.lift ?? 0)
        })
      }),
    )
  })

  test('too many rules: the confidence that is named is the smallest that fits', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 0, max: 30 }), (baskets, atMost) => {
        const sets = setsOf(baskets, 0.01)
        const all = rules(sets, { minimumConfidence: 0 })
        const answer = rulesOf(sets, { minimumConfidence: 0, atMost })
        expect(answer.kind).toBe(all.length > atMost ? 'too-many' : 'found')
        if (answer.kind === 'found') return
        expect(answer.rules).toBe(all.length)
        const fitting = all
          .map(({ confidence }) => confidence)
          .filter((each) => all.filter(({ confidence }) => confidence >= each).length <= atMost)
        expect(answer.fits).toBe(fitting.length === 0 ? null : Math.min(...fitting))
      }),
    )
  })
})

describe.skipIf(!publishedIsHere)('Groceries (Hahsler, Hornik & Reutterer 2006)', () => {
  test('has the rules that arules finds at a support of 0.001', () => {
    const sets = setsOf(groceries(), 0.001)
    const many = (minimumConfidence: number) => rules(sets, { minimumConfidence, minimumLength: 1 }).length
    expect([many(0.5), many(0.6), many(0.8)]).toEqual([5_668, 2_918, 410])
    const [first] = rules(sets, { minimumConfidence: 0.5 })
    expect(first).toMatchObject({ left: ['Instant food products', 'soda'], right: 'hamburger meat' })
    expect(first?.lift).toBeCloseTo(18.9957, 4)
  })

  test('has 463 rules of at least two items at 0.006 and 0.25, and 15 at 0.01 and 0.5', () => {
    expect(rules(setsOf(groceries(), 0.006), { minimumConfidence: 0.25, minimumLength: 2 })).toHaveLength(463)
    // Whole milk is in more than a quarter of the baskets: one rule of one item.
    expect(rules(setsOf(groceries(), 0.006), { minimumConfidence: 0.25, minimumLength: 1 })).toHaveLength(464)
    expect(rules(setsOf(groceries(), 0.01), { minimumConfidence: 0.5 })).toHaveLength(15)
  })
})

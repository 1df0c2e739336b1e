import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { againOf, boughtOnce, clockOf } from './clock.ts'
import { type History, habitsOf } from './histories.ts'

const on = (at: number, ...items: string[]) => ({ at, items })
const habitIn = (history: History, item: string) =>
  habitsOf(history).get(item) ?? { times: 0, chances: 0, lastAt: 0, span: 0 }

describe('habits', () => {
  test('count visits, chances after the first, and the time between', () => {
    const history = [on(1, 'tea'), on(4, 'milk', 'milk'), on(9, 'tea', 'milk'), on(12)]
    expect(habitIn(history, 'tea')).toEqual({ times: 2, chances: 3, lastAt: 9, span: 8 })
    expect(habitIn(history, 'milk')).toEqual({ times: 2, chances: 2, lastAt: 9, span: 5 })
  })
})

describe('the repurchase clock', () => {
  /** Everybody comes every day and buys milk every fifth time. */
  const fifth: History = Array.from({ length: 41 }, (_, day) => on(day, ...(day % 5 === 0 ? ['milk'] : [])))

  test('a rate worked by hand: own visits with five of everybody’s', () => {
    const clock = clockOf([[on(0, 'tea'), on(10, 'tea'), on(20), on(30, 'tea')]])
    // Two of three visits brought it again; of all items together too, so shrinking changes nothing.
    expect(clock.items.get('tea')).toEqual({ rate: 2 / 3, gap: 15, chances: 3 })
    const again = againOf({ ...clock, factors: clock.factors.map(() => 1) }, 'tea', habitIn([on(0, 'tea')], 'tea'), 6)
    expect(again).toEqual({ chance: 2 / 3, gap: 15, elapsed: 6, times: 1 })
    const often = habitIn([on(0, 'tea'), on(1), on(2, 'tea'), on(4, 'tea')], 'tea')
    // (2 + 5 × 2/3) / (3 + 5), and (4 + 2 × 15) / (2 + 2).
    expect(againOf(clock, 'tea', often, 8)).toMatchObject({ gap: 8.5, elapsed: 4, times: 3 })
  })

  test('says that milk is due after the usual gap, and not the day after it was bought', () => {
    // Everybody's last visit is on another day of the five.
    const clock = clockOf(Array.from({ length: 300 }, (_, person) => fifth.slice(0, 36 + (person % 5))))
    const habit = habitIn(fifth.slice(0, 36), 'milk')
    const chances = [36, 37, 38, 39, 40].map((day) => againOf(clock, 'milk', habit, day).chance)
    expect(Math.max(...chances)).toBe(chances[4])
    expect(chances[0]).toBeLessThan((chances[4] ?? 0) / 2)
    expect(againOf(clock, 'milk', habit, 40).gap).toBeCloseTo(5, 1)
  })

  test('a chance is a share, and grows with how often something was bought', () => {
    const some = fc.array(fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.nat(9), fc.nat(9), (all, times, more) => {
        const clock = clockOf(all.map((baskets) => baskets.map((items, at) => ({ at, items }))))
        const habit = (bought: number) => ({ times: 1 + bought, chances: 18, lastAt: 0, span: 0 })
        const [less, often] = [times, times + more].map((each) => againOf(clock, 'a', habit(each), 0).chance)
        expect(less).toBeGreaterThanOrEqual(0)
        expect(often).toBeLessThanOrEqual(1)
        expect(often).toBeGreaterThanOrEqual(less ?? 0)
      }),
    )
  })

  test('needs many visits to say that something is bought once only', () => {
    const buyers = (count: number) =>
      clockOf(Array.from({ length: count }, () => [on(0, 'kettle', 'tea'), on(1, 'tea'), on(2, 'tea')]))
    expect(boughtOnce(buyers(24), 'kettle')).toBe(false)
    expect(boughtOnce(buyers(60), 'kettle')).toBe(true)
    expect(boughtOnce(buyers(60), 'tea')).toBe(false)
    expect(boughtOnce(buyers(60), 'unknown')).toBe(false)
  })
})

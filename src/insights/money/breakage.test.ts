import { describe, expect, test } from 'vitest'
import { chance } from '../maths/chance.ts'
import { breakageOf, MONTHS_NEEDED } from './breakage.ts'
import type { Cohort } from './cohorts.ts'

type Habit = {
  readonly months: number
  readonly hazards: readonly number[]
  readonly lifetime: number
  readonly seed: number
}

/** Members with 50 to 450 points each, who redeem all at once or never; what is left at the end of its life expires. */
function shop({ months, hazards, lifetime, seed }: Habit): { cohorts: Cohort[]; truth: number[] } {
  const draw = chance(seed)
  const truth: number[] = []
  const cohorts = Array.from({ length: months }, (_, earned) => {
    const seen = months - earned
    const byAge = Array.from({ length: seen }, () => 0)
    let [granted, never] = [0, 0]
    for (let member = 0; member < 300; member += 1) {
      const points = 50 + draw.below(400)
      granted += points
      let age = 0
      while (age < lifetime && draw.fraction() >= (hazards[age] ?? hazards.at(-1) ?? 0)) age += 1
      if (age === lifetime) never += points
      else if (age < seen) byAge[age] = (byAge[age] ?? 0) + points
    }
    truth.push(never / granted)
    let sum = 0
    const redeemedByAge = byAge.map((each) => {
      sum += each
      return sum
    })
    const lapsed = seen > lifetime ? never : 0
    return { earned, granted, returned: 0, redeemed: sum, lapsed, outstanding: granted - sum - lapsed, redeemedByAge }
  })
  return { cohorts, truth }
}

const habit = { months: 30, hazards: [0.05, 0.12, 0.1, 0.08, 0.06], lifetime: 13 }

describe('breakage', () => {
  test('of made shops is found, and the truth lies in the interval as often as it says', () => {
    let [inside, asked, off] = [0, 0, 0]
    for (let seed = 1; seed <= 40; seed += 1) {
      const { cohorts, truth } = shop({ ...habit, seed })
      const found = breakageOf(cohorts)
      if (!found.enough) throw new Error('thirty months are enough')
      expect(found.openShare).toBe(0)
      for (const { earned, share, low, high } of found.cohorts) {
        expect(low).toBeLessThanOrEqual(share)
        expect(share).toBeLessThanOrEqual(high)
        const real = truth[earned] ?? 0
        // What is over is known; young cohorts say what the interval is worth.
        if (earned < habit.months - habit.lifetime) expect(share).toBeCloseTo(real, 10)
        else {
          asked += 1
          off += share - real
          if (low <= real && real <= high) inside += 1
        }
      }
    }
    expect(inside / asked).toBeGreaterThan(0.9)
    expect(Math.abs(off / asked)).toBeLessThan(0.01)
  })

  test('is not claimed of what nobody has seen the end of', () => {
    const { cohorts } = shop({ ...habit, months: 10, lifetime: 60, seed: 3 })
    const found = breakageOf(cohorts)
    if (!found.enough) throw new Error('ten months are enough')
    expect(found.openShare).toBe(1)
    expect(found.total.share).toBe(0)
    expect(found.total.high).toBeGreaterThan(0.2)
    expect(found.curve).toHaveLength(10)
  })

  test('of too few months is not said', () => {
    const { cohorts } = shop({ ...habit, months: MONTHS_NEEDED - 1, seed: 1 })
    expect(breakageOf(cohorts)).toEqual({ enough: false, months: MONTHS_NEEDED - 1, needed: MONTHS_NEEDED })
    expect(breakageOf([])).toEqual({ enough: false, months: 0, needed: MONTHS_NEEDED })
  })

  test('of a month of which everything was returned is nothing', () => {
    const { cohorts } = shop({ ...habit, seed: 2 })
    const emptied = cohorts.map((cohort) =>
      cohort.earned === 29
        ? { ...cohort, returned: cohort.granted, redeemed: 0, lapsed: 0, outstanding: 0, redeemedByAge: [0] }
        : cohort,
    )
    const found = breakageOf(emptied)
    expect(found.enough && found.cohorts.at(-1)).toEqual({ earned: 29, points: 0, share: 0, low: 0, high: 0 })
  })
})

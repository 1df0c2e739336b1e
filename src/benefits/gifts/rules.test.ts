import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Gift } from '../../programme/gifts.ts'
import { APART_DAYS, countedOn, dueIn, type Known, nextAfter, tooSoon } from './rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const birthday = (daysBefore?: number): Gift => ({
  ...{ kind: 'gift', at: 'birthday', what: { kind: 'points', wallet: 'points' } },
  ...(daysBefore === undefined ? {} : { daysBefore }),
})
const joined: Gift = { ...birthday(), at: 'joined' }
const born = (text: string | null, joinedOn = '2020-06-15'): Known => ({ birthday: text, joinedOn: day(joinedOn) })
const on = (gift: Gift, known: Known, today: string, after?: string) => {
  const last = day(today)
  return dueIn(gift, known, {
    today: last,
    after: after === undefined ? last.subtract({ days: 1 }) : day(after),
  })?.on.toString()
}

describe('a gift is due', () => {
  test('on the day itself, whatever the year of birth, and on no other', () => {
    expect(on(birthday(), born('1990-03-05'), '2026-03-05')).toBe('2026-03-05')
    expect(on(birthday(), born('--03-05'), '2026-03-05')).toBe('2026-03-05')
    expect(on(birthday(), born('--03-05'), '2026-03-04')).toBeUndefined()
    expect(on(birthday(), born('--03-05'), '2026-03-06')).toBeUndefined()
    expect(on(birthday(), born(null), '2026-03-05')).toBeUndefined()
  })

  test('on 28 February for who was born on the 29th, where the year has none', () => {
    expect(on(birthday(), born('1992-02-29'), '2027-02-28')).toBe('2027-02-28')
    expect(on(birthday(), born('--02-29'), '2027-03-01')).toBeUndefined()
    expect(on(birthday(), born('--02-29'), '2028-02-28')).toBeUndefined()
    expect(on(birthday(), born('--02-29'), '2028-02-29')).toBe('2028-02-29')
  })

  test('some days before, also in the year before, for as long as the day is not over', () => {
    const known = born('--01-03')
    expect(on(birthday(7), known, '2026-12-26')).toBeUndefined()
    expect(on(birthday(7), known, '2026-12-27')).toBe('2027-01-03')
    expect(on(birthday(7), known, '2027-01-03')).toBe('2027-01-03')
    expect(on(birthday(7), known, '2027-01-04')).toBeUndefined()
  })

  test('from the first anniversary of joining on', () => {
    expect(on(joined, born(null), '2020-06-15')).toBeUndefined()
    expect(on(joined, born(null), '2021-06-15')).toBe('2021-06-15')
    expect(on(joined, born(null, '2024-02-29'), '2025-02-28')).toBe('2025-02-28')
  })

  test('for a day on which nobody looked, unless the member had not joined by then', () => {
    expect(on(birthday(), born('--03-05'), '2026-03-08', '2026-03-04')).toBe('2026-03-05')
    expect(on(birthday(), born('--03-05', '2026-03-06'), '2026-03-08', '2026-03-04')).toBeUndefined()
    expect(countedOn({ on: day('2026-03-05') }, day('2026-03-08')).toString()).toBe('2026-03-05')
    expect(countedOn({ on: day('2026-03-05') }, day('2026-03-01')).toString()).toBe('2026-03-01')
  })
})

test('the next one is told as the day on which it will come', () => {
  const next = (known: Known, looked: string, earlier: string[] = [], gift = birthday(7)) =>
    nextAfter(gift, known, { looked: day(looked), earlier: earlier.map(day) })?.toString()
  expect(next(born('--03-05'), '2026-01-01')).toBe('2026-02-26')
  expect(next(born('--03-05'), '2026-03-01')).toBe('2026-03-02')
  expect(next(born('--03-05'), '2026-03-01', ['2026-02-26'])).toBe('2027-02-26')
  // He changed it: what he was given in May keeps the gift of the March after from coming.
  expect(next(born('--03-05'), '2026-06-01', ['2026-05-20'])).toBe('2028-02-27')
  expect(next(born(null), '2026-03-01')).toBeUndefined()
})

const days = fc.integer({ min: 0, max: 1_400 }).map((more) => day('2024-01-01').add({ days: more }))
const dates = fc.constantFrom('--01-01', '--02-28', '--02-29', '--03-01', '--07-15', '--12-31')

test('whoever keeps his birthday gets one each year, whoever changes it gets none within 365 days', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 1, 7, 30),
      fc.array(fc.tuple(days, dates), { maxLength: 6 }),
      dates,
      fc.array(fc.tuple(days, fc.integer({ min: 1, max: 20 })), { maxLength: 4 }),
      (before, changes, first, off) => {
        const gift = before === 0 ? birthday() : birthday(before)
        const joinedOn = day('2023-12-01')
        const given: Temporal.PlainDate[] = []
        let [known, looked] = [first, day('2023-12-31')]
        for (let today = day('2024-01-01'); today.year < 2028; today = today.add({ days: 1 })) {
          known = changes.find(([at]) => at.equals(today))?.[1] ?? known
          if (off.some(([from, many]) => Math.abs(from.until(today).days) < many)) continue
          const due = dueIn(gift, { birthday: known, joinedOn }, { after: looked, today })
          looked = today
          if (due === undefined) continue
          const counted = countedOn(due, today)
          if (!tooSoon(given, counted)) given.push(counted)
        }
        for (const [index, each] of given.entries()) {
          const last = given[index - 1]
          if (last !== undefined) expect(last.until(each).days).toBeGreaterThanOrEqual(APART_DAYS)
        }
        if (changes.length === 0) expect(given.length).toBeGreaterThanOrEqual(3)
      },
    ),
    { numRuns: 25 },
  )
})

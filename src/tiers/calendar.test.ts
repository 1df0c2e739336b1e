import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instantText, type TimeZone } from '../base/time.ts'
import type { LadderWindow } from '../programme/ladders.ts'
import { countsFrom, type Days, leavesAt, lostAt, periodAt } from './calendar.ts'
import { ladder } from './ladders.fixture.ts'

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds as Instant
const shanghai = 'Asia/Shanghai' as TimeZone
const berlin = 'Europe/Berlin' as TimeZone
const days = (timeZone: TimeZone, since: string): Days => ({ timeZone, member: at(since), tier: at(since) })
const text = (instant: Instant | null) => (instant === null ? null : instantText(instant))

describe('a window', () => {
  test('that rolls by months counts an order to the end of the same day, or of the month’s last', () => {
    const window: LadderWindow = { kind: 'rolling', months: 1 }
    expect(text(leavesAt(window, at('2027-01-31T01:00:00Z'), shanghai))).toBe('2027-02-28T16:00:00.000Z')
    expect(text(leavesAt(window, at('2028-01-31T01:00:00Z'), shanghai))).toBe('2028-02-29T16:00:00.000Z')
  })

  test('counts an order exactly until it leaves, also in nights with another number of hours', () => {
    const instant = fc.integer({ min: at('2023-12-01T00:00:00Z'), max: at('2028-04-01T00:00:00Z') })
    const windows = fc.oneof(
      fc.record({ kind: fc.constant('rolling' as const), months: fc.integer({ min: 1, max: 14 }) }),
      fc.record({ kind: fc.constant('rolling' as const), days: fc.integer({ min: 1, max: 400 }) }),
    )
    fc.assert(
      fc.property(instant, windows, (milliseconds, window) => {
        const placed = milliseconds as Instant
        const leaves = leavesAt(window, placed, berlin) ?? placed
        const from = (then: number) => countsFrom(window, days(berlin, '2024-01-01T00:00:00Z'), then as Instant)
        expect(placed >= from(leaves - 1)).toBe(true)
        expect(placed >= from(leaves)).toBe(false)
      }),
    )
  })
})

describe('a period', () => {
  test('of who joined on a leap day ends on the 28th, and on the 29th when there is one', () => {
    const yearly = ladder('a', { window: { kind: 'member-anniversary' } })
    const leap = days(shanghai, '2024-02-29T04:00:00Z')
    expect(text(periodAt(yearly, leap, at('2025-02-27T15:59:59Z'))?.endsAt ?? null)).toBe('2025-02-27T16:00:00.000Z')
    expect(text(periodAt(yearly, leap, at('2025-02-28T01:00:00Z'))?.startsAt ?? null)).toBe('2025-02-27T16:00:00.000Z')
    expect(text(periodAt(yearly, leap, at('2027-03-01T00:00:00Z'))?.endsAt ?? null)).toBe('2028-02-28T16:00:00.000Z')
  })

  test('of a month in which the clocks change begins and ends at midnight', () => {
    const monthly = ladder('a', { reviewed: 'month' })
    const period = periodAt(monthly, days(berlin, '2026-01-01T00:00:00Z'), at('2026-03-29T01:30:00Z'))
    expect([text(period?.startsAt ?? null), text(period?.endsAt ?? null)]).toEqual([
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
    ])
  })

  test('holds its own instants and ends where the next one begins', () => {
    const kinds = ['calendar-year', 'member-anniversary', 'tier-anniversary'] as const
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom(...kinds),
        (since, now, kind) => {
          const yearly = ladder('a', { window: { kind } })
          const of: Days = { timeZone: berlin, member: since as Instant, tier: since as Instant }
          const period = periodAt(yearly, of, now as Instant)
          if (period === null) throw new Error('no period')
          expect(period.startsAt <= now && now < period.endsAt).toBe(true)
          expect(periodAt(yearly, of, period.endsAt)?.startsAt).toBe(period.endsAt)
        },
      ),
    )
  })
})

describe('a tier that is not kept', () => {
  const ended = at('2026-12-31T16:00:00Z')
  test('is lost at once, after the grace, or at the end of the stretch the grace ends in', () => {
    expect(text(lostAt(ended, { how: 'full' }, shanghai))).toBe('2026-12-31T16:00:00.000Z')
    expect(text(lostAt(ended, { how: 'full', graceDays: 30 }, shanghai))).toBe('2027-01-30T16:00:00.000Z')
    expect(text(lostAt(ended, { how: 'full', graceDays: 30, roundUpTo: 'quarter' }, shanghai))).toBe(
      '2027-03-31T16:00:00.000Z',
    )
    expect(text(lostAt(ended, { how: 'full', roundUpTo: 'month' }, shanghai))).toBe('2026-12-31T16:00:00.000Z')
  })
})

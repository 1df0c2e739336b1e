import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { asInstant, type TimeZone } from '../base/time.ts'
import { rows } from '../platform/postgres/database.ts'
import { twoEngines } from './engines.fixture.ts'
import { dayOf, localTime, monthName, monthOf, monthStart } from './localtime.ts'

const { hold, both } = await twoEngines()
const until = at('2031-01-01T00:00:00Z')
// With summer time, without, with one until 1991, half an hour of it, and a day that never was (Apia skipped 2011-12-30).
const zones = ['Europe/London', 'Asia/Kolkata', 'Asia/Shanghai', 'Australia/Lord_Howe', 'Pacific/Apia'] as TimeZone[]

test('days and months in SQL are those of Temporal, in every zone and on both engines', async () => {
  const instant = fc.oneof(
    fc.integer({ min: 0, max: until - 1 }),
    fc.integer({ min: 0, max: 60 * 12 - 1 }).chain((month) => {
      const start = monthStart(1971 * 12 + month, zones[month % zones.length] ?? ('Europe/London' as TimeZone))
      return fc.integer({ min: start - 1, max: start + 1 })
    }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(instant, { minLength: 1, maxLength: 80 }),
      fc.constantFrom(...zones),
      async (all, zone) => {
        await hold(
          'instants',
          { ms: 'bigint' },
          all.map((ms) => ({ ms })),
        )
        const time = localTime(zone, until)
        const told = await both((on) =>
          rows(
            on,
            sql<{ ms: number; day: number; month: number }>`
            select ms, ${time.day(sql`ms`)} as day, ${time.month(sql`ms`)} as month from instants order by ms`,
          ),
        )
        for (const { ms, day, month } of told)
          expect({ day, month }).toEqual({ day: dayOf(asInstant(ms), zone), month: monthOf(asInstant(ms), zone) })
      },
    ),
    { numRuns: 40 },
  )
})

test('a month has a name and begins at its first midnight', () => {
  const month = monthOf(at('2026-03-01T07:59:59Z'), 'Asia/Shanghai' as TimeZone)
  expect(monthName(month)).toBe('2026-03')
  expect(monthName(monthOf(at('2025-12-31T15:59:59Z'), 'Asia/Shanghai' as TimeZone))).toBe('2025-12')
  expect(monthStart(month, 'Asia/Shanghai' as TimeZone)).toBe(at('2026-02-28T16:00:00Z'))
})

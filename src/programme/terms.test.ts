import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import { asInstant, dateOf, type Instant, instantText, midnight, type TimeZone } from '../base/time.ts'
import type { Definition, Expiry, Pending } from './definition.ts'
import { compileProgramme } from './rules.ts'
import { standardProgramme } from './standard.ts'
import { availableFrom, expiresFrom, termsOf } from './terms.ts'

const shanghai = 'Asia/Shanghai' as TimeZone
const london = 'Europe/London' as TimeZone
const standard = standardProgramme(shanghai)
const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds as Instant
const text = (at: Instant | null) => (at === null ? null : instantText(at))

describe('expiry', () => {
  test('rounds up to the end of the day, month, quarter or year after the months', () => {
    const at = instant('2026-01-15T04:00:00Z')
    const of = (roundUpTo: 'day' | 'week' | 'month' | 'quarter' | 'year') =>
      text(expiresFrom({ kind: 'rolling', months: 12, roundUpTo }, at, shanghai))
    expect(of('day')).toBe('2027-01-15T16:00:00.000Z')
    expect(of('week')).toBe('2027-01-17T16:00:00.000Z')
    expect(of('month')).toBe('2027-01-31T16:00:00.000Z')
    expect(of('quarter')).toBe('2027-03-31T16:00:00.000Z')
    expect(of('year')).toBe('2027-12-31T16:00:00.000Z')
    expect(expiresFrom({ kind: 'never' }, at, shanghai)).toBeNull()
  })

  test('a leap day and the last millisecond of a year fall into their own month', () => {
    const month = { kind: 'rolling', months: 12, roundUpTo: 'month' } as const
    const day = { kind: 'rolling', months: 12, roundUpTo: 'day' } as const
    expect(text(expiresFrom(day, instant('2028-02-29T04:00:00Z'), shanghai))).toBe('2029-02-28T16:00:00.000Z')
    expect(text(expiresFrom(month, instant('2026-12-31T15:59:59.999Z'), shanghai))).toBe('2027-12-31T16:00:00.000Z')
    expect(text(expiresFrom(month, instant('2026-12-31T16:00:00Z'), shanghai))).toBe('2028-01-31T16:00:00.000Z')
  })

  test('midnight is the local one, on days that daylight saving makes longer or shorter too', () => {
    const day = { kind: 'rolling', months: 12, roundUpTo: 'day' } as const
    expect(text(expiresFrom(day, instant('2025-03-29T12:00:00Z'), london))).toBe('2026-03-29T23:00:00.000Z')
    expect(text(expiresFrom(day, instant('2025-07-01T12:00:00Z'), london))).toBe('2026-07-01T23:00:00.000Z')
  })

  test('remembered terms are those of the calendar, at every instant', () => {
    const terms = termsOf(standard, london)({ wallet: 'points', tiers: new Map() })
    const expiry = standard.wallets[0]?.expiry
    if (terms === undefined || expiry === undefined) throw new Error('the standard programme is not standard')
    fc.assert(
      fc.property(
        fc.integer({ min: instant('2024-01-01T00:00:00Z'), max: instant('2029-01-01T00:00:00Z') }),
        (milliseconds) => {
          const at = asInstant(milliseconds)
          const { availableAt, expiresAt } = terms(at)
          expect(availableAt).toBe(at)
          expect(expiresAt).toBe(expiresFrom(expiry, at, london))
          expect(expiresAt).toBe(midnight(dateOf(expiresAt ?? at, london), london))
          expect(expiresAt).toBeGreaterThan(at)
        },
      ),
    )
  })

  test('on fixed days of the year, passing over those that come too soon', () => {
    const of = (expiry: Partial<Extract<Expiry, { kind: 'dates' }>>, at: string) =>
      text(expiresFrom({ kind: 'dates', dates: ['12-31'], leastMonths: 0, ...expiry }, instant(at), shanghai))
    expect(of({}, '2026-12-31T15:59:59.999Z')).toBe('2026-12-31T16:00:00.000Z')
    expect(of({}, '2026-12-31T16:00:00Z')).toBe('2027-12-31T16:00:00.000Z')
    expect(of({ leastMonths: 6 }, '2026-07-02T00:00:00Z')).toBe('2027-12-31T16:00:00.000Z')
    expect(of({ dates: ['12-31', '06-30'] }, '2026-03-01T00:00:00Z')).toBe('2026-06-30T16:00:00.000Z')
    expect(of({ dates: ['02-29'] }, '2026-03-01T00:00:00Z')).toBe('2027-02-28T16:00:00.000Z')
    expect(of({ dates: ['02-29'] }, '2027-03-01T00:00:00Z')).toBe('2028-02-29T16:00:00.000Z')
  })

  test('whatever the terms, nothing is gone before it was earned, and every end is a midnight', () => {
    const expiry = fc.oneof(
      fc.record({
        kind: fc.constant('rolling' as const),
        months: fc.integer({ min: 1, max: 60 }),
        roundUpTo: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
      }),
      fc.record({
        kind: fc.constant('dates' as const),
        dates: fc.array(fc.constantFrom('01-01', '02-29', '03-31', '06-30', '12-31'), { minLength: 1 }),
        leastMonths: fc.integer({ min: 0, max: 30 }),
      }),
    )
    const instants = fc.integer({ min: instant('2024-01-01T00:00:00Z'), max: instant('2029-01-01T00:00:00Z') })
    fc.assert(
      fc.property(expiry, instants, (given, milliseconds) => {
        const at = asInstant(milliseconds)
        const gone = expiresFrom(given, at, london)
        if (gone === null) throw new Error('it never expires')
        expect(gone).toBeGreaterThan(at)
        expect(gone).toBe(midnight(dateOf(gone, london), london))
      }),
    )
  })
})

describe('becoming available', () => {
  const at = instant('2026-01-15T04:00:00Z')

  test('at once, after whole days, or on a fixed day and at once from then on', () => {
    expect(availableFrom({ kind: 'none' }, at, shanghai)).toBeNull()
    expect(text(availableFrom({ kind: 'days', days: 14 }, at, shanghai))).toBe('2026-01-28T16:00:00.000Z')
    const launch: Pending = { kind: 'until', date: '2026-02-01' }
    expect(text(availableFrom(launch, at, shanghai))).toBe('2026-01-31T16:00:00.000Z')
    expect(availableFrom(launch, instant('2026-01-31T16:00:00Z'), shanghai)).toBeNull()
  })
})

describe('terms', () => {
  const never = { kind: 'never' } as const
  const [base] = standard.earningRules
  const [ladder] = standard.ladders
  if (base === undefined || ladder === undefined) throw new Error('the standard programme is not standard')
  const gift = { ...base, code: 'gift', expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' } as const }
  const given: Definition = {
    ...standard,
    earningRules: [base, gift],
    ladders: [
      {
        ...ladder,
        tiers: ladder.tiers.map((tier) =>
          tier.code === 'gold'
            ? { ...tier, terms: [{ wallet: 'points', expiry: never, pending: { kind: 'days', days: 7 } }] }
            : tier,
        ),
      },
    ],
  }
  const at = instant('2026-01-15T04:00:00Z')
  const of = (rule: string, tier: string) => {
    const terms = termsOf(given, shanghai)({ wallet: 'points', rule, tiers: new Map([['status', tier]]) })?.(at)
    return terms === undefined ? undefined : [text(terms.availableAt), text(terms.expiresAt)]
  }

  test('are the rule’s own first, then the tier’s, then the wallet’s, each for itself', () => {
    expect(of('base-points', 'regular')).toEqual(['2026-01-15T04:00:00.000Z', '2027-01-31T16:00:00.000Z'])
    expect(of('base-points', 'gold')).toEqual(['2026-01-21T16:00:00.000Z', null])
    expect(of('gift', 'regular')).toEqual(['2026-01-15T04:00:00.000Z', '2026-02-15T16:00:00.000Z'])
    expect(of('gift', 'gold')).toEqual(['2026-01-21T16:00:00.000Z', '2026-02-15T16:00:00.000Z'])
    expect(termsOf(given, shanghai)({ wallet: 'gold-coins', tiers: new Map() })).toBeUndefined()
  })

  test('that make no sense are refused with their place', () => {
    const placeOf = (definition: Definition) => {
      const outcome = compileProgramme(1, 0 as Instant, definition)
      return isRefusal(outcome) ? String(outcome.facts.where) : undefined
    }
    const noDay: Expiry = { kind: 'dates', dates: ['02-30'], leastMonths: 0 }
    const tooLong: Pending = { kind: 'days', days: 400 }
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('the standard programme is not standard')
    expect(placeOf({ ...given, wallets: [{ ...points, expiry: noDay }, growth] })).toBe('wallets[0].expiry.dates')
    expect(placeOf({ ...given, earningRules: [{ ...base, pending: tooLong }] })).toBe('earningRules[0].pending')
    const tiers = ladder.tiers.map((tier) => ({ ...tier, terms: [{ wallet: 'gold-coins' }] }))
    expect(placeOf({ ...given, ladders: [{ ...ladder, tiers }] })).toBe('ladders[0].tiers[0].terms[0].wallet')
    expect(placeOf(given)).toBeUndefined()
  })
})

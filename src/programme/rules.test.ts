import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import { asInstant, dateOf, type Instant, midnight, type TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { compileProgramme, expiresFrom, termsOf } from './rules.ts'
import { standardProgramme } from './standard.ts'

const shanghai = 'Asia/Shanghai' as TimeZone
const london = 'Europe/London' as TimeZone
const standard = standardProgramme(shanghai)
const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds as Instant
const text = (at: Instant | null) => (at === null ? null : new Date(at).toISOString())

describe('expiry', () => {
  test('rounds up to the end of the day, month, quarter or year after the months', () => {
    const at = instant('2026-01-15T04:00:00Z')
    const of = (roundUpTo: 'day' | 'month' | 'quarter' | 'year') =>
      text(expiresFrom({ kind: 'rolling', months: 12, roundUpTo }, at, shanghai))
    expect(of('day')).toBe('2027-01-15T16:00:00.000Z')
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
    const [wallet] = standard.wallets
    if (wallet === undefined) throw new Error('no wallet')
    const terms = termsOf(wallet, london)
    fc.assert(
      fc.property(
        fc.integer({ min: instant('2024-01-01T00:00:00Z'), max: instant('2029-01-01T00:00:00Z') }),
        (milliseconds) => {
          const at = asInstant(milliseconds)
          const { availableAt, expiresAt } = terms(at)
          expect(availableAt).toBe(at)
          expect(expiresAt).toBe(expiresFrom(wallet.expiry, at, london))
          expect(expiresAt).toBe(midnight(dateOf(expiresAt ?? at, london), london))
          expect(expiresAt).toBeGreaterThan(at)
        },
      ),
    )
  })
})

describe('a programme is refused with the place of the mistake', () => {
  const [points, growth] = standard.earningRules
  const ladder = standard.ladders[0]
  if (points === undefined || growth === undefined || ladder === undefined)
    throw new Error('the standard programme is not standard')
  const broken: [string, Partial<Definition>][] = [
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['earningRules[1]', { earningRules: [points, points] }],
    ['earningRules[0].wallet', { earningRules: [{ ...points, wallet: 'gold-coins' }] }],
    ['earningRules[0].tierMultiplier', { earningRules: [{ ...points, tierMultiplier: 'club' }] }],
    [
      'earningRules[0].when',
      { earningRules: [{ ...points, when: { field: 'order.amout', is: 'at-least', value: 1 } }] },
    ],
    [
      'earningRules[0].lines',
      { earningRules: [{ ...points, lines: { field: 'order.channel', is: 'equals', value: 'pos' } }] },
    ],
    [
      'earningRules[0].earn.rule',
      { earningRules: [{ ...points, earn: { by: 'multiply', rule: 'base-growth', percent: 200 } }, growth] },
    ],
    [
      'earningRules[0].endsAt',
      { earningRules: [{ ...points, startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' }] },
    ],
    ['ladders[0].tiers[0].reach', { ladders: [{ ...ladder, tiers: ladder.tiers.slice(1) }] }],
    [
      'ladders[0].tiers[2].reach',
      {
        ladders: [
          {
            ...ladder,
            tiers: ladder.tiers.map((tier, index) => (index === 2 ? { ...tier, reach: 900, keep: 900 } : tier)),
          },
        ],
      },
    ],
    [
      'ladders[0].tiers[1].keep',
      {
        ladders: [
          { ...ladder, tiers: ladder.tiers.map((tier, index) => (index === 1 ? { ...tier, keep: 5_000 } : tier)) },
        ],
      },
    ],
  ]
  test.each(broken)('%s', (where, change) => {
    const outcome = compileProgramme(2, 0 as Instant, { ...standard, ...change })
    if (!isRefusal(outcome)) throw new Error('it was accepted')
    expect(outcome.refusal).toBe('programme.invalid')
    expect(outcome.facts.where).toBe(where)
  })

  test('the standard one is accepted', () => expect(isRefusal(compileProgramme(1, 0 as Instant, standard))).toBe(false))
})

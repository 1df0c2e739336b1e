import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { emptyAccount, type Lot } from '../../accounts/account.ts'
import { unchanged } from '../../accounts/movements.ts'
import { asId } from '../../base/ids.ts'
import { dateOf, type Instant, midnight, type TimeZone } from '../../base/time.ts'
import type { Expiry } from '../../programme/definition.ts'
import { expiresFrom } from '../../programme/terms.ts'
import { onNewTerms, type TermChange } from './rules.ts'

const timeZone = 'Asia/Shanghai' as TimeZone
const now = at('2026-06-15T03:00:00Z')
const DAY = 86_400_000
const year: Expiry = { kind: 'rolling', months: 12, roundUpTo: 'day' }
const never: Expiry = { kind: 'never' }

function lotOf(earnedAt: Instant, expiry: Expiry, more: Partial<Lot> = {}): Lot {
  return {
    ...{ lotId: asId<'lot'>('019ab3c0-0000-7000-8000-000000000001'), wallet: 'points', amount: 10, remaining: 10 },
    ...{ held: 0, expired: 0, earnedAt, availableAt: earnedAt, awaits: null, inactivity: null, released: true },
    ...{ expiresAt: expiresFrom(expiry, earnedAt, timeZone), orderId: null, version: 1, ...more },
  }
}

function moving(lots: readonly Lot[], asked: Pick<TermChange, 'policy'> & { from: Expiry; to: Expiry }) {
  const account = { ...emptyAccount(asId<'member'>('019ab3c0-0000-7000-8000-000000000002'), 'active', now), lots }
  const change: TermChange = {
    ...{ wallet: 'points', version: 3, policy: asked.policy, terms: { expiry: asked.to, timeZone } },
    termsIn: (version) => (version === 1 ? { expiry: asked.from, timeZone } : undefined),
  }
  const once = onNewTerms(unchanged(account), change, now)
  return { once, twice: onNewTerms(once, change, now) }
}

describe('points on new terms', () => {
  const months = (count: number): Expiry => ({ kind: 'rolling', months: count, roundUpTo: 'day' })
  const moved = (lot: Lot, asked: Parameters<typeof moving>[1]) => moving([lot], asked).once.account.lots[0]?.expiresAt
  const march = at('2026-03-01T03:00:00Z')

  test('live by them since they were earned', () => {
    const lot = lotOf(march, year)
    expect(moved(lot, { policy: 'move', from: year, to: months(24) })).toBe(at('2028-03-01T16:00:00Z'))
    expect(moved(lot, { policy: 'move', from: year, to: months(6) })).toBe(at('2026-09-01T16:00:00Z'))
    expect(moved(lot, { policy: 'better', from: year, to: months(6) })).toBe(lot.expiresAt)
    expect(moved(lot, { policy: 'better', from: year, to: never })).toBeNull()
    expect(moved(lotOf(march, never), { policy: 'better', from: never, to: year })).toBeNull()
    expect(moved(lotOf(march, never), { policy: 'move', from: never, to: year })).toBe(at('2027-03-01T16:00:00Z'))
  })

  test('are never gone before the day ends on which they move or become available', () => {
    expect(moved(lotOf(march, year), { policy: 'move', from: year, to: months(1) })).toBe(at('2026-06-15T16:00:00Z'))
    const pending = lotOf(march, year, { availableAt: at('2026-06-30T16:00:00Z'), released: false })
    expect(moved(pending, { policy: 'move', from: year, to: months(1) })).toBe(at('2026-07-01T16:00:00Z'))
  })

  test('stay where a rule, a person or activity gave them other terms, where they are spent, or overdue under a hold', () => {
    const asked = { policy: 'move', from: year, to: never } as const
    const inactivity = { months: 12, roundUpTo: 'day', resetBy: ['earn'], timeZone } as const
    const long = at('2024-03-01T03:00:00Z')
    for (const lot of [
      lotOf(march, months(3)),
      lotOf(march, year, { inactivity }),
      lotOf(march, year, { remaining: 0 }),
      lotOf(march, year, { wallet: 'stars' }),
      lotOf(march, year, { version: 3 }),
      lotOf(march, year, { version: 2 }),
      lotOf(long, year, { held: 10 }),
    ])
      expect(moving([lot], asked).once.account.lots).toEqual([lot])
  })

  test('a fact says which lots expire when, and the books stay as they were', () => {
    const { once } = moving([lotOf(march, year)], { policy: 'move', from: year, to: never })
    expect(once.entries).toEqual([])
    expect(once.facts).toEqual([
      {
        ...{ kind: 'points.terms-changed', at: now },
        data: {
          ...{ wallet: 'points', version: 3, policy: 'move' },
          lots: [
            {
              ...{ lotId: '019ab3c0-0000-7000-8000-000000000001', amount: 10 },
              ...{ before: '2027-03-01T16:00:00.000Z', after: null },
            },
          ],
        },
      },
    ])
  })

  test('whatever the terms and the lots: each has what the policy says, and a second time changes nothing', () => {
    const expiry: fc.Arbitrary<Expiry> = fc.oneof(
      fc.constant(never),
      fc.record({
        kind: fc.constant('rolling' as const),
        months: fc.integer({ min: 1, max: 30 }),
        roundUpTo: fc.constantFrom('day' as const, 'month' as const, 'year' as const),
      }),
      fc.record({
        kind: fc.constant('dates' as const),
        dates: fc.subarray(['06-15', '12-31', '02-29'], { minLength: 1 }),
        leastMonths: fc.integer({ min: 0, max: 3 }),
      }),
    )
    const days = fc.integer({ min: 0, max: 900 })
    const tonight = midnight(dateOf(now, timeZone).add({ days: 1 }), timeZone)
    const end = (expiresAt: Instant | null) => expiresAt ?? Number.POSITIVE_INFINITY
    fc.assert(
      fc.property(expiry, expiry, fc.array(days), fc.constantFrom('move', 'better'), (from, to, ages, policy) => {
        const lots = ages.map((age) => lotOf((now - age * DAY) as Instant, from))
        const { once, twice } = moving(lots, { policy, from, to })
        expect(twice).toBe(once)
        once.account.lots.forEach((lot, index) => {
          const before = lots[index]
          if (before === undefined) throw new Error('a lot was lost')
          const [old, fresh] = [end(before.expiresAt), end(expiresFrom(to, lot.earnedAt, timeZone))]
          const bySay = policy === 'move' ? Math.max(fresh, tonight) : Math.max(old, fresh)
          expect(end(lot.expiresAt)).toBe(old <= now ? old : bySay)
          expect({ ...lot, expiresAt: 0, version: 0 }).toEqual({ ...before, expiresAt: 0, version: 0 })
        })
      }),
    )
  })
})

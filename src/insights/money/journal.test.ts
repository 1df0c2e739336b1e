import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BookMove, MoveKind } from '../../accounts/service.ts'
import type { EarningSales } from '../../orders/service.ts'
import { liabilityOf } from './deferral.ts'
import { type BooksGiven, booksOf, lineKinds, toLiability } from './journal.ts'

const MONTHS = 14

/** What may happen to the points of one wallet in one month, as shares of what is there. */
const share = fc.double({ min: 0, max: 1, noNaN: true })
const happening = fc.record({
  ...{ earned: fc.integer({ min: 0, max: 5_000 }), gifts: fc.integer({ min: 0, max: 300 }) },
  ...{ late: fc.boolean(), price: fc.integer({ min: 0, max: 1_000_000 }) },
  ...{ returned: share, taken: share, redeemed: share, refunded: share, lapsed: share, exchanged: share },
})
const history = fc.array(fc.record({ points: happening, stars: happening }), { minLength: MONTHS, maxLength: MONTHS })
type Happening = { points: Month; stars: Month }
type Month = typeof happening extends fc.Arbitrary<infer T> ? T : never
type Row = { readonly earned: number; left: number; spent: number }

/** Movements that a wallet can make: nothing leaves a month of earning that is not there. */
function walked(months: readonly Happening[]): { moves: BookMove[]; sales: EarningSales[] } {
  const moves: BookMove[] = []
  const sales: EarningSales[] = []
  const rows: Record<'points' | 'stars', Row[]> = { points: [], stars: [] }
  months.forEach((each, month) => {
    for (const wallet of ['points', 'stars'] as const) {
      const now = each[wallet]
      const say = (what: MoveKind, earned: number, points: number) => {
        if (points !== 0) moves.push({ wallet, what, earned, moved: month, booked: month, points })
      }
      // What is recorded late belongs to the month before and is in the books of this one.
      const earned = now.late && month > 0 ? month - 1 : month
      rows[wallet].push({ earned, left: now.earned + now.gifts, spent: 0 })
      say('earned', earned, now.earned)
      say('given', earned, now.gifts)
      sales.push({
        ...{ currency: 'CNY', wallets: [wallet], wallet, placed: earned, booked: month },
        ...{ orders: 1, netMinor: now.price, points: now.earned },
      })
      for (const row of rows[wallet]) {
        const out = (what: MoveKind, part: number): number => {
          const points = Math.floor(row.left * part)
          row.left -= points
          say(what, row.earned, points)
          return points
        }
        const back = Math.floor(row.spent * now.refunded * 0.2)
        say('redeemed', row.earned, -back)
        row.left += back
        out('returned', now.returned * 0.2)
        out('taken', now.taken * 0.05)
        row.spent += out('redeemed', now.redeemed * 0.4) - back
        const gone = out('exchanged-out', now.exchanged * 0.1)
        if (wallet === 'points' && gone > 0) {
          row.spent += gone
          moves.push({
            wallet: 'stars',
            what: 'exchanged-in',
            earned: month,
            moved: month,
            booked: month,
            points: gone,
          })
          rows.stars.push({ earned: month, left: gone, spent: 0 })
        }
        if (month - row.earned >= 5) out('expired', now.lapsed)
      }
    }
  })
  return { moves, sales }
}

const terms: Pick<BooksGiven, 'wallets' | 'taxBasisPoints'> = {
  wallets: [
    {
      wallet: 'points',
      valueIn: (month) => (month < 6 ? { minor: 1, points: 1 } : { minor: 3, points: 2 }),
      breakageIn: () => null,
    },
    { wallet: 'stars', valueIn: () => ({ minor: 50, points: 1 }), breakageIn: (month) => (month < 3 ? 1_000 : null) },
  ],
  taxBasisPoints: 1_300,
}

describe('after any history', () => {
  const all = fc.tuple(history, fc.integer({ min: 1, max: MONTHS - 1 }))

  test('debits equal credits, ledgers roll from month to month, and what is outstanding agrees with the lots', () => {
    fc.assert(
      fc.property(all, ([months]) => {
        const given: BooksGiven = { ...walked(months), ...terms, months: MONTHS }
        const books = booksOf(given)
        const ledger = new Map<string, number>()
        for (const { debit, credit, minor } of books.lines) {
          expect(minor).toBeGreaterThan(0)
          ledger.set(debit, (ledger.get(debit) ?? 0) + minor)
          ledger.set(credit, (ledger.get(credit) ?? 0) - minor)
        }
        expect([...ledger.values()].reduce((sum, each) => sum + each, 0)).toBe(0)
        const closing = books.pools.reduce((sum, { pool }) => sum + liabilityOf(pool), 0)
        expect(-(ledger.get('liability') ?? 0)).toBe(closing)
        for (const { wallet } of terms.wallets) {
          let running = 0
          for (const row of books.months.filter((each) => each.wallet === wallet)) {
            expect(row.openingMinor).toBe(running)
            running += lineKinds.reduce((sum, kind) => sum + toLiability(kind, row.moved[kind]), 0)
            expect(row.closingMinor).toBe(running)
            expect(running).toBeGreaterThanOrEqual(0)
            expect(row.expected).toBeLessThanOrEqual(row.points)
            const known = given.moves.filter((move) => move.wallet === wallet && move.booked <= row.month)
            const raising = (what: MoveKind) => ['earned', 'given', 'exchanged-in'].includes(what)
            expect(row.points).toBe(
              known.reduce((sum, { what, points }) => sum + (raising(what) ? points : -points), 0),
            )
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a month is the same whatever comes after it', () => {
    fc.assert(
      fc.property(all, ([months, until]) => {
        const { moves, sales } = walked(months)
        const whole = booksOf({ ...terms, moves, sales, months: MONTHS })
        const then = booksOf({
          ...{ ...terms, months: until },
          moves: moves.filter(({ booked }) => booked < until),
          sales: sales.filter(({ booked }) => booked < until),
        })
        expect(whole.lines.filter(({ month }) => month < until)).toEqual(then.lines)
        expect(whole.months.filter(({ month }) => month < until)).toEqual(then.months)
      }),
      { numRuns: 40 },
    )
  })

  test('once nothing is outstanding nothing is owed, and all that was set aside has become revenue or went back', () => {
    fc.assert(
      fc.property(history, (months) => {
        const { moves, sales } = walked(months)
        const left = new Map<string, BookMove>()
        for (const { wallet, earned, what, points } of moves) {
          const key = `${wallet} ${earned}`
          const sign = ['earned', 'given', 'exchanged-in'].includes(what) ? 1 : -1
          const row = { wallet, earned, moved: MONTHS, booked: MONTHS, what: 'expired' as const }
          left.set(key, { ...row, points: (left.get(key)?.points ?? 0) + sign * points })
        }
        const books = booksOf({ ...terms, sales, moves: [...moves, ...left.values()], months: MONTHS + 1 })
        for (const row of books.months.filter(({ month }) => month === MONTHS))
          expect([row.points, row.closingMinor]).toEqual([0, 0])
      }),
      { numRuns: 40 },
    )
  })
})

test('before there are months enough no breakage is expected, and a setting says otherwise', () => {
  const moves: BookMove[] = [
    { wallet: 'points', what: 'earned', earned: 0, moved: 0, booked: 0, points: 10_000 },
    { wallet: 'points', what: 'redeemed', earned: 0, moved: 0, booked: 0, points: 4_500 },
  ]
  const sale = { currency: 'CNY', wallets: ['points'], wallet: 'points', placed: 0, booked: 0, orders: 100 }
  const sales: EarningSales[] = [{ ...sale, netMinor: 100_000, points: 10_000 }]
  const wallet = { wallet: 'points', valueIn: () => ({ minor: 1, points: 1 }) }
  const given = { moves, sales, months: 1, taxBasisPoints: 0 }
  const careful = booksOf({ ...given, wallets: [{ ...wallet, breakageIn: () => null }] })
  expect(careful.months[0]).toMatchObject({ basis: 'none', expected: 5_500, closingMinor: 9_091 - 4_091 })
  // Example 52 of IFRS 15 (IE267 – IE270), with its 95 % as a setting.
  const named = booksOf({ ...given, wallets: [{ ...wallet, breakageIn: () => 500 }] })
  expect(named.months[0]).toMatchObject({ basis: 'named', expected: 5_000, openingMinor: 0, closingMinor: 4_566 })
  expect(named.lines.map(({ kind, minor, debit, credit }) => [kind, minor, debit, credit])).toEqual([
    ['deferral', 8_676, 'sales', 'liability'],
    ['redemption', 3_904, 'liability', 'points-revenue'],
    ['breakage', 206, 'liability', 'breakage-revenue'],
  ])
})

/**
 * The books of points, month by month: what sales promise is set aside, and becomes revenue as points are redeemed or are gone
 * (IFRS 15). Each month is worked out from what its books knew, so that a later month never changes it. Pure.
 */
import type { BookMove } from '../../accounts/service.ts'
import { mulDiv } from '../../base/quantities.ts'
import type { EarningSales } from '../../orders/service.ts'
import { breakageOf } from './breakage.ts'
import { type Cohort, cohortsAt, partOf, standing } from './cohorts.ts'
import {
  allocated,
  emptyPool,
  liabilityOf,
  type PointValue,
  type Pool,
  type Promised,
  standaloneMinor,
  step,
} from './deferral.ts'

export const ledgers = ['sales', 'liability', 'points-revenue', 'breakage-revenue', 'promotion-cost'] as const
export type Ledger = (typeof ledgers)[number]

export const lineKinds = [
  'deferral',
  'given',
  'exchange',
  'return',
  'withdrawal',
  'redemption',
  'breakage',
  'expiry',
  'true-up',
] as const
export type LineKind = (typeof lineKinds)[number]

/** One amount from one ledger to another: debits equal credits by its form. */
export type JournalLine = {
  readonly month: number
  readonly wallet: string
  readonly kind: LineKind
  readonly debit: Ledger
  readonly credit: Ledger
  /** Positive. */
  readonly minor: number
  /** That it is about; 0 where only an estimate changed. Negative where more came back than went. */
  readonly points: number
}

/** A wallet's month: `closing = opening + deferral + given + exchange − return − withdrawal − redemption − breakage − expiry − true-up`. */
export type WalletMonth = {
  readonly month: number
  readonly wallet: string
  readonly openingMinor: number
  readonly moved: Readonly<Record<LineKind, number>>
  readonly closingMinor: number
  /** Outstanding at the end, and what of it is expected to be redeemed. */
  readonly points: number
  readonly expected: number
  /** Breakage was estimated from what was seen; taken from the settings; or nothing was known, and none is expected. */
  readonly basis: 'estimated' | 'named' | 'none'
}

/** How a wallet is valued in the books of a month. Null when nobody said what a point is worth. */
export type WalletTerms = {
  readonly wallet: string
  valueIn(month: number): PointValue | null
  /** In basis points of what is given; null to estimate it. */
  breakageIn(month: number): number | null
}

export type BooksGiven = {
  /** Complete months, from 0 on. */
  readonly months: number
  readonly moves: readonly BookMove[]
  /** Of one currency. */
  readonly sales: readonly EarningSales[]
  readonly wallets: readonly WalletTerms[]
  /** Contained in prices and in what a point pays: 1300 is 13 % on top of the price without it. */
  readonly taxBasisPoints: number
}

export type Books = {
  readonly lines: readonly JournalLine[]
  readonly months: readonly WalletMonth[]
  /** By wallet and month of earning, at the end of the last month. */
  readonly pools: readonly { readonly wallet: string; readonly earned: number; readonly pool: Pool }[]
}

const between: Readonly<Record<LineKind, readonly [debit: Ledger, credit: Ledger]>> = {
  deferral: ['sales', 'liability'],
  given: ['promotion-cost', 'liability'],
  exchange: ['points-revenue', 'liability'],
  return: ['liability', 'sales'],
  withdrawal: ['liability', 'promotion-cost'],
  redemption: ['liability', 'points-revenue'],
  breakage: ['liability', 'breakage-revenue'],
  expiry: ['liability', 'breakage-revenue'],
  'true-up': ['liability', 'breakage-revenue'],
}
/** Where the standard says so. Points without a sale are no contract with a customer: their cost is the company's policy. */
export const paragraphs: Readonly<Record<LineKind, string>> = {
  deferral: 'IFRS 15.76, B40, B42',
  given: '',
  exchange: 'IFRS 15.B40',
  return: 'IFRS 15.B21 – B23',
  withdrawal: '',
  redemption: 'IFRS 15.B40',
  breakage: 'IFRS 15.B46',
  expiry: 'IFRS 15.B40, B46',
  'true-up': 'IFRS 15.43, B46',
}
const raises: ReadonlySet<LineKind> = new Set(['deferral', 'given', 'exchange'])

export function booksOf(given: BooksGiven): Books {
  const pools = new Map(given.wallets.map(({ wallet }) => [wallet, new Map<number, Pool>()]))
  const lines: JournalLine[] = []
  const months: WalletMonth[] = []
  for (let month = 0; month < given.months; month += 1) {
    const outlooks = new Map(given.wallets.map((terms) => [terms.wallet, outlookOf(given, terms, month)]))
    const deferred = deferralsIn(given, month, outlooks)
    for (const [wallet, outlook] of outlooks) {
      const kept = pools.get(wallet) ?? new Map<number, Pool>()
      const made = monthOf({ given, wallet, month, outlook, kept, deferred: deferred.get(wallet) ?? new Map() })
      lines.push(...made.lines)
      months.push(made.month)
    }
  }
  const flat = [...pools].flatMap(([wallet, kept]) => [...kept].map(([earned, pool]) => ({ wallet, earned, pool })))
  return { lines, months, pools: flat }
}

/** What a month's books know of a wallet: its cohorts, and how many points of each will be redeemed in all. */
type Outlook = {
  readonly value: PointValue | null
  readonly basis: WalletMonth['basis']
  readonly cohorts: ReadonlyMap<number, { readonly cohort: Cohort; readonly expected: number }>
}

function outlookOf({ moves }: BooksGiven, { wallet, valueIn, breakageIn }: WalletTerms, month: number): Outlook {
  const cohorts = cohortsAt(moves, { wallet, last: month })
  const [named, found] = [breakageIn(month), breakageOf(cohorts)]
  const known = new Map(found.enough ? found.cohorts.map(({ earned, points }) => [earned, points]) : [])
  const neverOf = (cohort: Cohort) =>
    named !== null ? (standing(cohort) * named) / BASIS : (known.get(cohort.earned) ?? cohort.lapsed)
  return {
    value: valueIn(month),
    basis: named !== null ? 'named' : found.enough ? 'estimated' : 'none',
    cohorts: new Map(
      cohorts.map((cohort) => {
        const [least, most] = [cohort.redeemed, cohort.redeemed + Math.max(0, cohort.outstanding)]
        const expected = Math.min(Math.max(Math.round(standing(cohort) - neverOf(cohort)), least), most)
        return [cohort.earned, { cohort, expected: Math.max(0, expected) }]
      }),
    ),
  }
}
const BASIS = 10_000

/** What prices of a month's orders leave for points, by wallet and month of earning. */
function deferralsIn({ sales, taxBasisPoints }: BooksGiven, month: number, outlooks: ReadonlyMap<string, Outlook>) {
  const deferred = new Map<string, Map<number, number>>()
  const groups = Map.groupBy(
    sales.filter(({ booked }) => booked === month),
    ({ placed, wallets }) => `${placed} ${wallets.join(' ')}`,
  )
  for (const group of groups.values()) {
    const [first] = group
    if (first === undefined) continue
    const promises = group.flatMap(({ wallet, points, placed }) => {
      const promised = promisedBy(outlooks.get(wallet), placed, points, taxBasisPoints)
      return promised === undefined ? [] : [{ wallet, promised }]
    })
    const parts = allocated(
      withoutTax(first.netMinor, taxBasisPoints),
      promises.map(({ promised }) => promised),
    )
    promises.forEach(({ wallet }, index) => {
      const mine = deferred.get(wallet) ?? new Map<number, number>()
      mine.set(first.placed, (mine.get(first.placed) ?? 0) + (parts[index] ?? 0))
      deferred.set(wallet, mine)
    })
  }
  return deferred
}

function withoutTax(minor: number, taxBasisPoints: number): number {
  return mulDiv(minor, BASIS, BASIS + taxBasisPoints, 'half-up')
}

function promisedBy(
  outlook: Outlook | undefined,
  earned: number,
  points: number,
  taxBasisPoints: number,
): Promised | undefined {
  if (outlook === undefined || outlook.value === null) return undefined
  const { minor, points: per } = outlook.value
  const value = { minor: minor * BASIS, points: per * (BASIS + taxBasisPoints) }
  const known = outlook.cohorts.get(earned)
  const of = known === undefined ? 0 : standing(known.cohort)
  // Of what was all taken back at once nobody can say how much would have been redeemed.
  if (known === undefined || of <= 0) return { points, value, expected: 1, of: 1 }
  return { points, value, expected: Math.min(known.expected, of), of }
}

type Making = {
  readonly given: BooksGiven
  readonly wallet: string
  readonly month: number
  readonly outlook: Outlook
  /** Changed in place: the pools after the month. */
  readonly kept: Map<number, Pool>
  readonly deferred: ReadonlyMap<number, number>
}

type Totals = Record<LineKind, { minor: number; points: number }>

function monthOf(making: Making): { lines: JournalLine[]; month: WalletMonth } {
  const { given, wallet, month, outlook, kept, deferred } = making
  const openingMinor = liabilities(kept)
  const booked = given.moves.filter((move) => move.wallet === wallet && move.booked === month)
  const byCohort = Map.groupBy(booked, ({ earned }) => earned)
  const totals = nothing()
  for (const earned of new Set([...outlook.cohorts.keys(), ...kept.keys()].toSorted((a, b) => a - b))) {
    const pool = kept.get(earned) ?? emptyPool
    const made = cohortMonth({
      ...{ earned, pool, outlook, totals, taxBasisPoints: given.taxBasisPoints },
      ...{ moves: byCohort.get(earned) ?? [], deferredMinor: deferred.get(earned) ?? 0 },
    })
    kept.set(earned, made)
  }
  const lines = lineKinds.flatMap((kind) => {
    const { minor, points } = totals[kind]
    if (minor === 0) return []
    const [debit, credit] = minor > 0 ? between[kind] : between[kind].toReversed()
    if (debit === undefined || credit === undefined) return []
    return [{ month, wallet, kind, debit, credit, minor: Math.abs(minor), points }]
  })
  let [points, expected] = [0, 0]
  for (const { cohort, expected: all } of outlook.cohorts.values()) {
    points += cohort.outstanding
    expected += Math.max(0, all - cohort.redeemed)
  }
  const { deferral, given: gifts, exchange, return: returned, withdrawal, redemption, breakage, expiry } = totals
  const moved: Record<LineKind, number> = {
    ...{ deferral: deferral.minor, given: gifts.minor, exchange: exchange.minor },
    ...{ return: returned.minor, withdrawal: withdrawal.minor, redemption: redemption.minor },
    ...{ breakage: breakage.minor, expiry: expiry.minor, 'true-up': totals['true-up'].minor },
  }
  const closingMinor = liabilities(kept)
  return { lines, month: { month, wallet, openingMinor, moved, closingMinor, points, expected, basis: outlook.basis } }
}

function liabilities(pools: ReadonlyMap<number, Pool>): number {
  let sum = 0
  for (const pool of pools.values()) sum += liabilityOf(pool)
  return sum
}

function nothing(): Totals {
  const none = () => ({ minor: 0, points: 0 })
  return {
    ...{ deferral: none(), given: none(), exchange: none(), return: none(), withdrawal: none() },
    ...{ redemption: none(), breakage: none(), expiry: none(), 'true-up': none() },
  }
}

type CohortMonth = {
  readonly earned: number
  readonly pool: Pool
  readonly outlook: Outlook
  /** Added to in place. */
  readonly totals: Totals
  readonly taxBasisPoints: number
  readonly moves: readonly BookMove[]
  readonly deferredMinor: number
}

function cohortMonth({ earned, pool, outlook, totals, taxBasisPoints, moves, deferredMinor }: CohortMonth): Pool {
  const sumOf = (wanted: (move: BookMove) => boolean) =>
    moves.reduce((sum, move) => (wanted(move) ? sum + move.points : sum), 0)
  const [gifts, exchanged] = [sumOf(({ what }) => what === 'given'), sumOf(({ what }) => what === 'exchanged-in')]
  const worth = (points: number) => {
    const promised = promisedBy(outlook, earned, points, taxBasisPoints)
    return promised === undefined ? 0 : standaloneMinor(promised)
  }
  const [givenMinor, exchangedMinor] = [worth(gifts), worth(exchanged)]
  const [granted, returned] = [
    sumOf(({ what }) => partOf(what) === 'granted'),
    sumOf(({ what }) => partOf(what) === 'returned'),
  ]
  const redeemed = sumOf(({ what }) => partOf(what) === 'redeemed')
  const known = outlook.cohorts.get(earned)
  const { pool: after, movement } = step(pool, {
    ...{ granted, returned, redeemed, outstanding: known?.cohort.outstanding ?? 0, expected: known?.expected ?? 0 },
    deferredMinor: deferredMinor + givenMinor + exchangedMinor,
  })
  const taken = sumOf(({ what }) => what === 'taken')
  const withdrawn =
    returned > 0 && taken > 0 ? mulDiv(movement.returned, Math.min(taken, returned), returned, 'half-up') : 0
  const add = (kind: LineKind, minor: number, points: number) => {
    totals[kind].minor += minor
    totals[kind].points += points
  }
  add('deferral', deferredMinor, granted - gifts - exchanged)
  add('given', givenMinor, gifts)
  add('exchange', exchangedMinor, exchanged)
  add('return', movement.returned - withdrawn, returned - taken)
  add('withdrawal', withdrawn, taken)
  add('redemption', movement.redemption, redeemed)
  add('breakage', movement.breakage, 0)
  add(
    'expiry',
    movement.expiry,
    sumOf(({ what }) => partOf(what) === 'lapsed'),
  )
  add('true-up', movement.trueUp, 0)
  return after
}

/** What a line does to the liability. */
export function toLiability(kind: LineKind, minor: number): number {
  return raises.has(kind) ? minor : -minor
}

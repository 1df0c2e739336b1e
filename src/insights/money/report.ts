/** The reports on money: what is outstanding and owed, one month's journal, and what rules and offers cost. */
import { type Static, Type } from 'typebox'
import { missingOf } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import { breakageOf } from './breakage.ts'
import { type ClosedWallet, type Closing, closingOf } from './closing.ts'
import { cohortsAt } from './cohorts.ts'
import { liabilityOf, worthOf } from './deferral.ts'
import { breakageTooEarly, monthNotInBooks, noMonthComplete, valueUnknown } from './errors.ts'
import { booksOf, paragraphs, type WalletMonth } from './journal.ts'
import { journalResult, moneyResult, monthAsked } from './schemas.ts'
import { moneySetting } from './settings.ts'

export const moneyReport = report({
  name: 'money',
  operationId: 'getMoney',
  summary:
    'Points outstanding, what became of those of each month, how many will never be redeemed, and the liability by month',
  asked: Type.Object({}),
  standing: true,
  result: moneyResult,
  async make(workshop) {
    const { currency } = workshop
    const none = { currency: currency ?? null, months: [], otherOrders: 0, taxBasisPoints: 0, wallets: [] }
    if (currency === undefined) return { ...none, missing: missingOf(nobodyBought({})) }
    const [closing, totals] = await Promise.all([closingOf(workshop, currency), workshop.rooms.accounts.totals()])
    const books = booksOf(closing.given)
    return {
      ...{ currency, otherOrders: closing.otherOrders, taxBasisPoints: closing.setting.taxBasisPoints },
      missing: closing.months.length === 0 ? missingOf(noMonthComplete({})) : null,
      months: closing.months.map(({ name }) => name),
      wallets: closing.wallets.map((wallet) => ({
        ...walletOf(wallet, closing, currency),
        underWay: totals.reduce((sum, { wallet: of, counter, direction, amount }) => {
          if (of !== wallet.code || (counter !== 'transferred' && counter !== 'merged')) return sum
          return direction === 'out' ? sum + amount : sum - amount
        }, 0),
        liability: books.months.flatMap((row) =>
          row.wallet === wallet.code ? [{ month: nameOf(closing, row.month), ...rolledOf(row) }] : [],
        ),
      })),
    }
  },
})

type ShownWallet = Omit<Static<typeof moneyResult>['wallets'][number], 'liability' | 'underWay'>

function walletOf({ code, name, unit, valueIn }: ClosedWallet, closing: Closing, currency: string): ShownWallet {
  const last = closing.months.length - 1
  const value = valueIn(last)
  const outstanding = closing.outstanding.filter(({ wallet }) => wallet === code)
  const held = outstanding.reduce((sum, { status, points }) => (status === 'owed' ? sum : sum + points), 0)
  const cohorts = last < 0 ? [] : cohortsAt(closing.moves, { wallet: code, last })
  const found = breakageOf(cohorts)
  const shares = new Map(found.enough ? found.cohorts.map((each) => [each.earned, each]) : [])
  return {
    ...{ wallet: code, name, unit, value },
    valueMissing: value === null ? missingOf(valueUnknown({ wallet: code, currency })) : null,
    outstanding: outstanding.map(({ status, expires, lots, points }) => ({ status, expires, lots, points })),
    nominalMinor: value === null ? null : worthOf(held, value),
    triangle: cohorts.map(({ earned, redeemedByAge, ...cohort }) => {
      const mine = shares.get(earned)
      const breakage = mine === undefined ? null : { share: mine.share, low: mine.low, high: mine.high }
      return { ...cohort, earned: nameOf(closing, earned), redeemedByAge: [...redeemedByAge], breakage }
    }),
    breakage: found.enough
      ? { ...found.total, points: Math.round(found.total.points), openShare: found.openShare }
      : null,
    breakageMissing: found.enough ? null : missingOf(breakageTooEarly({ months: found.months, needed: found.needed })),
    curve: found.enough ? [...found.curve] : [],
  }
}

function nameOf({ months }: Pick<Closing, 'months'>, month: number): string {
  return months[month]?.name ?? ''
}

function rolledOf({ openingMinor, moved, closingMinor, points, expected, basis }: WalletMonth) {
  return { openingMinor, moved: { ...moved }, closingMinor, points, expected, basis }
}

export const journalReport = report({
  name: 'journal',
  operationId: 'getJournal',
  summary: 'The journal of one month’s points after IFRS 15, with what it rolls and what it rests on',
  asked: Type.Object({ month: monthAsked }),
  result: journalResult,
  async make(workshop, { month: wished }) {
    const { currency, now } = workshop
    const { accounts, closedAfterDays } = await workshop.setting(moneySetting)
    const none = { currency: currency ?? null, month: wished ?? null, months: [], closed: false }
    const empty = { ...none, accounts, lines: [], wallets: [], pools: [] }
    if (currency === undefined) return { ...empty, missing: missingOf(nobodyBought({})) }
    const closing = await closingOf(workshop, currency)
    const names = closing.months.map(({ name }) => name)
    const [first, last] = [names[0], names.at(-1)]
    if (first === undefined || last === undefined) return { ...empty, missing: missingOf(noMonthComplete({})) }
    const name = wished ?? last
    const month = names.indexOf(name)
    const asked = closing.months[month]
    if (asked === undefined)
      return { ...empty, months: names, missing: missingOf(monthNotInBooks({ month: name, first, last })) }
    return {
      ...{ currency, missing: null, month: name, months: names, accounts },
      closed: closedAfterDays !== null && asked.endsAt + closedAfterDays * DAY <= now,
      ...journalOf(closing, month),
    }
  },
})
const DAY = 86_400_000

function journalOf(closing: Closing, month: number) {
  const books = booksOf({ ...closing.given, months: month + 1 })
  return {
    lines: books.lines
      .filter((line) => line.month === month)
      .map(({ wallet, kind, debit, credit, minor, points }) => {
        return { wallet, kind, debit, credit, minor, points, paragraph: paragraphs[kind] }
      }),
    wallets: books.months
      .filter((row) => row.month === month)
      .map((row) => {
        const name = closing.wallets.find(({ code }) => code === row.wallet)?.name
        return { wallet: row.wallet, ...rolledOf(row), name: name ?? { en: row.wallet, 'zh-CN': row.wallet } }
      }),
    pools: books.pools.map(({ wallet, earned, pool }) => ({
      ...{ wallet, earned: nameOf(closing, earned), points: pool.points, redeemed: pool.redeemed },
      ...{ expected: pool.expected, deferredMinor: pool.deferredMinor, recognisedMinor: pool.recognisedMinor },
      liabilityMinor: liabilityOf(pool),
    })),
  }
}

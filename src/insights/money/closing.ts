/** The books of all wallets that members spend, up to the last complete month: asked of the rooms, to be worked out by `journal.ts`. */
import type { BookMove, Outstanding } from '../../accounts/service.ts'
import type { Words } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { Workshop } from '../workshop.ts'
import type { PointValue } from './deferral.ts'
import type { BooksGiven, WalletTerms } from './journal.ts'
import { type BookMonth, completeMonths } from './months.ts'
import { inForce, type MoneySetting, moneySetting } from './settings.ts'

export type ClosedWallet = WalletTerms & { readonly code: string; readonly name: Words; readonly unit: Words }

export type Closing = {
  readonly months: readonly BookMonth[]
  readonly wallets: readonly ClosedWallet[]
  readonly moves: readonly BookMove[]
  readonly outstanding: readonly Outstanding[]
  /** Of wallets whose points have a value. */
  readonly given: BooksGiven
  readonly setting: MoneySetting
  /** Orders that earned in another currency: nothing of them is deferred. */
  readonly otherOrders: number
}

const DAY = 86_400_000

/** @param currency of the books */
export async function closingOf(workshop: Workshop, currency: string): Promise<Closing> {
  const { rooms, now, zone } = workshop
  const setting = await workshop.setting(moneySetting)
  const first = await rooms.accounts.firstMovement()
  const months = first === null ? [] : completeMonths({ first, now }, zone)
  const starts = [...months.map(({ startsAt }) => startsAt), ...months.slice(-1).map(({ endsAt }) => endsAt)]
  const closedAfter = setting.closedAfterDays === null ? null : setting.closedAfterDays * DAY
  const [moves, sales, outstanding] = await Promise.all([
    months.length === 0 ? [] : rooms.accounts.bookMoves({ starts, closedAfter }),
    months.length === 0 ? [] : rooms.orders.earningSales({ starts, closedAfter }),
    rooms.accounts.outstanding(now, zone),
  ])
  const wallets = walletsOf(workshop, { months, currency, setting })
  const mine = sales.filter((sale) => sale.currency === currency)
  const valued = wallets.filter(({ valueIn }) => valueIn(months.length - 1) !== null)
  const given = { months: months.length, moves, sales: mine, taxBasisPoints: setting.taxBasisPoints }
  return {
    ...{ months, wallets, moves, outstanding, setting },
    given: { ...given, wallets: valued },
    otherOrders: sales.reduce((sum, sale) => (sale.currency === currency ? sum : sum + sale.orders), 0),
  }
}

type Given = {
  readonly months: readonly BookMonth[]
  readonly currency: string
  readonly setting: MoneySetting
}

/** Wallets that members spend. A month is valued as it was said at its end; months before anything was said, as it was said first. */
function walletsOf({ rooms, now }: Workshop, { months, currency, setting }: Given): ClosedWallet[] {
  const { definition } = rooms.programme.at(now)
  const versions = months.map(({ endsAt }) => rooms.programme.at(asInstant(endsAt - 1)))
  return definition.wallets
    .filter(({ purpose }) => purpose === 'spend')
    .map(({ code, name, unit }) => {
      const values = months.map((month, index): PointValue | null => {
        const own = inForce(setting.values, { wallet: code, month: month.name })
        if (own !== undefined) return { minor: own.minor, points: own.points }
        const checkout = versions[index]?.checkouts.get(code)?.checkout
        return checkout?.currency === currency ? { minor: checkout.minor, points: checkout.points } : null
      })
      const firstSaid = values.find((value) => value !== null) ?? null
      return {
        ...{ code, wallet: code, name, unit },
        valueIn: (month) => values.slice(0, month + 1).findLast((value) => value !== null) ?? firstSaid,
        breakageIn: (month) =>
          inForce(setting.breakage, { wallet: code, month: months[month]?.name ?? '' })?.basisPoints ?? null,
      }
    })
}

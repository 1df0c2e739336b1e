/** The first figures a person sees: each room says its own, this room only puts them side by side. */
import type { AccountsService } from '../accounts/service.ts'
import { dateOf, type Instant, midnight } from '../base/time.ts'
import type { Losing, MembersService } from '../members/service.ts'
import type { OrdersService, Sales } from '../orders/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { census } from '../tiers/census.ts'

export type Overview = {
  readonly at: Instant
  readonly members: Readonly<Record<string, number>>
  readonly tiers: readonly { readonly ladder: string; readonly tier: string; readonly members: number }[]
  /** Active members who lose a tier until the end of `lastDay` if they do nothing more, by the tier that is lost. */
  readonly losing: { readonly lastDay: string; readonly tiers: readonly Losing[] }
  readonly wallets: readonly WalletFlow[]
  /** The last 30 days and the 30 before them. */
  readonly sales: { readonly current: readonly Sales[]; readonly before: readonly Sales[] }
}

/** A wallet's books from the programme's side, since the beginning. */
export type WalletFlow = {
  readonly wallet: string
  readonly issued: number
  readonly returned: number
  readonly redeemed: number
  readonly expired: number
  readonly adjusted: number
  readonly exchanged: number
  /** Kept back when members gave to each other. */
  readonly fees: number
  /** Given by one member and not yet with the other. */
  readonly underWay: number
  readonly outstanding: number
}

export type OverviewService = { read(): Promise<Overview> }

export type OverviewParts = {
  readonly clock: Clock
  readonly members: MembersService
  readonly accounts: AccountsService
  readonly orders: OrdersService
  readonly programme: ProgrammeService
}

const DAYS_30 = 30 * 86_400_000
/** Early enough for a word to a member who is about to lose his tier. */
const AHEAD_DAYS = 30
/** Nobody needs the figures newer than this. */
const FRESH_MILLISECONDS = 15_000
/**
 * Where all entries of a large company are summed for seconds, who looks gets the figures of the last time, and they are made
 * anew beside him; only older ones are waited for.
 */
const KEPT_MILLISECONDS = 5 * 60_000
/** Sums that come sooner are waited for. */
const LONG_MILLISECONDS = 100

type Kept = { readonly overview: Overview; readonly long: boolean }

export function overviewService(parts: OverviewParts): OverviewService {
  let kept: Kept | undefined
  let making: Promise<Overview> | undefined

  async function make(now: Instant): Promise<Overview> {
    const began = performance.now()
    const overview = await overviewAt(parts, now)
    kept = { overview, long: performance.now() - began > LONG_MILLISECONDS }
    return overview
  }

  return {
    async read() {
      const now = parts.clock.now()
      const age = kept === undefined ? Number.POSITIVE_INFINITY : Math.abs(now - kept.overview.at)
      if (kept !== undefined && age <= FRESH_MILLISECONDS) return kept.overview
      making ??= make(now).finally(() => {
        making = undefined
      })
      if (kept === undefined || !kept.long || age > KEPT_MILLISECONDS) return making
      // Whoever asks next hears of what went wrong.
      making.catch(() => {})
      return kept.overview
    },
  }
}

async function overviewAt({ members, accounts, orders, programme }: OverviewParts, now: Instant): Promise<Overview> {
  const from = (now - DAYS_30) as Instant
  const { definition, ladders, timeZone } = programme.at(now)
  const lastDay = dateOf(now, timeZone).add({ days: AHEAD_DAYS })
  const [counts, tiers, losing, totals, current, before] = await Promise.all([
    members.counts(),
    accounts.tierCounts(),
    members.losing(midnight(lastDay.add({ days: 1 }), timeZone)),
    accounts.totals(),
    orders.sales(from, (now + 1) as Instant),
    orders.sales((from - DAYS_30) as Instant, from),
  ])
  const wallets = definition.wallets.map(({ code }) => walletFlow(code, totals))
  return {
    at: now,
    members: counts,
    tiers: ladders.flatMap((ladder) => census(ladder, tiers, counts).map((each) => ({ ladder: ladder.code, ...each }))),
    losing: { lastDay: lastDay.toString(), tiers: losing },
    wallets,
    sales: { current, before },
  }
}

function walletFlow(wallet: string, totals: Awaited<ReturnType<AccountsService['totals']>>): WalletFlow {
  const of = (counter: string, direction: 'in' | 'out') =>
    totals.find((each) => each.wallet === wallet && each.counter === counter && each.direction === direction)?.amount ??
    0
  const mine = totals.filter((each) => each.wallet === wallet)
  return {
    wallet,
    issued: of('issued', 'in'),
    returned: of('issued', 'out'),
    redeemed: of('redeemed', 'out'),
    expired: of('expired', 'out') - of('expired', 'in'),
    adjusted: of('adjusted', 'in') - of('adjusted', 'out'),
    exchanged: of('exchanged', 'in') - of('exchanged', 'out'),
    fees: of('fees', 'out') - of('fees', 'in'),
    underWay: of('transferred', 'out') - of('transferred', 'in') + of('merged', 'out') - of('merged', 'in'),
    outstanding: mine.reduce((sum, { direction, amount }) => sum + (direction === 'in' ? amount : -amount), 0),
  }
}

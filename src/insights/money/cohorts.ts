/** Points by the month in which they were earned, and what had become of them by the end of a month. Pure. */
import type { BookMove, MoveKind } from '../../accounts/service.ts'

/** Points of one wallet that were earned in one month. `granted = returned + redeemed + lapsed + outstanding`. */
export type Cohort = {
  /** Months count from 0 on. */
  readonly earned: number
  readonly granted: number
  /** Taken back with goods, by hand, or because an event never came: as if never given. */
  readonly returned: number
  /** Paid with, or exchanged for those of another wallet; less what came back. */
  readonly redeemed: number
  /** Expired, or kept as a fee: nobody can ask anything for them any more. */
  readonly lapsed: number
  /** In wallets, and on the way from one to another. */
  readonly outstanding: number
  /** Redeemed by the end of the month of earning, of the month after it …, up to now. */
  readonly redeemedByAge: readonly number[]
}

export type Part = 'granted' | 'returned' | 'redeemed' | 'lapsed'

/** To what books count a movement; what members give each other stays what it is. */
export function partOf(what: MoveKind): Part | undefined {
  switch (what) {
    case 'earned':
    case 'given':
    case 'exchanged-in':
      return 'granted'
    case 'redeemed':
    case 'exchanged-out':
      return 'redeemed'
    case 'returned':
    case 'taken':
    case 'cancelled':
      return 'returned'
    case 'expired':
    case 'fees':
      return 'lapsed'
    case 'transferred':
      return undefined
  }
}

/**
 * The cohorts of one wallet from the first month on in which points were earned, month by month, as the books of `last` and of
 * the months before it know them.
 */
export function cohortsAt(moves: readonly BookMove[], { wallet, last }: { wallet: string; last: number }): Cohort[] {
  const mine = moves.filter((move) => move.wallet === wallet && move.booked <= last && move.earned <= last)
  const known = mine.filter(({ what }) => partOf(what) === 'granted')
  const first = known.reduce((least, { earned }) => Math.min(least, earned), last + 1)
  const sums = Array.from({ length: last - first + 1 }, (_, index) => ({
    ...{ granted: 0, returned: 0, redeemed: 0, lapsed: 0 },
    byAge: Array.from({ length: last - first - index + 1 }, () => 0),
  }))
  for (const { earned, moved, what, points } of mine) {
    const [part, sum] = [partOf(what), sums[earned - first]]
    if (part === undefined || sum === undefined) continue
    sum[part] += points
    if (part === 'redeemed') {
      const age = Math.max(0, moved - earned)
      sum.byAge[age] = (sum.byAge[age] ?? 0) + points
    }
  }
  return sums.map(({ byAge, ...sum }, index) => {
    let redeemedByThen = 0
    return {
      ...sum,
      earned: first + index,
      outstanding: sum.granted - sum.returned - sum.redeemed - sum.lapsed,
      redeemedByAge: byAge.map((points) => {
        redeemedByThen += points
        return redeemedByThen
      }),
    }
  })
}

/** What was given and not taken back. */
export function standing({ granted, returned }: Pick<Cohort, 'granted' | 'returned'>): number {
  return granted - returned
}

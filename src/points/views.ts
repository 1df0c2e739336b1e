/** What an account looks like from outside, at an instant. */
import { type Account, availableAt, pendingAt, walletOf } from '../accounts/account.ts'
import { type Instant, later } from '../base/time.ts'
import type { Programme } from '../programme/rules.ts'

export type WalletView = {
  readonly wallet: string
  /** Pending, available and held together. */
  readonly balance: number
  readonly available: number
  readonly pending: number
  readonly held: number
  readonly owed: number
}

/** Every wallet of the programme, as of `at` or the account's frontier, whichever is later. */
export function walletViews(account: Account, programme: Programme, at: Instant): WalletView[] {
  const asOf = later(at, account.frontier)
  return programme.definition.wallets.map(({ code }) => {
    const { balance, held, owed } = walletOf(account, code)
    return {
      wallet: code,
      balance,
      available: availableAt(account, code, asOf),
      pending: pendingAt(account, code, asOf),
      held,
      owed,
    }
  })
}

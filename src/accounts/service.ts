/** Reading accounts outside the desk: for dry runs, statements and reports. Nothing here writes. */
import type { HoldId, MemberId, OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Database, Tx } from '../platform/postgres/database.ts'
import type { Account, Hold, MemberStatus } from './account.ts'
import * as reports from './reports.ts'
import * as store from './store.ts'

export type { SealedEntry } from './store.ts'
export type Statuses = (on: Database | Tx, members: readonly MemberId[]) => Promise<Map<MemberId, MemberStatus>>
export type WalletTotals = { wallet: string; counter: string; direction: 'in' | 'out'; amount: number }

export type AccountsService = {
  /** As a command at `at` would find it; undefined when there is no such member. */
  load(memberId: MemberId, at: Instant, orderIds?: readonly OrderId[]): Promise<Account | undefined>
  holds(memberId: MemberId): Promise<Hold[]>
  memberOfHold(holdId: HoldId): Promise<MemberId | undefined>
  entries(
    memberId: MemberId,
    page: { wallet: string; before: number | null; limit: number },
  ): Promise<store.SealedEntry[]>
  entry(memberId: MemberId, entryId: string): Promise<store.SealedEntry | undefined>
  entriesOfOrder(memberId: MemberId, orderId: OrderId): Promise<store.SealedEntry[]>
  /** Sums of all entries by wallet, counter-account and direction: the programme's side of the books. */
  totals(): Promise<WalletTotals[]>
  /** How many members stand on each tier of each ladder; those who never moved are not among them. */
  tierCounts(): Promise<{ ladder: string; tier: string; members: number }[]>
  /** Members with something due until `at`, from `after` on, by id. */
  membersDue(at: Instant, after: MemberId | null, limit: number): Promise<MemberId[]>
  /** Members with open lots of a wallet on the terms of a version before `version`, from `after` on, by id. */
  membersOnTermsBefore(page: {
    wallet: string
    version: number
    after: MemberId | null
    limit: number
  }): Promise<MemberId[]>
  /** Σ of what would expire until `at`, and of what all lots hold. */
  expiring(at: Instant): Promise<{ wallet: string; due: number; all: number }[]>
}

export function accountsService({ db, statuses }: { db: Database; statuses: Statuses }): AccountsService {
  return {
    async load(memberId, at, orderIds = []) {
      return (await store.loadAccounts(db, [{ memberId, at, orderIds }], statuses)).get(memberId)
    },
    holds: (memberId) => store.allHolds(db, [memberId]),
    memberOfHold: (holdId) => store.memberOfHold(db, holdId),
    entries: (memberId, page) => reports.entriesOf(db, memberId, page),
    entry: async (memberId, entryId) => (await reports.entryById(db, memberId, entryId))[0],
    entriesOfOrder: (memberId, orderId) => reports.entriesOfOrder(db, memberId, orderId),
    totals: () => reports.totals(db),
    tierCounts: () => reports.tierCounts(db),
    membersDue: (at, after, limit) => reports.membersDue(db, { at, after, limit }),
    membersOnTermsBefore: (page) => reports.membersOnTermsBefore(db, page),
    expiring: (at) => reports.expiring(db, at),
  }
}

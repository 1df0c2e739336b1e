/** Reading accounts outside the desk: for dry runs, statements and reports. Nothing here writes. */
import type { HoldId, MemberId, OrderId } from '../base/ids.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Account, Hold } from './account.ts'
import { type HoldsAsked, holdsNewest, type ListedHold } from './holdlist.ts'
import * as reports from './reports.ts'
import * as store from './store.ts'

export type { BookMove, MoveKind, Outstanding } from './reports.ts'
export type { SealedEntry } from './store.ts'
export type WalletTotals = { wallet: string; counter: string; direction: 'in' | 'out'; amount: number }

export type AccountsService = {
  /** As a command at `at` would find it; undefined when there is no such member. */
  load(memberId: MemberId, at: Instant, orderIds?: readonly OrderId[], whole?: boolean): Promise<Account | undefined>
  holds(memberId: MemberId): Promise<Hold[]>
  /** Of all members, newest first. */
  holdsNewest(asked: HoldsAsked): Promise<ListedHold[]>
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
  /**
   * Members with something due until `at`, from `after` on, by id.
   * @param turn when other ladders took effect: also those about whom nothing was decided since
   */
  membersDue(at: Instant, after: MemberId | null, limit: number, turn?: Instant | null): Promise<MemberId[]>
  /** Members with open lots of a wallet on the terms of a version before `version`, from `after` on, by id. */
  membersOnTermsBefore(page: {
    wallet: string
    version: number
    after: MemberId | null
    limit: number
  }): Promise<MemberId[]>
  /** Σ of what would expire until `at`, and of what all lots hold. */
  expiring(at: Instant): Promise<{ wallet: string; due: number; all: number }[]>
  /** What all members hold at `at`, by status and by the month in which it expires. Reads every open lot. */
  outstanding(at: Instant, timeZone: TimeZone): Promise<reports.Outstanding[]>
  /** When the oldest movement was; null before there is any. Reads every entry. */
  firstMovement(): Promise<Instant | null>
  /** All movements by months of earning, of moving and of booking. Reads every entry and every lot: for reports by night. */
  bookMoves(months: reports.BookMonths): Promise<reports.BookMove[]>
}

export function accountsService({ db, ...reads }: { db: Database } & store.Reads): AccountsService {
  return {
    async load(memberId, at, orderIds = [], whole = false) {
      return (await store.loadAccounts(db, [{ memberId, at, orderIds, whole }], reads)).get(memberId)
    },
    holds: (memberId) => store.allHolds(db, [memberId]),
    holdsNewest: (asked) => holdsNewest(db, asked),
    memberOfHold: (holdId) => store.memberOfHold(db, holdId),
    entries: (memberId, page) => reports.entriesOf(db, memberId, page),
    entry: async (memberId, entryId) => (await reports.entryById(db, memberId, entryId))[0],
    entriesOfOrder: (memberId, orderId) => reports.entriesOfOrder(db, memberId, orderId),
    totals: () => reports.totals(db),
    tierCounts: () => reports.tierCounts(db),
    membersDue: (at, after, limit, turn = null) => reports.membersDue(db, { at, after, limit, turn }),
    membersOnTermsBefore: (page) => reports.membersOnTermsBefore(db, page),
    expiring: (at) => reports.expiring(db, at),
    outstanding: (at, timeZone) => reports.outstanding(db, { at, timeZone }),
    firstMovement: () => reports.firstMovement(db),
    bookMoves: (months) => reports.bookMoves(db, months),
  }
}

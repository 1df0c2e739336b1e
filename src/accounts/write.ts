/** Writes what a batch changed: the difference between the accounts as loaded and as decided, in a few statements. */
import type { MemberId } from '../base/ids.ts'
import type { Tx } from '../platform/postgres/database.ts'
import type { Account, Entry, Lot, Wallet } from './account.ts'
import { type Owned, writeCountedOrders, writePlacements, writeStandings } from './qualifying.ts'
import { seal } from './seal.ts'
import * as store from './store.ts'

export type Changed = { readonly before: Account; readonly after: Account; readonly entries: readonly Entry[] }

/** Seals the entries of one account in their order, and puts the newest hash into each wallet. */
function sealed({ before, after, entries }: Changed): { entries: store.SealedEntry[]; hashes: Map<string, Buffer> } {
  const hashes = new Map([...before.wallets].map(([wallet, { hash }]) => [wallet, hash]))
  const done: store.SealedEntry[] = []
  for (const entry of entries) {
    const hash = seal(after.memberId, entry, hashes.get(entry.wallet) ?? noHash)
    hashes.set(entry.wallet, hash)
    done.push({ ...entry, memberId: after.memberId, hash })
  }
  return { entries: done, hashes }
}
const noHash = Buffer.alloc(32)

function owned<T extends object>(memberId: MemberId, items: Iterable<T>): Owned<T>[] {
  return Array.from(items, (item) => ({ ...item, memberId }))
}

/** What of `after` is not the very same value as in `before`. */
function differing<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): V[] {
  const found: V[] = []
  for (const [key, value] of after) if (before.get(key) !== value) found.push(value)
  return found
}

/** Lots and holds keep their places and are only ever appended. */
function replaced<T>(before: readonly T[], after: readonly T[]): T[] {
  return before === after ? [] : after.filter((item, index) => item !== before[index])
}

/** Known lots that become available or expire at another time than before, or by the terms of another version. */
function withOtherTerms(before: readonly Lot[], after: readonly Lot[]): Lot[] {
  if (before === after) return []
  return after.filter((lot, index) => {
    const old = before[index]
    if (old === undefined || old === lot) return false
    return (
      old.availableAt !== lot.availableAt ||
      old.awaits !== lot.awaits ||
      old.expiresAt !== lot.expiresAt ||
      old.version !== lot.version
    )
  })
}

/**
 * Writes all changed accounts of a batch inside its transaction; statements are sent together.
 * Fails as `raiseVersions` does when someone wrote an account outside the desk between loading and writing.
 */
export async function writeAccounts(tx: Tx, changes: readonly Changed[]): Promise<void> {
  const fresh = changes.filter(({ before }) => before.version === 0).map(({ after }) => after)
  const known = changes.filter(({ before }) => before.version > 0).map(({ after }) => after)
  const entries: store.SealedEntry[] = []
  const opened: Owned<Wallet>[] = []
  const moved: Owned<Wallet>[] = []
  for (const change of changes) {
    const { before, after } = change
    const seals = sealed(change)
    entries.push(...seals.entries)
    for (const wallet of differing(before.wallets, after.wallets)) {
      const written = { ...wallet, hash: seals.hashes.get(wallet.wallet) ?? wallet.hash, memberId: after.memberId }
      if (before.wallets.has(wallet.wallet)) moved.push(written)
      else opened.push(written)
    }
  }
  const newLots = changes.flatMap(({ before, after }) => owned(after.memberId, after.lots.slice(before.lots.length)))
  const lots = changes.flatMap(({ before, after }) =>
    owned(after.memberId, replaced(before.lots, after.lots.slice(0, before.lots.length))),
  )
  const retermed = changes.flatMap(({ before, after }) =>
    owned(after.memberId, withOtherTerms(before.lots, after.lots)),
  )
  const holds = changes.flatMap(({ before, after }) => owned(after.memberId, replaced(before.holds, after.holds)))
  const standings = changes.flatMap(({ before, after }) =>
    owned(after.memberId, differing(before.standings, after.standings)).map((standing) => {
      return { ...standing, first: !before.standings.has(standing.ladder) }
    }),
  )
  const counters = changes.flatMap(({ before, after }) =>
    [...after.counters]
      .filter(([counter, used]) => before.counters.get(counter) !== used)
      .map(([counter, used]) => ({ memberId: after.memberId, counter, used })),
  )
  const counted = changes.flatMap(({ before, after }) =>
    owned(after.memberId, differing(before.counted ?? new Map(), after.counted ?? new Map())),
  )
  const placements = changes.flatMap(({ before, after }) =>
    owned(after.memberId, after.placements.slice(before.placements.length)),
  )
  await Promise.all([
    fresh.length > 0 && store.openAccounts(tx, fresh),
    known.length > 0 && store.raiseVersions(tx, known),
    opened.length > 0 && store.openWallets(tx, opened),
    moved.length > 0 && store.updateWallets(tx, moved),
    newLots.length > 0 && store.addLots(tx, newLots),
    lots.length > 0 && store.updateLots(tx, lots),
    retermed.length > 0 && store.changeTerms(tx, retermed),
    entries.length > 0 && store.writeEntries(tx, entries),
    holds.length > 0 && store.writeHolds(tx, holds),
    standings.length > 0 && writeStandings(tx, standings),
    counted.length > 0 && writeCountedOrders(tx, counted),
    placements.length > 0 && writePlacements(tx, placements),
    counters.length > 0 && store.writeCounters(tx, counters),
  ])
}

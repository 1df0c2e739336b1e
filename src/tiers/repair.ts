/** Puts standings right that are not what history makes of them, one member at a time and through the desk. */
import type { Account, Change, CountedOrder } from '../accounts/account.ts'
import type { PlainDesk } from '../accounts/desk.ts'
import { unchanged } from '../accounts/movements.ts'
import { membersWithAccounts, wholeAccounts } from '../accounts/verify.ts'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import type { Programme } from '../programme/rules.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { momentOf, reviewedFromHistory, standingsFromHistory } from './rules.ts'
import { stands } from './standing.ts'
import { readsFor, wrongStandings } from './verify.ts'

export type Repaired = { readonly looked: number; readonly repaired: number }

/** Orders of a member that count otherwise than they are kept; the room of orders supplies it. */
export type Recount = (account: Account) => Promise<readonly CountedOrder[]>

export type RepairParts = {
  readonly db: Database
  readonly desk: PlainDesk
  readonly programme: ProgrammeService
}

/**
 * Walks every account and writes those that differ, with facts of what changed. May run beside a server: an account that is
 * changed meanwhile is looked at again.
 */
export async function repairTiers(parts: RepairParts, recount: Recount): Promise<Repaired> {
  const { db } = parts
  let [looked, repaired] = [0, 0]
  let after: MemberId | null = null
  for (;;) {
    const from = after
    const members: MemberId[] = await transaction(db, (tx) => membersWithAccounts(tx, from))
    if (members.length === 0) return { looked, repaired }
    for (const memberId of members) {
      looked += 1
      if (await repairedMember(parts, memberId, recount)) repaired += 1
    }
    after = members.at(-1) ?? after
  }
}

/** Somebody who shops all the time is left as he is; the next repair finds him. */
const TRIES = 5

async function repairedMember({ db, desk, programme }: RepairParts, memberId: MemberId, recount: Recount) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [whole] = await transaction(db, (tx) => wholeAccounts(tx, [memberId], readsFor(programme)))
    if (whole === undefined) return false
    const recounted = await recount(whole.account)
    if (recounted.length === 0 && wrongStandings(whole.account, programme).length === 0) return false
    const answer = await desk.submit({
      memberId,
      at: 0 as Instant,
      repeatable: true,
      decide(account) {
        if (account.version !== whole.account.version) return { change: unchanged(account), answer: 'changed' as const }
        return { change: putRight(account, recounted, programme.at(account.frontier)), answer: 'repaired' as const }
      },
    })
    if (answer === 'repaired') return true
  }
  return false
}

function putRight(account: Account, recounted: readonly CountedOrder[], programme: Programme): Change {
  const counted =
    account.counted === null || recounted.length === 0
      ? account.counted
      : new Map([...account.counted, ...recounted.map((order) => [order.orderId, order] as const)])
  const change = reviewedFromHistory(programme, unchanged({ ...account, counted }))
  const known = standingsFromHistory(programme, change.account)
  const standings = new Map(change.account.standings)
  for (const code of account.standings.keys()) {
    const moment = known.has(code) ? undefined : momentOf(programme, code, change.account, account.frontier)
    if (moment !== undefined) standings.set(code, stands(undefined, moment))
  }
  return { ...change, account: { ...change.account, standings } }
}

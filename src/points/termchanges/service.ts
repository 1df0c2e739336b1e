/**
 * What a version says of points that members have when it changes when they expire: from its instant on each member is moved by a
 * command of his own, in pages by id. It may be ended at any time and goes on where it was; a member who is met twice is moved once.
 */
import type { Account } from '../../accounts/account.ts'
import type { PlainDesk } from '../../accounts/desk.ts'
import { unchanged } from '../../accounts/movements.ts'
import type { AccountsService } from '../../accounts/service.ts'
import { settle } from '../../accounts/settle.ts'
import type { MemberId } from '../../base/ids.ts'
import { later } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { walletsWithOtherExpiry } from '../../programme/lots.ts'
import type { Programme } from '../../programme/rules.ts'
import type { ProgrammeService } from '../../programme/service.ts'
import { reviewOf } from '../../tiers/rules.ts'
import { onNewTerms, type TermChange, type WalletTerms } from './rules.ts'
import * as store from './store.ts'

export type TermChangesService = {
  /** Does what versions that are in force by now ask for and is not done yet. */
  run(): Promise<void>
}

export type TermChangesParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: PlainDesk
  readonly accounts: AccountsService
  readonly programme: ProgrammeService
}

/** Members moved at once: enough to fill the desk's batches, few enough to let tills in between. */
const AT_ONCE = 256

export function termChangesService(parts: TermChangesParts): TermChangesService {
  const { db, clock, accounts, programme } = parts

  async function carryOut(asked: TermChange): Promise<void> {
    const begun = await store.begin(db, asked, clock.now())
    if (begun.finishedAt !== null) return
    const { wallet, version } = asked
    let after = begun.reached
    for (;;) {
      const members: MemberId[] = await accounts.membersOnTermsBefore({ wallet, version, after, limit: AT_ONCE })
      const last = members.at(-1)
      if (last === undefined) break
      await Promise.all(members.map((memberId) => moveMember(parts, memberId, asked)))
      await store.advance(db, asked, { members: members.length, reached: last })
      after = last
    }
    await store.finish(db, asked, clock.now())
  }

  return {
    async run() {
      await programme.refresh()
      const now = clock.now()
      for (const { version, lots, effectiveAt, definition } of programme.versions().toReversed()) {
        // One that another version overtook was never in force.
        if (lots === 'keep' || effectiveAt > now || programme.at(effectiveAt).version !== version) continue
        const before = programme.before(version)
        if (before === undefined) continue
        for (const { code: wallet } of walletsWithOtherExpiry(before.definition, definition)) {
          const terms = termsIn(programme.version(version), wallet)
          if (terms === undefined) continue
          const earlier = (of: number) => termsIn(programme.version(of), wallet)
          await carryOut({ wallet, version, policy: lots, terms, termsIn: earlier })
        }
      }
    },
  }
}

function termsIn({ wallets, timeZone }: Programme, wallet: string): WalletTerms | undefined {
  const found = wallets.get(wallet)
  return found === undefined ? undefined : { expiry: found.expiry, timeZone }
}

function moveMember(
  { desk, clock, ids, programme }: TermChangesParts,
  memberId: MemberId,
  asked: TermChange,
): Promise<null> {
  const now = clock.now()
  const work = {
    operationId: ids.next<'operation'>(),
    at: now,
    recordedAt: now,
    orderId: null,
    newEntryId: () => ids.next<'entry'>(),
    newLotId: () => ids.next<'lot'>(),
  }
  const decide = (account: Account) => {
    const review = reviewOf(programme.at(now))
    const settled = settle(unchanged(account), work, review)
    const moved = onNewTerms(settled, asked, now)
    // What lives longer keeps a tier for longer.
    return { change: moved === settled ? moved : review(moved, later(now, moved.account.frontier)), answer: null }
  }
  return desk.submit({ memberId, at: now, repeatable: true, decide })
}

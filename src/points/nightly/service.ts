/**
 * The nightly run: settles every member with something due up to the programme's last midnight. It may run at any time, any
 * number of times, and after days off: each account is brought up to the midnight by the same rule that every command uses.
 * A run that would expire more than the programme's guard allows stops before it begins and asks.
 */
import type { Account } from '../../accounts/account.ts'
import type { PlainDesk } from '../../accounts/desk.ts'
import { unchanged } from '../../accounts/movements.ts'
import type { AccountsService } from '../../accounts/service.ts'
import { settle } from '../../accounts/settle.ts'
import type { MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { dateOf, type Instant, instantText, midnight } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { announce, nobody } from '../../platform/facts.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import type { ProgrammeService } from '../../programme/service.ts'
import { reviewOf } from '../../tiers/rules.ts'
import { runNotWaiting, runUnknown } from '../errors.ts'
import * as store from './store.ts'

export type { Run } from './store.ts'

export type NightlyService = {
  /** Does what is left to do up to the last midnight. @returns the run of that midnight */
  run(): Promise<store.Run>
  list(limit: number): Promise<store.Run[]>
  /** Lets a run that waits go on; it goes on in the background, here or in the next job. @throws Refused runUnknown, runNotWaiting */
  approve(runId: store.RunId, by: string): Promise<store.Run>
}

export type NightlyParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: PlainDesk
  readonly accounts: AccountsService
  readonly programme: ProgrammeService
  /** Hears of what went wrong in the background; the next job tries again. */
  readonly onError: (error: unknown) => void
}

/** Members settled at once: enough to fill the desk's batches, few enough to let tills in between. */
const AT_ONCE = 256

export function nightlyService(parts: NightlyParts): NightlyService {
  const { db, clock, ids, accounts, programme } = parts

  async function run(): Promise<store.Run> {
    const now = clock.now()
    const { timeZone } = programme.at(now)
    const until = midnight(dateOf(now, timeZone), timeZone)
    const opened = await store.openRun(db, { runId: ids.next(), until, startedAt: now })
    if (opened.state === 'done') return opened
    return finish(opened)
  }

  async function finish(opened: store.Run): Promise<store.Run> {
    const { runId, until } = opened
    const expiring = await accounts.expiring(until)
    if (opened.approvedBy === null && exceedsGuard(expiring)) {
      if (opened.state !== 'waiting') await wait(opened, expiring)
      return { ...opened, state: 'waiting', expiring }
    }
    // Other ladders since the last run concern everybody, also those with nothing else due.
    const turn =
      programme
        .at(until)
        .versions.changes(await store.doneUntil(db), until)
        .at(-1) ?? null
    await store.supersede(db, until, clock.now())
    let after: MemberId | null = null
    for (;;) {
      const members: MemberId[] = await accounts.membersDue(until, after, AT_ONCE, turn)
      if (members.length === 0) break
      await Promise.all(members.map((memberId) => settleMember(parts, memberId, until)))
      await store.countSettled(db, runId, members.length)
      after = members.at(-1) ?? after
    }
    const finishedAt = clock.now()
    await store.keepState(db, runId, { state: 'done', expiring, finishedAt })
    const done = await store.runById(db, runId)
    return done ?? { ...opened, state: 'done', expiring, finishedAt }
  }

  function exceedsGuard(expiring: readonly store.Expiring[]): boolean {
    const { definition, wallets } = programme.at(clock.now())
    return expiring.some(
      ({ wallet, due, all }) =>
        wallets.get(wallet)?.purpose === 'spend' && due * 100 > all * definition.expiryGuardPercent,
    )
  }

  async function wait(opened: store.Run, expiring: readonly store.Expiring[]): Promise<void> {
    const at = clock.now()
    await transaction(db, async (tx) => {
      await store.keepState(tx, opened.runId, { state: 'waiting', expiring, finishedAt: null })
      const data = { runId: opened.runId, until: instantText(opened.until), expiring }
      await announce(tx, [
        { factId: ids.next(), memberId: nobody, kind: 'points.expiry-waits', at, recordedAt: at, data },
      ])
    })
  }

  return {
    run,
    list: (limit) => store.listRuns(db, limit),
    async approve(runId, by) {
      const found = await store.runById(db, runId)
      if (found === undefined) throw new Refused(runUnknown({}))
      if (!(await store.approve(db, runId, by))) throw new Refused(runNotWaiting({ state: found.state }))
      const approved: store.Run = { ...found, state: 'running', approvedBy: by }
      finish(approved).catch(parts.onError)
      return approved
    },
  }
}

/** An account that went past the midnight by itself was settled on the way. */
function settleMember(
  { desk, clock, ids, programme }: NightlyParts,
  memberId: MemberId,
  until: Instant,
): Promise<null> {
  const work = {
    operationId: ids.next<'operation'>(),
    at: until,
    recordedAt: clock.now(),
    orderId: null,
    newEntryId: () => ids.next<'entry'>(),
    newLotId: () => ids.next<'lot'>(),
  }
  const decide = (account: Account) => {
    if (account.frontier > until) return { change: unchanged(account), answer: null }
    return { change: settle(unchanged(account), work, reviewOf(programme.at(until))), answer: null }
  }
  return desk.submit({ memberId, at: until, repeatable: true, decide })
}

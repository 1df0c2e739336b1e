/** The use cases of points: redeem, hold, adjust, and settling what fell due. All through the desk. */
import type { Account, Change } from '../accounts/account.ts'
import type { PlainDesk } from '../accounts/desk.ts'
import type { Work } from '../accounts/movements.ts'
import type { AccountsService } from '../accounts/service.ts'
import type { HoldId, MemberId, OperationId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Programme } from '../programme/rules.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { holdUnknown } from './errors.ts'
import { adjust, capture, exchange, type Given, place, redeem, release } from './rules.ts'
import { type WalletView, walletViews } from './views.ts'

export type Key = { readonly key: string; readonly fingerprint: Buffer }

export type Spend = {
  readonly memberId: MemberId
  readonly wallet: string
  readonly amount: number
  readonly reason: string
  readonly reference: string | null
  /** Who asked, as an id. */
  readonly by: string
  readonly key?: Key
}

export type PointsAnswer = {
  readonly operationId: OperationId
  readonly memberId: MemberId
  readonly at: string
  readonly wallets: readonly WalletView[]
  readonly entries: readonly string[]
}
export type HoldAnswer = PointsAnswer & { readonly holdId: HoldId; readonly expiresAt: string | null }

export type PointsService = {
  redeem(spend: Spend): Promise<PointsAnswer>
  /** Negative amounts take. */
  adjust(spend: Spend): Promise<PointsAnswer>
  /** `amount` is of `from`. */
  exchange(ask: Omit<Spend, 'wallet'> & { from: string; to: string }): Promise<PointsAnswer>
  hold(spend: Spend & { minutes: number }): Promise<HoldAnswer>
  capture(
    holdId: HoldId,
    ask: { amount: number | null; reference: string | null; by: string; key?: Key },
  ): Promise<HoldAnswer>
  release(holdId: HoldId, ask: { key?: Key }): Promise<HoldAnswer>
}

export type PointsParts = {
  readonly accounts: AccountsService
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: PlainDesk
  readonly programme: ProgrammeService
}

export function pointsService({ accounts, clock, ids, desk, programme }: PointsParts): PointsService {
  function given(): Given {
    const at = clock.now()
    const work: Work = {
      operationId: ids.next(),
      at,
      recordedAt: at,
      orderId: null,
      newEntryId: () => ids.next(),
      newLotId: () => ids.next(),
    }
    return { programme: programme.at(at), work }
  }

  function submit<Extra extends object>(
    memberId: MemberId,
    key: Key | undefined,
    decide: (account: Account, given: Given) => Change | Refusal,
    extra: (at: Instant) => Extra,
  ): Promise<PointsAnswer & Extra> {
    const now = given()
    return desk.submit({
      memberId,
      at: now.work.at,
      ...(key === undefined ? {} : { key }),
      repeatable: false,
      decide(account) {
        const present = onward(account, now)
        const change = decide(account, present)
        if (isRefusal(change)) return change
        return { change, answer: { ...answerOf(change, present.programme, present.work), ...extra(present.work.at) } }
      },
    })
  }

  /** Whose answer says no more than every answer does. */
  function plain(
    { memberId, key }: Pick<Spend, 'memberId' | 'key'>,
    decide: (account: Account, given: Given) => Change | Refusal,
  ): Promise<PointsAnswer> {
    return submit(memberId, key, decide, () => ({}))
  }

  async function ofHold(holdId: HoldId): Promise<MemberId> {
    const memberId = await accounts.memberOfHold(holdId)
    if (memberId === undefined) throw new Refused(holdUnknown({}))
    return memberId
  }

  return {
    redeem: (spend) => plain(spend, (account, now) => redeem(account, spend, now)),
    adjust: (spend) => plain(spend, (account, now) => adjust(account, spend, now)),
    exchange: (ask) => plain(ask, (account, now) => exchange(account, ask, now)),
    hold(spend) {
      const holdId = ids.next<'hold'>()
      const expiresAt = (at: Instant) => instantText((at + spend.minutes * 60_000) as Instant)
      return submit(
        spend.memberId,
        spend.key,
        (account, now) => place(account, { ...spend, holdId }, now),
        (at) => ({ holdId, expiresAt: expiresAt(at) }),
      )
    },
    async capture(holdId, ask) {
      const memberId = await ofHold(holdId)
      return submit(
        memberId,
        ask.key,
        (account, now) => capture(account, { ...ask, holdId }, now),
        () => ({ holdId, expiresAt: null }),
      )
    },
    async release(holdId, ask) {
      const memberId = await ofHold(holdId)
      return submit(
        memberId,
        ask.key,
        (account, now) => release(account, { holdId }, now),
        () => ({ holdId, expiresAt: null }),
      )
    },
  }
}

/** Spending happens in the present: where an order's clock ran ahead of ours, the present is the account's frontier. */
function onward(account: Account, given: Given): Given {
  return account.frontier <= given.work.at ? given : { ...given, work: { ...given.work, at: account.frontier } }
}

function answerOf(change: Change, programme: Programme, work: Work): PointsAnswer {
  return {
    operationId: work.operationId,
    memberId: change.account.memberId,
    at: instantText(work.at),
    wallets: walletViews(change.account, programme, work.at),
    entries: change.entries.map((entry) => entry.entryId),
  }
}

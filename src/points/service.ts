/** The use cases of points: redeem, hold, adjust, and settling what fell due. All through the desk. */
import type { Account, Change } from '../accounts/account.ts'
import type { AccountsService } from '../accounts/service.ts'
import type { HoldId, MemberId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import { type AskingParts, asking, type Given, type Key, type PointsAnswer, type Told, type Wish } from './asking.ts'
import { holdUnknown } from './errors.ts'
import { adjust, capture, exchange, place, redeem, release } from './rules.ts'

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

export type PointsParts = AskingParts & { readonly accounts: AccountsService }

export function pointsService({ accounts, ...parts }: PointsParts): PointsService {
  const { submit } = asking(parts)
  const { ids } = parts

  /** Whose answer says no more than every answer does. */
  function plain(
    spend: Pick<Spend, 'memberId' | 'key'>,
    decide: (account: Account, given: Given) => Change | Refusal,
  ): Promise<PointsAnswer> {
    return submit(wishOf(spend), (account, now) => told(decide(account, now), {}))
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
      return submit(wishOf(spend), (account, now) =>
        told(place(account, { ...spend, holdId }, now), { holdId, expiresAt: expiresAt(now.work.at) }),
      )
    },
    async capture(holdId, ask) {
      const memberId = await ofHold(holdId)
      return submit(wishOf({ ...ask, memberId }), (account, now) =>
        told(capture(account, { ...ask, holdId }, now), { holdId, expiresAt: null }),
      )
    },
    async release(holdId, ask) {
      const memberId = await ofHold(holdId)
      return submit(wishOf({ ...ask, memberId }), (account, now) =>
        told(release(account, { holdId }, now), { holdId, expiresAt: null }),
      )
    },
  }
}

function wishOf({ memberId, key }: Pick<Spend, 'memberId' | 'key'>): Wish {
  return { memberId, ...(key === undefined ? {} : { key }) }
}

function told<Extra>(change: Change | Refusal, extra: Extra): Told<Extra> | Refusal {
  return isRefusal(change) ? change : { change, extra }
}

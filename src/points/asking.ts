/** How the use cases of points go through the desk: in the present, under the programme of now, with the wallets as the answer. */
import type { Account, Change } from '../accounts/account.ts'
import type { Command, PlainDesk } from '../accounts/desk.ts'
import type { Work } from '../accounts/movements.ts'
import type { MemberId, OperationId } from '../base/ids.ts'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Programme } from '../programme/rules.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { type WalletView, walletViews } from './views.ts'

export type Key = { readonly key: string; readonly fingerprint: Buffer }

/** What a rule is given besides the account. */
export type Given = { readonly programme: Programme; readonly work: Work }

export type PointsAnswer = {
  readonly operationId: OperationId
  readonly memberId: MemberId
  readonly at: string
  readonly wallets: readonly WalletView[]
  readonly entries: readonly string[]
}

export type AskingParts = {
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: PlainDesk
  readonly programme: ProgrammeService
}

export type Wish = { readonly memberId: MemberId; readonly key?: Key } & Pick<
  Command<unknown>,
  'orderIds' | 'whole' | 'attached'
>

/** What a rule decided, and what its answer says beyond what every answer does. */
export type Told<Extra> = { readonly change: Change; readonly extra: Extra }

export type Asking = {
  given(): Given
  submit<Extra extends object>(
    wish: Wish,
    decide: (account: Account, given: Given) => Told<Extra> | Refusal,
  ): Promise<PointsAnswer & Extra>
}

export function asking({ clock, ids, desk, programme }: AskingParts): Asking {
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

  return {
    given,
    submit(wish, decide) {
      const now = given()
      return desk.submit({
        ...wish,
        at: now.work.at,
        repeatable: false,
        decide(account) {
          const present = onward(account, now)
          const told = decide(account, present)
          if (isRefusal(told)) return told
          return { change: told.change, answer: { ...answerOf(told.change, present), ...told.extra } }
        },
      })
    },
  }
}

/** Spending happens in the present: where an order's clock ran ahead of ours, the present is the account's frontier. */
function onward(account: Account, given: Given): Given {
  return account.frontier <= given.work.at ? given : { ...given, work: { ...given.work, at: account.frontier } }
}

function answerOf(change: Change, { programme, work }: Given): PointsAnswer {
  return {
    operationId: work.operationId,
    memberId: change.account.memberId,
    at: instantText(work.at),
    wallets: walletViews(change.account, programme, work.at),
    entries: change.entries.map((entry) => entry.entryId),
  }
}

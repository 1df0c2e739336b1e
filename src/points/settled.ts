/** A member's account as of now, for reading: settled in memory first, so that it shows what the next command would find. */
import type { Account } from '../accounts/account.ts'
import { memberUnknown } from '../accounts/errors.ts'
import { unchanged } from '../accounts/movements.ts'
import type { AccountsService } from '../accounts/service.ts'
import { settle } from '../accounts/settle.ts'
import type { MemberId, OrderId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { reviewOf } from '../tiers/rules.ts'

export type SettlingParts = {
  readonly accounts: Pick<AccountsService, 'load'>
  readonly programme: ProgrammeService
  readonly clock: Clock
  readonly ids: Ids
}

/** @param orderIds whose lots are there although nothing of them is left @throws Refused memberUnknown */
export async function settledAccount(
  { accounts, programme, clock, ids }: SettlingParts,
  memberId: MemberId,
  orderIds: readonly OrderId[] = [],
): Promise<Account> {
  const now = clock.now()
  const account = await accounts.load(memberId, now, orderIds)
  if (account === undefined) throw new Refused(memberUnknown({}))
  if (account.frontier > now) return account
  const work = {
    operationId: ids.next<'operation'>(),
    at: now,
    recordedAt: now,
    orderId: null,
    newEntryId: () => ids.next<'entry'>(),
    newLotId: () => ids.next<'lot'>(),
  }
  return settle(unchanged(account), work, reviewOf(programme.at(now))).account
}

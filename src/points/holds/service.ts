/** Finding holds: those of all members as one list. */
import type { HoldStanding, ListedHold } from '../../accounts/holdlist.ts'
import type { AccountsService } from '../../accounts/service.ts'
import { asId, isId, type MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { MemberName, MembersService } from '../../members/service.ts'
import type { Clock } from '../../platform/clock.ts'
import { cursorInvalid } from '../errors.ts'

export type HoldsQuery = {
  readonly status?: HoldStanding | undefined
  readonly wallet?: string | undefined
  readonly memberId?: MemberId | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type NamedHold = ListedHold & { readonly member: MemberName | null }

export type HoldListService = {
  /** Newest first. @throws Refused cursorInvalid */
  list(query: HoldsQuery): Promise<{ items: readonly NamedHold[]; nextCursor: string | null }>
}

type Parts = {
  readonly accounts: Pick<AccountsService, 'holdsNewest'>
  readonly members: Pick<MembersService, 'namesOf'>
  readonly clock: Clock
}

export function holdListService({ accounts, members, clock }: Parts): HoldListService {
  return {
    async list({ status, wallet, memberId, cursor, limit }) {
      const found = await accounts.holdsNewest({
        at: clock.now(),
        status: status ?? null,
        wallet: wallet ?? null,
        memberId: memberId ?? null,
        after: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      })
      const items = found.slice(0, limit)
      const names = await members.namesOf(items.map((hold) => hold.memberId))
      const last = items.at(-1)
      return {
        items: items.map((hold) => ({ ...hold, member: names.get(hold.memberId) ?? null })),
        nextCursor: found.length > limit && last !== undefined ? `${last.placedAt}.${last.holdId}` : null,
      }
    },
  }
}

/** 9999-12-31, the end of what an instant may be. */
const LAST_INSTANT = 253_402_300_799_999

function placeOf(cursor: string) {
  const [, placedAt = '', holdId] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (!isId(holdId) || Number(placedAt) > LAST_INSTANT) throw new Refused(cursorInvalid({}))
  return { placedAt: asInstant(Number(placedAt)), holdId: asId(holdId) }
}

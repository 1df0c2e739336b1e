/** The use cases of tiers: where a member stands and stood, and placing members by hand. */
import type { Account, Change } from '../accounts/account.ts'
import type { PlainDesk } from '../accounts/desk.ts'
import { memberUnknown } from '../accounts/errors.ts'
import { unchanged, type Work } from '../accounts/movements.ts'
import type { AccountsService } from '../accounts/service.ts'
import { settle } from '../accounts/settle.ts'
import type { MemberId, PlacementId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Key } from '../points/asking.ts'
import type { Programme } from '../programme/rules.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { Period } from './calendar.ts'
import { placedSince } from './errors.ts'
import { type PlacementAsk, place, restore } from './placing.ts'
import { momentOf, reviewOf, spellsOf } from './rules.ts'
import { termOf } from './terms.ts'
import { type TierStanding, tierStandings } from './view.ts'

export type TiersAnswer = {
  readonly memberId: MemberId
  readonly at: string
  readonly ladders: readonly TierStanding[]
}

/** From when to when a member stood on a tier, and why; `until` is null for where he stands. */
export type SpellView = {
  readonly ladder: string
  readonly tier: string
  readonly from: string
  readonly until: string | null
  readonly because: string
  readonly placement: { readonly reason: string; readonly by: string; readonly locked: boolean } | null
}

export type Placing = Omit<PlacementAsk, 'placementId'> & { readonly memberId: MemberId; readonly key?: Key }

/** With the id by which the placement can be taken back. */
export type PlacedAnswer = TiersAnswer & { readonly placementId: PlacementId }

export type TakingBack = {
  readonly memberId: MemberId
  readonly placementId: PlacementId
  /** On which ladder it placed him. */
  readonly ladder: string
  readonly by: string
  readonly key: Key
}

export type TiersService = {
  /** As of now, settled in memory. @throws Refused memberUnknown */
  standings(memberId: MemberId): Promise<TiersAnswer>
  /** All standings so far, by ladder, newest first. @throws Refused memberUnknown */
  history(memberId: MemberId): Promise<SpellView[]>
  /** The term of the tier that the member stands on, by ladder; none where the ladder has no period. @throws Refused memberUnknown */
  terms(memberId: MemberId): Promise<ReadonlyMap<string, Period>>
  /** @throws Refused as `place` does */
  place(placing: Placing): Promise<PlacedAnswer>
  /** Gives back what was in force before a placement. @throws Refused memberUnknown, placedSince, and as `place` does */
  takeBack(wish: TakingBack): Promise<PlacedAnswer>
}

export type TiersParts = {
  readonly accounts: AccountsService
  readonly clock: Clock
  readonly ids: Ids
  readonly desk: PlainDesk
  readonly programme: ProgrammeService
}

export function tiersService({ accounts, clock, ids, desk, programme }: TiersParts): TiersService {
  function workAt(at: Instant): Work {
    return {
      operationId: ids.next(),
      at,
      recordedAt: clock.now(),
      orderId: null,
      newEntryId: () => ids.next(),
      newLotId: () => ids.next(),
    }
  }

  /** The account as the next command would find it. */
  async function settled(memberId: MemberId, whole: boolean): Promise<{ account: Account; current: Programme }> {
    const now = clock.now()
    const loaded = await accounts.load(memberId, whole ? (0 as Instant) : now)
    if (loaded === undefined) throw new Refused(memberUnknown({}))
    const at = Math.max(now, loaded.frontier) as Instant
    const current = programme.at(at)
    const { account, entries } = settle(unchanged(loaded), workAt(at), reviewOf(current))
    return { account: { ...account, past: [...account.past, ...entries] }, current }
  }

  type Decide = (
    account: Account,
    placementId: PlacementId,
    how: { programme: Programme; work: Work },
  ) => Change | Refusal

  function submit(memberId: MemberId, key: Key | undefined, decide: Decide): Promise<PlacedAnswer> {
    const now = clock.now()
    const placementId = ids.next<'placement'>()
    return desk.submit({
      memberId,
      at: now,
      ...(key === undefined ? {} : { key }),
      repeatable: false,
      decide(account) {
        // Where an order's clock ran ahead of ours, the present is the account's frontier.
        const work = workAt(Math.max(now, account.frontier) as Instant)
        const current = programme.at(work.at)
        const change = decide(account, placementId, { programme: current, work })
        if (isRefusal(change)) return change
        return { change, answer: { ...answerOf(change.account, current, work.at), placementId } }
      },
    })
  }

  return {
    async standings(memberId) {
      const { account, current } = await settled(memberId, false)
      return answerOf(account, current, account.frontier)
    },
    async history(memberId) {
      const { account, current } = await settled(memberId, true)
      return [...spellsOf(current, account)].flatMap(([ladder, spells]) =>
        spells.toReversed().map(({ tier, from, until, because, placement }) => ({
          ladder,
          tier,
          from: instantText(from),
          until: until === null ? null : instantText(until),
          because,
          placement:
            placement === null ? null : { reason: placement.reason, by: placement.by, locked: placement.locked },
        })),
      )
    },
    async terms(memberId) {
      const { account, current } = await settled(memberId, true)
      const spells = spellsOf(current, account)
      return new Map(
        current.ladders.flatMap(({ code }) => {
          const moment = momentOf(current, code, account, account.frontier)
          const term = moment && termOf(spells.get(code) ?? [], account.standings.get(code), moment)
          return term == null ? [] : [[code, term] as const]
        }),
      )
    },
    place: ({ memberId, key, ...ask }) =>
      submit(memberId, key, (account, placementId, how) => place(account, { ...ask, placementId }, how)),
    async takeBack({ memberId, placementId: takenId, ladder, by, key }) {
      const loaded = await accounts.load(memberId, 0 as Instant)
      if (loaded === undefined) throw new Refused(memberUnknown({}))
      const placed = loaded.placements.filter((one) => one.ladder === ladder)
      const nth = placed.findIndex((one) => one.placementId === takenId)
      const taken = placed[nth]
      if (taken === undefined) throw new Refused(placedSince({ ladder }))
      // What is in force by then is looked at when it is decided; what was before no longer changes.
      const before = placed[nth - 1]
      return submit(memberId, key, (account, placementId, how) =>
        restore(account, { placementId, by, taken, before }, how),
      )
    },
  }
}

function answerOf(account: Account, programme: Programme, at: Instant): TiersAnswer {
  return { memberId: account.memberId, at: instantText(at), ladders: tierStandings(account, programme, at) }
}

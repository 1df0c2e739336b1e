/** Putting members on a tier by hand. Pure; the desk calls this. */
import type { Account, Change, Placement } from '../accounts/account.ts'
import { announcing, unchanged, type Work } from '../accounts/movements.ts'
import { settle } from '../accounts/settle.ts'
import type { PlacementId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import { memberNotActive } from '../points/errors.ts'
import type { Programme } from '../programme/rules.ts'
import { endsInPast, ladderUnknown, lockNothing, notPlaced, placedSince, reasonMissing, tierUnknown } from './errors.ts'
import { reviewed, reviewOf } from './rules.ts'

export type PlacementAsk = {
  readonly placementId: PlacementId
  readonly ladder: string
  /** Null ends the placement in force. */
  readonly tier: string | null
  readonly until: Instant | null
  readonly locked: boolean
  readonly reason: string
  /** Who asks, as an id. */
  readonly by: string
}

/**
 * A placed member stands no lower than this tier until it ends, and a locked one no higher either. Afterwards he stands where
 * he would by merit; a tier by invitation is his by merit from then on, for as long as he keeps it.
 */
export function place(
  account: Account,
  ask: PlacementAsk,
  { programme, work }: { programme: Programme; work: Work },
): Change | Refusal {
  const { ladder: code, tier, until, locked, reason } = ask
  const ladder = programme.ladders.find((each) => each.code === code)
  if (ladder === undefined) return ladderUnknown({ ladder: code })
  if (tier !== null && !ladder.tiers.some((each) => each.code === tier)) return tierUnknown({ ladder: code, tier })
  if (tier === null && (locked || until !== null)) return lockNothing({})
  if (reason.trim() === '' || reason.length > 200) return reasonMissing({})
  if (until !== null && until <= work.at) return endsInPast({ until: instantText(until) })
  if (account.status !== 'active') return memberNotActive({ status: account.status })
  const start = settle(unchanged(account), work, reviewOf(programme))
  if (tier === null && (start.account.standings.get(code)?.placement ?? null) === null)
    return notPlaced({ ladder: code })
  const placement: Placement = { ...ask, at: work.at, recordedAt: work.recordedAt }
  const known = { ...start, account: { ...start.account, placements: [...start.account.placements, placement] } }
  const placed = reviewed(known, programme, code, work.at, [placement])
  if (tier === null) return announcing(placed, 'tier.placement-ended', work.at, { ladder: code, reason, by: ask.by })
  return announcing(placed, 'tier.placed', work.at, {
    ladder: code,
    tier,
    until: until === null ? null : instantText(until),
    locked,
    reason,
    by: ask.by,
  })
}

export type Restoring = {
  /** Its id, and who asks. */
  readonly placementId: PlacementId
  readonly by: string
  readonly taken: Placement
  /** The one before it on the same ladder. */
  readonly before: Placement | undefined
}

/**
 * Takes a placement back: what was in force before it is placed anew, with what is left of its time, or nothing is. Refused
 * when something else is in force by now. A tier by invitation stays his by merit, as after any placement that ends.
 */
export function restore(
  account: Account,
  { placementId, by, taken, before }: Restoring,
  how: { programme: Programme; work: Work },
): Change | Refusal {
  const { ladder } = taken
  const start = settle(unchanged(account), how.work, reviewOf(how.programme))
  const inForce = start.account.standings.get(ladder)?.placement?.placementId ?? null
  if (inForce !== (taken.tier === null ? null : taken.placementId)) return placedSince({ ladder })
  const own = { placementId, ladder, by }
  const held = before !== undefined && (before.until === null || before.until > how.work.at) ? before : undefined
  if (held === undefined)
    return place(account, { ...own, tier: null, until: null, locked: false, reason: taken.reason }, how)
  const { tier, until, locked, reason } = held
  return place(account, { ...own, tier, until, locked, reason }, how)
}

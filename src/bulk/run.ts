/** The words of this room as types, and what can be said of a run without looking anything up. Pure. */
import type { Id, MemberId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Right } from '../platform/http/rights.ts'

export type RunId = Id<'bulk-run'>

/** What is done for each member. */
export type Deed =
  | { readonly do: 'tag' | 'untag'; readonly tag: string }
  | { readonly do: 'coupon'; readonly offer: string; readonly validDays: number | null }
  | { readonly do: 'void' }
  | {
      readonly do: 'points'
      readonly wallet: string
      /** Negative takes. */
      readonly amount: number
      readonly reason: string
      readonly reasonCode: string | null
      readonly reference: string | null
    }
  | {
      readonly do: 'tier'
      readonly ladder: string
      /** Null ends what was placed before. */
      readonly tier: string | null
      readonly until: Instant | null
      readonly reason: string
    }
  /** What was in force before he was placed on this tier, or before a placement was ended. */
  | { readonly do: 'restore'; readonly ladder: string; readonly tier: string | null }
  | { readonly do: 'suspend'; readonly reason: string }
  | { readonly do: 'reactivate' }

export const states = ['gathering', 'ready', 'approval', 'running', 'done', 'stopped', 'declined'] as const
export type State = (typeof states)[number]

export type Run = {
  readonly runId: RunId
  readonly deed: Deed
  readonly undoes: RunId | null
  readonly undoneBy: RunId | null
  readonly state: State
  readonly stores: readonly string[] | null
  readonly askedBy: string
  readonly askedByKind: 'staff' | 'key'
  readonly askedFor: string | null
  readonly askedAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  /** All who are reached, and what became of those who had their turn. */
  readonly members: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

/**
 * A member who waits for his turn. `begun`: an earlier worker may have served him before it ended. `code`: of the coupon, or the
 * id of the placement, that a run takes back.
 */
export type Waiting = { readonly memberId: MemberId; readonly begun: boolean; readonly code: string | null }

export type Outcome =
  /** `code`: by which it can be taken back. */
  | { readonly state: 'changed' | 'unchanged'; readonly code?: string }
  | { readonly state: 'refused'; readonly refusal: Refusal }

/** Who may do it one by one may do it for many. */
export function rightFor(deed: Deed): Right {
  switch (deed.do) {
    case 'tag':
    case 'untag':
    case 'suspend':
    case 'reactivate':
      return 'members.write'
    case 'coupon':
      return 'coupons.give'
    case 'void':
      return 'coupons.write'
    case 'points':
      return 'points.adjust'
    case 'tier':
    case 'restore':
      return 'tiers.place'
  }
}

/** What takes a deed back; undefined where that was itself taking back. */
export function inverseOf(deed: Deed): Deed | undefined {
  switch (deed.do) {
    case 'tag':
      return { ...deed, do: 'untag' }
    case 'untag':
      return { ...deed, do: 'tag' }
    case 'coupon':
      return { do: 'void' }
    case 'points':
      return { ...deed, amount: -deed.amount }
    case 'suspend':
      return { do: 'reactivate' }
    case 'tier':
      return { do: 'restore', ladder: deed.ladder, tier: deed.tier }
    case 'void':
    case 'reactivate':
    case 'restore':
      return undefined
  }
}

/** Points that move in all, whichever way. */
export function pointsMoved(deed: Deed, members: number): number {
  return deed.do === 'points' ? Math.abs(deed.amount) * members : 0
}

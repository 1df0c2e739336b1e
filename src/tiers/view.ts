/** Where a member stands, what is missing, and by when: the cheapest ways to rise and to keep. */
import type { Account } from '../accounts/account.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { Criterion, Leaf } from '../programme/ladders.ts'
import type { Programme } from '../programme/rules.ts'
import { periodAt } from './calendar.ts'
import type { Amounts, Step } from './measures.ts'
import { momentOf } from './rules.ts'
import { amountsAt, daysOf, foreseen, indexOf, lossOf, type Moment } from './standing.ts'

export type LeafView = Leaf & { readonly amount: number; readonly missing: number }

/** The leaves that together are the least to do, relative to what is asked; empty when nothing is missing. */
export type Way = {
  readonly tier: string
  readonly byInvitation: boolean
  readonly met: boolean
  /** Each leaf of the criterion, also those that the cheapest way leaves out. */
  readonly measures: readonly LeafView[]
  readonly cheapest: readonly LeafView[]
  /** Until when it must be done; null when there is no end. */
  readonly by: string | null
}

export type TierStanding = {
  readonly ladder: string
  readonly tier: string
  readonly since: string | null
  readonly because: string
  readonly placement: {
    readonly tier: string
    readonly until: string | null
    readonly locked: boolean
    readonly reason: string
  } | null
  /** When the tier will be lost if nothing more happens, and to which. */
  readonly loss: { readonly at: string; readonly to: string } | null
  readonly reviewAt: string | null
  readonly next: Way | null
  readonly keep: Way | null
}

/** @param account as settled at `at` */
export function tierStandings(account: Account, programme: Programme, at: Instant): TierStanding[] {
  return programme.ladders.flatMap(({ code }) => {
    const moment = momentOf(programme, code, account, at)
    return moment === undefined ? [] : [standingShown(account, code, moment)]
  })
}

function standingShown(account: Account, code: string, moment: Moment): TierStanding {
  const { ladder, at } = moment
  const standing = account.standings.get(code)
  const [lowest] = ladder.steps
  const began = {
    tier: lowest?.code ?? '',
    since: at,
    moved: false,
    because: 'start',
    falling: null,
    warned: null,
  } as const
  const merit = standing?.merit ?? began
  const shown = indexOf(ladder, standing?.tier ?? merit.tier)
  const amounts = amountsAt(merit, moment)
  const placement = standing?.placement ?? null
  const ends = periodAt(ladder.definition, daysOf(merit, moment), at)?.endsAt ?? null
  const own = ladder.steps[indexOf(ladder, merit.tier)]
  const ahead = standing === undefined ? null : foreseen(merit, moment, true)
  const loss = standing === undefined ? null : lossOf(standing, moment, ahead)
  const locked = placement?.locked === true
  return {
    ladder: code,
    tier: standing?.tier ?? merit.tier,
    since: standing === undefined ? null : instantText(standing.since),
    because: standing?.because ?? 'start',
    placement:
      placement === null || placement.tier === null
        ? null
        : { tier: placement.tier, until: textOf(placement.until), locked, reason: placement.reason },
    loss: loss === null ? null : { at: instantText(loss.at), to: loss.to },
    reviewAt: textOf(standing?.reviewAt ?? null),
    next: locked ? null : nextWay(ladder.steps.slice(shown + 1), amounts, ends),
    keep:
      own === undefined || own.keep === null
        ? null
        : way(own, own.keep, ahead?.amounts ?? amounts, ahead?.lostAt ?? ends),
  }
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : instantText(at)
}

/** The next tier that can be reached by doing something; one by invitation when there is no other. */
function nextWay(above: readonly Step[], amounts: Amounts, by: Instant | null): Way | null {
  const next = above.find(({ reach }) => reach !== null) ?? above[0]
  return next === undefined ? null : way(next, next.reach, amounts, by)
}

function way({ code }: Step, criterion: Criterion | null, amounts: Amounts, by: Instant | null): Way {
  if (criterion === null) return { tier: code, byInvitation: true, met: false, measures: [], cheapest: [], by: null }
  const cheapest = cheapestOf(criterion, amounts)
  return {
    tier: code,
    byInvitation: false,
    met: cheapest.gap === 0,
    measures: leavesShown(criterion, amounts),
    cheapest: cheapest.leaves,
    by: textOf(by),
  }
}

function leafShown(leaf: Leaf, amounts: Amounts): LeafView {
  const amount = amounts(leaf)
  return { ...leaf, amount, missing: Math.max(0, leaf.atLeast - amount) }
}

function leavesShown(criterion: Criterion, amounts: Amounts): LeafView[] {
  if ('measure' in criterion) return [leafShown(criterion, amounts)]
  return ('all' in criterion ? criterion.all : criterion.any).flatMap((each) => leavesShown(each, amounts))
}

type Gap = { readonly gap: number; readonly leaves: readonly LeafView[] }

/** How much is missing, as a share of what is asked: of `any` the smallest, of `all` the sum; of equals the one named first. */
export function cheapestOf(criterion: Criterion, amounts: Amounts): Gap {
  if ('measure' in criterion) {
    const leaf = leafShown(criterion, amounts)
    return leaf.missing === 0 ? { gap: 0, leaves: [] } : { gap: leaf.missing / leaf.atLeast, leaves: [leaf] }
  }
  if ('all' in criterion) {
    const parts = criterion.all.map((each) => cheapestOf(each, amounts))
    return { gap: parts.reduce((sum, { gap }) => sum + gap, 0), leaves: parts.flatMap(({ leaves }) => leaves) }
  }
  const parts = criterion.any.map((each) => cheapestOf(each, amounts))
  return parts.reduce((best, each) => (each.gap < best.gap ? each : best))
}

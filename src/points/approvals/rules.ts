/** Adjustments by hand: which reason they name, and when a second person is needed. Pure. */
import type { Account, Change, Entry } from '../../accounts/account.ts'
import type { LotId, MemberId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusals.ts'
import { type Instant, instantText } from '../../base/time.ts'
import type { Definition } from '../../programme/definition.ts'
import type { Programme } from '../../programme/rules.ts'
import type { Given } from '../asking.ts'
import { reinstateExpired } from '../reinstating/rules.ts'
import { adjust } from '../rules.ts'
import {
  approvalDecided,
  approvalLapsed,
  approvalNeeded,
  evidenceNeeded,
  ownRequest,
  reasonNeeded,
  reasonUnknown,
} from './errors.ts'

/** What somebody wants to do by hand. */
export type ByHand = {
  readonly kind: 'adjust' | 'reinstate'
  readonly memberId: MemberId
  readonly wallet: string
  /** Negative takes; null reinstates all of the named lots. */
  readonly amount: number | null
  /** Of the lots to reinstate, in this order; null for the newest. */
  readonly lots: readonly LotId[] | null
  /** Last valid day of what is reinstated; null for the wallet's terms. */
  readonly expiresOn: string | null
  readonly reason: string
  readonly code: string | null
  readonly reference: string | null
}

export type Approval = ByHand & {
  readonly approvalId: string
  readonly askedBy: string
  readonly askedByName: string
  /** The person behind the API key that asked. */
  readonly askedFor: string | null
  readonly askedAt: Instant
  readonly lapsesAt: Instant
  readonly state: 'waiting' | 'approved' | 'refused'
  readonly decidedBy: string | null
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly note: string | null
}

const USUAL_DAYS = 7
const DAY_MILLISECONDS = 86_400_000

/** When a request that is made at `at` can no longer be approved. */
export function lapsesAt(programme: Programme, wallet: string, at: Instant): Instant {
  const days = programme.wallets.get(wallet)?.approval?.withinDays ?? USUAL_DAYS
  return (at + days * DAY_MILLISECONDS) as Instant
}

/**
 * Does it, with the second person when there was one; without, it is refused above the wallet's threshold. What the same person
 * moved by hand in the last day counts with it, so that many small adjustments are no way around the second person.
 * @param wish.earlier what of that was there when the account was loaded; a whole account knows it itself
 */
export function doneByHand(
  account: Account,
  wish: ByHand & { by: string; approvedBy?: string; approval?: string; earlier?: number },
  given: Given,
): Change | Refusal {
  const { definition, wallets } = given.programme
  // What was asked was in order then; publishing a version meanwhile takes nothing from it.
  const wrong = wish.approvedBy === undefined ? mistakeInReason(definition, wish) : undefined
  if (wrong !== undefined) return wrong
  const { amount } = wish
  const change =
    wish.kind === 'adjust'
      ? adjust(account, { ...wish, amount: amount ?? 0 }, given)
      : reinstateExpired(account, wish, given)
  if ('refusal' in change || wish.approvedBy !== undefined) return change
  const before = account.past.filter((entry) => isAlone(entry, wish) && entry.recordedAt > addsUpSince(given.work.at))
  const moved = movedByHand(change.entries) + movedByHand(before) + (account.complete ? 0 : (wish.earlier ?? 0))
  const above = wallets.get(wish.wallet)?.approval?.above
  return above !== undefined && moved > above ? approvalNeeded({ wallet: wish.wallet, amount: moved, above }) : change
}

/** Since when what one person moves by hand adds up. */
export function addsUpSince(at: Instant): Instant {
  return (at - DAY_MILLISECONDS) as Instant
}

/** Whether the same person moved it without a second one. */
function isAlone({ wallet, trace }: Entry, by: { wallet: string; by: string }): boolean {
  return wallet === by.wallet && trace['by'] === by.by && trace['approvedBy'] === undefined
}

/** What hands moved, without what fell due meanwhile or was repaid. */
function movedByHand(entries: readonly Entry[]): number {
  const byHand = entries.filter(({ trace }) => trace.because === 'adjusted' || trace.because === 'reinstated')
  return byHand.reduce((total, { amount }) => total + amount, 0)
}

function mistakeInReason(definition: Definition, { kind, amount, code, reference }: ByHand): Refusal | undefined {
  const gives = kind === 'reinstate' || (amount ?? 0) > 0
  const listed = definition.adjustmentReasons ?? []
  const fitting = listed.filter(({ direction }) => direction === 'both' || (direction === 'give') === gives)
  const known = fitting.map((each) => each.code)
  if (code === null) return listed.length === 0 ? undefined : reasonNeeded({ known })
  const reason = fitting.find((each) => each.code === code)
  if (reason === undefined) return reasonUnknown({ code, known })
  return reason.evidence === true && reference === null ? evidenceNeeded({ code }) : undefined
}

/** Why this person cannot decide on the request now; undefined when he can. */
export function cannotDecide(approval: Approval, by: string, at: Instant): Refusal | undefined {
  if (approval.state !== 'waiting') return approvalDecided({ state: approval.state })
  if (approval.askedBy === by || approval.askedFor === by) return ownRequest({})
  return approval.lapsesAt <= at ? approvalLapsed({ lapsesAt: instantText(approval.lapsesAt) }) : undefined
}

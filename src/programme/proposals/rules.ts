/** Who may decide on a proposal, when it is approved, and that what is published is what was approved. Pure. */
import type { Refusal } from '../../base/refusals.ts'
import type { Wish } from '../drafts/publishing.ts'
import { approvedOtherwise, notYours, ownProposal, proposalClosed } from './errors.ts'
import type { Proposal, Terms } from './proposal.ts'

/** As people see it: open is either waiting or approved. */
export type Standing = 'waiting' | 'approved' | Exclude<Proposal['state'], 'open'>

export function approvalsOf({ decisions }: Proposal): number {
  return new Set(decisions.filter(({ approved }) => approved).map(({ by }) => by)).size
}

/** @param needed by the programme; whoever proposes without need waits for one */
export function standingOf(proposal: Proposal, needed: number): Standing {
  if (proposal.state !== 'open') return proposal.state
  return approvalsOf(proposal) >= Math.max(1, needed) ? 'approved' : 'waiting'
}

/** @param hands every id by which the decider acts: his own, and those of API keys that he made */
export function cannotDecide(proposal: Proposal, hands: ReadonlySet<string>): Refusal | undefined {
  if (proposal.state !== 'open') return proposalClosed({ state: proposal.state })
  if (hands.has(proposal.proposedBy) || hands.has(proposal.changedBy)) return ownProposal({})
  return undefined
}

export function cannotWithdraw(proposal: Proposal, hands: ReadonlySet<string>): Refusal | undefined {
  if (proposal.state !== 'open') return proposalClosed({ state: proposal.state })
  return hands.has(proposal.proposedBy) ? undefined : notYours({})
}

/** The wish with what was approved in it; what is said must not differ from that. */
export function asApproved<W extends Wish>(approved: Terms, wish: W): W | Refusal {
  const { effectiveAt, note, lots, overtake } = approved
  if (wish.effectiveAt !== null && wish.effectiveAt !== effectiveAt) return approvedOtherwise({ field: 'effectiveAt' })
  if (wish.note !== null && wish.note !== note) return approvedOtherwise({ field: 'note' })
  if (wish.lots !== undefined && wish.lots !== lots) return approvedOtherwise({ field: 'lots' })
  if (wish.overtake && !overtake) return approvedOtherwise({ field: 'overtake' })
  return { ...wish, effectiveAt, note, lots, overtake }
}

import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import type { DraftId } from '../drafts/draft.ts'
import type { LotsPolicy } from '../lots.ts'

export type ProposalId = Id<'proposal'>

/** How a draft would be published: part of what others agree to. */
export type Terms = {
  /** Null: when it is published. */
  readonly effectiveAt: Instant | null
  readonly note: string
  readonly lots: LotsPolicy
  readonly overtake: boolean
}

/** A draft at one of its revisions, laid before others. */
export type Proposal = Terms & {
  readonly proposalId: ProposalId
  readonly draftId: DraftId
  readonly draftName: string
  readonly revision: number
  /** The version that it was compared with. */
  readonly newest: number
  readonly proposedBy: string
  readonly proposedAt: Instant
  /** Who changed the draft last: his work, however it was proposed. */
  readonly changedBy: string
  readonly state: 'open' | 'declined' | 'withdrawn' | 'void' | 'published'
  readonly closedBy: string | null
  readonly closedAt: Instant | null
  /** Oldest first. */
  readonly decisions: readonly Decision[]
}

export type Decision = {
  readonly approved: boolean
  readonly by: string
  readonly at: Instant
  readonly note: string
}

/** Long enough for a sentence that says why. */
export const REASON_AT_MOST = 300

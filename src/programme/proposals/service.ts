/** Drafts laid before others: proposed as they are, approved or declined, withdrawn, void as soon as they are changed. */
import { Refused } from '../../base/refusals.ts'
import { cleanText } from '../../base/text.ts'
import { type Instant, instantText } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { announce, nobody } from '../../platform/facts.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, type Tx, transaction } from '../../platform/postgres/database.ts'
import type { DraftId } from '../drafts/draft.ts'
import { publicationOf, type Wish } from '../drafts/publishing.ts'
import { checkedNote, existing, mayChange } from '../drafts/rules.ts'
import { lockDraft } from '../drafts/store.ts'
import type { ProgrammeService } from '../service.ts'
import { declineReasonMissing, proposalClosed, proposalUnknown, proposedAlready } from './errors.ts'
import { type Decision, type Proposal, type ProposalId, REASON_AT_MOST } from './proposal.ts'
import { approvalsOf, cannotDecide, cannotWithdraw, standingOf } from './rules.ts'
import * as store from './store.ts'

/** Who decides. @property hands every id by which he acts: his own, and those of API keys that he made */
export type Decider = { readonly id: string; readonly hands: ReadonlySet<string> }

export type ProposalsService = {
  /**
   * A draft that could be published now, as it is.
   * @throws Refused proposedAlready, and as `publish` of drafts for whatever would keep it from being published
   */
  propose(draftId: DraftId, wish: Wish & { readonly revision: number }): Promise<Proposal>
  /** The same person once more changes nothing. @throws Refused proposalUnknown, proposalClosed, ownProposal, noteInvalid */
  approve(proposalId: ProposalId, by: Decider, note: string): Promise<Proposal>
  /** Also what is approved and not published yet. @throws Refused as `approve`, declineReasonMissing */
  decline(proposalId: ProposalId, by: Decider, reason: string): Promise<Proposal>
  /** @throws Refused proposalUnknown, proposalClosed, notYours */
  withdraw(proposalId: ProposalId, by: Decider): Promise<Proposal>
  /** Newest first. @param limit 1 … 200 */
  proposals(page: {
    draftId: DraftId | null
    open: boolean
    before: ProposalId | null
    limit: number
  }): Promise<Proposal[]>
  /** The newest of each draft. */
  latest(drafts: readonly DraftId[]): Promise<Proposal[]>
}

type Parts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly programme: ProgrammeService
}

export function proposalsService(parts: Parts): ProposalsService {
  const { db, clock, ids, programme } = parts

  /** One decision on a proposal that waits for the others who decide on it. */
  function deciding(proposalId: ProposalId, work: (tx: Tx, proposal: Proposal, at: Instant) => Promise<unknown>) {
    return transaction(db, async (tx) => {
      const proposal = await store.lockProposal(tx, proposalId)
      if (proposal === undefined) throw new Refused(proposalUnknown({}))
      await work(tx, proposal, clock.now())
      const after = await store.lockProposal(tx, proposalId)
      if (after === undefined) throw new Error('the proposal is gone within its own transaction')
      return after
    })
  }

  return {
    async propose(draftId, wish) {
      await programme.refresh()
      return transaction(db, async (tx) => {
        const at = clock.now()
        let note = ''
        let name = ''
        let changedBy = ''
        const version = await programme.rehearse(tx, async (newest) => {
          const draft = existing(await lockDraft(tx, draftId))
          mayChange(draft, wish.revision)
          const publication = publicationOf({ draft, newest, wish }, parts)
          ;({ note } = publication)
          ;({ name, changedBy } = draft)
          return publication
        })
        const open = await store.lockOpenProposal(tx, draftId)
        if (open !== undefined) throw new Refused(proposedAlready({ revision: open.revision }))
        const { revision, effectiveAt, overtake, lots = 'keep', by } = wish
        const proposal: Proposal = {
          ...{ proposalId: ids.next<'proposal'>(), draftId, draftName: name, revision, newest: version - 1 },
          ...{ effectiveAt, note, lots, overtake, proposedBy: by, proposedAt: at, changedBy },
          ...{ state: 'open', closedBy: null, closedAt: null, decisions: [] },
        }
        await store.addProposal(tx, proposal)
        await tell(tx, parts, { what: 'proposed', proposal, by, at })
        return proposal
      })
    },
    approve: (proposalId, by, note) =>
      deciding(proposalId, async (tx, proposal, at) => {
        if (proposal.decisions.some((each) => each.approved && each.by === by.id)) return
        const wrong = cannotDecide(proposal, by.hands)
        if (wrong !== undefined) throw new Refused(wrong)
        if (standingOf(proposal, programme.approvalsNeeded(at)) === 'approved')
          throw new Refused(proposalClosed({ state: 'approved' }))
        const decision: Decision = { approved: true, by: by.id, at, note: checkedNote(note) }
        await store.addDecision(tx, { decisionId: ids.next(), proposalId, decision })
        const approvals = approvalsOf(proposal) + 1
        await tell(tx, parts, { what: 'approved', proposal, by: by.id, at, more: { approvals } })
      }),
    decline: (proposalId, by, reason) =>
      deciding(proposalId, async (tx, proposal, at) => {
        if (proposal.state === 'declined' && proposal.closedBy === by.id) return
        const wrong = cannotDecide(proposal, by.hands)
        if (wrong !== undefined) throw new Refused(wrong)
        const note = cleanText(reason, REASON_AT_MOST, 'lines')
        if (note === undefined) throw new Refused(declineReasonMissing({ longest: REASON_AT_MOST }))
        const decision: Decision = { approved: false, by: by.id, at, note }
        await store.addDecision(tx, { decisionId: ids.next(), proposalId, decision })
        await store.closeProposal(tx, proposalId, { state: 'declined', by: by.id, at })
        await tell(tx, parts, { what: 'declined', proposal, by: by.id, at })
      }),
    withdraw: (proposalId, by) =>
      deciding(proposalId, async (tx, proposal, at) => {
        if (proposal.state === 'withdrawn' && proposal.closedBy === by.id) return
        const wrong = cannotWithdraw(proposal, by.hands)
        if (wrong !== undefined) throw new Refused(wrong)
        await store.closeProposal(tx, proposalId, { state: 'withdrawn', by: by.id, at })
        await tell(tx, parts, { what: 'proposal-withdrawn', proposal, by: by.id, at })
      }),
    proposals: (page) => store.proposalsBefore(db, page),
    latest: (drafts) => store.latestProposals(db, drafts),
  }
}

/** A draft that is changed or thrown away is no longer what was laid before others. */
export async function voided(
  tx: Tx,
  parts: Pick<Parts, 'clock' | 'ids'>,
  { draftId, by }: { draftId: DraftId; by: string },
): Promise<void> {
  const proposal = await store.lockOpenProposal(tx, draftId)
  if (proposal === undefined) return
  const at = parts.clock.now()
  await store.closeProposal(tx, proposal.proposalId, { state: 'void', by, at })
  await tell(tx, parts, { what: 'proposal-void', proposal, by, at })
}

type Told = {
  readonly what: 'proposed' | 'approved' | 'declined' | 'proposal-withdrawn' | 'proposal-void'
  readonly proposal: Proposal
  readonly by: string
  readonly at: Instant
  readonly more?: Readonly<Record<string, unknown>>
}

async function tell(tx: Tx, { ids }: Pick<Parts, 'ids'>, { what, proposal, by, at, more = {} }: Told): Promise<void> {
  const { proposalId, draftId, revision, effectiveAt } = proposal
  const when = effectiveAt === null ? null : instantText(effectiveAt)
  const data = { proposalId, draftId, revision, effectiveAt: when, by, ...more }
  await announce(tx, [{ factId: ids.next(), memberId: nobody, kind: `programme.${what}`, at, recordedAt: at, data }])
}

import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { type Database, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { DraftId } from '../drafts/draft.ts'
import type { Decision, Proposal, ProposalId } from './proposal.ts'

type Bare = Omit<Proposal, 'decisions'>

const columns = sql.raw(`
  p.proposal_id as "proposalId", p.draft_id as "draftId", d.name as "draftName", p.revision, p.newest, p.effective_at as "effectiveAt",
  p.note, p.lots, p.overtake, p.proposed_by as "proposedBy", p.proposed_at as "proposedAt", d.changed_by as "changedBy", p.state,
  p.closed_by as "closedBy", p.closed_at as "closedAt"`)

export async function addProposal(tx: Tx, proposal: Proposal): Promise<void> {
  await sql`
    insert into programme_proposals
      (proposal_id, draft_id, revision, newest, effective_at, note, lots, overtake, proposed_by, proposed_at, state)
    values (${proposal.proposalId}::uuid, ${proposal.draftId}::uuid, ${proposal.revision}::int, ${proposal.newest}::int,
      ${stamp(proposal.effectiveAt)}::timestamptz, ${proposal.note}, ${proposal.lots}, ${proposal.overtake}, ${proposal.proposedBy},
      ${stamp(proposal.proposedAt)}::timestamptz, ${proposal.state})`.execute(tx)
}

/** Who decides, withdraws or publishes waits for the others who do. */
export async function lockProposal(tx: Tx, proposalId: ProposalId): Promise<Proposal | undefined> {
  await sql`select from programme_proposals where proposal_id = ${proposalId}::uuid for update`.execute(tx)
  const found = await rows(
    tx,
    sql<Bare>`
      select ${columns} from programme_proposals p join programme_drafts d using (draft_id)
      where p.proposal_id = ${proposalId}::uuid`,
  )
  return (await withDecisions(tx, found))[0]
}

/** The proposal of a draft that is not closed, kept as it is until the transaction ends. */
export async function lockOpenProposal(tx: Tx, draftId: DraftId): Promise<Proposal | undefined> {
  const found = await rows(
    tx,
    sql<Bare>`
      select ${columns} from programme_proposals p join programme_drafts d using (draft_id)
      where p.draft_id = ${draftId}::uuid and p.state = 'open' for update of p`,
  )
  return (await withDecisions(tx, found))[0]
}

/** Newest first. @param open only those that are not closed */
export async function proposalsBefore(
  on: Database | Tx,
  page: { draftId: DraftId | null; open: boolean; before: ProposalId | null; limit: number },
): Promise<Proposal[]> {
  const found = await rows(
    on,
    sql<Bare>`
      select ${columns} from programme_proposals p join programme_drafts d using (draft_id)
      where (${page.draftId}::uuid is null or p.draft_id = ${page.draftId}::uuid)
        and (${page.before}::uuid is null or p.proposal_id < ${page.before}::uuid)
        and (not ${page.open}::boolean or p.state = 'open')
      order by p.proposal_id desc limit ${page.limit}::int`,
  )
  return withDecisions(on, found)
}

/** The newest of each draft. */
export async function latestProposals(on: Database | Tx, drafts: readonly DraftId[]): Promise<Proposal[]> {
  if (drafts.length === 0) return []
  const found = await rows(
    on,
    sql<Bare>`
      select distinct on (p.draft_id) ${columns} from programme_proposals p join programme_drafts d using (draft_id)
      where p.draft_id = any(${uuids(drafts)}::uuid[])
      order by p.draft_id, p.proposal_id desc`,
  )
  return withDecisions(on, found)
}

async function withDecisions(on: Database | Tx, bare: readonly Bare[]): Promise<Proposal[]> {
  if (bare.length === 0) return []
  const ids = bare.map(({ proposalId }) => proposalId)
  const found = await rows(
    on,
    sql<Decision & { proposalId: ProposalId }>`
      select proposal_id as "proposalId", approved, decided_by as by, decided_at as at, note
      from programme_decisions where proposal_id = any(${uuids(ids)}::uuid[]) order by decision_id`,
  )
  return bare.map((proposal) => ({
    ...proposal,
    decisions: found
      .filter(({ proposalId }) => proposalId === proposal.proposalId)
      .map(({ approved, by, at, note }) => ({ approved, by, at, note })),
  }))
}

export async function addDecision(
  tx: Tx,
  { decisionId, proposalId, decision }: { decisionId: string; proposalId: ProposalId; decision: Decision },
): Promise<void> {
  await sql`
    insert into programme_decisions (decision_id, proposal_id, approved, decided_by, decided_at, note)
    values (${decisionId}::uuid, ${proposalId}::uuid, ${decision.approved}, ${decision.by},
      ${stamp(decision.at)}::timestamptz, ${decision.note})`.execute(tx)
}

export async function closeProposal(
  tx: Tx,
  proposalId: ProposalId,
  how: { state: Proposal['state']; by: string; at: Instant },
): Promise<void> {
  await sql`
    update programme_proposals
    set state = ${how.state}, closed_by = ${how.by}, closed_at = ${stamp(how.at)}::timestamptz
    where proposal_id = ${proposalId}::uuid and state = 'open'`.execute(tx)
}

/** Proposals as callers see them: with names, how far they are, and what the caller may do about them. */
import { type Static, Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { type Instant, instantText } from '../../base/time.ts'
import type { Principal } from '../../platform/http/rights.ts'
import { idSchema, instantSchema, textOrNull } from '../../platform/http/schemas.ts'
import { LotsPolicySchema } from '../lots.ts'
import { namesOf, type People } from '../people.ts'
import type { ProgrammeService } from '../service.ts'
import type { Proposal } from './proposal.ts'
import { approvalsOf, cannotDecide, cannotWithdraw, standingOf } from './rules.ts'
import type { Decider } from './service.ts'

export const standingSchema = Type.Enum(['waiting', 'approved', 'declined', 'withdrawn', 'void', 'published'], {
  description: 'void: the draft was changed or thrown away after it was proposed',
})

export const proposalSchema = Type.Object({
  proposalId: idSchema('The proposal'),
  draftId: idSchema('The draft'),
  draftName: Type.String(),
  revision: Type.Integer({ description: 'Of the draft, as it was proposed' }),
  newest: Type.Integer({ description: 'The newest version when it was proposed' }),
  effectiveAt: textOrNull({ description: 'RFC 3339; null: when it is published' }),
  note: Type.String(),
  lots: LotsPolicySchema,
  overtake: Type.Boolean(),
  proposedBy: Type.String(),
  proposedByName: Type.String(),
  proposedAt: instantSchema(),
  changedByName: Type.String({ description: 'Who changed the draft last; nor does he decide' }),
  state: standingSchema,
  approvals: Type.Integer({ description: 'So many approved it' }),
  needed: Type.Integer({ description: 'So many have to before it is published' }),
  decisions: Type.Array(
    Type.Object({
      approved: Type.Boolean(),
      by: Type.String(),
      byName: Type.String(),
      at: instantSchema(),
      note: Type.String(),
    }),
  ),
  closedByName: textOrNull(),
  closedAt: textOrNull(),
  youMay: Type.Array(Type.Enum(['approve', 'decline', 'withdraw', 'publish']), {
    description: 'What the caller may do about it now',
  }),
})

type Shown = Static<typeof proposalSchema>
type Parts = { readonly staff: People; readonly programme: ProgrammeService }

/** A key acts for itself alone. */
export async function deciderOf({ kind, id }: Principal, staff: People): Promise<Decider> {
  return { id, hands: kind === 'staff' ? await staff.handsOf(asId<'staff'>(id)) : new Set([id]) }
}

export async function proposalsOut(
  found: readonly Proposal[],
  { caller, at }: { readonly caller: Principal; readonly at: Instant },
  { staff, programme }: Parts,
): Promise<Shown[]> {
  if (found.length === 0) return []
  const who = found.flatMap(({ proposedBy, changedBy, closedBy, decisions }) => [
    ...[proposedBy, changedBy, closedBy],
    ...decisions.map(({ by }) => by),
  ])
  const name = await namesOf(staff, who)
  const decider = await deciderOf(caller, staff)
  const needed = programme.approvalsNeeded(at)
  return found.map((proposal) => ({
    ...told(proposal, name),
    ...{ state: standingOf(proposal, needed), approvals: approvalsOf(proposal), needed: Math.max(1, needed) },
    youMay: allowed(proposal, { caller, decider, needed }),
  }))
}

function told(
  proposal: Proposal,
  name: (id: string) => string,
): Omit<Shown, 'state' | 'approvals' | 'needed' | 'youMay'> {
  const { proposalId, draftId, draftName, revision, newest, effectiveAt, note, lots, overtake } = proposal
  const { proposedBy, proposedAt, changedBy, closedBy, closedAt, decisions } = proposal
  return {
    ...{ proposalId, draftId, draftName, revision, newest, note, lots, overtake, proposedBy },
    effectiveAt: effectiveAt === null ? null : instantText(effectiveAt),
    proposedByName: name(proposedBy),
    proposedAt: instantText(proposedAt),
    changedByName: name(changedBy),
    closedByName: closedBy === null ? null : name(closedBy),
    closedAt: closedAt === null ? null : instantText(closedAt),
    decisions: decisions.map(({ approved, by, at, note: said }) => ({
      ...{ approved, by, byName: name(by), at: instantText(at), note: said },
    })),
  }
}

function allowed(
  proposal: Proposal,
  { caller, decider, needed }: { caller: Principal; decider: Decider; needed: number },
): Shown['youMay'] {
  const standing = standingOf(proposal, needed)
  const may = caller.rights
  const decides =
    caller.kind === 'staff' && may.has('programme.approve') && cannotDecide(proposal, decider.hands) === undefined
  const approvedAlready = proposal.decisions.some(({ approved, by }) => approved && by === decider.id)
  const withdraws = may.has('programme.publish') && cannotWithdraw(proposal, decider.hands) === undefined
  return [
    ...(decides && standing === 'waiting' && !approvedAlready ? (['approve'] as const) : []),
    ...(decides ? (['decline'] as const) : []),
    ...(withdraws ? (['withdraw'] as const) : []),
    ...(standing === 'approved' && may.has('programme.publish') ? (['publish'] as const) : []),
  ]
}

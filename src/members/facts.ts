/** What this room announces. Data holds ids and codes only. */
import type { Id, MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Fact } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import type { By, Status } from './member.ts'

export type MemberFact =
  | { kind: 'member.enrolled'; data: { status: Status; channel: string | null; store: string | null } }
  | { kind: 'member.became-member'; data: { channel: string | null; store: string | null } }
  | { kind: 'member.updated'; data: { fields: readonly string[] } }
  | { kind: 'member.identified'; data: { identityId: Id<'identity'>; identity: string } }
  | { kind: 'member.identity-removed'; data: { identityId: Id<'identity'>; identity: string } }
  | { kind: 'member.suspended'; data: { reason: string } }
  | { kind: 'member.closed'; data: { reason: string } }
  | { kind: 'member.reactivated'; data: { status: Status } }
  | { kind: 'member.consented' | 'member.consent-withdrawn'; data: { code: string; version: number; source: string } }
  | { kind: 'member.contact-budget'; data: { perWeek: number } }
  | { kind: 'member.merged' | 'member.merge-undone'; data: { mergeId: string; from: MemberId; into: MemberId } }
  | { kind: 'member.note-written'; data: { noteId: Id<'note'>; pinned: boolean; store: string | null } }
  | { kind: 'member.note-changed'; data: { noteId: Id<'note'>; version: number; fields: readonly string[] } }
  | { kind: 'member.note-taken-back'; data: { noteId: Id<'note'> } }
  | { kind: 'member.household-joined' | 'member.household-role'; data: { householdId: string; role: string } }
  | { kind: 'member.household-left'; data: { householdId: string } }
  | { kind: 'member.erased'; data: Record<never, never> }

/** The fact as it is announced: what happened, at `at`, by whom when somebody is known. */
export function memberFact(
  happened: MemberFact,
  of: { memberId: MemberId; at: Instant; recordedAt: Instant; by: By | undefined; ids: Ids },
): Fact {
  const by = of.by === undefined ? {} : { by: { kind: of.by.kind, id: of.by.id } }
  return {
    factId: of.ids.next<'fact'>(),
    memberId: of.memberId,
    kind: happened.kind,
    at: of.at,
    recordedAt: of.recordedAt,
    data: { ...happened.data, ...by },
  }
}

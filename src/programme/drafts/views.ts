/** Drafts as callers see them: with names, what is wrong with them, and whether they wait for somebody's approval. */
import { type Static, Type } from 'typebox'
import { type Instant, instantText } from '../../base/time.ts'
import { idSchema, instantSchema } from '../../platform/http/schemas.ts'
import { DefinitionRef } from '../definition.ts'
import { namesOf, type People } from '../people.ts'
import type { Proposal } from '../proposals/proposal.ts'
import { standingOf } from '../proposals/rules.ts'
import { standingSchema } from '../proposals/views.ts'
import { findingSchema, findingsOf } from '../review/schemas.ts'
import type { ProgrammeService } from '../service.ts'
import type { Draft, DraftHead } from './draft.ts'
import type { DraftsService } from './service.ts'

export const baseSchema = Type.Integer({ minimum: 1, description: 'The version that it is written against' })

const latestSchema = Type.Object({
  proposalId: idSchema('The newest proposal'),
  revision: Type.Integer({ description: 'Of the draft, as it was proposed' }),
  state: standingSchema,
})

const head = {
  draftId: idSchema('The draft'),
  name: Type.String(),
  base: baseSchema,
  note: Type.String(),
  author: Type.String({ description: 'Staff member or key that opened it' }),
  authorName: Type.String(),
  createdAt: instantSchema(),
  revision: Type.Integer(),
  changedBy: Type.String(),
  changedByName: Type.String(),
  changedAt: instantSchema(),
  version: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'What it was published as; null while it is open',
  }),
  proposal: Type.Optional(latestSchema),
}
export const headSchema = Type.Object(head, {
  description: '`proposal` is absent when it was never laid before others',
})
export const draftSchema = Type.Object({ ...head, definition: DefinitionRef, findings: Type.Array(findingSchema) })

type Head = Static<typeof headSchema>
type Parts = { readonly staff: People; readonly programme: ProgrammeService; readonly drafts: DraftsService }

export async function headsOut(found: readonly DraftHead[], at: Instant, parts: Parts): Promise<Head[]> {
  const name = await namesOf(
    parts.staff,
    found.flatMap(({ author, changedBy }) => [author, changedBy]),
  )
  const latest = await parts.drafts.latest(found.map(({ draftId }) => draftId))
  const proposals = new Map(latest.map((proposal) => [proposal.draftId, proposal]))
  const needed = parts.programme.approvalsNeeded(at)
  return found.map((draft) => headOut(draft, { name, proposal: proposals.get(draft.draftId), needed }))
}

export async function draftOut(draft: Draft, at: Instant, parts: Parts): Promise<Static<typeof draftSchema>> {
  const [shown] = await headsOut([draft], at, parts)
  if (shown === undefined) throw new Error('a draft is shown as one')
  const { definition } = draft
  return { ...shown, definition, findings: findingsOf(definition, at) }
}

type Seen = { readonly name: (id: string) => string; readonly proposal: Proposal | undefined; readonly needed: number }

function headOut(draft: DraftHead, { name, proposal, needed }: Seen): Head {
  const { draftId, base, note, author, createdAt, revision, changedBy, changedAt, version } = draft
  return {
    ...{ draftId, name: draft.name, base, note, author, authorName: name(author), createdAt: instantText(createdAt) },
    ...{ revision, changedBy, changedByName: name(changedBy), changedAt: instantText(changedAt), version },
    ...(proposal === undefined ? {} : { proposal: latestOut(proposal, needed) }),
  }
}

function latestOut(proposal: Proposal, needed: number): Static<typeof latestSchema> {
  const { proposalId, revision } = proposal
  return { proposalId, revision, state: standingOf(proposal, needed) }
}

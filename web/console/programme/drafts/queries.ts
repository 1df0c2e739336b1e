/** What pages of drafts ask the server, and what is asked anew once something was done. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type Answer, ask, regulars } from '../../../ui/server.ts'

export type Draft = Answer<'/v1/programme/drafts/{draftId}', 'get'>
export type DraftHead = Answer<'/v1/programme/drafts', 'get'>['items'][number]
export type Joined = Answer<'/v1/programme/drafts/{draftId}/merge', 'get'>
export type Change = Joined['changes'][number]
export type Finding = Joined['findings'][number]
export type Proposal = Answer<'/v1/programme/proposals', 'get'>['items'][number]
export type Version = Answer<'/v1/programme/versions', 'get'>['items'][number]

const PROPOSALS_AT_MOST = 50

export const draftQuery = (draftId: string) =>
  queryOptions({
    queryKey: ['programme', 'draft', draftId],
    queryFn: () => ask(regulars.GET('/v1/programme/drafts/{draftId}', { params: { path: { draftId } } })),
  })

/** The draft as it would be published now. A draft that is published already is joined with nothing. */
export const joinedQuery = ({ draftId, revision }: Pick<Draft, 'draftId' | 'revision'>) =>
  queryOptions({
    queryKey: ['programme', 'draft', draftId, 'joined', revision],
    queryFn: () => ask(regulars.GET('/v1/programme/drafts/{draftId}/merge', { params: { path: { draftId } } })),
  })

/** What the draft changes of the version that it was written against. */
export const draftChangesQuery = ({ draftId, revision }: Pick<Draft, 'draftId' | 'revision'>) =>
  queryOptions({
    queryKey: ['programme', 'draft', draftId, 'changes', revision],
    queryFn: () => ask(regulars.GET('/v1/programme/diff', { params: { query: { to: draftId } } })),
  })

/** All proposals of a draft, newest first. */
export const proposalsOfQuery = (draftId: string) =>
  queryOptions({
    queryKey: ['programme', 'draft', draftId, 'proposals'],
    queryFn: () =>
      ask(
        regulars.GET('/v1/programme/proposals', {
          params: { query: { draftId, state: 'all', limit: PROPOSALS_AT_MOST } },
        }),
      ),
  })

export const openProposalsQuery = queryOptions({
  queryKey: ['programme', 'proposals', 'open'],
  queryFn: () => ask(regulars.GET('/v1/programme/proposals', { params: { query: { limit: PROPOSALS_AT_MOST } } })),
})

export const versionsQuery = queryOptions({
  queryKey: ['programme', 'versions'],
  queryFn: () => ask(regulars.GET('/v1/programme/versions')),
})

/** Whatever is done to a draft may change what is in force, what waits, and every other draft's conflicts. */
export function refreshProgramme(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['programme'] })
}

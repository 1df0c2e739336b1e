/** What the notes' card asks for and does; after each change the notes and the timeline are asked for again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useKeyed } from '../../ui/keyed.ts'
import { type Answer, ask, regulars, type Sent } from '../../ui/server.ts'
import { key } from './queries.ts'

export type Note = Answer<'/v1/members/{memberId}/notes', 'get'>['items'][number]
type Change = Sent<'/v1/members/{memberId}/notes/{noteId}', 'patch'>

export function useNotes(memberId: string) {
  return useQuery({
    queryKey: key(memberId, 'notes'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/notes', { params: { path: { memberId } } })),
  })
}

export function useNoteVersions(memberId: string, noteId: string) {
  const path = { memberId, noteId }
  return useQuery({
    queryKey: key(memberId, 'notes', noteId),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/notes/{noteId}/versions', { params: { path } })),
  })
}

function useAgain(memberId: string): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: key(memberId, 'notes') }),
      queries.invalidateQueries({ queryKey: key(memberId, 'timeline') }),
    ])
  }
}

export function useWriting(memberId: string) {
  const keyOf = useKeyed()
  return useMutation({
    mutationFn: (body: Sent<'/v1/members/{memberId}/notes', 'post'>) =>
      ask(
        regulars.POST('/v1/members/{memberId}/notes', {
          params: { path: { memberId }, header: { 'idempotency-key': keyOf({ memberId, body }) } },
          body,
        }),
      ),
    onSuccess: useAgain(memberId),
  })
}

export function useChanging(memberId: string, noteId: string) {
  const path = { memberId, noteId }
  return useMutation({
    mutationFn: (body: Change) =>
      ask(regulars.PATCH('/v1/members/{memberId}/notes/{noteId}', { params: { path }, body })),
    onSuccess: useAgain(memberId),
  })
}

export function useTakingBack(memberId: string, noteId: string) {
  const path = { memberId, noteId }
  return useMutation({
    mutationFn: () => ask(regulars.DELETE('/v1/members/{memberId}/notes/{noteId}', { params: { path } })),
    onSuccess: useAgain(memberId),
  })
}

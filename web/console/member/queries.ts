/** What the member page asks for, by member, so that a change can refresh all of it. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { type Answer, ask, regulars } from '../../ui/server.ts'

export type Member = Answer<'/v1/members/{memberId}', 'get'>
export type Statement = Answer<'/v1/members/{memberId}/statement', 'get'>
export type Entry = Answer<'/v1/members/{memberId}/entries', 'get'>['items'][number]
export type OrderHead = Answer<'/v1/members/{memberId}/orders', 'get'>['items'][number]
export type Fact = Answer<'/v1/members/{memberId}/timeline', 'get'>['items'][number]

export const key = (memberId: string, what: string, ...more: readonly string[]) =>
  ['member', memberId, what, ...more] as const

export function useMember(memberId: string) {
  return useQuery({
    queryKey: key(memberId, 'profile'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}', { params: { path: { memberId } } })),
  })
}

export function useStatement(memberId: string) {
  return useQuery({
    queryKey: key(memberId, 'statement'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/statement', { params: { path: { memberId } } })),
  })
}

/** After a change: everything about the member is asked for again, and so are the lists that show them. */
export async function refresh(queries: QueryClient, memberId: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['member', memberId] }),
    queries.invalidateQueries({ queryKey: ['members'] }),
    queries.invalidateQueries({ queryKey: ['order'] }),
    queries.invalidateQueries({ queryKey: ['orders'] }),
    queries.invalidateQueries({ queryKey: ['holds'] }),
    queries.invalidateQueries({ queryKey: ['overview'] }),
  ])
}

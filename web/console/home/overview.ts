/** What the first page asks for. */
import type { QueryClient } from '@tanstack/react-query'
import { programmeQuery } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { type Me, meQuery } from '../session.ts'

const FRESH_MILLISECONDS = 15_000

/** The key figures, which several parts of the first page show. */
export const overviewQuery = {
  queryKey: ['overview'],
  queryFn: () => ask(regulars.GET('/v1/overview')),
  staleTime: FRESH_MILLISECONDS,
} as const

/** Whether there are any members yet. */
export const anyMemberQuery = {
  queryKey: ['members', 'any'],
  queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { limit: 1 } } })),
  staleTime: FRESH_MILLISECONDS,
} as const

/** How far a company is on its first day; about the whole company, so not for who acts for certain stores. */
export const firstDayQuery = {
  queryKey: ['first-day'],
  queryFn: () => ask(regulars.GET('/v1/first-day')),
  staleTime: FRESH_MILLISECONDS,
} as const

export function mayBeGuided(me: Me | undefined): me is Me {
  return me?.stores === null && me.rights.includes('members.read')
}

/** Asks while the page's script is on its way; `web/building/pages.ts` lets the browser ask even before. Resolves in any case. */
export async function askAhead(queries: QueryClient): Promise<void> {
  const me = queries.getQueryData<Me>(meQuery.queryKey)
  await Promise.all([
    queries.prefetchQuery(overviewQuery),
    queries.prefetchQuery(anyMemberQuery),
    queries.prefetchQuery(programmeQuery),
    mayBeGuided(me) ? queries.prefetchQuery(firstDayQuery) : undefined,
  ])
}

/** What the page of the audit trail asks for. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { midnightAfter, midnightOf } from '../../ui/midnight.ts'
import { paged } from '../../ui/paging.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import type { AuditFilters } from '../router.tsx'

export type AuditRow = Answer<'/v1/audit', 'get'>['items'][number]

const PAGE_SIZE = 50

/** The filters as the server takes them, for the list and for a file alike. */
export function useNarrowing({ operation, kind, member, actor, from, to }: AuditFilters) {
  const { timeZone } = useNaming()
  return {
    ...(operation === undefined ? {} : { operation }),
    ...(kind === undefined ? {} : { kind }),
    ...(member === undefined ? {} : { memberId: member }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from: midnightOf(from, timeZone) }),
    ...(to === undefined ? {} : { to: midnightAfter(to, timeZone) }),
  }
}

export function useTrail(filters: AuditFilters) {
  const query = { ...useNarrowing(filters), limit: PAGE_SIZE }
  return useInfiniteQuery({
    ...paged(['audit', query], (from) =>
      regulars.GET('/v1/audit', {
        params: { query: { ...query, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
  })
}

/** What the list of members asks for, narrowed as its address says. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { midnightAfter, midnightOf } from '../../ui/midnight.ts'
import { paged } from '../../ui/paging.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import type { MemberFilters } from '../router.tsx'
import { looksOn, PAGE_SIZE } from './looking.ts'
import { isStatus, type Status } from './statuses.ts'

export type Line = Answer<'/v1/members', 'get'>['items'][number]

type Narrowing = {
  readonly q?: string
  readonly status?: Status
  readonly tier?: string
  readonly tag?: string
  readonly losingUntil?: string
  readonly joinedFrom?: string
  readonly joinedTo?: string
  readonly filterId?: string
  readonly condition?: string
}

export function narrowingOf(
  { q, status, tier, tag, losing, from, to, filter, condition }: MemberFilters,
  timeZone: string,
): Narrowing {
  return {
    ...(q === undefined ? {} : { q }),
    ...(status !== undefined && isStatus(status) ? { status } : {}),
    ...(tier === undefined ? {} : { tier }),
    ...(tag === undefined ? {} : { tag }),
    ...(losing === undefined ? {} : { losingUntil: midnightAfter(losing, timeZone) }),
    ...(from === undefined ? {} : { joinedFrom: midnightOf(from, timeZone) }),
    ...(to === undefined ? {} : { joinedTo: midnightAfter(to, timeZone) }),
    ...(condition === undefined ? {} : { condition }),
    // A condition of its own stands instead of the saved filter that it was made from.
    ...(filter === undefined || condition !== undefined ? {} : { filterId: filter }),
  }
}

export function useMembers(filters: MemberFilters) {
  const { timeZone } = useNaming()
  const query = { ...narrowingOf(filters, timeZone), limit: PAGE_SIZE }
  const members = useInfiniteQuery({
    ...paged(['members', query], (from) =>
      regulars.GET('/v1/members', {
        params: { query: { ...query, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = members
  const lengths = data?.pages.map(({ items }) => items.length) ?? []
  const further = hasNextPage && !isFetching && !isError && !isPlaceholderData && looksOn(lengths)
  useEffect(() => {
    if (further) void fetchNextPage()
  }, [further, fetchNextPage])
  return members
}

/** Saved filters as the server has them, and what of the list can be saved. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, ask, regulars, type Sent, tell } from '../../ui/server.ts'
import type { Condition } from '../conditions/tree.ts'
import type { MemberFilters } from '../router.tsx'

export type SavedFilter = Answer<'/v1/member-filters', 'get'>['items'][number]
type Given = Sent<'/v1/member-filters', 'post'>
export type Change = Sent<'/v1/member-filters/{filterId}', 'patch'>

const FRESH_MILLISECONDS = 30_000

export const savedFiltersQuery = queryOptions({
  queryKey: ['member-filters'],
  queryFn: () => ask(regulars.GET('/v1/member-filters')),
  staleTime: FRESH_MILLISECONDS,
})

/** The one that the address names; undefined while it is not known, or is nobody's. */
export function useSavedFilter(filterId: string | undefined): SavedFilter | undefined {
  const { data } = useQuery(savedFiltersQuery)
  return data?.items.find((each) => each.filterId === filterId)
}

/** Its condition is asked of the list again. */
function useRefresh() {
  const queries = useQueryClient()
  return () => Promise.all(['member-filters', 'members'].map((each) => queries.invalidateQueries({ queryKey: [each] })))
}

export function useSaving(done: (saved: SavedFilter) => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (given: Given) => ask(regulars.POST('/v1/member-filters', { body: given })),
    onSuccess: async (saved) => {
      await refresh()
      done(saved)
    },
  })
}

export function useChanging(filterId: string, done: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: Change) =>
      ask(regulars.PATCH('/v1/member-filters/{filterId}', { params: { path: { filterId } }, body })),
    onSuccess: async () => {
      await refresh()
      done()
    },
  })
}

export function useDeleting(filterId: string, done: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/member-filters/{filterId}', { params: { path: { filterId } } })),
    onSuccess: async () => {
      done()
      await refresh()
    },
  })
}

/** What an address says as JSON; undefined when it is none. */
export function conditionIn(text: string | undefined): Condition | undefined {
  if (text === undefined) return undefined
  try {
    const found: unknown = JSON.parse(text)
    return isCondition(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** The server says what is wrong inside; here it only matters that it is an object with one of the known beginnings. */
function isCondition(value: unknown): value is Condition {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['all', 'any', 'not', 'line', 'field'].some((beginning) => Object.hasOwn(value, beginning))
  )
}

/** Everything that narrows the list as one condition; what is typed into the search is personal, and is not kept. */
export function useWhole(filters: MemberFilters, own: Condition | undefined): Condition | undefined {
  const { ladders } = useNaming()
  return wholeOf(filters, own, ladders)
}

type Ladders = ReturnType<typeof useNaming>['ladders']

export function wholeOf(
  { status, tier, tag, from, to }: MemberFilters,
  own: Condition | undefined,
  ladders: Ladders,
): Condition | undefined {
  const place = ladders.findIndex(({ tiers }) => tiers.some(({ code }) => code === tier))
  const ladder = place > 0 ? `member.tier.${ladders[place]?.code ?? ''}` : 'member.tier'
  const parts: Condition[] = [
    ...(own === undefined ? [] : [own]),
    ...(status === undefined ? [] : [{ field: 'member.status', is: 'equals' as const, value: status }]),
    ...(tier === undefined ? [] : [{ field: ladder, is: 'equals' as const, value: tier }]),
    ...(tag === undefined ? [] : [{ field: 'member.tags', is: 'has-any' as const, value: [tag] }]),
    ...(from === undefined ? [] : [{ field: 'member.joinedDate', is: 'at-least' as const, value: from }]),
    ...(to === undefined ? [] : [{ field: 'member.joinedDate', is: 'at-most' as const, value: to }]),
  ]
  const [first, second] = parts
  return second === undefined ? first : { all: parts }
}

/** What the catalogue's page asks for. */
import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { ask } from '../../ui/server.ts'
import { nameIn } from '../../ui/texts.ts'
import type { CatalogueFilters } from '../router.tsx'
import { codeOf, type Kind, listed } from './things.ts'

const PAGE_SIZE = 100

export const states = ['active', 'retired'] as const

export function useThings(kind: Kind, { q, state, category, brand }: CatalogueFilters) {
  const known = states.find((each) => each === state)
  const query = {
    ...(q === undefined ? {} : { q }),
    ...(known === undefined ? {} : { active: known === 'active' }),
    ...(category === undefined ? {} : { category }),
    ...(brand === undefined ? {} : { brand }),
    limit: PAGE_SIZE,
  }
  return useInfiniteQuery({
    ...paged(['catalogue', 'list', kind, query], (from) => listed(kind, { ...query, ...from })),
    placeholderData: keepPreviousData,
  })
}

const NAMED_AT_MOST = 200
const FRESH_MILLISECONDS = 60_000

/** What the first 200 of a kind are called, by code; another stands for itself. */
export function useNames(kind: Kind, enabled: boolean): (code: string) => string {
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ['catalogue', 'names', kind],
    queryFn: () => ask(listed(kind, { limit: NAMED_AT_MOST })),
    staleTime: FRESH_MILLISECONDS,
    enabled,
  })
  const names = new Map(data?.items.map((thing) => [codeOf(thing), nameIn(thing, language)] as const))
  return (code) => names.get(code) ?? code
}

/** After a change: lists, choices of codes, and what the first day counts as done. */
export async function refreshCatalogue(queries: QueryClient): Promise<void> {
  await Promise.all(
    ['catalogue', 'suggestions', 'first-day'].map((first) => queries.invalidateQueries({ queryKey: [first] })),
  )
}

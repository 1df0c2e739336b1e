/** Lists that the server answers a page at a time. */
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import { ask, type Call } from './server.ts'

/** What says where a page begins: nothing for the first one. */
export type From = { readonly cursor?: string }

type Page = { readonly nextCursor: string | number | null }

const NOTHING_YET: From = {}

/**
 * A list by its pages, for `useInfiniteQuery`.
 * @param page asks for one page; `from` goes into the route's query
 */
export function paged<Answered extends Page>(queryKey: QueryKey, page: (from: From) => Call<Answered>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => ask(page(pageParam)),
    initialPageParam: NOTHING_YET,
    getNextPageParam: ({ nextCursor }): From | null => (nextCursor === null ? null : { cursor: String(nextCursor) }),
  })
}

/** For a list whose cursor is a number. */
export function numbered({ cursor }: From): { readonly cursor?: number } {
  return cursor === undefined ? {} : { cursor: Number(cursor) }
}

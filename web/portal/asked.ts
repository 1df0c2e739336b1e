/** What a member's pages ask the server for: his own, under `me`. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { ask, regulars } from '../ui/server.ts'

const path = { memberId: 'me' } as const

export const statementQuery = {
  queryKey: ['statement'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/statement', { params: { path } })),
} as const

export const tiersQuery = {
  queryKey: ['tiers'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/tiers', { params: { path } })),
} as const

export const tierHistoryQuery = {
  queryKey: ['tiers', 'history'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/tiers/history', { params: { path } })),
} as const

export const couponsQuery = {
  queryKey: ['coupons'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/coupons', { params: { path } })),
} as const

export const consentsQuery = {
  queryKey: ['consents'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/consents', { params: { path } })),
} as const

export const mySessionsQuery = {
  queryKey: ['sessions'],
  queryFn: () => ask(regulars.GET('/v1/my/sessions')),
} as const

export const looksQuery = {
  queryKey: ['looks'],
  queryFn: () => ask(regulars.GET('/v1/my/looks')),
} as const

export function whyQuery(entryId: string) {
  return {
    queryKey: ['why', entryId],
    queryFn: () =>
      ask(
        regulars.GET('/v1/members/{memberId}/why/{entryId}', {
          params: { path: { ...path, entryId } },
        }),
      ),
  } as const
}

export function orderQuery(number: string) {
  return {
    queryKey: ['orders', number],
    queryFn: () => ask(regulars.GET('/v1/my/orders/{number}', { params: { path: { number } } })),
  } as const
}

const PAGE = 20

export function entriesQuery(wallet: string) {
  return infiniteQueryOptions({
    queryKey: ['entries', wallet],
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/members/{memberId}/entries', {
          params: { path, query: { wallet, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: first(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** Where a list begins. */
function first(): number | null {
  return null
}

export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: ({ pageParam }) =>
    ask(
      regulars.GET('/v1/members/{memberId}/orders', {
        params: { path, query: { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

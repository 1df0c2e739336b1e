/** What a member's pages ask the server for: his own, under `me`. */
import { numbered, paged } from '../ui/paging.ts'
import { ask, regulars } from '../ui/server.ts'

const path = { memberId: 'me' } as const
const PAGE = 20

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

export const benefitsQuery = {
  queryKey: ['benefits'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/benefits', { params: { path } })),
} as const

export const benefitUsesQuery = {
  queryKey: ['benefits', 'uses'],
  queryFn: () =>
    ask(regulars.GET('/v1/members/{memberId}/benefits/uses', { params: { path, query: { limit: PAGE } } })),
} as const

export const benefitGiftsQuery = {
  queryKey: ['benefits', 'gifts'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/benefits/gifts', { params: { path } })),
} as const

export const couponsQuery = {
  queryKey: ['coupons'],
  queryFn: () => ask(regulars.GET('/v1/members/{memberId}/coupons', { params: { path } })),
} as const

export const takeableQuery = {
  queryKey: ['takeable'],
  queryFn: () => ask(regulars.GET('/v1/my/takeable-coupons')),
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

export function entriesQuery(wallet: string) {
  return paged(['entries', wallet], (from) =>
    regulars.GET('/v1/members/{memberId}/entries', {
      params: { path, query: { wallet, limit: PAGE, ...numbered(from) } },
    }),
  )
}

export const ordersQuery = paged(['orders'], (from) =>
  regulars.GET('/v1/members/{memberId}/orders', { params: { path, query: { limit: PAGE, ...from } } }),
)

/** What the pages of orders ask for. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { midnightAfter, midnightOf } from '../../ui/midnight.ts'
import { paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import type { OrderFilters } from '../router.tsx'

export type ListedOrder = Answer<'/v1/orders', 'get'>['items'][number]
export type Order = Answer<'/v1/orders/{number}', 'get'>
export type OrderPoints = Answer<'/v1/orders/{number}/points', 'get'>

export const orderStatuses = ['open', 'confirmed', 'cancelled'] as const
export const buyers = ['member', 'guest'] as const
const PAGE_SIZE = 50

export function useOrders({ q, status, store, channel, member, buyer, from, to }: OrderFilters) {
  const { timeZone } = useNaming()
  const known = orderStatuses.find((each) => each === status)
  const whose = buyers.find((each) => each === buyer)
  const query = {
    ...(q === undefined ? {} : { q }),
    ...(known === undefined ? {} : { status: known }),
    ...(store === undefined ? {} : { store }),
    ...(channel === undefined ? {} : { channel }),
    ...(member === undefined ? {} : { memberId: member }),
    ...(whose === undefined ? {} : { buyer: whose }),
    ...(from === undefined ? {} : { placedFrom: midnightOf(from, timeZone) }),
    ...(to === undefined ? {} : { placedTo: midnightAfter(to, timeZone) }),
    limit: PAGE_SIZE,
  }
  return useInfiniteQuery({
    ...paged(['orders', query], (from) =>
      regulars.GET('/v1/orders', {
        params: { query: { ...query, ...from } },
      }),
    ),
    placeholderData: keepPreviousData,
  })
}

export function useOrder(number: string) {
  const language = useLanguage()
  return useQuery({
    // Names and reasons come in a language.
    queryKey: ['order', number, 'content', language],
    queryFn: () => ask(regulars.GET('/v1/orders/{number}', { params: { path: { number } } })),
  })
}

export function useOrderPoints(number: string) {
  const language = useLanguage()
  return useQuery({
    queryKey: ['order', number, 'points', language],
    queryFn: () => ask(regulars.GET('/v1/orders/{number}/points', { params: { path: { number } } })),
  })
}

export function useOrderTimeline(number: string) {
  return useQuery({
    queryKey: ['order', number, 'timeline'],
    queryFn: () => ask(regulars.GET('/v1/orders/{number}/timeline', { params: { path: { number } } })),
  })
}

/** What the pages of coupons ask for. */
import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery } from '../../ui/programme.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { textOf } from '../../ui/texts.ts'
import type { CouponFilters } from '../router.tsx'

export type Batch = Answer<'/v1/coupons/batches', 'get'>['items'][number]
export type Making = Answer<'/v1/coupons/batches', 'get'>['making'][number]
export type CountedBatch = Answer<'/v1/coupons/batches/{batchId}', 'get'>
export type Coupon = Answer<'/v1/coupons/{code}', 'get'>

const PAGE_SIZE = 50
/** How often one looks how far a batch is that is being made. */
const LOOK_MILLISECONDS = 700

export function useBatches({ q, offer }: CouponFilters, watching: boolean) {
  const query = { ...(q === undefined ? {} : { q }), ...(offer === undefined ? {} : { offer }), limit: PAGE_SIZE }
  return useInfiniteQuery({
    ...paged(['coupons', 'batches', query], (from) =>
      regulars.GET('/v1/coupons/batches', { params: { query: { ...query, ...from } } }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      watching || (state.data?.pages[0]?.making.length ?? 0) > 0 ? LOOK_MILLISECONDS : false,
  })
}

export function useBatch(batchId: string) {
  return useQuery({
    queryKey: ['coupons', 'batch', batchId],
    queryFn: () => ask(regulars.GET('/v1/coupons/batches/{batchId}', { params: { path: { batchId } } })),
  })
}

export function useCodes(batchId: string) {
  return useInfiniteQuery(
    paged(['coupons', 'batch', batchId, 'codes'], (from) =>
      regulars.GET('/v1/coupons/batches/{batchId}/coupons', {
        params: { path: { batchId }, query: { limit: PAGE_SIZE, ...from } },
      }),
    ),
  )
}

/** The one coupon with this code, if there is one. */
export function useCoupon(code: string) {
  return useQuery({
    queryKey: ['coupons', 'coupon', code],
    queryFn: () => ask(regulars.GET('/v1/coupons/{code}', { params: { path: { code } } })),
    enabled: code !== '',
    retry: false,
  })
}

export function useMemberCoupons(memberId: string) {
  return useQuery({
    queryKey: ['coupons', 'member', memberId],
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/coupons', { params: { path: { memberId } } })),
  })
}

/** The offers of the programme in force that a coupon lets apply, and their names. */
export function useCouponOffers() {
  const { data } = useQuery(programmeQuery)
  const language = useLanguage()
  const offers = data?.definition.offers ?? []
  return {
    options: offers
      .filter(({ needs }) => needs === 'coupon')
      .map(({ code, name }) => ({ value: code, label: textOf(name, language) })),
    nameOf: (code: string) => textOf(offers.find((each) => each.code === code)?.name, language) ?? code,
  }
}

export async function refreshCoupons(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['coupons'] })
}

/** What the page about tills asks for. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery } from '../../ui/programme.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'

export type Till = Answer<'/v1/tills', 'get'>['items'][number]
export type LateOrder = Answer<'/v1/tills/{tillId}/orders', 'get'>['items'][number]

/** Devices report every half minute. */
const LOOK_MILLISECONDS = 30_000
const PAGE_SIZE = 50

export function useTills() {
  return useQuery({
    queryKey: ['tills'],
    queryFn: () => ask(regulars.GET('/v1/tills')),
    refetchInterval: LOOK_MILLISECONDS,
  })
}

export function useLateOrders(tillId: string, state: LateOrder['state'] | undefined) {
  const language = useLanguage()
  return useInfiniteQuery({
    // The reasons come in the language of the screen.
    queryKey: ['tills', tillId, 'orders', state ?? 'all', language],
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/tills/{tillId}/orders', {
          params: {
            path: { tillId },
            query: {
              limit: PAGE_SIZE,
              ...(state === undefined ? {} : { state }),
              ...(pageParam === 0 ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
}

/** What a till counts in: as it said; before that, what the programme takes. */
export function useTillCurrency(): (till: Till) => string {
  const { data } = useQuery(programmeQuery)
  const accepted = data?.definition.currencies
  const first = (accepted === 'any' ? undefined : accepted?.[0]) ?? 'CNY'
  return ({ report }) => report?.currency ?? first
}

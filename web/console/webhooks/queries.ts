/** What is asked about webhooks, and what is the same of all of them. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'

export type Webhook = Answer<'/v1/webhooks', 'get'>['items'][number]
export type Delivery = Answer<'/v1/webhooks/{endpointId}/deliveries', 'get'>['items'][number]
export type DeliveryInFull = Answer<'/v1/webhooks/{endpointId}/deliveries/{messageId}', 'get'>
export type DeliveryFilters = { readonly state?: string; readonly kind?: string }

/** Something may be on its way: the pages look again by themselves. */
const AGAIN_MILLISECONDS = 10_000
const PAGE_SIZE = 50
export const deliveryStates = ['waiting', 'sent', 'failed'] as const

export const webhooksQuery = {
  queryKey: ['webhooks'],
  queryFn: () => ask(regulars.GET('/v1/webhooks')),
  refetchInterval: AGAIN_MILLISECONDS,
}

export function useWebhook(endpointId: string) {
  return useQuery({
    queryKey: ['webhooks', endpointId],
    queryFn: () => ask(regulars.GET('/v1/webhooks/{endpointId}', { params: { path: { endpointId } } })),
    refetchInterval: AGAIN_MILLISECONDS,
  })
}

export function useDeliveries(endpointId: string, { state: given, kind }: DeliveryFilters) {
  const state = deliveryStates.find((each) => each === given)
  return useInfiniteQuery({
    ...paged(['webhooks', endpointId, 'deliveries', state, kind], (from) =>
      regulars.GET('/v1/webhooks/{endpointId}/deliveries', {
        params: {
          path: { endpointId },
          query: {
            limit: PAGE_SIZE,
            ...(state === undefined ? {} : { state }),
            ...(kind === undefined ? {} : { kind }),
            ...from,
          },
        },
      }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MILLISECONDS,
  })
}

/** Kinds of facts, each with its sentence in the language of the console. */
export function useKinds() {
  const { t } = useTranslation()
  const language = useLanguage()
  const asked = useQuery({
    queryKey: ['fact-kinds'],
    queryFn: () => ask(regulars.GET('/v1/fact-kinds')),
    staleTime: Infinity,
  })
  const kinds = asked.data?.items.map(({ kind, words }) => ({ kind, words: textOf(words, language) })) ?? []
  return {
    asked,
    kinds,
    inWords: (kind: string): string =>
      kind === 'webhook.test' ? t('webhooks.testKind') : (kinds.find((each) => each.kind === kind)?.words ?? kind),
  }
}

const problems = [
  ...(['status', 'redirect', 'gone', 'timeout', 'no-such-host', 'connection-refused'] as const),
  ...(['connection-broken', 'certificate', 'address-refused', 'left-out'] as const),
]

/** Why it was not taken, in words; undefined when it was. */
export function useProblem(): (of: { problem: string | null; status: number | null }) => string | undefined {
  const { t } = useTranslation()
  return ({ problem, status }) => {
    if (problem === null) return undefined
    const known = problems.find((each) => each === problem)
    return known === undefined ? problem : t(`webhooks.problems.${known}`, { status: status ?? '' })
  }
}

export type Health = 'good' | 'quiet' | 'failing' | 'off' | 'gone' | 'stopped'

export function healthOf({ enabled, offWhy, failingSince, lastSuccessAt }: Webhook): Health {
  if (!enabled) return offWhy === 'gone' ? 'gone' : offWhy === 'failing' ? 'stopped' : 'off'
  if (failingSince !== null) return 'failing'
  return lastSuccessAt === null ? 'quiet' : 'good'
}

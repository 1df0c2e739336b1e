/** Bulk runs as the server has them, asked for again while one of them goes on. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, ask, regulars, type Sent } from '../../ui/server.ts'

export type Run = Answer<'/v1/bulk-runs/{runId}', 'get'>
export type GivenRun = Sent<'/v1/bulk-runs', 'post'>
export type Deed = GivenRun['deed']

const PAGE_SIZE = 20
const LOOK_AGAIN_MILLISECONDS = 1_000

const isAtWork = ({ state }: Run) => state === 'gathering' || state === 'running'

export function useRuns() {
  return useInfiniteQuery({
    queryKey: ['bulk-runs', 'list'],
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/bulk-runs', {
          params: { query: { limit: PAGE_SIZE, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isAtWork)) === true ? LOOK_AGAIN_MILLISECONDS : false,
  })
}

/** Those that wait for a second person, among the latest. */
export function useRunsToApprove() {
  const asked = useQuery({
    queryKey: ['bulk-runs', 'latest'],
    queryFn: () => ask(regulars.GET('/v1/bulk-runs', { params: { query: { limit: 50 } } })),
  })
  return asked.data?.items.filter(({ state }) => state === 'approval') ?? []
}

const steps = {
  confirm: '/v1/bulk-runs/{runId}/confirm',
  stop: '/v1/bulk-runs/{runId}/stop',
  undo: '/v1/bulk-runs/{runId}/undo',
  approve: '/v1/bulk-runs/{runId}/approve',
  decline: '/v1/bulk-runs/{runId}/decline',
} as const
export type Step = keyof typeof steps

export function useStep(runId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: Step) => ask(regulars.POST(steps[step], { params: { path: { runId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bulk-runs'] }),
  })
}

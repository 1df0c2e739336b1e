import { ask, regulars } from '../../ui/server.ts'

const FRESH_MILLISECONDS = 15_000

/** The key figures, which several parts of the first page show. */
export const overviewQuery = {
  queryKey: ['overview'],
  queryFn: () => ask(regulars.GET('/v1/overview')),
  staleTime: FRESH_MILLISECONDS,
} as const

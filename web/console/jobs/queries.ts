/** What is asked about background work, and how its words are found. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { paged } from '../../ui/paging.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'

export type Jobs = Answer<'/v1/jobs', 'get'>
export type Task = Jobs['tasks'][number]
export type FailedJob = Answer<'/v1/jobs/failed', 'get'>['items'][number]
export type Run = Answer<'/v1/runs', 'get'>['items'][number]

const AGAIN_MILLISECONDS = 10_000
const PAGE_SIZE = 50

export const jobsQuery = {
  queryKey: ['jobs'],
  queryFn: () => ask(regulars.GET('/v1/jobs')),
  refetchInterval: AGAIN_MILLISECONDS,
}

export function useFailedJobs() {
  return useInfiniteQuery({
    ...paged(['jobs', 'failed'], (from) =>
      regulars.GET('/v1/jobs/failed', { params: { query: { limit: PAGE_SIZE, ...from } } }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MILLISECONDS,
  })
}

const known = ['minutely', 'bulk', 'nightly', 'gifts', 'housekeeping'] as const

export function useTaskWords() {
  const { t } = useTranslation()
  const found = (task: string) => known.find((each) => each === task)
  return {
    name(task: string): string {
      const one = found(task)
      return one === undefined ? task : t(`jobs.tasks.${one}`)
    },
    meaning(task: string): string | undefined {
      const one = found(task)
      return one === undefined ? undefined : t(`jobs.meanings.${one}`)
    },
  }
}

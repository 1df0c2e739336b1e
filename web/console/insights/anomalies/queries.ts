import { useInfiniteQuery } from '@tanstack/react-query'
import { paged } from '../../../ui/paging.ts'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/anomalies', 'get'>
export type Looked = NonNullable<Report['result']>
export type Found = Answer<'/v1/insights/anomalies/found', 'get'>['items'][number]
export type State = Found['state']

export const states = ['open', 'followed-up', 'fine'] as const satisfies readonly State[]
const PAGE_SIZE = 20

export function useLooked() {
  return useReport<Looked>(['anomalies'], () => regulars.GET('/v1/insights/anomalies'))
}

/** @param madeAt of the report: what it found is asked for with it */
export function useFound(state: State, madeAt: string | null) {
  return useInfiniteQuery(
    paged(['insights', 'found', state, madeAt ?? ''], (from) =>
      regulars.GET('/v1/insights/anomalies/found', { params: { query: { state, limit: PAGE_SIZE, ...from } } }),
    ),
  )
}

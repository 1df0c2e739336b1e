import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/loyalty', 'get'>
export type Loyalty = NonNullable<Report['result']>
export type Mover = Loyalty['up'][number]

export const periods = ['month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

export function useLoyalty(since: Period) {
  return useReport<Loyalty>(['loyalty', since], () =>
    // Without a wish it is the report that every run makes.
    regulars.GET('/v1/insights/loyalty', { params: { query: since === 'month' ? {} : { since } } }),
  )
}

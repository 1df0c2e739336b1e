import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/recommendations', 'get'>
export type Recommendations = NonNullable<Report['result']>
export type Measured = Recommendations['measured'][number]

export function useRecommendations() {
  return useReport<Recommendations>(['recommendations'], () => regulars.GET('/v1/insights/recommendations'))
}

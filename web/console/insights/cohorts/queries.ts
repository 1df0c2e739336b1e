import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/cohorts', 'get'>
export type Cohorts = NonNullable<Report['result']>

/** What the report tells when it is not asked for another length. */
export const MONTHS = 13

export function useCohorts(months: number) {
  // Without its length it is the report that stands ready.
  const query = months === MONTHS ? {} : { months }
  return useReport<Cohorts>(['cohorts', months], () => regulars.GET('/v1/insights/cohorts', { params: { query } }))
}

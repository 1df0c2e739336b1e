import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/churn', 'get'>
export type Churn = NonNullable<Report['result']>
export type Quality = NonNullable<Churn['tried'][number]['quality']>
export type Reason = Churn['foremost'][number]['because'][number]

export function useChurn() {
  return useReport<Churn>(['churn'], () => regulars.GET('/v1/insights/churn'))
}

/** Of the way that is used, on the last horizon; undefined where it could not be tried. */
export function qualityOf({ tried, used }: Churn): Quality | undefined {
  return tried.find(({ method }) => method === used)?.quality ?? undefined
}

import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/clusters', 'get'>
export type Clusters = NonNullable<Report['result']>
export type Group = Clusters['clusters'][number]
export type Feature = Group['traits'][number]['feature']

export const featureOrder = ['recency', 'frequency', 'monetary', 'tenure', 'basket'] as const

export function useClusters() {
  return useReport<Clusters>(['clusters'], () => regulars.GET('/v1/insights/clusters'))
}

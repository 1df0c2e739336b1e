import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/rfm', 'get'>
export type Rfm = NonNullable<Report['result']>

export function useRfm() {
  return useReport<Rfm>(['rfm'], () => regulars.GET('/v1/insights/rfm'))
}

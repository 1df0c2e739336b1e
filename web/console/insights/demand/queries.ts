import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/demand', 'get'>
export type Demand = NonNullable<Report['result']>
export type Series = Demand['series'][number]
export type Staff = Demand['staff']

export type Asked = {
  readonly level: 'product' | 'category'
  readonly store: string | undefined
  readonly step: 'week' | 'month'
  readonly horizon: number
  readonly leadDays: number
  readonly service: number
  readonly ordersAnHour: number
}

export function useDemand({ store, ...rest }: Asked) {
  const query = { ...rest, ...(store === undefined ? {} : { store }) }
  return useReport<Demand>(['demand', query], () => regulars.GET('/v1/insights/demand', { params: { query } }))
}

import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/comparison', 'get'>
export type Comparison = NonNullable<Report['result']>
type Found = NonNullable<Comparison['found']>
export type Effect = Found['orders']
export type Balanced = Found['balance'][number]

export const whats = ['redeemed', 'channel', 'store', 'tier'] as const
export type What = (typeof whats)[number]
export type Asked = {
  readonly what: What
  readonly which?: string
  readonly from: string
  readonly to: string
  readonly days: number
}

export function useComparison(query: Asked) {
  return useReport<Comparison>(['comparison', query], () =>
    regulars.GET('/v1/insights/comparison', { params: { query } }),
  )
}

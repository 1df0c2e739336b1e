import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/baskets', 'get'>
export type Baskets = NonNullable<Report['result']>
export type Rule = Baskets['rules'][number]

export type Asked = {
  readonly days: number
  readonly level: 'product' | 'category'
  readonly store: string | undefined
  readonly channel: string | undefined
  readonly tier: string | undefined
  readonly segment: string | undefined
  readonly support: number
  readonly confidence: number
}

export function useBaskets({ store, channel, tier, segment, ...rest }: Asked) {
  const query = {
    ...rest,
    ...(store === undefined ? {} : { store }),
    ...(channel === undefined ? {} : { channel }),
    ...(tier === undefined ? {} : { tier }),
    ...(segment === undefined ? {} : { segment }),
  }
  return useReport<Baskets>(['baskets', query], () => regulars.GET('/v1/insights/baskets', { params: { query } }))
}

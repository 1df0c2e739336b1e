/** What the server says about reviews, and what was asked. Kept in the page alone: the server keeps nothing. */
import { useMutation } from '@tanstack/react-query'
import { type Answer, ask, regulars } from '../../../ui/server.ts'
import type { Review } from './reviews.ts'

export type Said = Answer<'/v1/insights/text', 'post'>
export type Judged = Said['texts'][number]
export type Verdict = Judged['verdict']
export type Split = Said['totals']
export type Side = 'good' | 'bad'

export type Read = { readonly reviews: readonly Review[]; readonly said: Said }

export const verdicts = ['bad', 'good', 'unsure', 'unread'] as const satisfies readonly Verdict[]

export function useReading() {
  return useMutation({
    mutationFn: async (reviews: readonly Review[]): Promise<Read> => {
      const said = await ask(regulars.POST('/v1/insights/text', { body: { reviews: [...reviews] } }))
      return { reviews, said }
    },
  })
}

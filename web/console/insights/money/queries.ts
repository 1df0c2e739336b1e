import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

export type Money = NonNullable<Answer<'/v1/insights/money', 'get'>['result']>
export type Wallet = Money['wallets'][number]
export type Journal = NonNullable<Answer<'/v1/insights/journal', 'get'>['result']>
export type Costs = NonNullable<Answer<'/v1/insights/money-costs', 'get'>['result']>

export function useMoney() {
  return useReport<Money>(['money'], () => regulars.GET('/v1/insights/money'))
}

/** @param month null for the last complete one */
export function useJournal(month: string | null) {
  const query = month === null ? {} : { month }
  return useReport<Journal>(['journal', month], () => regulars.GET('/v1/insights/journal', { params: { query } }))
}

export function useCosts() {
  return useReport<Costs>(['money-costs'], () => regulars.GET('/v1/insights/money-costs'))
}

/** An instant in the middle of a month like 2026-03, from which its name in any language is made. */
export function within(month: string): string {
  return `${month}-15T12:00:00Z`
}

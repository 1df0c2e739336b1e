import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/value', 'get'>
export type Value = NonNullable<Report['result']>
export type Holdout = NonNullable<Value['holdout']>

export function useValue() {
  return useReport<Value>(['value'], () => regulars.GET('/v1/insights/value'))
}

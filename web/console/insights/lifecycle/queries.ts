import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/lifecycle', 'get'>
export type Lifecycle = NonNullable<Report['result']>
export type Stage = Lifecycle['stages'][number]['stage']
export type Move = Lifecycle['lately']['moves'][number]

/** In the order of life, each with its colour of those of the charts. */
export const stageOrder = ['prospect', 'new', 'activating', 'active', 'loyal', 'won-back', 'at-risk', 'lapsed'] as const
const places: Readonly<Record<Stage, number>> = {
  ...{ prospect: 7, new: 4, activating: 0, active: 2, loyal: 3, 'won-back': 6, 'at-risk': 1, lapsed: 5 },
}
export const colourOf = (stage: Stage, colours: readonly string[]) => colours[places[stage]] ?? '#999999'

export function useLifecycle() {
  return useReport<Lifecycle>(['lifecycle'], () => regulars.GET('/v1/insights/lifecycle'))
}

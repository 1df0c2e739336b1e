/** One colour for each verdict, in all drawings; told apart by people of every kind of colour vision. */
import type { Look } from '../chart.tsx'
import type { Verdict } from './reading.ts'

const places: Readonly<Record<Verdict, number>> = { bad: 5, good: 2, unsure: 1, unread: 7 }

export function colourOf(look: Look, verdict: Verdict): string {
  return look.colours[places[verdict]] ?? look.brand
}

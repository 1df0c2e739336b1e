/** When the next purchase is due by the person's own rhythm: the last one and the middle of the gaps, between their quarters. */
import { type Interval, wilson } from '../maths/shares.ts'
import type { Habits } from './habits.ts'

/** In days from the moment that the habits were taken at; before it is negative. */
export type Next = {
  readonly dueDays: number
  readonly earliestDays: number
  readonly latestDays: number
}

/** Quarters of fewer gaps are the gaps themselves. */
const GAPS = 3

/** @returns undefined below four purchases */
export function nextOf({ days, gap, gapLow, gapHigh, recencyDays }: Habits): Next | undefined {
  if (gap === null || gapLow === null || gapHigh === null || days - 1 < GAPS) return undefined
  return { dueDays: gap - recencyDays, earliestDays: gapLow - recencyDays, latestDays: gapHigh - recencyDays }
}

/** Nothing came although three quarters of the own gaps are shorter. */
export function overdue({ latestDays }: Next): boolean {
  return latestDays < 0
}

export type Held = { readonly people: number; readonly held: number; readonly share: number } & Interval

/**
 * Of those who were not overdue and whose time ended within the horizon, how many bought in it. Half of the gaps lie between
 * their quarters, so half of those who go on as before do.
 */
export function heldOf(all: readonly Habits[], horizonDays: number): Held | undefined {
  let [people, held] = [0, 0]
  for (const each of all) {
    const next = nextOf(each)
    if (next === undefined || overdue(next) || next.latestDays > horizonDays) continue
    people += 1
    const { nextDays } = each
    if (nextDays !== null && nextDays >= Math.floor(next.earliestDays) && nextDays <= Math.ceil(next.latestDays))
      held += 1
  }
  if (people === 0) return undefined
  return { people, held, share: held / people, ...wilson({ of: people, found: held }) }
}

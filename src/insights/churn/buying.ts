/**
 * The chance of no order within some days by how people buy alone (BG/NBD), where there is too little to learn from.
 * Given the history, a customer is alive with P(alive) and then buys at a rate λ ~ gamma(r + x, α + T); the mean of e^−λt over it is
 * ((α + T) / (α + T + t))^(r + x). Source: Fader, Hardie & Lee (2005), as in `value/bgnbd.ts`.
 */
import type { BetaGeometric } from '../value/betageometric.ts'
import { bgnbdAlive } from '../value/bgnbd.ts'
import type { History } from '../value/histories.ts'
import type { Habits } from './habits.ts'

export function historyOf({ days, tenureDays, recencyDays }: Habits): History {
  return { purchases: days - 1, recency: tenureDays - recencyDays, age: tenureDays }
}

/** The probability of no purchase in the next `time`, in the unit of the histories; 0 … 1. */
export function quiet(parameters: BetaGeometric, history: History, time: number): number {
  const { r, alpha } = parameters
  const past = alpha + history.age
  return 1 - bgnbdAlive(parameters, history) * (1 - (past / (past + time)) ** (r + history.purchases))
}

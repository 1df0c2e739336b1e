/** The batch endpoint: 100 orders in a call. */
import type { Figure } from './support/figures.ts'
import { type Bench, compared, onTrack } from './support/rates.ts'

/** Two calls of 100 wait while two are written: more only wait longer. */
const CLIENTS = 4
const PER_CALL = 100
const LEAST_RATIO = 1.8

export function batch(bench: Bench): Promise<Figure[]> {
  return onTrack(bench, async (track) => {
    const job = { clients: CLIENTS, perCall: PER_CALL }
    return [...(await compared(bench, track, { name: 'batch', job, least: LEAST_RATIO })).figures]
  })
}

/** Where weights are: those that come with Regulars, and those that a company has trained for itself. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const shippedWeights = fileURLToPath(new URL('weights.bin', import.meta.url))

/** A company's own, in its data folder. */
export function ownWeights(dataDir: string): string {
  return join(dataDir, 'sentiment.weights')
}

export function weightsInUse(own: string | undefined): string {
  return own !== undefined && existsSync(own) ? own : shippedWeights
}

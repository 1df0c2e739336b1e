/**
 * A month of a grocery shop: 9,835 baskets of 169 items (Hahsler, Hornik & Reutterer 2006, in R's package arules). The
 * set lies beside the project and is not part of it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../../../shared/data/groceries/groceries_baskets.csv', import.meta.url))

/** A copy of the project alone does not have it. */
export const groceriesAreHere = existsSync(file)

export function groceries(): string[][] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
}

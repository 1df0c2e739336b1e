/**
 * A month of a grocery shop: 9,835 baskets of 169 items (Hahsler, Hornik & Reutterer 2006, in R's package arules). The
 * set lies beside the project and is not part of it.
 */
import { readFileSync } from 'node:fs'
import { publishedFile } from '../../../tests/support/published.ts'

export function groceries(): string[][] {
  return readFileSync(publishedFile('groceries/groceries_baskets.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
}

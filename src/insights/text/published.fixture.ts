/**
 * Labelled texts that lie beside the project and are not part of it: reviews of a Chinese food delivery and of seven kinds of goods
 * (licence not stated, for research), sentences about Amazon's and Yelp's goods and places (Kotzias et al. 2015, CC BY 4.0, UCI 331).
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { publishedFile } from '../../../tests/support/published.ts'
import { examplesIn } from './examples.ts'
import type { Example } from './training.ts'

const examples = (name: string): readonly Example[] => examplesIn(publishedFile(name)).examples

export const waimai = (): readonly Example[] => examples('sentiment-zh/waimai.csv.gz')
export const shopping = (): readonly Example[] => examples('sentiment-zh/shopping.csv.gz')
export const amazon = (): readonly Example[] => examples('sentiment-en/amazon_cells_labelled.txt')
export const yelp = (): readonly Example[] => examples('sentiment-en/yelp_labelled.txt')

/** Reviews of goods with the kind of goods, `each` of every kind, evenly from the whole file. */
export function byKind(each: number): { kind: string; text: string }[] {
  const file = gunzipSync(readFileSync(publishedFile('sentiment-zh/shopping.csv.gz')))
  const rows: { cat: string; review: string }[] = parse(file, { bom: true, columns: true, relax_quotes: true })
  const kinds = Map.groupBy(rows, ({ cat }) => cat)
  return [...kinds].flatMap(([kind, all]) => {
    const step = Math.floor(all.length / each)
    return all
      .filter((_, place) => place % step === 0)
      .slice(0, each)
      .map(({ review }) => ({ kind, text: review }))
  })
}

/** Restaurant reviews with their stars (Bu et al., ASAP, NAACL 2021; Apache-2.0): from others than what was learned from. */
export function restaurants(): { text: string; stars: number }[] {
  const file = readFileSync(publishedFile('sentiment-zh/asap-train-sample.csv'))
  const rows: { reviewbody: string; star: string }[] = parse(file, { bom: true, columns: true })
  return rows.map(({ reviewbody, star }) => ({ text: reviewbody, stars: Number(star) }))
}

/** Series that others forecast too: ../shared/data/forecast, its README has sources and licences. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { publishedFile, publishedIsHere } from '../../../tests/support/published.ts'

function fileOf(name: string): Buffer {
  return readFileSync(publishedFile(`forecast/${name}`))
}

/** Monthly turnover of Australian retail by state and industry (Australian Bureau of Statistics), 152 series. */
export function australianRetail(): readonly (readonly number[])[] {
  const rows: string[][] = parse(gunzipSync(fileOf('aus-retail.csv.gz')), { from: 2 })
  const series = new Map<string, number[]>()
  for (const [, , id = '', , turnover] of rows) {
    const values = series.get(id) ?? []
    values.push(Number(turnover))
    series.set(id, values)
  }
  return [...series.values()]
}

/** Monthly sales of beer, wine and liquor stores in the United States (Census Bureau, by FRED: MRTSSM4453USN). */
export function beerWineLiquor(): readonly number[] {
  if (!publishedIsHere) return []
  const rows: string[][] = parse(fileOf('us-beer-wine-liquor.csv'), { from: 2 })
  return rows.map(([, sales]) => Number(sales))
}

/** Recommendations in process: learning from Online Retail, reading the model that was kept, and one member after the other. */
import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import type { History } from '../src/insights/recommendations/histories.ts'
import { learn } from '../src/insights/recommendations/model.ts'
import { recommend } from '../src/insights/recommendations/recommend.ts'
import { loaded, stored } from '../src/insights/recommendations/storing.ts'
import { varied } from '../src/insights/recommendations/variety.ts'
import { type Figure, NoFigure } from './support/figures.ts'

const MOST_SECONDS = 20
const MOST_MILLISECONDS = 5
/** As the server asks: so many of the best, then a list with variety. */
const [CONSIDERED, COUNT, DIVERSITY] = [100, 10, 0.3]

/** Known customers, no cancellations, and goods, whose numbers have five digits. */
async function histories(file: string): Promise<History[]> {
  const lines = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }))
  const found = new Map<string, { readonly customer: string; readonly at: number; readonly items: Set<string> }>()
  for await (const { InvoiceNo, CustomerID, StockCode, InvoiceDate, Quantity, UnitPrice } of lines) {
    if (!/^\d+$/.test(CustomerID) || InvoiceNo.startsWith('C') || !/^\d{5}/.test(StockCode)) continue
    if (Number(Quantity) <= 0 || Number(UnitPrice) <= 0) continue
    const at = Date.parse(`${InvoiceDate.replace(' ', 'T')}Z`)
    const known = found.get(InvoiceNo) ?? { customer: CustomerID, at, items: new Set<string>() }
    found.set(InvoiceNo, known)
    known.items.add(StockCode)
  }
  return [...Map.groupBy(found.values(), ({ customer }) => customer).values()].map((visits) =>
    visits.map(({ at, items }) => ({ at, items: [...items] })).sort((a, b) => a.at - b.at),
  )
}

type Given = { readonly file: string; readonly say: (sentence: string) => void }

export async function recommendations({ file, say }: Given): Promise<Figure[]> {
  if (!existsSync(file) || !file.endsWith('.csv.gz')) throw new NoFigure('Online Retail is read as gzipped CSV.')
  const all = await histories(file)
  say(`${all.length} customers`)
  const began = performance.now()
  const learned = learn(all)
  const seconds = (performance.now() - began) / 1_000
  const bytes = stored(learned)
  const reading = performance.now()
  const model = loaded(bytes)
  const read = performance.now() - reading
  if (model === undefined) throw new NoFigure('The model that was kept is not read.')
  say('one customer after the other')
  const times = all.map((history) => {
    const from = performance.now()
    const ranked = recommend(model, history, { at: history.at(-1)?.at ?? 0, atMost: CONSIDERED })
    const list = varied(model, ranked, { count: COUNT, diversity: DIVERSITY })
    if (list.length !== COUNT) throw new NoFigure('A customer got no list.')
    return performance.now() - from
  })
  const ordered = times.toSorted((a, b) => a - b)
  const p99 = ordered[Math.floor(ordered.length * 0.99)] ?? Number.NaN
  const note = `middle ${(ordered[Math.floor(ordered.length / 2)] ?? Number.NaN).toFixed(2)} ms of ${all.length} customers`
  return [
    { name: 'recommendations.learning', value: seconds, unit: 's', bar: { most: MOST_SECONDS } },
    { name: 'recommendations.one p99', value: p99, unit: 'ms', bar: { most: MOST_MILLISECONDS }, note },
    {
      ...{ name: 'recommendations.reading the model', value: read, unit: 'ms', bar: null },
      note: `${(bytes.length / 2 ** 20).toFixed(1)} MB as kept`,
    },
  ]
}

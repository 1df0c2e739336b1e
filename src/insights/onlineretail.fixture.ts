/** UCI 352 Online Retail (Chen, Sain & Guo 2012, CC BY 4.0): known customers, no cancellations, positive quantities and prices. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { publishedFile } from '../../tests/support/published.ts'

export type Invoice = {
  readonly customer: number
  /** Local time of the shop without a zone: `2010-12-01T08:26:00`. */
  readonly placed: string
  readonly pence: number
  readonly country: string
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}

/** While the file is read. */
type Open = Omit<Invoice, 'lines'> & { readonly lines: { sku: string; quantity: number }[]; pence: number }

const PENCE = 100

export async function onlineRetail(): Promise<Invoice[]> {
  const file = createReadStream(publishedFile('online-retail.csv.gz'))
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }))
  const found = new Map<string, Open>()
  for await (const line of file) {
    const [quantity, price] = [Number(line.Quantity), Number(line.UnitPrice)]
    if (!/^\d+$/.test(line.CustomerID) || line.InvoiceNo.startsWith('C') || quantity <= 0 || price <= 0) continue
    const known: Open = found.get(line.InvoiceNo) ?? {
      ...{ customer: Number(line.CustomerID), placed: line.InvoiceDate.replace(' ', 'T'), country: line.Country },
      ...{ pence: 0, lines: [] },
    }
    known.pence += Math.round(quantity * price * PENCE)
    known.lines.push({ sku: line.StockCode, quantity })
    found.set(line.InvoiceNo, known)
  }
  return [...found.values()]
}

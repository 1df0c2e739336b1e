/** Two sets on which others published how well leaving and buying can be told: ../shared/data/churn, its README has sources and licences. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { publishedFile } from '../../../tests/support/published.ts'
import type { Trait } from './encoding.ts'

type Row = Readonly<Record<string, string>>
type Labelled = { readonly rows: readonly Row[]; readonly happened: Uint8Array; readonly traits: readonly Trait<Row>[] }

function labelled(
  rows: readonly Row[],
  {
    label,
    yes,
    amounts,
    ignored,
  }: { label: string; yes: string; amounts: readonly string[]; ignored: readonly string[] },
): Labelled {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== label && !ignored.includes(name))
  const traits = names.map((name): Trait<Row> => {
    if (!amounts.includes(name)) return { kind: 'choice', name, of: (row) => row[name] ?? null }
    return { kind: 'amount', name, of: (row) => (row[name]?.trim() ? Number(row[name]) : null) }
  })
  return { rows, traits, happened: Uint8Array.from(rows, (row) => (row[label] === yes ? 1 : 0)) }
}

/** 7,043 customers of a telephone company, 26.54 % left. */
export function telco(): Labelled {
  const rows: Row[] = parse(readFileSync(publishedFile('churn/telco.csv')), { columns: true, bom: true })
  const amounts = ['tenure', 'MonthlyCharges', 'TotalCharges']
  return labelled(rows, { label: 'Churn', yes: 'Yes', amounts, ignored: ['customerID'] })
}

/** 45,211 calls of a bank, 11.70 % bought (UCI 222). How long a call took is known only when it is over, so it is left out. */
export function bankCalls(): Labelled {
  const text = gunzipSync(readFileSync(publishedFile('churn/bank-marketing.csv.gz')))
  const rows: Row[] = parse(text, { columns: true, bom: true })
  const amounts = ['age', 'balance', 'day', 'campaign', 'pdays', 'previous']
  return labelled(rows, { label: 'y', yes: 'yes', amounts, ignored: ['duration'] })
}

/** A table as a CSV file that a spreadsheet opens as it is: with a mark of its encoding, and nothing in it that would be run. */
import { download } from '../../ui/download.ts'

export type Cell = string | number | null

/** Spreadsheets reckon with a cell that starts with one of these. */
const reckoned = /^'*[=+\-@\t\r\n＝＋－＠]/u

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = reckoned.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function saveCsv(name: string, lines: readonly (readonly Cell[])[]): void {
  const content = lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
  download({ name: `${name}.csv`, type: 'text/csv', content: `\uFEFF${content}` })
}

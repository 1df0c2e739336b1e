/** A file of a spreadsheet as text: its signs, and its rows of cells. Pure. */

/** Chinese spreadsheets save as GB 18030; whatever is not UTF-8 is read as that. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Rows of cells by RFC 4180, with the line on which each begins; lines without anything are left out. */
export function cellsOf(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  const separator = separatorOf(text)
  const rows: { line: number; cells: string[] }[] = []
  let row = { line: 1, cells: [] as string[] }
  let cell = ''
  let quoted = false
  let line = 1
  const endRow = () => {
    row.cells.push(cell)
    if (row.cells.some((each) => each.trim() !== '')) rows.push(row)
    cell = ''
    row = { line: line + 1, cells: [] }
  }
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place] ?? ''
    if (quoted && sign === '"' && text[place + 1] === '"') {
      cell += sign
      place += 1
    } else if (sign === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && sign === separator) {
      row.cells.push(cell)
      cell = ''
    } else if (!quoted && sign === '\n') endRow()
    else if (quoted || sign !== '\r') cell += sign
    if (sign === '\n') line += 1
  }
  if (cell !== '' || row.cells.length > 0) endRow()
  return rows
}

/** The sign that the first line holds most of. */
function separatorOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.search(/\n|$/)))
  const held = (sign: string) => first.split(sign).length
  return ['\t', ';'].find((sign) => held(sign) > held(',')) ?? ','
}

/** Cells of CSV files that people open in a spreadsheet. */

/** Spreadsheets reckon with a cell that starts with one of these: they run a formula, and make another number of a phone's. */
const reckoned = /^'*[=+\-@\t\r\n＝＋－＠]/u
const plainNumber = /^-?\d[\d.,]*$/

/** A cell that no spreadsheet runs or changes: an apostrophe before what it would reckon with. `plainCell` takes it off again. */
export function safeCell(text: string): string {
  const safe = reckoned.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What a cell says, without the apostrophe that `safeCell`, or another careful export, put before it. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && reckoned.test(cell) ? cell.slice(1) : cell
}

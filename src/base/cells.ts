/** Cells of CSV files that people open in a spreadsheet. */

/** Spreadsheets run a cell that starts with one of these as a formula. */
const formula = /^[=+\-@\t\r＝＋－＠]/u
const plainNumber = /^[+-]?[\d.,]+$/

/** A cell that no spreadsheet runs: an apostrophe before what could be a formula. */
export function safeCell(text: string): string {
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

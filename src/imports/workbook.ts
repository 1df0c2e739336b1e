/** The rows of one sheet of an Excel workbook (.xlsx) as text. A workbook is read whole, so its size has limits. */
import { readFile, stat } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import { Refused } from '../base/refusals.ts'
import { fileTooLarge, fileUnreadable } from './errors.ts'
import type { Row } from './understanding.ts'

/** Of the file itself. */
const FILE_BYTES_AT_MOST = 16 * 1024 ** 2
/** Of everything inside, unpacked: some 250,000 rows of eight columns. Larger tables are for CSV, which is read in pieces. */
const UNPACKED_BYTES_AT_MOST = 96 * 1024 ** 2

export async function workbookRows(path: string, sheet: string | number = 1): Promise<Row[]> {
  const { size } = await stat(path)
  if (size > FILE_BYTES_AT_MOST) throw tooLarge()
  const file = await readFile(path)
  checkUnpackedSize(file)
  // Few files are workbooks, and what reads them is large: it waits for the first.
  const { readSheet } = await import('read-excel-file/node')
  const cells = await readSheet(file, sheet, { trim: false }).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message.slice(0, 200) : 'no workbook'
    throw new Refused(fileUnreadable({ problem }))
  })
  return cells
    .map((row, index) => ({ line: index + 1, cells: row.map(cellText) }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
}

function tooLarge(): Refused {
  const megabytes = UNPACKED_BYTES_AT_MOST / 1024 ** 2
  return new Refused(fileTooLarge({ limit: `${megabytes} MB of unpacked workbook; save larger tables as CSV` }))
}

/** As a CSV file would have it: dates as `yyyy-MM-dd HH:mm:ss`, numbers as short as they can be told apart at 15 digits. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? String(cell) : decimalText(cell)
  if (cell instanceof Date) return momentText(cell)
  return typeof cell === 'string' || typeof cell === 'boolean' ? String(cell) : ''
}

/** Excel keeps 15 digits; what a double adds beyond them (2.5499999999999998 for 2.55) is not meant. */
function decimalText(value: number): string {
  const short = Number(value.toPrecision(15))
  const text = String(short)
  return text.includes('e') ? short.toFixed(12).replace(/\.?0+$/, '') : text
}

/** Excel's clock has no zone and is kept as a fraction of a day: the nearest second is meant. */
function momentText(date: Date): string {
  const seconds = Math.round(date.getTime() / 1000)
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    .toString()
    .slice(0, 19)
    .replace('T', ' ')
}

/** Unpacks every part once, with a limit, before anything else does it without one: a small file can hold gigabytes. */
function checkUnpackedSize(file: Buffer): void {
  let left = UNPACKED_BYTES_AT_MOST
  for (const part of partsOf(file)) {
    if (part.unpackedBytes > left) throw tooLarge()
    left -= actualBytes(part, left)
  }
}

type Part = { readonly packed: Buffer; readonly method: number; readonly unpackedBytes: number }

function actualBytes({ packed, method }: Part, atMost: number): number {
  if (method === 0) return packed.length
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, atMost) }).length
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge()
    throw damaged()
  }
}

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
const PARTS_AT_MOST = 2_000

/** The parts of a zip archive by its directory. Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
function partsOf(file: Buffer): Part[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw damaged()
  const count = file.readUInt16LE(end + 10)
  if (count > PARTS_AT_MOST) throw tooLarge()
  const parts: Part[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) throw damaged()
    const packedBytes = file.readUInt32LE(at + 20)
    const local = file.readUInt32LE(at + 42)
    if (local + 30 > file.length) throw damaged()
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    parts.push({
      packed: file.subarray(start, start + packedBytes),
      method: file.readUInt16LE(at + 10),
      unpackedBytes: file.readUInt32LE(at + 24),
    })
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

function damaged(): Refused {
  return new Refused(fileUnreadable({ problem: 'the workbook is damaged' }))
}

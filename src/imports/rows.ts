/** A file as rows of text with their line numbers, in batches, whatever its format. */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Refused } from '../base/refusals.ts'
import { fileUnreadable } from './errors.ts'
import type { Mapping } from './mapping.ts'
import { type Survey, textOf } from './reading.ts'
import type { Row } from './understanding.ts'
import { workbookRows } from './workbook.ts'

export type Rows = {
  readonly heading: readonly string[]
  /** What is below the heading, without blank lines. */ readonly batches: AsyncIterable<Row[]>
}

/** Rows handed over together: enough that waiting does not count, few enough that they die young in the garbage collector. */
const BATCH = 250
/** A longer record is a quote that nobody closed. */
const RECORD_BYTES = 256 * 1024
const COLUMNS_AT_MOST = 500

export type Watch = { /** Bytes of the file read so far. */ onBytes?: (read: number) => void }

/** Opens a file for reading once from its beginning. @throws Refused fileUnreadable, fileTooLarge */
export async function openRows(file: Survey, settings: Mapping['file'] = {}, { onBytes }: Watch = {}): Promise<Rows> {
  const all =
    file.format === 'xlsx'
      ? batched(await workbookRows(file.path, settings.sheet))
      : csvRows(file, settings.delimiter ?? (await delimiterOf(file)), onBytes)
  return belowHeading(all, settings.headingLine ?? 1)
}

async function belowHeading(all: AsyncGenerator<Row[]>, headingLine: number): Promise<Rows> {
  for (;;) {
    const { value, done } = await all.next()
    if (done === true) throw new Refused(fileUnreadable({ problem: 'it has no heading' }))
    const place = value.findIndex((row) => row.line >= headingLine)
    const heading = value[place]?.cells
    if (heading === undefined) continue
    if (heading.length > COLUMNS_AT_MOST)
      throw new Refused(fileUnreadable({ problem: `it has more than ${COLUMNS_AT_MOST} columns` }))
    return { heading, batches: rest(value.slice(place + 1), all) }
  }
}

async function* rest(first: Row[], others: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  if (first.length > 0) yield first
  yield* others
}

async function* batched(rows: readonly Row[]): AsyncGenerator<Row[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH)
}

type Read = { readonly record: string[]; readonly info: { readonly lines: number } }

async function* csvRows(file: Survey, delimiter: string, onBytes: Watch['onBytes']): AsyncGenerator<Row[]> {
  let lines = 0
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: RECORD_BYTES,
    info: true,
  })
  const text = Readable.from(textOf(file, onBytes))
  text.on('error', (error) => parser.destroy(error))
  let batch: Row[] = []
  try {
    for await (const read of text.pipe(parser)) {
      const { record, info }: Read = read
      const line = lines + 1
      lines = info.lines
      if (isBlank(record)) continue
      batch.push({ line, cells: record })
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  } catch (error) {
    throw broken(error, lines + 1)
  } finally {
    text.destroy()
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 0 || (cells.length === 1 && cells[0]?.trim() === '')
}

function broken(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error
  const longest = error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED'
  const problem = longest
    ? `a quote that is opened in line ${line} is never closed, or the line is longer than ${RECORD_BYTES / 1024} kB`
    : `line ${line}: ${error.message}`
  return new Refused(fileUnreadable({ problem }))
}

const delimiters = [',', ';', '\t', '|'] as const
const SNIFFED_CHARACTERS = 64 * 1024

/** The mark that the first lines have most often, outside quotes. */
async function delimiterOf(file: Survey): Promise<string> {
  let text = ''
  for await (const piece of textOf(file)) {
    text += piece
    if (text.length >= SNIFFED_CHARACTERS) break
  }
  const lines = text
    .slice(0, SNIFFED_CHARACTERS)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 20)
  const counts = delimiters.map((mark) => ({
    mark,
    count: Math.max(0, ...lines.slice(0, 1).map((line) => line.split(mark).length - 1)),
  }))
  counts.sort((a, b) => b.count - a.count)
  return counts[0]?.mark ?? ','
}

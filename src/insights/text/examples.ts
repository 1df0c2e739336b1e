/** Labelled texts from a file: a table with a head (CSV, also .gz), or lines of text, tab and label. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Example } from './training.ts'

const TEXT_COLUMNS = ['text', 'review', 'reviewbody', 'comment', '评论', '内容', '文本']
const LABEL_COLUMNS = ['label', 'sentiment', '标签', '评价', '情感']
const GOOD = new Set(['1', 'good', 'positive', 'pos', '好评', '正面', '好'])
const BAD = new Set(['0', '-1', 'bad', 'negative', 'neg', '差评', '负面', '差'])
/** A file that unpacks to more is not one of reviews. */
const BYTES_AT_MOST = 512 * 1024 ** 2
const FIRST_SKIPPED_LINES = 3

export type Read = { readonly examples: readonly Example[]; readonly skipped: number }

/** @throws Error that says what to change in the file */
export function examplesIn(path: string): Read {
  const bytes = readFileSync(path)
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: BYTES_AT_MOST }) : bytes
  const text = textOf(plain, path)
  const rows = /\.(txt|tsv)(\.gz)?$/.test(path) ? tabbed(text) : table(text, path)
  const skipped: number[] = []
  const examples = rows.flatMap(({ text: said, label }, line): Example[] => {
    const good = GOOD.has(label)
    if (said !== '' && (good || BAD.has(label))) return [{ text: said, good }]
    skipped.push(line + 1)
    return []
  })
  if (skipped.length * 2 > rows.length)
    throw new Error(
      `${path}: most lines have no text or a label that says nothing, e.g. ${skipped.slice(0, FIRST_SKIPPED_LINES).join(', ')}. ` +
        'A label is 1, good, positive or 好评, or 0, bad, negative or 差评.',
    )
  return { examples, skipped: skipped.length }
}

type Row = { readonly text: string; readonly label: string }

function textOf(bytes: Buffer, path: string): string {
  for (const encoding of ['utf-8', 'gb18030'] as const)
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one may fit.
    }
  throw new Error(`${path} is neither in UTF-8 nor in GB18030.`)
}

function tabbed(text: string): Row[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const tab = line.lastIndexOf('\t')
      return {
        text: line.slice(0, Math.max(tab, 0)).trim(),
        label: line
          .slice(tab + 1)
          .trim()
          .toLowerCase(),
      }
    })
}

function table(text: string, path: string): Row[] {
  const [head = [], ...rows]: string[][] = parse(text, { bom: true, relax_quotes: true, relax_column_count: true })
  const names = head.map((name) => name.trim().toLowerCase())
  const columnOf = (known: readonly string[], what: string): number => {
    const column = names.findIndex((name) => known.includes(name))
    if (column < 0) throw new Error(`${path} has no column for the ${what}. Name it ${known.slice(0, 2).join(' or ')}.`)
    return column
  }
  const [said, label] = [columnOf(TEXT_COLUMNS, 'text'), columnOf(LABEL_COLUMNS, 'label')]
  // Exports put a byte order mark before texts, too.
  return rows.map((row) => ({
    text: (row[said] ?? '').replaceAll('\uFEFF', '').trim(),
    label: (row[label] ?? '').trim().toLowerCase(),
  }))
}

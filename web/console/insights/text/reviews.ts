/** Reviews as people have them, pasted or in a file: which column is what, and what is sent of them. Pure. */
import { cellsOf } from '../../../ui/cells.ts'

export const TEXTS_AT_MOST = 5_000
export const SIGNS_AT_MOST = 2_000
const ABOUT_SIGNS = 200
/** The server takes four megabytes; what surrounds the reviews needs a few. */
const BYTES_AT_MOST = 4 * 1024 * 1024 - 1_000

export const columns = ['text', 'on', 'about'] as const
export type Column = (typeof columns)[number]
export type Places = { readonly [column in Column]?: number }

export type Review = { readonly text: string; readonly on?: string; readonly about?: string }

/** A table with headings, or lines of which each is a review. */
export type Given =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | {
      readonly kind: 'table'
      readonly headings: readonly string[]
      readonly rows: readonly (readonly string[])[]
      readonly guessed: Places
    }

export type Prepared = {
  readonly reviews: readonly Review[]
  /** Shortened to what is read of one. */ readonly cut: number
  /** Beyond what is read at a time. */ readonly leftOut: number
  /** Without any sign. */ readonly empty: number
  /** Whose day says nothing, of those that have one. */ readonly undated: number
}

/** How headings are written, in lower case. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  text: [
    ...['text', 'review', 'reviewbody', 'review text', 'comment', 'comments', 'content', 'body', 'feedback'],
    ...['评论', '评价', '评论内容', '评价内容', '内容', '文本', '反馈', '顾客评价'],
  ],
  on: [
    ...['date', 'day', 'time', 'created', 'created at', 'created_at', 'on', 'review date'],
    ...['日期', '时间', '评论时间', '评价时间', '评论日期', '评价日期', '创建时间', '下单时间'],
  ],
  about: [
    ...['about', 'store', 'shop', 'product', 'item', 'sku', 'channel', 'category', 'cat', 'restaurant'],
    ...['门店', '店铺', '商品', '商品名称', '产品', '渠道', '品类', '类目', '餐厅', '平台'],
  ],
}

/** @param file whether it came as a file: what is pasted is a table only where its headings say so, for reviews hold commas */
export function given(text: string, { file }: { file: boolean }): Given {
  const [head, ...body] = cellsOf(text.replace(/^\uFEFF/, ''))
  const names = head?.cells.map((name) => name.trim()) ?? []
  const known: Places = Object.fromEntries(
    columns.flatMap((column) => {
      const place = names.findIndex((name) => headings[column].includes(name.toLowerCase()))
      return place < 0 ? [] : [[column, place]]
    }),
  )
  const rows = body.map(({ cells }) => cells)
  if (known.text === undefined && !(file && names.length > 1 && rows.length > 0))
    return { kind: 'lines', lines: text.replace(/^\uFEFF/, '').split(/\r?\n/) }
  return { kind: 'table', headings: names, rows, guessed: { text: longestColumn(names, rows), ...known } }
}

/** Where no heading says it, reviews are what is longest. */
function longestColumn(names: readonly string[], rows: readonly (readonly string[])[]): number {
  const lengths = names.map((_, place) => rows.reduce((sum, row) => sum + (row[place]?.length ?? 0), 0))
  return lengths.indexOf(Math.max(...lengths))
}

export function prepared(of: Given, places: Places): Prepared {
  const raw =
    of.kind === 'lines'
      ? of.lines.map((text) => ({ text, on: undefined, about: undefined }))
      : of.rows.map((row) => ({ text: at(row, places.text), on: at(row, places.on), about: at(row, places.about) }))
  const some = raw.map(cleaned).filter(({ text }) => text !== '')
  const reviews = fitting(some.map(reviewOf))
  const taken = some.slice(0, reviews.length)
  return {
    reviews,
    cut: taken.filter(({ text }) => text.length > SIGNS_AT_MOST).length,
    leftOut: some.length - reviews.length,
    empty: raw.length - some.length,
    undated: taken.filter(({ on }, place) => on !== '' && reviews[place]?.on === undefined).length,
  }
}

function at(row: readonly string[], place: number | undefined): string | undefined {
  return place === undefined ? undefined : row[place]
}

type Raw = { readonly text: string | undefined; readonly on: string | undefined; readonly about: string | undefined }

function cleaned({ text, on, about }: Raw) {
  return { text: clean(text), on: clean(on), about: clean(about) }
}

/** The server refuses what no text holds: half signs and the sign of nothing. */
function clean(text = ''): string {
  return whole(text).replaceAll('\u0000', '').trim()
}

/** Cutting can leave half a sign. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function reviewOf({ text, on, about }: Readonly<Record<Column, string>>): Review {
  const day = dayIn(on)
  return {
    text: whole(text.slice(0, SIGNS_AT_MOST)),
    ...(day === undefined ? {} : { on: day }),
    ...(about === '' ? {} : { about: whole(about.slice(0, ABOUT_SIGNS)) }),
  }
}

/** The first ones, as many as are read at a time. */
function fitting(reviews: readonly Review[]): Review[] {
  const encoder = new TextEncoder()
  let bytes = 0
  const kept: Review[] = []
  for (const review of reviews.slice(0, TEXTS_AT_MOST)) {
    bytes += encoder.encode(JSON.stringify(review)).length + 1
    if (bytes > BYTES_AT_MOST) break
    kept.push(review)
  }
  return kept
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/

/** Days with the year first, as 2026-03-01, 2026/3/1 or 2026年3月1日, whatever follows. @returns YYYY-MM-DD */
export function dayIn(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = Date.parse(`${written}T00:00:00Z`)
  if (Number.isNaN(instant)) return undefined
  // The thirtieth of February would be the second of March.
  return new Date(instant).toISOString().startsWith(written) ? written : undefined
}

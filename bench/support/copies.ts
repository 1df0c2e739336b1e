/**
 * A small shop that really happened becomes a large one: what its members have is read by COPY as text, cut where ids are, and
 * written again under other ids, as often as is asked for.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** Ids as a text of their own are UUIDs; only their last eight digits change, so they stay in the order of their making. */
const ids = /([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{4})[0-9a-f]{8}/g
/** Numbers of orders of the sample shop, which get an ending. */
const numbers = /\bHD\d{6}-[0-9A-Z]{4,9}\b/g
/** No text of the sample shop holds it. */
const PLACE = '\u0001'

/** A text with a place for the ending of a copy wherever an id or the number of an order is. */
export function cut(text: string): readonly string[] {
  return text.replace(ids, `$1${PLACE}`).replace(numbers, `$&-${PLACE}`).split(PLACE)
}

/** Eight digits for each copy, as far from each other as digits drawn at random would be. */
export function ending(copy: number): string {
  return (Math.imul(copy, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0')
}

/** The id of a copy. */
export function copied(id: string, copy: number): string {
  return cut(id).join(ending(copy))
}

/** Text of COPY in pieces of whole lines, each cut. */
export async function readCut(client: pg.PoolClient, query: string): Promise<(readonly string[])[]> {
  const pieces: (readonly string[])[] = []
  let held: string[] = []
  let left = ''
  const stream = client.query(copyTo(`copy (${query}) to stdout`))
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    held.push(String(chunk))
    if (held.length < CHUNKS_IN_A_PIECE) continue
    const text = left + held.join('')
    const end = text.lastIndexOf('\n') + 1
    pieces.push(cut(text.slice(0, end)))
    left = text.slice(end)
    held = []
  }
  pieces.push(cut(left + held.join('')))
  return pieces
}

/** COPY sends a row at a time. */
const CHUNKS_IN_A_PIECE = 2_000

/** Writes text of COPY, waiting for Postgres where it is slower. */
export async function write(client: pg.PoolClient, into: string, texts: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(texts), client.query(copyFrom(`copy ${into} from stdin`)))
}

type Value = string | number | Buffer | null | readonly string[] | readonly number[] | Readonly<Record<string, unknown>>

/** One row as a line of COPY's text. */
export function line(values: readonly Value[]): string {
  return `${values.map(field).join('\t')}\n`
}

function field(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (typeof value === 'string') return escaped(value)
  if (Array.isArray(value)) return escaped(`{${value.map((one) => JSON.stringify(one)).join(',')}}`)
  return escaped(JSON.stringify(value))
}

function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (sign) =>
    sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : sign === '\t' ? '\\t' : '\\\\',
  )
}

type Built = { readonly make: string; readonly drop: string }

/** Takes indexes and keys off tables, so that loading does not keep them up row by row. @returns puts them back */
export async function withoutIndexes(client: pg.PoolClient, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<Built>(
    `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make,
       format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
     from pg_constraint where contype in ('p', 'u', 'f') and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
     order by contype = 'f', conrelid::regclass::text`,
    [tables],
  )
  const indexes = await client.query<Built>(
    `select pg_get_indexdef(indexrelid) as make, format('drop index %s', indexrelid::regclass) as drop
     from pg_index where indrelid = any($1::text[]::regclass[])
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`,
    [tables],
  )
  const all = [...rows, ...indexes.rows]
  for (const { drop } of all.toReversed()) await client.query(drop)
  return async () => {
    const keys = rows.filter(({ make }) => !make.includes(' FOREIGN KEY '))
    const foreign = rows.filter(({ make }) => make.includes(' FOREIGN KEY '))
    for (const { make } of [...keys, ...indexes.rows, ...foreign]) await client.query(make)
  }
}

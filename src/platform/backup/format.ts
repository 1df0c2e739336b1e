/**
 * The file: one zstd stream of lines. The first is the manifest; then for each table a line that names it, its rows as
 * `COPY` writes them, `\.` as `COPY` ends them, and a line with their number and hash; the last line says that all is there.
 * It can be read without this program: `zstd -dc FILE | less`.
 */
import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { Type as type } from 'typebox'
import { Compile } from 'typebox/compile'

const migration = type.Object({ number: type.Integer(), name: type.String(), hash: type.String() })

export const manifestOf = Compile(
  type.Object({
    format: type.Literal('regulars-backup'),
    version: type.Literal(1),
    /** When the snapshot was taken, RFC 3339. */ at: type.String(),
    program: type.String(),
    postgres: type.String(),
    /** What was applied to the database, in order. */ migrations: type.Array(migration),
    /** Whether the jobs of graphile-worker are inside. */ jobs: type.Boolean(),
    /** The text of the key file, when it was asked for. */ keys: type.Union([type.String(), type.Null()]),
  }),
)
export const headOf = Compile(type.Object({ table: type.String(), columns: type.Array(type.String()) }))
export const footOf = Compile(type.Object({ rows: type.Integer(), bytes: type.Integer(), sha256: type.String() }))
export const endOf = Compile(
  type.Object({
    end: type.Literal(true),
    tables: type.Integer(),
    rows: type.Integer(),
    sequences: type.Array(type.Object({ name: type.String(), last: type.String() })),
  }),
)

export type Manifest = ReturnType<typeof manifestOf.Parse>
export type Foot = ReturnType<typeof footOf.Parse>

/** The file cannot be used; the message says why in a sentence. */
export class BackupUnusable extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'BackupUnusable'
  }
}

const CUT_SHORT = 'The backup file ends too early: it was cut short, or its writing did not finish.'
const FOREIGN = 'The file is no backup of Regulars, or it was damaged.'

/** Passes bytes on and knows their number and hash when they have all passed. */
export function measured(): Transform & { measure(): { bytes: number; sha256: string } } {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return Object.assign(stream, { measure: () => ({ bytes, sha256: hash.digest('hex') }) })
}

const NEWLINE = 0x0a
const END_OF_ROWS = Buffer.from('\\.\n')
const END_AFTER_ROW = Buffer.from('\n\\.\n')

/** Reads the parts of a backup one after the other from its unpacked bytes. */
export function backupReader(source: AsyncIterable<Buffer>): {
  /** The next line, parsed. */ line(): Promise<unknown>
  /** The bytes of the rows up to their end mark, which is consumed. */ rows(): AsyncGenerator<Buffer>
} {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  const more = async (): Promise<void> => {
    const next = await chunks.next()
    if (next.done === true) throw new BackupUnusable(CUT_SHORT)
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
  }

  async function line(): Promise<unknown> {
    let end = rest.indexOf(NEWLINE)
    while (end < 0) {
      if (rest.length > LONGEST_LINE) throw new BackupUnusable(FOREIGN)
      await more()
      end = rest.indexOf(NEWLINE)
    }
    const text = rest.toString('utf8', 0, end)
    rest = rest.subarray(end + 1)
    try {
      return JSON.parse(text)
    } catch {
      throw new BackupUnusable(FOREIGN)
    }
  }

  async function* rows(): AsyncGenerator<Buffer> {
    while (rest.length < END_OF_ROWS.length) await more()
    let atStart = rest.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS)
    while (!atStart) {
      const end = rest.indexOf(END_AFTER_ROW)
      if (end >= 0) {
        yield rest.subarray(0, end + 1)
        rest = rest.subarray(end + 1)
        atStart = true
      } else {
        // The mark may be divided between this chunk and the next.
        const safe = Math.max(rest.length - END_AFTER_ROW.length, 0)
        if (safe > 0) yield rest.subarray(0, safe)
        rest = rest.subarray(safe)
        await more()
      }
    }
    rest = rest.subarray(END_OF_ROWS.length)
  }

  return { line, rows }
}

/** Longer than any manifest: what has no line end by then is no backup. */
const LONGEST_LINE = 4 * 1024 * 1024

/** A line of the file as what it must be. @throws BackupUnusable */
export function expect<T>(schema: { Check(value: unknown): boolean; Parse(value: unknown): T }, value: unknown): T {
  if (!schema.Check(value)) throw new BackupUnusable(FOREIGN)
  return schema.Parse(value)
}

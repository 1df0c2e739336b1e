/** Finds out what a file is (format, compression, encoding) and what it contains (its hash), in one pass of bounded memory. */
import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Refused } from '../base/refusals.ts'
import { fileTooLarge, fileUnreadable } from './errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

export type Survey = {
  readonly path: string
  /** SHA-256 of the file as it is. */ readonly hash: Buffer
  /** Of the file as it is, for showing progress. */ readonly bytes: number
  readonly format: 'csv' | 'xlsx'
  readonly gzip: boolean
  /** Of a CSV file. */ readonly encoding: Encoding
}

/** After decompression. A file beyond it is better split; a small archive that grows beyond it is a bomb. */
const BYTES_AT_MOST = 4 * 1024 ** 3
const GIGABYTE = 1024 ** 3

/** Looks at the whole file once. @throws Refused fileUnreadable, fileTooLarge */
export async function survey(path: string, wished?: Encoding): Promise<Survey> {
  const { head, bytes } = await beginningOf(path)
  if (bytes === 0) throw new Refused(fileUnreadable({ problem: 'it is empty' }))
  if (bytes > BYTES_AT_MOST) throw new Refused(fileTooLarge({ limit: `${BYTES_AT_MOST / GIGABYTE} GB` }))
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  const hash = createHash('sha256')
  if (isZip(head)) {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
    return { path, hash: hash.digest(), bytes, format: 'xlsx', gzip: false, encoding: 'utf-8' }
  }
  if (head.readUInt32BE(0) === 0xd0cf11e0)
    throw new Refused(fileUnreadable({ problem: 'it is an old Excel workbook (.xls); save it as .xlsx or CSV' }))
  const encoding = wished ?? (await encodingOf(path, gzip))
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { path, hash: hash.digest(), bytes, format: 'csv', gzip, encoding }
}

async function beginningOf(path: string): Promise<{ head: Buffer; bytes: number }> {
  try {
    const { size } = await stat(path)
    const file = await open(path)
    try {
      const head = Buffer.alloc(4)
      await file.read(head, 0, 4, 0)
      return { head, bytes: size }
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const problem = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code
    throw new Refused(fileUnreadable({ problem }))
  }
}

function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
}

/** The file's bytes, decompressed. `source` tells how much of the file itself was read. */
function bytesOf(path: string, gzip: boolean): { bytes: AsyncIterable<Buffer>; source: ReadStream } {
  const source = createReadStream(path)
  if (!gzip) return { bytes: source, source }
  const unpacked = createGunzip()
  source.on('error', (error) => unpacked.destroy(error))
  return { bytes: source.pipe(unpacked), source }
}

/** The file's text in pieces, without a byte order mark. @throws Refused when it is not in the encoding */
export async function* textOf(
  { path, gzip, encoding }: Pick<Survey, 'path' | 'gzip' | 'encoding'>,
  onBytes?: (read: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const { bytes, source } = bytesOf(path, gzip)
  let total = 0
  try {
    for await (const chunk of bytes) {
      total += chunk.length
      if (total > BYTES_AT_MOST) throw new Refused(fileTooLarge({ limit: `${BYTES_AT_MOST / GIGABYTE} GB` }))
      onBytes?.(source.bytesRead)
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw unreadable(error, encoding)
  } finally {
    source.destroy()
  }
}

function unreadable(error: unknown, encoding: Encoding): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new Refused(fileUnreadable({ problem: `its text is not ${encoding}; say the encoding in the mapping` }))
  if (code.startsWith('Z_')) return new Refused(fileUnreadable({ problem: 'its compression is damaged' }))
  return error
}

/** Marks first, then what the bytes can be: UTF-8 throughout, GB18030 when that gives Chinese, else Windows-1252. */
async function encodingOf(path: string, gzip: boolean): Promise<Encoding> {
  const sample = await sampleOf(path, gzip)
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const zeros = [0, 1].map((parity) => sample.filter((byte, place) => byte === 0 && place % 2 === parity).length)
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length / 4 && even < odd / 10) return 'utf-16le'
  if (even > sample.length / 4 && odd < even / 10) return 'utf-16be'
  if ((await chineseIn(path, gzip, 'utf-8')) !== undefined) return 'utf-8'
  const share = await chineseIn(path, gzip, 'gb18030')
  return share !== undefined && share > 0.8 ? 'gb18030' : 'windows-1252'
}

/** Bytes that tell an encoding without a mark. */
const SAMPLE_BYTES = 64 * 1024

async function sampleOf(path: string, gzip: boolean): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  const { bytes, source } = bytesOf(path, gzip)
  try {
    for await (const chunk of bytes) {
      parts.push(chunk)
      size += chunk.length
      if (size >= SAMPLE_BYTES) break
    }
  } catch (error) {
    throw unreadable(error, 'utf-8')
  } finally {
    source.destroy()
  }
  return Buffer.concat(parts).subarray(0, SAMPLE_BYTES)
}

const beyondAscii = /\P{ASCII}/gu
const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu

/** The share of Chinese among the characters beyond ASCII; undefined when the file is not in the encoding. */
async function chineseIn(path: string, gzip: boolean, encoding: Encoding): Promise<number | undefined> {
  let beyond = 0
  let found = 0
  try {
    for await (const text of textOf({ path, gzip, encoding })) {
      if (encoding === 'utf-8') continue
      beyond += text.match(beyondAscii)?.length ?? 0
      found += text.match(chinese)?.length ?? 0
    }
  } catch (error) {
    if (error instanceof Refused && String(error.refusal.facts['problem']).includes('its text is not')) return undefined
    throw error
  }
  return beyond === 0 ? 1 : found / beyond
}

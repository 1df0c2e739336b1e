import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupReader } from './format.ts'

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function rowsOf(reader: ReturnType<typeof backupReader>): Promise<string> {
  const found: Buffer[] = []
  for await (const part of reader.rows()) found.push(Buffer.from(part))
  return Buffer.concat(found).toString('utf8')
}

/** Lines as `COPY` writes them: a backslash is always doubled, so none is the end mark. */
const row = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((text) => `${text.replaceAll('\\', '\\\\').replace(/[\n\r]/g, ' ')}\n`)

test('rows end at their mark and nowhere else, however the bytes are divided', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 6 }),
      fc.array(row, { maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      async (first, second, size) => {
        const text = `{"a":1}\n${first.join('')}\\.\n{"b":2}\n${second.join('')}\\.\n{"c":3}\n`
        const reader = backupReader(chunksOf(Buffer.from(text), size))
        expect(await reader.line()).toEqual({ a: 1 })
        expect(await rowsOf(reader)).toBe(first.join(''))
        expect(await reader.line()).toEqual({ b: 2 })
        expect(await rowsOf(reader)).toBe(second.join(''))
        expect(await reader.line()).toEqual({ c: 3 })
        await expect(reader.line()).rejects.toThrow('ends too early')
      },
    ),
  )
})

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Refused } from '../base/refusals.ts'
import { gb18030Sample, workbook, written, zip } from './files.fixture.ts'
import type { Mapping } from './mapping.ts'
import { survey } from './reading.ts'
import { openRows } from './rows.ts'
import type { Row } from './understanding.ts'

async function read(
  path: string,
  settings: Mapping['file'] = {},
): Promise<{ heading: readonly string[]; rows: Row[] }> {
  const { heading, batches } = await openRows(await survey(path, settings.encoding), settings)
  const rows: Row[] = []
  for await (const batch of batches) rows.push(...batch)
  return { heading, rows }
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return `${error.refusal.refusal}: ${JSON.stringify(error.refusal.facts)}`
    throw error
  }
  return 'nothing was refused'
}

describe('a CSV file', () => {
  test('is read whatever its delimiter, line ends, mark and packing', async () => {
    const expected = {
      heading: ['a', 'b'],
      rows: [
        { line: 2, cells: ['1', 'x,y'] },
        { line: 3, cells: ['2', 'ü'] },
      ],
    }
    const text = 'a;b\r\n1;x,y\r\n2;ü\r\n'
    for (const content of [
      text,
      `\ufeff${text}`,
      text.replaceAll('\r\n', '\n'),
      text.replaceAll(';', '\t'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      gzipSync(text),
      Buffer.from(text, 'latin1'),
    ])
      expect(await read(written(content))).toEqual(expected)
  })

  test('in GB18030 is known by its Chinese', async () => {
    const { heading, rows } = await read(written(gb18030Sample))
    expect(heading).toEqual(['订单号', '商品编码', '品名', '数量', '单价', '日期', '会员号'])
    expect(rows[0]?.cells[2]).toBe('茶叶')
    expect((await survey(written(Buffer.from('a,b\n1,£2\n', 'latin1')))).encoding).toBe('windows-1252')
  })

  test('keeps the number of the line where a record begins, through quotes, breaks and blank lines', async () => {
    const { rows } = await read(written('a,b\n1,"x\ny"\n\n \n3,"say ""hi"""\n'))
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 6, cells: ['3', 'say "hi"'] },
    ])
  })

  test('takes a quote inside a text as it is, and says where one is never closed', async () => {
    const { rows } = await read(written('a,b\n1,5" tile\n2,x\n'))
    expect(rows[0]?.cells).toEqual(['1', '5" tile'])
    expect(await problemOf(read(written('a,b\n1,x\n2,"never closed\n3,x\n4,x\n')))).toContain('opened in line 3')
  })

  test('may have its heading further down', async () => {
    expect((await read(written('Sales report\n\na,b\n1,2\n'), { headingLine: 3 })).rows).toEqual([
      { line: 4, cells: ['1', '2'] },
    ])
  })

  test('with a million columns, a giant line or damaged packing is refused, not run out of memory with', async () => {
    expect(await problemOf(read(written(`${'a,'.repeat(1_000)}a\n1\n`)))).toContain('more than 500 columns')
    expect(await problemOf(read(written(`a,b\n${'x'.repeat(5_000_000)},1\n`)))).toContain('is longer than')
    const packed = gzipSync('a,b\n1,2\n')
    packed.writeUInt32LE(1, packed.length - 8)
    expect(await problemOf(read(written(packed)))).toContain('compression is damaged')
    expect(await problemOf(read(written('')))).toContain('it is empty')
    expect(await problemOf(read('/nowhere/at-all.csv'))).toContain('no such file')
  })
})

describe('a workbook', () => {
  test('gives its cells as a CSV file would: dates to the second, numbers without what a double adds', async () => {
    const path = written(
      workbook([
        ['no', 'price', 'at'],
        ['A-1', 2.5499999999999998, { day: 40_513.35138888889 }],
        ['A-2', 3, { day: 40_514 }],
      ]),
      'xlsx',
    )
    const { heading, rows } = await read(path)
    expect(heading).toEqual(['no', 'price', 'at'])
    expect(rows).toEqual([
      { line: 2, cells: ['A-1', '2.55', '2010-12-01 08:26:00'] },
      { line: 3, cells: ['A-2', '3', '2010-12-02 00:00:00'] },
    ])
  })

  test('that would unpack to more than fits is refused, also when its directory lies', async () => {
    const zeros = Buffer.alloc(120 * 1024 ** 2)
    const honest = written(workbook([['a']], [{ name: 'xl/media/x', content: zeros }]), 'xlsx')
    const lying = written(workbook([['a']], [{ name: 'xl/media/x', content: zeros, claims: 10 }]), 'xlsx')
    expect(readFileSync(lying).length).toBeLessThan(1_000_000)
    expect(await problemOf(read(honest))).toContain('import.file-too-large')
    expect(await problemOf(read(lying))).toContain('import.file-too-large')
  })

  test('that is none, or damaged, is refused with a sentence', async () => {
    expect(await problemOf(read(written(zip([{ name: 'hello.txt', content: Buffer.from('x') }]), 'xlsx')))).toContain(
      'import.file-unreadable',
    )
    expect(await problemOf(read(written(workbook([['a']]).subarray(0, 300), 'xlsx')))).toContain('damaged')
    expect(await problemOf(read(written(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls')))).toContain('save it as .xlsx')
  })
})

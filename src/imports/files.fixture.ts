/** Files for tests: written to a folder of their own, in any encoding, plain, packed or as a workbook. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

const folder = mkdtempSync(join(tmpdir(), 'regulars-imports-'))
let count = 0

export function written(content: string | Buffer, ending = 'csv'): string {
  count += 1
  const path = join(folder, `${count}.${ending}`)
  writeFileSync(path, content)
  return path
}

/** An empty folder. */
export function newFolder(): string {
  return mkdtempSync(join(folder, 'out-'))
}

/** "订单号,商品编码,…" and one order of tea, as GB18030 writes it; TextEncoder knows only UTF-8. */
export const gb18030Sample: Buffer = Buffer.from(
  'b6a9b5a5bac52cc9ccc6b7b1e0c2eb2cc6b7c3fb2ccafdc1bf2cb5a5bcdb2cc8d5c6da2cbbe1d4b1bac50a412d312c5431' +
    '2cb2e8d2b62c322c332e35302c323032352d30312d30322031303a30303a30302c4d310a',
  'hex',
)

type ZipPart = {
  readonly name: string
  readonly content: Buffer /** What the directory claims. */
  readonly claims?: number
}

/** A zip archive, enough of one for a workbook. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims } of parts) {
    const packed = deflateRawSync(content)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(content), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claims ?? content.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(offset, 42)
    bodies.push(head, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

export type Cell = string | number | { readonly day: number }

/** A workbook of one sheet: texts, numbers, and days counted as Excel counts them. */
export function workbook(rows: readonly (readonly Cell[])[], extra: readonly ZipPart[] = []): Buffer {
  const cellXml = (cell: Cell, place: number, row: number): string => {
    const at = `${String.fromCharCode(65 + place)}${row}`
    if (typeof cell === 'string')
      return `<c r="${at}" t="inlineStr"><is><t>${cell.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    return `<c r="${at}" s="1"><v>${cell.day}</v></c>`
  }
  const sheet = rows
    .map(
      (cells, index) =>
        `<row r="${index + 1}">${cells.map((cell, place) => cellXml(cell, place, index + 1)).join('')}</row>`,
    )
    .join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const part = (name: string, text: string): ZipPart => ({ name, content: Buffer.from(`<?xml version="1.0"?>${text}`) })
  return zip([
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    part('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
    ...extra,
  ])
}

/** Files in the form of the Online Retail set. */
export const heading = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'

export type Given = [
  number: string,
  sku: string,
  quantity: number | string,
  day: number,
  price: number | string,
  customer?: string,
]
const line = ([number, sku, quantity, day, price, customer = 'NA']: Given): string =>
  `${number},${sku},${sku.toUpperCase()},${quantity},2025-06-${String(day).padStart(2, '0')} 10:00:00,${price},${customer},France`
export const file = (lines: readonly (Given | string)[]): string =>
  `${heading}\n${lines.map((each) => (typeof each === 'string' ? each : line(each))).join('\n')}\n`

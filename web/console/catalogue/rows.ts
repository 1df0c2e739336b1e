/** A file of products: which column is what. Pure. */

import { cellsOf } from '../../ui/cells.ts'

export const columns = ['sku', 'name', 'category', 'brand', 'english', 'chinese'] as const
export type Column = (typeof columns)[number]

/** How headings are written, in lower case. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  sku: ['sku', 'code', 'product code', 'item code', 'stockcode', '商品编码', '商品代码', '编码', '货号'],
  name: ['name', 'product', 'product name', 'description', '名称', '商品', '商品名称', '品名'],
  category: ['category', 'category code', '类目', '类目代码', '分类', '品类'],
  brand: ['brand', 'brand code', '品牌', '品牌代码'],
  english: ['english', 'english name', 'name en', 'name_en', '英文名', '英文名称'],
  chinese: ['chinese', 'chinese name', 'name zh', 'name_zh', '中文名', '中文名称'],
}

export type Row = { readonly line: number; readonly cells: { readonly [column in Column]?: string } }

export type Understood = {
  readonly rows: readonly Row[]
  /** The headings that mean something here, and those that are passed over. */
  readonly known: readonly { readonly column: Column; readonly heading: string }[]
  readonly others: readonly string[]
}

/** @returns a refusal by its name when there are no products to read */
export function understood(text: string): Understood | 'no-rows' | 'no-sku' | 'no-name' {
  const [head, ...body] = cellsOf(text)
  if (head === undefined || body.length === 0) return 'no-rows'
  const places = new Map<Column, number>()
  const others: string[] = []
  head.cells.forEach((heading, place) => {
    const plain = heading.trim().toLowerCase()
    const column = columns.find((each) => headings[each].includes(plain))
    if (column !== undefined && !places.has(column)) places.set(column, place)
    else if (plain !== '') others.push(heading.trim())
  })
  if (!places.has('sku')) return 'no-sku'
  if (!places.has('name')) return 'no-name'
  const known = [...places].map(([column, place]) => ({ column, heading: head.cells[place]?.trim() ?? '' }))
  const rows = body.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      [...places].flatMap(([column, place]) => {
        const cell = cells[place]?.trim() ?? ''
        return cell === '' ? [] : [[column, cell]]
      }),
    ),
  }))
  return { rows, known, others }
}

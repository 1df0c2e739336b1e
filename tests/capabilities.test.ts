/** The table of capabilities claims nothing that no test shows: every link leads to a test of that name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const table = readFileSync(join(root, 'docs/guides/capabilities.md'), 'utf8')
const rows = table.split('\n').filter((line) => /^\| [A-F]\d+ \|/.test(line))

test('every capability that we claim is shown by a test that is there', () => {
  expect(rows.length).toBe(21 + 17 + 14 + 1 + 4)
  const missing = rows.flatMap((row) => {
    const claimed = /\*\*[YP]\*\*/.test(row)
    const links = [...row.matchAll(/\[([^\]]+)\]\(\.\.\/\.\.\/([^)]+)\)/g)]
    if (claimed && links.length === 0) return [`${row.slice(0, 60)}: no test`]
    return links.flatMap(([, name = '', file = '']) => {
      const text = readFileSync(join(root, file), 'utf8')
      return text.includes(`test('${name}'`) ? [] : [`${file}: ${name}`]
    })
  })
  expect(missing).toEqual([])
})

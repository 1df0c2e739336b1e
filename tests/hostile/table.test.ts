/** `docs/guides/hostile.md` says which test holds which attack: each of them is there under its name. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const guide = readFileSync(new URL('docs/guides/hostile.md', root), 'utf8')
const rows = guide.split('\n').flatMap((line) => {
  const [, id, , held] = /^\| ([AJT]-[^|]+) \| ([^|]+) \| (.+) \|$/.exec(line) ?? []
  return id === undefined || held === undefined ? [] : [{ id, held }]
})

test('every test that the guide names is there', () => {
  const named = rows.flatMap(({ id, held }) => {
    const [, file, title] = /^`([^`]+)`: (.+)$/.exec(held) ?? []
    return file === undefined || title === undefined ? [] : [{ id, file, title }]
  })
  expect(named.length).toBeGreaterThan(35)
  const missing = named.filter(({ file, title }) => !readFileSync(new URL(file, root), 'utf8').includes(title))
  expect(missing).toEqual([])
})

test('every attack of the groups A and J has a row, and T-34 and T-35', () => {
  const ids = new Set(rows.flatMap(({ id }) => id.split(', ')))
  const group = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`)
  expect([...group('A', 21), ...group('J', 15), 'T-34', 'T-35'].filter((id) => !ids.has(id))).toEqual([])
})

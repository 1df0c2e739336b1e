/** The list of mutants fits the sources: what `npm run mutants` would break is still there, and is told in the guide. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './mutants/list.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('every law has a mutant', () => {
  const laws = Array.from({ length: 17 }, (_, index) => `L${index + 1}`)
  expect(laws.filter((law) => mutants.every((mutant) => mutant.law !== law))).toEqual([])
})

test('the text that a mutant changes stands exactly once in its file, and its test exists', () => {
  const wrong = mutants.filter(({ file, before, after, caughtBy }) => {
    const places = read(file).split(before).length - 1
    return places !== 1 || before === after || !read(caughtBy.file).includes(caughtBy.test)
  })
  expect(wrong.map(({ law, says }) => `${law} ${says}`)).toEqual([])
})

test('the guide lists every mutant with the test that catches it', () => {
  const guide = read('docs/guides/laws.md')
  const rows = mutants.map(({ law, says, caughtBy }) => `| ${law} | ${says} | \`${caughtBy.file}\`: ${caughtBy.test} |`)
  expect(rows.filter((row) => !guide.includes(row))).toEqual([])
})

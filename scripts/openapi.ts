/**
 * Writes docs/api/openapi.json from the routes, and sdk/types.ts from that document.
 * `node scripts/openapi.ts --check` only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { documentedApi } from '../tests/support/api.ts'
import { typesOf } from './sdktypes.ts'

const targets = [
  { file: new URL('../docs/api/openapi.json', import.meta.url), text: '' },
  { file: new URL('../sdk/types.ts', import.meta.url), text: '' },
] as const

const document = await documentedApi()
const texts = [`${JSON.stringify(document, null, 2)}\n`, typesOf(document)]
const stale = targets.filter(({ file }, index) => readOr(file) !== texts[index])

if (process.argv.includes('--check')) {
  for (const { file } of stale) process.stderr.write(`${file.pathname} is out of date: run npm run openapi\n`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [index, { file }] of targets.entries()) writeFileSync(file, texts[index] ?? '')
}

function readOr(file: URL): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

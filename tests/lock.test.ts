import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missingFromLock } from '../scripts/lock.ts'

test('the lock file describes the packages of every platform, so that npm ci takes it; else run node scripts/lock.ts', () => {
  expect([...missingFromLock().keys()]).toEqual([])
})

test('the lock file names no registry', () => {
  expect(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).not.toMatch(/"resolved": "http/)
})

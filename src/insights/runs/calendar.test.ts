import { expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { at } from '../../../tests/support/shop.ts'
import { asId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { dueAt } from './calendar.ts'
import { askForRun, beginRun, endRun, type Run } from './store.ts'

const { db } = await testDatabase()
const start = at('2026-03-01T02:00:00Z')
const MINUTE = 60_000
const after = (minutes: number) => asInstant(start + minutes * MINUTE)
let runs = 0

async function ran(end: Pick<Run, 'position' | 'problem'>): Promise<void> {
  runs += 1
  const runId = asId<'run'>(`01920000-0000-7000-8000-${String(runs).padStart(12, '0')}`)
  await askForRun(db, { runId, kind: 'refresh', askedBy: null, askedAt: start })
  await beginRun(db, runId, start)
  expect(await dueAt(db, after(24 * 60), 1_000_000)).toBe(false)
  await endRun(db, runId, { ...end, at: start, changed: 0 })
}

test('figures are made anew every six hours, soon after a failure, and when much more is known', async () => {
  expect(await dueAt(db, start, 0)).toBe(true)
  await ran({ position: 100, problem: null })
  for (const [minutes, position, due] of [
    [5, 100, false],
    [5, 200, false],
    [0.5, 201, false],
    [1, 201, true],
    [359, 200, false],
    [360, 100, true],
  ] as const)
    expect([minutes, position, await dueAt(db, after(minutes), position)]).toEqual([minutes, position, due])
  await ran({ position: 0, problem: null })
  expect(await dueAt(db, after(2), 1)).toBe(true)
  expect(await dueAt(db, after(2), 0)).toBe(false)
  await ran({ position: null, problem: 'failed' })
  expect(await dueAt(db, after(14), 10_000)).toBe(false)
  expect(await dueAt(db, after(15), 10_000)).toBe(true)
})

import { expect, test } from 'vitest'
import { createMetrics } from './health.ts'

const figureOf = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)

test('the first reading has the figures of the process, and none that cannot be', async () => {
  const metrics = createMetrics({ waiting: () => 3 })
  metrics.batch({ commands: 5, milliseconds: 2 })
  const text = await metrics.text()
  expect(figureOf(text, 'regulars_desk_waiting')).toBe(3)
  expect(figureOf(text, 'regulars_desk_commands_total')).toBe(5)
  expect(figureOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
  for (const name of ['min', 'mean', 'max', 'p99']) {
    const seconds = figureOf(text, `nodejs_eventloop_lag_${name}_seconds`)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(60)
  }
})

test('a second reading goes on counting', async () => {
  const metrics = createMetrics({ waiting: () => 0 })
  await metrics.text()
  metrics.batch({ commands: 2, milliseconds: 1 })
  expect(figureOf(await metrics.text(), 'regulars_desk_commands_total')).toBe(2)
})

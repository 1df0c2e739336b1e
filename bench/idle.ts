/** What a server costs that nobody asks anything: memory, CPU, and how soon it is there. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { spawnServer } from '../tests/support/serverprocess.ts'
import { type Figure, NoFigure } from './support/figures.ts'
import { cpuOf, memoryOf } from './support/usage.ts'

const project = fileURLToPath(new URL('../', import.meta.url))

const MOST_MEGABYTES = 150
/** Of one core: what a timer or two may take. */
const MOST_PERCENT = 1
const MOST_START_SECONDS = 2
/** Time for what comes after a start. */
const SETTLE_SECONDS = 10
const WATCHED_SECONDS = 20

export async function idle({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  rmSync(folder, { recursive: true, force: true })
  await (await spawnServer({ dataDir: folder })).stop()
  const seconds = await secondStart(folder)
  say(`watching an idle server for ${SETTLE_SECONDS + WATCHED_SECONDS} s`)
  const server = await spawnServer({ dataDir: folder })
  try {
    await sleep(SETTLE_SECONDS * 1000)
    const before = cpuOf(server.pid)
    await sleep(WATCHED_SECONDS * 1000)
    const percent = (cpuOf(server.pid) - before) / WATCHED_SECONDS / 10
    const memory = memoryOf(server.pid)
    if (memory === undefined) throw new NoFigure('the idle server ended')
    return [
      { name: 'idle.memory', value: memory.resident, unit: 'MB', bar: { most: MOST_MEGABYTES } },
      { name: 'idle.cpu', value: percent, unit: '% of a core', bar: { most: MOST_PERCENT } },
      { name: 'start', value: seconds, unit: 's', bar: { most: MOST_START_SECONDS }, note: 'second `npm start`' },
    ]
  } finally {
    await server.stop()
  }
}

/** Seconds from `npm start` on a data folder that has been used before to a server that takes requests. */
async function secondStart(folder: string): Promise<number> {
  const began = performance.now()
  const npm = spawn('npm', ['start', '--', '--port', '0', '--data', folder], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => npm.on('close', () => resolve()))
  let output = ''
  const ready = new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
      if (output.includes('Regulars is ready at')) resolve((performance.now() - began) / 1000)
    }
    npm.stdout.on('data', hear)
    npm.stderr.on('data', hear)
    void ended.then(() => reject(new NoFigure(`npm start ended:\n${output}`)))
  })
  const seconds = await ready
  if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGTERM')
  await ended
  return seconds
}

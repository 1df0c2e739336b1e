/** A command of Regulars, run as a person runs it, timed and with the most memory that its process held. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { memoryOf } from './usage.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
/** The kernel keeps the peak; it is looked at this often because it goes with the process. */
const LOOK_MILLISECONDS = 20

export type Ran = {
  readonly code: number
  readonly output: string
  readonly errors: string
  readonly seconds: number
  /** Megabytes resident. */ readonly peak: number
}

export async function runProgram(...args: readonly string[]): Promise<Ran> {
  const { DATABASE_URL: _, NODE_OPTIONS: __, ...env } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, ['bin/regulars.js', ...args], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors, peak] = ['', '', 0]
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
  const look = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid ?? 0)?.peak ?? 0)
  }, LOOK_MILLISECONDS)
  const code = await new Promise<number>((resolve) => child.on('close', (ended) => resolve(ended ?? 1)))
  clearInterval(look)
  return { code, output, errors, seconds: (performance.now() - began) / 1000, peak }
}

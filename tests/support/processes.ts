/** Programs of this project as processes of their own, for what only a process can show: signals, crashes, exit codes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach } from 'vitest'

export const project = fileURLToPath(new URL('../../', import.meta.url))

export type Program = {
  readonly pid: number
  /** Standard output and error so far. */ output(): string
  /** Waits until the output holds the text. @throws with the output when the program ends first */
  says(text: string | RegExp): Promise<RegExpMatchArray>
  kill(signal: NodeJS.Signals): void
  /** Exit code, or the signal that ended it. */ readonly ended: Promise<number | NodeJS.Signals>
}

type Options = { readonly env?: Record<string, string>; readonly uid?: number; readonly gid?: number }

const running = new Map<ChildProcess, Program>()

// What a failed test left running would be in the way of the next one.
afterEach(async () => {
  for (const [child, program] of running) {
    child.kill('SIGKILL')
    await program.ended
  }
  running.clear()
})

/** Runs a TypeScript file of the project on the Node that runs the tests. Whatever still runs when the test ends is killed. */
export function runFile(file: string, args: readonly string[], { env = {}, ...identity }: Options = {}): Program {
  const { DATABASE_URL: _, NODE_OPTIONS: __, ...inherited } = process.env
  const child = spawn(process.execPath, [resolve(project, file), ...args], {
    ...identity,
    cwd: project,
    env: { ...inherited, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const program = programOf(child)
  running.set(child, program)
  return program
}

export function runCommand(...args: readonly string[]): Program {
  return runFile('bin/cli.js', args)
}

function programOf(child: ChildProcess): Program {
  let text = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('utf8')
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'))
  })
  return {
    pid: child.pid ?? 0,
    output: () => text,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = text.match(wanted)
          if (found !== null) resolve(found)
        }
        listeners.add(look)
        void ended.then(() => reject(new Error(`ended without saying ${wanted}:\n${text}`)))
        look()
      }),
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** An empty folder that is removed when the test file ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `regulars-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

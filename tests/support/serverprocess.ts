/** The server as a process of its own, for benchmarks and for faults; no test runner is needed. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** What `npm start` tells Node, so that the same server is measured that people run. */
function asNpmStarts(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${project}package.json`, 'utf8'))
  const flags = /^exec node (.*)bin\/cli\.js start$/.exec(scripts.start)?.[1]
  if (flags === undefined) throw new Error('package.json starts the server in another way')
  return flags.split(' ').filter((flag) => flag !== '')
}

export type ServerOptions = {
  readonly dataDir: string
  /** 0: any free one. */ readonly port?: number
  /** Another Postgres than the bundled one in the data folder. */ readonly database?: string
  /** For Node, before the program. */ readonly nodeArguments?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export type ServerProcess = {
  readonly pid: number
  readonly port: number
  /** Milliseconds from its launch until it took requests. */ readonly startup: number
  /** Standard output and error so far. */ output(): string
  /** Exit code, or the signal that ended it. */ readonly ended: Promise<number | NodeJS.Signals>
  kill(signal: NodeJS.Signals): void
  /** Asks it to stop and waits. @throws when it does not end cleanly */ stop(): Promise<void>
}

/** Resolves when it takes requests. @throws with its output when it ends before */
export async function spawnServer(options: ServerOptions): Promise<ServerProcess> {
  const launched = performance.now()
  const { DATABASE_URL: _, NODE_OPTIONS: __, ...inherited } = process.env
  const database = options.database === undefined ? [] : ['--database', options.database]
  const where = ['--port', String(options.port ?? 0), '--data', options.dataDir, ...database]
  const flags = [...asNpmStarts(), ...(options.nodeArguments ?? [])]
  const child = spawn(process.execPath, [...flags, 'bin/cli.js', 'start', ...where], {
    cwd: project,
    // What is measured and broken here is what sells; insights have tests and figures of their own.
    env: { ...inherited, LOG_LEVEL: 'warn', REGULARS_INSIGHTS: 'off', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'))
  })
  const port = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString('utf8')
      const said = /Regulars is ready at http:\/\/[^:]+:(\d+)/.exec(text)
      if (said !== null) resolve(Number(said[1]))
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => reject(new Error(`The server ended at its start:\n${text}`)))
  })
  const startup = performance.now() - launched
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const how = await ended
    if (how !== 0) throw new Error(`The server ended with ${how}:\n${text}`)
  }
  const { pid = 0 } = child
  return { pid, port, startup, output: () => text, ended, kill: (signal) => void child.kill(signal), stop }
}

/** The whole server, as `npm start` runs it, for a test file: on a free port, over a data folder of its own. */
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { temporaryFolder } from './processes.ts'
import { type ServerProcess, spawnServer } from './serverprocess.ts'

export type RunningServer = {
  readonly address: string
  readonly dataDir: string
  /** Makes the first owner. */ readonly setupCode: string
  /** Takes it away, as a fault does that lasts. */ stop(): Promise<void>
  /** Brings it back at the same address. */ start(): Promise<void>
}

/** @param env of the server, beside the time zone of the stories */
export async function runServer(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const dataDir = join(temporaryFolder(name), 'data')
  const environment = { REGULARS_TIME_ZONE: 'Asia/Shanghai', ...env }
  const first = await spawnServer({ dataDir, env: environment })
  const { port } = first
  let running: ServerProcess | undefined = first
  const stop = async () => {
    const server = running
    running = undefined
    await server?.stop()
  }
  afterAll(stop)
  return {
    address: `http://localhost:${port}`,
    dataDir,
    setupCode: await codeIn(first.output),
    stop,
    start: async () => {
      running ??= await spawnServer({ dataDir, env: environment, port })
    },
  }
}

/** It is printed in the line after the address. */
async function codeIn(output: () => string): Promise<string> {
  for (;;) {
    const found = /setup#code=(\S+)\s/.exec(output())?.[1]
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

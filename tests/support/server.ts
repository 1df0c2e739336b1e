/** The whole server, as `npm start` runs it, for a test file: on a free port, over a data folder of its own. */
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { temporaryFolder } from './processes.ts'
import { spawnServer } from './serverprocess.ts'

export type RunningServer = {
  readonly address: string
  /** Makes the first owner. */ readonly setupCode: string
}

/** @param env of the server, beside the time zone of the stories */
export async function runServer(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const dataDir = join(temporaryFolder(name), 'data')
  const server = await spawnServer({ dataDir, env: { REGULARS_TIME_ZONE: 'Asia/Shanghai', ...env } })
  afterAll(() => server.stop())
  return { address: `http://localhost:${server.port}`, setupCode: await codeIn(server.output) }
}

/** It is printed in the line after the address. */
async function codeIn(output: () => string): Promise<string> {
  for (;;) {
    const found = /setup#code=(\S+)\s/.exec(output())?.[1]
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

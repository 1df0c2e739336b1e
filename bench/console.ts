/** How long staff on a slow network wait for the console: where they sign in, and the first page of those who are signed in. */
import { rmSync } from 'node:fs'
import { type ServerProcess, spawnServer } from '../tests/support/serverprocess.ts'
import type { Figure } from './support/figures.ts'
import { paintOf, withBrowser } from './support/paint.ts'
import { runProgram } from './support/program.ts'

const desk = { viewport: { width: 1366, height: 768 }, locale: 'zh-CN' }
const most = { seconds: 4, kilobytes: 450 }
/** The first page shows figures, so there is something to show. */
const MEMBERS = 300

/** Called so because `console` is a word that every program knows. */
export async function consolePaint(given: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  const { folder, say } = given
  rmSync(folder, { recursive: true, force: true })
  await runProgram('demo', '--members', String(MEMBERS), '--months', '3', '--data', folder)
  const server = await spawnServer({ dataDir: folder })
  try {
    const cookie = await signedIn(server)
    const address = `http://localhost:${server.port}`
    say('visits to the console on a slow computer and network')
    return await withBrowser(async (browser) => [
      ...(await paintOf(browser, {
        name: 'console.sign-in',
        address: `${address}/sign-in`,
        device: desk,
        most,
        own: 'main input',
      })),
      ...(await paintOf(browser, {
        ...{ name: 'console', address: `${address}/`, device: desk, most, own: 'main .card' },
        prepare: (context) => context.addCookies([{ ...cookie, url: address }]),
      })),
    ])
  } finally {
    await server.stop()
  }
}

/** The owner's session. */
async function signedIn({ port, output }: ServerProcess): Promise<{ name: string; value: string }> {
  const origin = `http://localhost:${port}`
  const post = (path: string, body: object) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    })
  const { name, email, password } = { name: '林经理', email: 'lin@example.com', password: 'hushed-otter-lantern-42' }
  await post('/v1/setup', { code: await setupCode(output), name, email, password })
  const response = await post('/api/auth/sign-in/email', { email, password })
  const [, key, value] = /^([^=]+)=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? []
  if (key === undefined || value === undefined) throw new Error(`nobody was signed in: ${await response.text()}`)
  return { name: key, value: decodeURIComponent(value) }
}

/** The server prints it after it has said that it is ready. */
async function setupCode(output: () => string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = /setup#code=(\S+)\s/.exec(output())?.[1]
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server printed no code for its first owner')
}

/** A server with an owner who is signed in, for tests of pages: requests in the owner's name, and windows of the owner's. */
import { expect } from 'vitest'
import { type AnyScreen, openWindow, type Window } from './browser.ts'
import { runServer } from './server.ts'

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }

type Definition = { readonly wallets: readonly object[] }

export type OwnedConsole = {
  readonly address: string
  /** As the owner; fails the test when it is refused. @returns the answer's JSON; nothing when it has none */
  send(method: string, path: string, body?: unknown): Promise<unknown>
  /** The text of a file, as the owner. */
  file(path: string): Promise<string>
  /** In the owner's session. */
  open(screen: AnyScreen): Promise<Window>
  /** Publishes what the programme says, changed so. */
  publish(change: (definition: Definition) => object): Promise<void>
  /** Asks for something in the name of somebody else, who becomes staff. */
  as(role: string, method: string, path: string, body: unknown): Promise<void>
}

/** @param env of the server */
export async function ownedConsole(name: string, env: Readonly<Record<string, string>> = {}): Promise<OwnedConsole> {
  const { address, setupCode } = await runServer(name, env)
  let cookie = ''

  async function request(session: string, method: string, path: string, body?: unknown): Promise<Response> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(address + path, {
      method,
      headers: { origin: address, cookie: session, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) expect.fail(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }

  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await request(cookie, method, path, body)
    cookie = sessionIn(answer) ?? cookie
    const text = await answer.text()
    return text === '' ? undefined : JSON.parse(text)
  }

  await send('POST', '/v1/setup', { ...owner, code: setupCode })
  await send('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password })

  return {
    address,
    send,
    file: async (path) => (await request(cookie, 'GET', path)).text(),
    async open(screen) {
      await send('PATCH', '/v1/me', { locale: screen.language })
      const window = await openWindow(address, screen)
      const [cookieName = '', value = ''] = cookie.split('=')
      await window.context.addCookies([{ name: cookieName, value: decodeURIComponent(value), url: address }])
      window.page.setDefaultTimeout(20_000)
      return window
    },
    async publish(change) {
      const { definition } = JSON.parse(await (await request(cookie, 'GET', '/v1/programme')).text())
      await send('POST', '/v1/programme/versions', { definition: change(definition), note: 'test' })
    },
    async as(role, method, path, body) {
      const person = { name: `${role} 周`, email: `${role}@example.com`, password: owner.password }
      await send('POST', '/v1/staff', { ...person, role })
      const { email, password } = person
      const session = sessionIn(await request('', 'POST', '/api/auth/sign-in/email', { email, password }))
      await request(session ?? '', method, path, body)
    },
  }
}

function sessionIn(answer: Response): string | undefined {
  return answer.headers.getSetCookie()[0]?.split(';')[0]
}

/** One text of an answer, for example the id of what was made. */
export function textIn(answer: unknown, name: string): string {
  const value = typeof answer === 'object' && answer !== null ? new Map(Object.entries(answer)).get(name) : undefined
  if (typeof value !== 'string') throw new Error(`The answer has no text ${name}: ${JSON.stringify(answer)}`)
  return value
}

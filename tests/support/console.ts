/** A server with an owner who is signed in, for tests of pages: requests in the owner's name, and windows of the owner's. */
import { expect } from 'vitest'
import { openWindow, type Screen, type Window } from './browser.ts'
import { runServer } from './server.ts'

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }

export type OwnedConsole = {
  readonly address: string
  /** As the owner; fails the test when it is refused. @returns the answer's JSON; nothing when it has none */
  send(method: string, path: string, body?: unknown): Promise<unknown>
  /** In the owner's session. */
  open(screen: Screen): Promise<Window>
}

export async function ownedConsole(name: string): Promise<OwnedConsole> {
  const { address, setupCode } = await runServer(name)
  let cookie = ''

  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(address + path, {
      method,
      headers: { origin: address, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
    const [session] = answer.headers.getSetCookie()
    if (session !== undefined) cookie = session.split(';')[0] ?? ''
    return text === '' ? undefined : JSON.parse(text)
  }

  await send('POST', '/v1/setup', { ...owner, code: setupCode })
  await send('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password })

  return {
    address,
    send,
    async open(screen) {
      await send('PATCH', '/v1/me', { locale: screen.language })
      const window = await openWindow(address, screen)
      const [cookieName = '', value = ''] = cookie.split('=')
      await window.context.addCookies([{ name: cookieName, value: decodeURIComponent(value), url: address }])
      window.page.setDefaultTimeout(10_000)
      return window
    },
  }
}

/** One text of an answer, for example the id of what was made. */
export function textIn(answer: unknown, name: string): string {
  const value = typeof answer === 'object' && answer !== null ? new Map(Object.entries(answer)).get(name) : undefined
  if (typeof value !== 'string') throw new Error(`The answer has no text ${name}: ${JSON.stringify(answer)}`)
  return value
}

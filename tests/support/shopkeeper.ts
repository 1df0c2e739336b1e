/** The owner of a server that was just started, who does for a test what staff and tills do. */
import { expect } from 'vitest'
import type { RunningServer } from './server.ts'

export type Shopkeeper = {
  /** Asks as the owner. @throws when it is refused */
  ask<Answer>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>
  /** Of the owner's session, as a browser sends it. */
  readonly cookie: string
  /** The code that was sent last, as it stands in the outbox. */
  newestCode(): Promise<string>
}

export const owner = { name: 'Lin Lan', email: 'lin@example.com', password: 'several plain words in a row' }

export async function openShop({ address, setupCode }: RunningServer): Promise<Shopkeeper> {
  const send = (method: string, path: string, body: object | undefined, headers: Record<string, string>) =>
    fetch(address + path, {
      method,
      headers: { origin: address, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  await send('POST', '/v1/setup', { ...owner, code: setupCode }, {})
  const signed = await send('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password }, {})
  const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? ''

  const ask: Shopkeeper['ask'] = async (method, path, body) => {
    const answer = await send(method, path, body, { cookie })
    const text = await answer.text()
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
    return JSON.parse(text)
  }
  return {
    ask,
    cookie,
    async newestCode() {
      const { items } = await ask<{ items: { text: string }[] }>('GET', '/v1/messages?limit=1')
      const code = /\d{6}/.exec(items[0]?.text ?? '')?.[0]
      if (code === undefined) throw new Error('no code was sent')
      return code
    },
  }
}

/** A real receiver on this machine, a house that may send to it, and an application that owners and clerks call. */

import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll } from 'vitest'
import { appFor } from '../../tests/support/callers.ts'
import { testShop } from '../../tests/support/shop.ts'
import { outgoing } from '../platform/http/outgoing.ts'
import { systemIds } from '../platform/ids.ts'
import { secretsIn } from '../platform/secrets.ts'
import { integrationRoutes } from './routes.ts'
import { type IntegrationsService, integrationsService } from './service.ts'

export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }
type Answer = {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly text?: string
  readonly afterMilliseconds?: number
}

export const loopback = ['127.0.0.0/8', '::1/128']

/** Call it at the top of a test file. What it answers by path can be set; 200 otherwise. */
export async function receiver() {
  const received: Received[] = []
  const answers = new Map<string, Answer>()
  let atOnce = 0
  let mostAtOnce = 0
  const server = createServer((request, response) => {
    let body = ''
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      body += piece
    })
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body })
      const { status, headers = {}, text = 'thanks', afterMilliseconds = 0 } = answers.get(path) ?? { status: 200 }
      setTimeout(() => {
        atOnce -= 1
        response.writeHead(status, headers).end(text)
      }, afterMilliseconds)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    received,
    answers,
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    at: (path: string) => received.filter((each) => each.path === path),
    mostAtOnce: () => mostAtOnce,
  }
}

/** As receivers check it: the signature that a secret makes of what came. */
export function signatureBy(secret: string, { headers, body }: Received): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

/** A shop whose webhooks may be sent to this machine. */
export async function office() {
  const shop = await testShop()
  const { db, clock, keyring } = shop
  const errors: unknown[] = []
  /** Another process over the same database. */
  const another = (way = outgoing({ networks: loopback })): IntegrationsService =>
    integrationsService({
      ...{ db, clock, ids: systemIds, outgoing: way, chance: () => 0.5 },
      secrets: secretsIn(db, keyring),
      onError: (error) => errors.push(error),
    })
  const integrations = another()
  const app = appFor({ owner: ['integrations.manage'], clerk: ['members.read'] })
  integrationRoutes(app, { integrations })
  await app.ready()
  return { shop, db, clock, integrations, another, app, errors }
}

import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { httpApp } from './app.ts'

/** Node keeps a connection for a second longer than it says. */
const SOON_MILLISECONDS = 5_000

test('a stop waits for what is being answered, and not for connections on which nothing was asked', async () => {
  const app = httpApp({ authenticate: async () => undefined })
  const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()]
  app.get('/slow', { config: { right: 'public' }, schema: { hide: true } }, async () => {
    begun.resolve()
    return { slow: await done.promise }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere')
  const unused = connect(address.port, '127.0.0.1').resume()
  await new Promise((resolve) => unused.once('connect', resolve))
  const lost = new Promise((resolve) => unused.once('close', resolve))
  const answer = fetch(`http://127.0.0.1:${address.port}/slow`)
  await begun.promise
  const began = performance.now()
  const closed = app.close()
  await lost
  done.resolve('yes')
  expect(await (await answer).json()).toEqual({ slow: 'yes' })
  await closed
  expect(performance.now() - began).toBeLessThan(SOON_MILLISECONDS)
})

/** Addresses that people type lead into the internet or nowhere. */
import { createServer } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { isPublic, notNetworks, outgoing } from './outgoing.ts'

const server = createServer((_, response) => response.end('inside'))
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
afterAll(() => server.close())
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const send = { headers: {}, body: '{}', withinMilliseconds: 2_000 }

describe('an address', () => {
  test.each([
    ...[
      '127.0.0.1',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
    ],
    ...['198.18.0.1', '192.0.2.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fd00::1', 'fe80::1', 'fe80::1%eth0'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      'ff02::1',
      'words',
    ],
  ])('%s is not of the world', (inside) => expect(isPublic(inside)).toBe(false))

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00:1450::1'])('%s is', (outside) =>
    expect(isPublic(outside)).toBe(true),
  )

  test('in any of its disguises is refused before and at the connection', async () => {
    const way = outgoing()
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '[::1]',
      '[::ffff:7f00:1]',
      '0',
    ])
      for (const scheme of ['http', 'https']) {
        const url = `${scheme}://${host}:${port}/`
        expect({ url, refused: await way.refuses(url) }).toEqual({ url, refused: true })
        expect({ url, ...(await way.post({ ...send, url })) }).toMatchObject({ url, unsent: 'address-refused' })
      }
  })
})

describe('a name', () => {
  const inside = outgoing({ resolve: async () => ['127.0.0.1'] })

  test('that leads inside is refused, also when only one of its addresses does', async () => {
    expect(await inside.refuses('https://169.254.169.254.nip.example/')).toBe(true)
    expect(await inside.post({ ...send, url: `https://looks-good.example:${port}/` })).toMatchObject({
      unsent: 'address-refused',
    })
    const half = outgoing({ resolve: async () => ['8.8.8.8', '10.0.0.1'] })
    expect(await half.refuses('https://half.example/')).toBe(true)
  })

  test('that leads elsewhere a moment later is looked at again when it is connected to', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']]
    const rebinding = outgoing({ resolve: async () => answers.shift() ?? [] })
    expect(await rebinding.refuses('https://rebind.example/')).toBe(false)
    expect(await rebinding.post({ ...send, url: `https://rebind.example:${port}/` })).toMatchObject({
      unsent: 'address-refused',
    })
  })

  test('that nobody knows is not refused, and not reached', async () => {
    const nowhere = outgoing({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) })
    expect(await nowhere.refuses('https://nowhere.example/')).toBe(false)
    expect(await nowhere.post({ ...send, url: 'https://nowhere.example/' })).toMatchObject({ unsent: 'no-such-host' })
  })

  test('without https is reached in an allowed network only', async () => {
    expect(await outgoing({ resolve: async () => ['8.8.8.8'] }).refuses('http://plain.example/')).toBe(true)
    const allowed = outgoing({ networks: ['127.0.0.0/8'], resolve: async () => ['127.0.0.1'] })
    expect(await allowed.post({ ...send, url: `http://till.example:${port}/` })).toMatchObject({
      status: 200,
      answer: 'inside',
    })
    expect(await allowed.refuses('http://10.0.0.1/')).toBe(true)
  })
})

test('whoever says nothing, or goes on for ever, is left', async () => {
  const silent = createServer((request, response) => {
    if (request.url === '/drip') {
      response.write('a')
      const drip = setInterval(() => response.write('b'), 20)
      response.on('close', () => clearInterval(drip))
    }
  })
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const place = silent.address()
  const base = `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}`
  const way = outgoing({ networks: ['127.0.0.1'] })
  for (const path of ['/silent', '/drip'])
    expect(await way.post({ ...send, url: `${base}${path}`, withinMilliseconds: 300 })).toMatchObject({
      unsent: 'timeout',
    })
  silent.closeAllConnections()
  await new Promise((closed) => silent.close(closed))
  expect(await way.post({ ...send, url: `${base}/` })).toMatchObject({ unsent: 'connection-refused' })
})

test('networks are told from what is none', () => {
  expect(notNetworks(['10.0.0.0/8', '192.168.1.20', 'fd00::/8'])).toEqual([])
  expect(notNetworks(['10.0.0.0/33', 'example.com', '10.0.0.0/8/8', '10.0.0.0/'])).toHaveLength(4)
})

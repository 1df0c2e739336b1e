import { expect, test } from 'vitest'
import { tidying } from './tidying.ts'

const megabytes = 1024 * 1024

function quietly() {
  const server = { heap: 60 * megabytes, busy: 0, collected: 0 }
  const look = tidying({
    collect: async () => {
      server.collected += 1
      server.heap = 40 * megabytes
    },
    heap: () => server.heap,
    busy: () => server.busy,
  })
  return { server, look }
}

test('what a start left behind is given back at the first quiet time', async () => {
  const { server, look } = quietly()
  server.busy = 0.4
  await look()
  expect(server.collected).toBe(0)
  server.busy = 0.1
  await look()
  expect(server.collected).toBe(1)
})

test('what work left behind is given back when it is over', async () => {
  const { server, look } = quietly()
  await look()
  server.heap = 200 * megabytes
  server.busy = 0.1
  await look()
  expect(server.collected).toBe(1)
  server.busy = 0
  await look()
  expect(server.collected).toBe(2)
})

test('a few requests are no reason to throw compiled code away', async () => {
  const { server, look } = quietly()
  await look()
  server.heap += 30 * megabytes
  await look()
  await look()
  expect(server.collected).toBe(1)
})

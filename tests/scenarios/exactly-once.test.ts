/** One effect for one wish, over HTTP: impatient tills, parallel tills, cut lines. The numbers are those of the catalogue of attacks. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { rows } from '../../src/platform/postgres/database.ts'
import { programmeService } from '../../src/programme/service.ts'
import { verify } from '../../src/verification.ts'
import { openServer } from '../support/open.ts'
import { type Ask, openWire, type Reply, requestOf } from '../support/wire.ts'

const server = await openServer()
type Wish = Omit<Ask, 'key'>

function purchase(number: string, memberId: string, amountMinor = 50_000, more: object = {}): Wish {
  const lines = [{ sku: 'tea', quantity: 10, amountMinor }]
  const body = JSON.stringify({ memberId, status: 'confirmed', currency: 'CNY', channel: 'pos', lines, ...more })
  return { method: 'PUT', path: `/v1/orders/${number}`, body }
}

function redemption(memberId: string, amount: unknown, idempotencyKey: string): Wish {
  const body = JSON.stringify({ amount, reason: 'gift' })
  return { method: 'POST', path: `/v1/members/${memberId}/redemptions`, body, idempotencyKey }
}

function giveBack(number: string, quantity: number, returnNumber: string): Wish {
  const body = JSON.stringify({ lines: [{ line: 1, quantity }], returnNumber })
  return { method: 'POST', path: `/v1/orders/${number}/returns`, body }
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const different = (replies: readonly Reply[]): string[] => [
  ...new Set(replies.map(({ status, body }) => `${status} ${body.toString()}`)),
]
const withStatus = (replies: readonly Reply[], status: number): Reply[] =>
  replies.filter((one) => one.status === status)

async function pointsOf(memberId: string): Promise<{ balance: number; entries: number }> {
  const [found] = await rows(
    server.db,
    sql<{ balance: number; entries: number }>`
      select balance, (select count(*) from entries where member_id = wallets.member_id and wallet = 'points') as entries
      from wallets where member_id = ${memberId}::uuid and wallet = 'points'`,
  )
  return found ?? { balance: 0, entries: 0 }
}

test('T-01 two hundred of one order with one key are one order and one answer', async () => {
  const member = await server.member()
  const replies = await server.together(times(200, () => ({ ...purchase('T-01', member), idempotencyKey: 'till-1' })))
  expect(different(replies)).toHaveLength(1)
  expect(replies[0]?.status).toBe(200)
  expect(await pointsOf(member)).toEqual({ balance: 500, entries: 1 })
})

test('T-02 another body under the same key is refused and changes nothing', async () => {
  const member = await server.member()
  await server.ask({ ...purchase('T-02', member), idempotencyKey: 'till-2' })
  const other = await server.ask({ ...purchase('T-02', member, 60_000), idempotencyKey: 'till-2' })
  expect([other.status, other.body.toString()]).toEqual([422, expect.stringContaining('idempotency.key-reused')])
  expect(await pointsOf(member)).toEqual({ balance: 500, entries: 1 })
})

test('T-05 fifty of one order without a key are one order by its number', async () => {
  const member = await server.member()
  const replies = await server.together(times(50, () => purchase('T-05', member)))
  const late = await server.ask(purchase('T-05', member))
  expect(different([...replies, late])).toHaveLength(1)
  expect(late.status).toBe(200)
  expect(await pointsOf(member)).toEqual({ balance: 500, entries: 1 })
})

test('T-06 two hundred parallel redemptions take exactly what the balance allows', async () => {
  const member = await server.member()
  await server.ask(purchase('T-06', member))
  const replies = await server.together(times(200, (index) => redemption(member, 30, `gift-${index}`)))
  expect(withStatus(replies, 201)).toHaveLength(16)
  const refused = withStatus(replies, 409)
  expect(refused).toHaveLength(184)
  expect(refused.every(({ body }) => body.includes('points.insufficient'))).toBe(true)
  expect(await pointsOf(member)).toEqual({ balance: 20, entries: 17 })
})

test('T-07 the first spending of an account without a balance takes nothing, also twice at once', async () => {
  const member = await server.member()
  const replies = await server.together(times(2, (index) => redemption(member, 200, `first-${index}`)))
  expect(replies.map(({ status }) => status)).toEqual([409, 409])
  expect(await pointsOf(member)).toEqual({ balance: 0, entries: 0 })
})

test('T-10 amounts that are no positive whole number are refused', async () => {
  const member = await server.member()
  await server.ask(purchase('T-10', member))
  const odd = [0, -1, 1e308, 0.1, '10', 2 ** 53, null, 'NaN', [1], {}]
  const replies = await server.together(odd.map((amount, index) => redemption(member, amount, `odd-${index}`)))
  expect(replies.map(({ status }) => status)).toEqual(odd.map(() => 422))
  expect(await pointsOf(member)).toEqual({ balance: 500, entries: 1 })
})

test('T-13 fifty parallel returns of everything take it back once', async () => {
  const member = await server.member()
  await server.ask(purchase('T-13', member))
  const replies = await server.together(times(50, (index) => giveBack('T-13', 10, `return-${index}`)))
  expect(withStatus(replies, 201)).toHaveLength(1)
  expect(withStatus(replies, 422)).toHaveLength(49)
  expect(await pointsOf(member)).toEqual({ balance: 0, entries: 2 })
})

test('T-13 fifty of one return are one return and one answer', async () => {
  const member = await server.member()
  await server.ask(purchase('T-13b', member))
  const replies = await server.together(times(50, () => giveBack('T-13b', 10, 'return-1')))
  expect(different(replies)).toHaveLength(1)
  expect(replies[0]?.status).toBe(201)
  expect(await pointsOf(member)).toEqual({ balance: 0, entries: 2 })
})

test('T-14 two returns of six of ten: the second is too much', async () => {
  const member = await server.member()
  await server.ask(purchase('T-14', member))
  const replies = await server.together(times(2, (index) => giveBack('T-14', 6, `return-${index}`)))
  expect([withStatus(replies, 201).length, withStatus(replies, 422).length]).toEqual([1, 1])
  expect((await pointsOf(member)).balance).toBe(200)
})

test('T-24 a till that hangs up after sending learns the outcome by sending again', async () => {
  const member = await server.member()
  await server.ask(purchase('T-24', member))
  const wish = redemption(member, 30, 'hung-up')
  await Promise.all(
    times(20, async () => {
      const wire = await openWire(server.port)
      const answer = wire.ask(requestOf({ ...wish, key: server.key }))
      wire.close()
      await expect(answer).rejects.toThrow()
    }),
  )
  const replies = [await server.ask(wish), await server.ask(wish)]
  expect(different(replies)).toHaveLength(1)
  expect(replies[0]?.status).toBe(201)
  expect(await pointsOf(member)).toEqual({ balance: 470, entries: 2 })
})

test('T-25 an answer that is cut off is given again', async () => {
  const member = await server.member()
  const wish = purchase('T-25', member)
  const wire = await openWire(server.port)
  const cut = wire.firstByte().then(wire.close)
  await Promise.allSettled([wire.ask(requestOf({ ...wish, key: server.key })), cut])
  const replies = [await server.ask(wish), await server.ask(wish)]
  expect(different(replies)).toHaveLength(1)
  expect(replies[0]?.status).toBe(200)
  expect(await pointsOf(member)).toEqual({ balance: 500, entries: 1 })
})

test('after all of this every law holds', async () => {
  const programme = programmeService({
    db: server.db,
    clock: systemClock,
    ids: systemIds,
    timeZone: 'Asia/Shanghai' as TimeZone,
  })
  await programme.refresh()
  const { checks } = await verify(server.db, programme)
  expect(checks.filter(({ violations }) => violations > 0)).toEqual([])
})

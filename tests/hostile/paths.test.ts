/** Reliability B6, groups A and J over every path: ids of others, of nobody, and what is no id at all. */
import { beforeAll, describe, expect, test } from 'vitest'
import { addressOf, named, type Operation, operations, sample } from './document.ts'
import { ids, questions } from './nasty.ts'
import { type Belongings, furnish, senseOf } from './shop.ts'
import { type Answer, hostileWorld, together } from './world.ts'

const world = await hostileWorld()
let shop: Belongings

beforeAll(async () => {
  shop = await furnish(world)
})

const unknown = '019a0000-0000-7000-8000-00000000dead'

function bodyOf(operation: Operation): { body?: unknown } {
  return operation.body === undefined ? {} : { body: sample(operation.body, senseOf(shop, operation)) }
}

/** What is not the same in two answers that say the same: the id that was asked for, and the request's own number. */
function told({ status, text }: Answer, asked: string): string {
  return `${status} ${text.replaceAll(asked, '')}`
}

describe('A-01 another member’s ids', () => {
  test('open nothing to a member on any route, and are answered like ids of nobody', async () => {
    const { ada, bo } = shop
    const guarded = operations.filter(({ right, forMembers }) => right !== undefined && !forMembers)
    expect(guarded.length).toBeGreaterThan(90)
    await together(guarded, async (operation) => {
      const answers = await Promise.all(
        [ada.memberId, unknown, 'nonsense'].map(async (memberId) => {
          const path = addressOf(operation.path, { ...shop.ids, memberId })
          return world.ask(operation.method, path, { as: bo.token, ...bodyOf(operation) })
        }),
      )
      expect(
        answers.map(({ status }) => status),
        operation.name,
      ).toEqual([401, 401, 401])
      expect(new Set(answers.map(({ text }) => text)).size, operation.name).toBe(1)
    })
  })

  test('mean nothing where a member acts for himself', async () => {
    const { ada, bo, coupon, order, ids: hers } = shop
    const wishes: [name: string, param: string, hers: string, nobodys: string, body?: object][] = [
      ['claimMyCoupon', 'code', coupon, 'NOBODYHASIT22'],
      ['giftMyCoupon', 'code', coupon, 'NOBODYHASIT22', { phone: bo.phone }],
      ['getMyOrder', 'number', order, 'NOBODYS-ORDER'],
      // A batch that is not offered to members is nobody's.
      ['takeCoupon', 'batchId', hers['batchId'] ?? '', unknown],
      ['signMyDeviceOut', 'sessionId', hers['sessionId'] ?? '', unknown],
      ['explainEntry', 'entryId', hers['entryId'] ?? '', unknown],
    ]
    const covered = operations.filter(({ forMembers, own, params }) =>
      forMembers ? params.length > 0 : own && params.some((param) => param !== 'memberId'),
    )
    expect(new Set(covered.map(({ name }) => name))).toEqual(new Set(wishes.map(([name]) => name)))
    for (const [name, param, own, nobodys, body] of wishes) {
      const { method, path } = named(name)
      const [others, none] = await Promise.all(
        [own, nobodys].map((value) =>
          world.ask(method, addressOf(path, { memberId: 'me', [param]: value }), {
            as: bo.token,
            ...(body === undefined ? {} : { body }),
          }),
        ),
      )
      if (others === undefined || none === undefined) throw new Error('two were asked')
      expect(told(others, own), name).toBe(told(none, nobodys))
      for (const secret of ada.secrets) expect(others.text).not.toContain(secret)
    }
    expect((await world.ask('GET', '/v1/my', { as: ada.token })).status).toBe(200)
  })

  test('are not reached through a question, a body or a header either', async () => {
    const { ada, bo } = shop
    const mine = operations.filter(({ own, forMembers, method }) => (own || forMembers) && method === 'GET')
    expect(mine.length).toBeGreaterThan(10)
    await together(mine, async ({ name, method, path, params }) => {
      if (params.some((param) => param !== 'memberId')) return
      const address = addressOf(path, { memberId: 'me' })
      const smuggled = `${address}?memberId=${ada.memberId}&member_id=${ada.memberId}&memberId=me`
      const headers = {
        'x-member-id': ada.memberId,
        'x-original-url': `/v1/members/${ada.memberId}`,
        'x-user': 'owner',
      }
      const { text } = await world.ask(method, smuggled, { as: bo.token, headers })
      for (const secret of ada.secrets) expect(text, name).not.toContain(secret)
    })
  })
})

describe('A-02 another store’s ids', () => {
  test('open nothing of its orders and tills to who acts for other stores', async () => {
    const hill = await world.keyIn('hill')
    const concerned = operations.filter(({ params }) => params.includes('number') || params.includes('tillId'))
    expect(concerned.length).toBeGreaterThan(9)
    for (const operation of concerned.filter(({ forMembers }) => !forMembers)) {
      const path = addressOf(operation.path, shop.ids)
      const answer = await world.ask(operation.method, path, { as: hill, ...bodyOf(operation) })
      expect([403, 404, 422], `${operation.name} ${answer.status} ${answer.text}`).toContain(answer.status)
      expect(answer.text, operation.name).not.toMatch(/77.?700/)
    }
    const list = await world.ask('GET', '/v1/orders', { as: hill })
    expect(list.text).not.toContain(shop.order)
    const there = await world.ask('GET', `/v1/members/${shop.ada.memberId}/orders`, { as: hill })
    expect(there.text).not.toContain(shop.order)
  })
})

describe('A-03 a store that is said', () => {
  test('in a body does not make a seller of another store', async () => {
    const hill = await world.keyIn('hill')
    const sale = {
      status: 'confirmed',
      currency: 'CNY',
      channel: 'pos',
      lines: [{ sku: 'tea', quantity: 1, unitPriceMinor: 1 }],
    }
    for (const store of ['harbour', 'HILL', 'hill ', undefined]) {
      const headers = { 'x-store': 'hill', store: 'hill' }
      const answer = await world.ask('PUT', '/v1/orders/SMUGGLED?store=hill', {
        as: hill,
        headers,
        body: { ...sale, store },
      })
      expect([403, 422], answer.text).toContain(answer.status)
    }
    expect((await world.ask('GET', '/v1/orders/SMUGGLED', { as: world.key })).status).toBe(404)
  })
})

describe('J-10 what is no id', () => {
  test('is refused on every path, and nothing behind the paths is reached', async () => {
    const wishes = operations.flatMap((operation) =>
      operation.params.flatMap((param) => ids.map((value) => ({ operation, param, value }))),
    )
    expect(wishes.length).toBeGreaterThan(2_000)
    await together(wishes, async ({ operation, param, value }) => {
      const path = addressOf(operation.path, { ...shop.ids, [param]: value })
      const as = operation.forMembers ? shop.bo.token : world.key
      const answer = await world.ask(operation.method, path, { as, ...bodyOf(operation) })
      expect(answer.text, path).not.toContain('root:')
    })
  }, 240_000)

  test('in a question is refused or finds nothing', async () => {
    const wishes = operations.flatMap((operation) =>
      operation.query.flatMap(({ name }) => questions.map((value) => ({ operation, name, value }))),
    )
    expect(wishes.length).toBeGreaterThan(1_000)
    await together(wishes, async ({ operation, name, value }) => {
      const path = addressOf(operation.path, shop.ids)
      await world.ask(operation.method, `${path}?${name}=${value}`, { as: world.key, ...bodyOf(operation) })
    })
  }, 240_000)

  test('leads to no file: neither of the server nor of the pages’ folder', async () => {
    const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '%252e%252e%252f', '..;/', './/..//']
    const files = ['etc/passwd', 'package.json', 'data/keys.json', 'src/server.ts']
    const starts = ['/', '/assets/', '/my/', '/till/', '/v1/imports/']
    await together(
      starts.flatMap((start) => up.flatMap((step) => files.map((file) => `${start}${step.repeat(4)}${file}`))),
      async (path) => {
        const { text } = await world.ask('GET', path, { as: world.key })
        expect(text, path).not.toMatch(/root:|"dependencies"|startServer|"keys"/)
      },
    )
  })
})

test('afterwards every law holds, and Ada has what she had', async () => {
  const { ada, coupon } = shop
  const { json } = await world.ask('GET', '/v1/my', { as: ada.token })
  expect(json).toMatchObject({ name: ada.name })
  expect((await world.ask('GET', `/v1/coupons/${coupon}`, { as: world.key })).json).toMatchObject({
    memberId: ada.memberId,
  })
  await world.lawsHold()
})

/** A till without a line: it sells, takes back, hears no answer, and sends everything again for three days. */
import { expect, test } from 'vitest'
import type { OrderAnswer } from '../../src/orders/answer.ts'
import type { ReturnAnswer } from '../../src/orders/giveback.ts'
import { fingerprint } from '../../src/platform/idempotency.ts'
import { randomFrom } from '../support/random.ts'
import { programmeOf, refusalOf, story } from '../support/story.ts'

const shop = await story(programmeOf('Asia/Shanghai', {}), '2026-05-01T09:00')
const HOURS = 72

type Message = {
  readonly name: string
  /** Hours after nine on 1 May from which on the till sends it, whatever it heard. */
  readonly from: number
  readonly send: () => Promise<OrderAnswer | ReturnAnswer>
}

test('a till that retries for three days sells and takes back each thing once', async () => {
  const member = await shop.member()
  const order = (number: string, placedAt: string, amountMinor: number, quantity = 1) => {
    const lines = [{ sku: 'tea', quantity, amountMinor }]
    return shop.order(number, lines, { placedAt: shop.local(placedAt) })
  }
  const sale = (from: number, input: ReturnType<typeof order>): Message => ({
    name: input.number,
    from,
    send: () =>
      shop.orders.put({
        ...{ memberId: member, status: 'confirmed', input },
        key: { key: `till-7/${input.number}`, fingerprint: fingerprint(input) },
      }),
  })
  const oneBack = { number: 'A', lines: [{ line: 1, quantity: 1 }], key: 'R-1', reason: 'cold' }
  const messages: readonly Message[] = [
    // 1 May, 10:00: two teas for 100.00. 11:30: one of them comes back. The till is heard of the return first.
    sale(4, order('A', '2026-05-01T10:00', 10_000, 2)),
    {
      ...{ name: 'R-1', from: 3 },
      send: () => shop.orders.giveBack({ ...oneBack, at: shop.local('2026-05-01T11:30') }),
    },
    // 2 May: 100.00 in another shop, heard of at once. He stands at 150: regular.
    sale(26, order('C', '2026-05-02T10:00', 10_000)),
    // 1 May, 12:00: 950.00, heard of on 3 May. With the 50 that stand from A he is silver from then on.
    sale(50, order('D', '2026-05-01T12:00', 95_000)),
    // 1 May, 13:00: 60.00, heard of after D: as silver, × 1.25.
    sale(53, order('B', '2026-05-01T13:00', 6_000)),
    // 3 May, 21:00: 100.00, as silver.
    sale(60, order('E', '2026-05-03T21:00', 10_000)),
  ]

  const random = randomFrom(7)
  const heard = new Map<string, OrderAnswer | ReturnAnswer>()
  const early = new Set<string>()
  let sent = 0
  for (let hour = 0; hour < HOURS; hour += 1) {
    await shop.on(Temporal.PlainDateTime.from('2026-05-01T09:00').add({ hours: hour }).toString())
    const due = messages.filter(({ from }) => from <= hour)
    // In any order, and some of them twice at once.
    const wave = Array.from({ length: due.length * 2 }, () => random.pick(due))
    const answers = await Promise.allSettled([...due, ...wave].map(({ send }) => send()))
    for (const [index, { name }] of [...due, ...wave].entries()) {
      sent += 1
      const answer = answers[index]
      if (answer?.status === 'rejected') {
        // Only the return, while its order was never heard of.
        expect([name, String(answer.reason)]).toEqual(['R-1', expect.stringContaining('order.unknown')])
        early.add(name)
      } else if (answer !== undefined) {
        if (heard.has(name)) expect(answer.value).toEqual(heard.get(name))
        else heard.set(name, answer.value)
      }
    }
  }
  expect(sent).toBeGreaterThan(500)
  expect([[...early], heard.size]).toEqual([['R-1'], 6])

  // A 100 − 50, C 100, D 950, B 60 × 1.25 = 75, E 100 × 1.25 = 125.
  expect(await shop.balance(member)).toBe(50 + 100 + 950 + 75 + 125)
  expect((await shop.wallet(member))?.sequence).toBe(6)
  expect(await shop.balance(member, 'growth')).toBe(50 + 100 + 950 + 60 + 100)
  expect(await shop.standing(member)).toMatchObject({ tier: 'silver', since: shop.local('2026-05-01T12:00') })

  // Another basket under a number, a key or a return that is known is refused, and moves nothing.
  const other = order('A', '2026-05-01T10:00', 20_000, 2)
  const put = { memberId: member, status: 'confirmed', input: other } as const
  expect(await refusalOf(shop.orders.put(put))).toBe('order.already-confirmed')
  const key = { key: 'till-7/A', fingerprint: fingerprint(other) }
  expect(await refusalOf(shop.orders.put({ ...put, key }))).toBe('idempotency.key-reused')
  expect(await refusalOf(shop.orders.giveBack({ ...oneBack, lines: 'all' }))).toBe('return.key-reused')
  const stranger = await shop.member()
  expect(await refusalOf(shop.orders.put({ ...put, memberId: stranger }))).toBe('order.number-taken')
  expect(await shop.balance(member)).toBe(1_300)
  await shop.lawsHold()
})

test('a cancellation that comes before its order keeps the order out, however often both are sent', async () => {
  const member = await shop.member()
  const input = shop.order('Z-1', 5_000)
  const cancelled = { memberId: member, status: 'cancelled', input } as const
  const cancel = () => shop.orders.put(cancelled)
  const answers = await Promise.all([cancel(), cancel(), cancel()])
  answers.push(await cancel(), await shop.orders.cancel('Z-1'))
  expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 'cancelled'))
  expect(answers).toEqual(answers.map(() => answers[0]))
  expect(await refusalOf(shop.orders.put({ ...cancelled, status: 'confirmed' }))).toBe('order.cancelled')
  expect(await shop.balance(member)).toBe(0)
  await shop.lawsHold()
})

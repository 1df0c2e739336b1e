/**
 * Reliability B6, T-34 and T-35, over HTTP: any row of commands leaves what a model of thirty lines says, and whoever reads
 * while others write sees a beginning of what there is in the end, with all that was acknowledged before he asked.
 */
import fc from 'fast-check'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { beforeAll, expect, test } from 'vitest'
import { programmeWith } from './shop.ts'
import { hostileWorld, together } from './world.ts'

const world = await hostileWorld()
const words = { en: 'Points', 'zh-CN': '积分' }
let orders = 0

beforeAll(async () => {
  const wallet = { code: 'points', name: words, unit: words, purpose: 'spend', debt: 'owe' }
  const simple = { ...wallet, pending: { kind: 'none' }, expiry: { kind: 'never' } }
  const rule = {
    code: 'one',
    name: words,
    wallet: 'points',
    rounding: 'floor',
    earn: { by: 'amount', points: 1, perUnits: 1 },
  }
  await programmeWith(world, { wallets: [simple], earningRules: [rule], ladders: [], transfers: [], offers: [] })
})

const statement = Compile(
  Type.Object({
    wallets: Type.Array(Type.Object({ balance: Type.Integer(), held: Type.Integer(), owed: Type.Integer() })),
  }),
)
const entries = Compile(
  Type.Object({
    items: Type.Array(Type.Object({ entryId: Type.String(), amount: Type.Integer() })),
    nextCursor: Type.Union([Type.Integer(), Type.Null()]),
  }),
)

async function member(): Promise<string> {
  orders += 1
  return String((await world.done('POST', '/v1/members', { phone: `+8613733${String(300_000 + orders)}` }))['memberId'])
}

async function standsAt(memberId: string) {
  const { wallets } = statement.Parse(await world.done('GET', `/v1/members/${memberId}/statement`))
  return wallets[0] ?? { balance: 0, held: 0, owed: 0 }
}

type Command =
  | { readonly kind: 'buy' | 'give' | 'take' | 'redeem' | 'hold'; readonly amount: number }
  | { readonly kind: 'capture' | 'release' | 'return'; readonly which: number }

const amount = fc.integer({ min: 1, max: 200 })
const which = fc.nat({ max: 9 })
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('buy' as const, 'give' as const, 'take' as const, 'redeem' as const, 'hold' as const),
    amount,
  }),
  fc.record({ kind: fc.constantFrom('capture' as const, 'release' as const, 'return' as const), which }),
)

type Stand = { balance: number; held: number; owed: number }

/** All that a wallet without terms can do, written once more and as simply as can be. Each says whether it is done. */
function model() {
  const stand: Stand = { balance: 0, held: 0, owed: 0 }
  const available = () => stand.balance - stand.held
  return {
    stand,
    in(points: number): boolean {
      const repaid = Math.min(points, stand.owed)
      stand.owed -= repaid
      stand.balance += points - repaid
      return true
    },
    out(points: number): boolean {
      if (points > available()) return false
      stand.balance -= points
      return true
    },
    back(points: number): boolean {
      const taken = Math.min(points, stand.balance)
      stand.balance -= taken
      stand.owed += points - taken
      return true
    },
    hold(points: number): boolean {
      if (points > available()) return false
      stand.held += points
      return true
    },
    end(points: number, spent: boolean): boolean {
      stand.held -= points
      if (spent) stand.balance -= points
      return true
    },
  }
}

/** Does one command there and in the model, and says whether both were done or both refused. */
async function run(memberId: string, all: readonly Command[]): Promise<void> {
  const expected = model()
  const holds: { holdId: string; points: number }[] = []
  const bought: { number: string; points: number }[] = []
  const ask = (method: string, path: string, body: object) => world.ask(method, path, { as: world.key, body })
  const mine = `/v1/members/${memberId}`
  const simple = { wallet: 'points', reason: 'x' }

  async function done(one: Command): Promise<[there: boolean, here: boolean] | undefined> {
    switch (one.kind) {
      case 'buy': {
        orders += 1
        const [number, points] = [`T34-${orders}`, one.amount]
        const lines = [{ sku: 'tea', quantity: 1, unitPriceMinor: points * 100 }]
        const sale = { memberId, status: 'confirmed', currency: 'CNY', channel: 'pos', lines }
        bought.push({ number, points })
        return [(await ask('PUT', `/v1/orders/${number}`, sale)).status < 300, expected.in(points)]
      }
      case 'give':
        return [
          (await ask('POST', `${mine}/adjustments`, { ...simple, amount: one.amount })).status < 300,
          expected.in(one.amount),
        ]
      case 'take':
        return [
          (await ask('POST', `${mine}/adjustments`, { ...simple, amount: -one.amount })).status < 300,
          expected.out(one.amount),
        ]
      case 'redeem':
        return [
          (await ask('POST', `${mine}/redemptions`, { ...simple, amount: one.amount })).status < 300,
          expected.out(one.amount),
        ]
      case 'hold': {
        const { status, json } = await ask('POST', '/v1/holds', {
          ...simple,
          memberId,
          amount: one.amount,
          minutes: 60,
        })
        if (status < 300) holds.push({ holdId: String(json['holdId']), points: one.amount })
        return [status < 300, expected.hold(one.amount)]
      }
      case 'capture':
      case 'release': {
        const [hold] = holds.splice(one.which % (holds.length || 1), 1)
        if (hold === undefined) return undefined
        const { status } = await ask('POST', `/v1/holds/${hold.holdId}/${one.kind}`, {})
        return [status < 300, expected.end(hold.points, one.kind === 'capture')]
      }
      case 'return': {
        // Which held points a return may take is another law's business (L8).
        const [order] = holds.length > 0 ? [] : bought.splice(one.which % (bought.length || 1), 1)
        if (order === undefined) return undefined
        const { status } = await ask('POST', `/v1/orders/${order.number}/returns`, { lines: 'all', reason: 'x' })
        return [status < 300, expected.back(order.points)]
      }
    }
  }
  for (const one of all) {
    const [there, here] = (await done(one)) ?? []
    expect(there, JSON.stringify(one)).toBe(here)
    expect(await standsAt(memberId), JSON.stringify(one)).toMatchObject(expected.stand)
  }
}

test('T-34 any row of commands leaves what the model says, after each of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (all) => run(await member(), all)),
    { numRuns: 12 },
  )
  await world.lawsHold()
}, 120_000)

test('T-35 who reads while others write misses nothing that was acknowledged, and never sees it otherwise later', async () => {
  const people = await Promise.all([member(), member(), member()])
  const acknowledged = new Map(people.map((one) => [one, new Set<string>()]))
  const histories = new Map(people.map((one) => [one, [] as string[][]]))
  let writing = true

  /** Oldest first. */
  async function read(memberId: string): Promise<string[]> {
    const { items } = entries.Parse(await world.done('GET', `/v1/members/${memberId}/entries?wallet=points&limit=200`))
    return items.map(({ entryId }) => entryId).toReversed()
  }
  async function reader(memberId: string): Promise<void> {
    while (writing) {
      const before = [...(acknowledged.get(memberId) ?? [])]
      const [seen, { balance }] = await Promise.all([read(memberId), standsAt(memberId)])
      expect(before.filter((entry) => !seen.includes(entry))).toEqual([])
      expect(balance).toBeGreaterThanOrEqual(before.length)
      histories.get(memberId)?.push(seen)
    }
  }
  const writes = Array.from({ length: 150 }, (_, index) => people[index % people.length] ?? '')
  const readers = Promise.all([...people, ...people].map(reader))
  await together(
    writes,
    async (memberId) => {
      const answer = await world.done('POST', `/v1/members/${memberId}/adjustments`, {
        wallet: 'points',
        reason: 'x',
        amount: 1,
      })
      const made: unknown = answer['entries']
      if (Array.isArray(made)) for (const entry of made) acknowledged.get(memberId)?.add(String(entry))
    },
    12,
  ).finally(() => {
    writing = false
  })
  await readers
  for (const memberId of people) {
    const end = await read(memberId)
    expect(end).toHaveLength(50)
    expect(acknowledged.get(memberId)?.size).toBe(50)
    const seen = histories.get(memberId) ?? []
    expect(seen.length).toBeGreaterThan(1)
    for (const one of seen) expect(one).toEqual(end.slice(0, one.length))
    expect((await standsAt(memberId)).balance).toBe(50)
  }
}, 120_000)

/** Customers at tills: each sends one request after another and, when it does not learn the outcome, the same again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../support/random.ts'
import { randomFrom } from '../support/random.ts'
import { Broken, openWire, requestOf, type Wire } from '../support/wire.ts'
import { accepted, type Operation, settled, type Told } from './history.ts'

/** Where the server is now; it moves when it is started again. */
export type Door = { port: number; readonly key: string }

export type Crowd = {
  readonly history: readonly Operation[]
  /** Nobody begins anything new; resolves when everybody knows his outcome. */ goHome(): Promise<void>
}

/** A till gives up after this, and so does the test: no request may wait for ever. */
const PATIENCE_MILLISECONDS = 60_000
const PAUSE_MILLISECONDS = 25

export function enter(given: { door: Door; members: readonly string[]; customers: number; seed: number }): Crowd {
  const history: Operation[] = []
  let open = true
  const visits = Array.from({ length: given.customers }, async (_, index) => {
    const till = tillOf(given.door)
    const wishes = wishesOf(`c${index}`, given.members, randomFrom(given.seed * 1000 + index))
    while (open) {
      const operation = wishes.next()
      history.push(operation)
      await till.settle(operation)
      wishes.learn(operation)
    }
    till.close()
  })
  return {
    history,
    goHome: async () => {
      open = false
      await Promise.all(visits)
    },
  }
}

export type Till = {
  /** Sends until the outcome is known or the patience ends. */ settle(operation: Operation): Promise<void>
  close(): void
}

export function tillOf(door: Door): Till {
  let wire: Wire | undefined
  async function once(operation: Operation): Promise<Told | undefined> {
    try {
      wire ??= await openWire(door.port)
      const { status, body } = await within(wire.ask(requestOf({ ...operation.ask, key: door.key })))
      return settled(status, body.toString('utf8'))
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      wire?.close()
      wire = undefined
      return undefined
    }
  }
  return {
    async settle(operation) {
      const began = performance.now()
      for (;;) {
        operation.told = await once(operation)
        operation.waited = performance.now() - began
        if (operation.told !== undefined || operation.waited > PATIENCE_MILLISECONDS) return
        operation.unknown += 1
        await sleep(PAUSE_MILLISECONDS)
      }
    },
    close: () => wire?.close(),
  }
}

async function within<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Broken('no answer in time')), PATIENCE_MILLISECONDS)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

type Wishes = {
  next(): Operation /** What came of it, for wishes that follow from it. */
  learn(operation: Operation): void
}

const SHARES = [
  ...Array<'order'>(10).fill('order'),
  ...Array<'batch'>(2).fill('batch'),
  ...Array<'return'>(4).fill('return'),
  ...Array<'redemption'>(4).fill('redemption'),
  ...Array<'hold'>(2).fill('hold'),
  ...Array<'capture'>(2).fill('capture'),
] as const

/** One customer's wishes. Orders come with an idempotency key, or with nothing but their number. */
function wishesOf(name: string, members: readonly string[], random: Random): Wishes {
  const [bought, held]: [string[], string[]] = [[], []]
  let serial = 0

  const content = (): object => ({
    memberId: random.pick(members),
    status: 'confirmed',
    currency: 'CNY',
    channel: 'pos',
    lines: Array.from({ length: 1 + random.below(4) }, () => ({
      sku: `sku-${random.below(20)}`,
      quantity: 1 + random.below(3),
      unitPriceMinor: 100 + random.below(20_000),
    })),
  })
  const post = (path: string, body: object, idempotencyKey?: string): Operation['ask'] => ({
    method: 'POST',
    path,
    body: JSON.stringify(body),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  })
  const made = (kind: Operation['kind'], ask: Operation['ask'], numbers: readonly string[] = []): Operation => {
    return { kind, ask, numbers, unknown: 0, waited: 0, told: undefined }
  }

  function order(number: string): Operation {
    const keyed = random.below(2) === 0
    const body = keyed ? content() : { ...content(), placedAt: now() }
    const ask = { ...post(`/v1/orders/${number}`, body), method: 'PUT' as const }
    return made('order', keyed ? { ...ask, idempotencyKey: number } : ask, [number])
  }

  return {
    next() {
      serial += 1
      const id = `${name}-${serial}`
      const wish = random.pick(SHARES)
      const number = bought.shift()
      const holdId = held.shift()
      if (wish === 'return' && number !== undefined)
        return made('return', post(`/v1/orders/${number}/returns`, { lines: 'all', returnNumber: id }), [id])
      if (number !== undefined) bought.push(number)
      if (wish === 'capture' && holdId !== undefined)
        return made('capture', post(`/v1/holds/${holdId}/capture`, {}, id))
      if (holdId !== undefined) held.push(holdId)
      const spend = { amount: 1 + random.below(60), reason: 'gift' }
      if (wish === 'redemption')
        return made('redemption', post(`/v1/members/${random.pick(members)}/redemptions`, spend, id))
      if (wish === 'hold') return made('hold', post('/v1/holds', { ...spend, memberId: random.pick(members) }, id))
      if (wish !== 'batch') return order(id)
      const numbers = Array.from({ length: 2 + random.below(6) }, (_, index) => `${id}-${index}`)
      const orders = numbers.map((each) => ({ number: each, ...content(), placedAt: now() }))
      return made('batch', post('/v1/orders/batch', { orders }), numbers)
    },
    learn(operation) {
      if (!accepted(operation)) return
      if (operation.kind === 'order') bought.push(...operation.numbers)
      const hold = operation.kind === 'hold' ? /"holdId":"([^"]+)"/.exec(operation.told?.body ?? '')?.[1] : undefined
      if (hold !== undefined) held.push(hold)
    },
  }
}

function now(): string {
  return Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
}

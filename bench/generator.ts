/** Sends orders as fast as they are answered, or at a given rate. Bodies are put together from parts made beforehand. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Random, randomFrom } from '../tests/support/random.ts'
import { openWire, type Reply, requestOf, type Wire } from '../tests/support/wire.ts'
import { lines } from './support/basket.ts'
import type { Done, Job, Message } from './support/load.ts'

/** Different baskets; members are drawn for each order anew. */
const BASKETS = 500

/** The next call of a client; its orders are numbered from `from` on. */
type NextCall = (client: number, from: number) => Buffer

function calls({ key, membersFile, prefix, perCall, coupons }: Job, random: Random): NextCall {
  const members: string[] = JSON.parse(readFileSync(membersFile, 'utf8'))
  const baskets = Array.from({ length: BASKETS }, () => {
    const content = {
      status: 'confirmed',
      currency: 'CNY',
      channel: 'pos',
      store: 'store-1',
      lines: lines(random),
      coupons,
    }
    return JSON.stringify(content).slice(1)
  })
  const order = (): string => `"memberId":"${random.pick(members)}",${random.pick(baskets)}`
  if (perCall === 1) {
    return (client, from) => {
      const number = `${prefix}${client}-${from}`
      const path = `/v1/orders/${number}`
      return requestOf({ method: 'PUT', path, key, idempotencyKey: number, body: `{${order()}` })
    }
  }
  return (client, from) => {
    const orders = Array.from({ length: perCall }, (_, index) => {
      return `{"number":"${prefix}${client}-${from + index}",${order()}`
    })
    return requestOf({ method: 'POST', path: '/v1/orders/batch', key, body: `{"orders":[${orders.join()}]}` })
  }
}

/** @throws with what was said instead */
function mustBeConfirmed({ status, body }: Reply, perCall: number): void {
  const text = body.toString('latin1')
  const confirmed = perCall === 1 ? 1 : text.split('"status":"confirmed"').length - 1
  if (status !== 200 || confirmed !== perCall) throw new Error(`${status} ${text.slice(0, 500)}`)
}

/** Each client sends its next call when the last one is answered. */
async function closedLoop(job: Job, wires: readonly Wire[], next: NextCall): Promise<Omit<Done, 'cpuMilliseconds'>> {
  const latencies: number[] = []
  const end = performance.now() + job.seconds * 1000
  let orders = 0
  const work = async (wire: Wire, client: number): Promise<number> => {
    let acknowledged = 0
    for (let due = performance.now(); due < end; ) {
      mustBeConfirmed(await wire.ask(next(client, acknowledged)), job.perCall)
      acknowledged += job.perCall
      const answered = performance.now()
      if (answered <= end) orders += job.perCall
      latencies.push(answered - due)
      due = answered
    }
    return acknowledged
  }
  const acknowledged = await Promise.all(wires.map(work))
  return { orders, acknowledged, latencies }
}

/**
 * Calls fall due at random moments with the given rate on average (a Poisson process), and are timed from then on, also
 * while they wait for a free connection: a server that stalls is charged for everything that it kept waiting.
 */
async function openLoop(
  job: Job & { rate: number },
  wires: readonly Wire[],
  { next, random }: { next: NextCall; random: Random },
): Promise<Omit<Done, 'cpuMilliseconds'>> {
  const latencies: number[] = []
  const acknowledged = wires.map(() => 0)
  const free = wires.map((wire, client) => ({ wire, client }))
  const waiting: number[] = []
  const asked: Promise<void>[] = []
  const began = performance.now()
  const end = began + job.seconds * 1000
  let orders = 0

  const ask = async (due: number, { wire, client }: { wire: Wire; client: number }): Promise<void> => {
    mustBeConfirmed(await wire.ask(next(client, acknowledged[client] ?? 0)), job.perCall)
    acknowledged[client] = (acknowledged[client] ?? 0) + job.perCall
    orders += job.perCall
    latencies.push(performance.now() - due)
    free.push({ wire, client })
    dispatch()
  }
  const dispatch = (): void => {
    while (waiting.length > 0 && free.length > 0) {
      const [due, client] = [waiting.shift(), free.shift()]
      if (due !== undefined && client !== undefined) asked.push(ask(due, client))
    }
  }
  for (let due = began; due < end; ) {
    while (due <= performance.now()) {
      waiting.push(due)
      due += (-Math.log(1 - random.next()) * 1000) / job.rate
    }
    dispatch()
    await sleep(1)
  }
  while (waiting.length > 0 || free.length < wires.length) await Promise.all(asked.splice(0))
  return { orders, acknowledged, latencies }
}

async function run(job: Job): Promise<Done> {
  const random = randomFrom(job.seed)
  const next = calls(job, random)
  const wires = await Promise.all(Array.from({ length: job.clients }, () => openWire(job.port)))
  const before = process.cpuUsage()
  const { rate } = job
  const done =
    rate === undefined ? await closedLoop(job, wires, next) : await openLoop({ ...job, rate }, wires, { next, random })
  const { user, system } = process.cpuUsage(before)
  for (const wire of wires) wire.close()
  return { ...done, cpuMilliseconds: (user + system) / 1000 }
}

function tell(message: Message): void {
  if (process.send === undefined) throw new Error('started by load.ts only')
  process.send(message, () => process.disconnect?.())
}

process.once('message', (job: Job) => {
  run(job).then(
    (done) => tell({ done }),
    (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
  )
})

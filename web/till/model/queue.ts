/** Sales that were made while the server was away: kept, signed, sent once, and what became of them. */
import { type Answer, ask, Trouble } from '../../ui/server.ts'
import { server } from '../server.ts'
import { type Device, kept, type QueuedSale } from './database.ts'
import { numberOf } from './device.ts'
import { isKnown, lastFour } from './sale.ts'
import { payloadOf, type Sold, signatureOf } from './sealed.ts'

const AT_ONCE = 50
const listeners = new Set<() => void>()

export function onQueue(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function told(): void {
  for (const listener of listeners) listener()
}

/** Keeps a sale for good before anybody is told that it is done. @returns its number */
export async function queueSale(sold: Sold): Promise<void> {
  const database = await kept()
  const keeping = database.transaction(['device', 'queue'], 'readwrite')
  const device = await keeping.objectStore('device').get('till')
  if (device === undefined) throw new Error('the device is no till')
  const sequence = device.lastSequence + 1
  const payload = payloadOf(device, sequence, sold)
  const { number, placedAt, totalMinor, paid } = sold
  const sale: QueuedSale = {
    ...{ sequence, number, payload, placedAt, totalMinor, currency: device.currency, signature: null },
    pointsMinor: paid?.minor ?? 0,
    ...{ member: shownBuyer(sold), state: 'waiting', note: null, problem: null, answeredAt: null },
  }
  // The browser ends a transaction that waits for anything else, so it is signed right after: `sign` makes up for a crash between.
  await keeping.objectStore('queue').add(sale)
  await keeping.objectStore('device').put({ ...device, lastSequence: sequence }, 'till')
  await keeping.done
  await sign(device)
  told()
}

function shownBuyer({ buyer }: Sold): string | null {
  if (buyer === null) return null
  if (isKnown(buyer)) return buyer.name ?? buyer.number
  return buyer.kind === 'phone' ? lastFour(buyer.value) : buyer.value
}

async function sign(device: Device): Promise<void> {
  const database = await kept()
  for (const sale of await database.getAllFromIndex('queue', 'state', 'waiting'))
    if (sale.signature === null)
      await database.put('queue', { ...sale, signature: await signatureOf(device, sale.payload) })
}

export async function queued(): Promise<QueuedSale[]> {
  return (await (await kept()).getAll('queue')).toReversed()
}

export async function countWaiting(): Promise<number> {
  return (await kept()).countFromIndex('queue', 'state', 'waiting')
}

/** Sends what waits, in the order in which it was sold; one page of the device at a time. @throws Trouble */
export async function sendQueue(): Promise<void> {
  await navigator.locks.request('regulars-till-queue', { ifAvailable: true }, async (lock) => {
    if (lock !== null) while (await sendSome()) told()
  })
  told()
}

/** @returns whether more is to be sent at once */
async function sendSome(): Promise<boolean> {
  const database = await kept()
  const device = await database.get('device', 'till')
  if (device === undefined) return false
  await sign(device)
  const waiting = (await database.getAllFromIndex('queue', 'state', 'waiting')).slice(0, AT_ONCE)
  if (waiting.length === 0) return false
  const orders = waiting.flatMap(({ sequence, payload, signature }) =>
    signature === null ? [] : [{ sequence, payload, signature }],
  )
  const { tillId } = device
  const path = { tillId }
  const { results } = await ask(server.POST('/v1/tills/{tillId}/orders', { params: { path }, body: { orders } }))
  const answers = results.filter(({ state }) => state !== 'later')
  const clashes: QueuedSale[] = []
  const keeping = database.transaction('queue', 'readwrite')
  for (const answer of answers) {
    const sale = waiting.find(({ sequence }) => sequence === answer.sequence)
    if (sale === undefined) continue
    if (isClash(answer)) clashes.push(sale)
    else void keeping.store.put(answeredSale(sale, answer))
  }
  await keeping.done
  for (const sale of clashes) await sendAnew(sale)
  return answers.length === waiting.length
}

type Result = Answer<'/v1/tills/{tillId}/orders', 'post'>['results'][number]

function answeredSale(sale: QueuedSale, { state, note, problem }: Result): QueuedSale {
  if (state === 'later') return sale
  const refused = problem === undefined ? null : { code: problem.code, title: problem.title }
  return { ...sale, state, note, problem: refused, answeredAt: new Date().toISOString() }
}

/** The device was restored from a copy, and gave a number or a place of its queue a second time. The server kept nothing of it. */
const isClash = ({ problem }: Result): boolean =>
  problem?.code === 'till.sequence-reused' || problem?.code === 'till.number-taken'

/** The same sale under a new number at the end of the queue; what the receipt says is kept beside it. */
async function sendAnew(sale: QueuedSale): Promise<void> {
  const database = await kept()
  const keeping = database.transaction(['device', 'queue'], 'readwrite')
  const device = await keeping.objectStore('device').get('till')
  if (device === undefined) throw new Error('the device is no till')
  const [sequence, lastNumber] = [device.lastSequence + 1, device.lastNumber + 1]
  const number = numberOf(device, lastNumber)
  const sold: object = JSON.parse(sale.payload)
  const payload = JSON.stringify({ ...sold, sequence, number })
  const anew = { ...sale, sequence, number, payload, signature: null, printed: sale.printed ?? sale.number }
  await keeping.objectStore('queue').delete(sale.sequence)
  await keeping.objectStore('queue').add(anew)
  await keeping.objectStore('device').put({ ...device, lastNumber, lastSequence: sequence }, 'till')
  await keeping.done
}

/** Forgets what was accepted longer ago than a till's roll of receipts is looked at; what was refused stays until a person has seen to it. */
const KEPT_MILLISECONDS = 14 * 86_400_000

export async function forgetOld(): Promise<void> {
  const database = await kept()
  const before = new Date(Date.now() - KEPT_MILLISECONDS).toISOString()
  for (const { sequence, answeredAt } of await database.getAllFromIndex('queue', 'state', 'accepted'))
    if (answeredAt !== null && answeredAt < before) await database.delete('queue', sequence)
}

/** A person has seen to a refused sale. */
export async function dismiss(sequence: number): Promise<void> {
  await (await kept()).delete('queue', sequence)
  told()
}

/** Why a queue could not be sent, so that the page can say what to do; undefined when it was. */
export async function trySending(): Promise<Trouble | undefined> {
  try {
    await sendQueue()
    return undefined
  } catch (error) {
    if (error instanceof Trouble) return error
    throw error
  }
}

/** What was sold and taken back while the server was away: kept, signed, sent once, and what became of it. */
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

export function told(): void {
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
  // The browser ends a transaction that waits for anything else, so it is signed right after: sending makes up for a crash between.
  await keeping.objectStore('queue').add(sale)
  await keeping.objectStore('device').put({ ...device, lastSequence: sequence }, 'till')
  await keeping.done
  await signNow(device, sale)
  told()
}

function shownBuyer({ buyer }: Sold): string | null {
  if (buyer === null) return null
  if (isKnown(buyer)) return buyer.name ?? buyer.number
  return buyer.kind === 'phone' ? lastFour(buyer.value) : buyer.value
}

/** @returns it with its signature */
export async function signNow(device: Device, sale: QueuedSale): Promise<QueuedSale & { readonly signature: string }> {
  const signature = sale.signature ?? (await signatureOf(device, sale.payload))
  if (sale.signature === null) {
    const keeping = (await kept()).transaction('queue', 'readwrite')
    const now = await keeping.store.get(sale.sequence)
    // It may have been signed and answered meanwhile.
    if (now?.signature === null && now.payload === sale.payload) await keeping.store.put({ ...now, signature })
    await keeping.done
  }
  return { ...sale, signature }
}

export async function queued(): Promise<QueuedSale[]> {
  return (await (await kept()).getAll('queue')).toReversed()
}

export async function countWaiting(): Promise<number> {
  return (await kept()).countFromIndex('queue', 'state', 'waiting')
}

/** What needs a person: refused, or a return to tell the customer of. */
export async function countToSee(): Promise<number> {
  const database = await kept()
  const counts = (['refused', 'decided'] as const).map((state) => database.countFromIndex('queue', 'state', state))
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

export type Sending = { readonly sent: number; readonly of: number }
let sending: Sending | undefined

/** How far what is being sent is; undefined while nothing is. */
export const howFar = (): Sending | undefined => sending

async function tellHowFar(of: number): Promise<void> {
  sending = { sent: Math.max(0, of - (await countWaiting())), of }
  told()
}

/** Sends what waits, in the order in which it was sold; one page of the device at a time. @throws Trouble */
export async function sendQueue(): Promise<void> {
  await navigator.locks.request('regulars-till-queue', { ifAvailable: true }, async (lock) => {
    if (lock === null) return
    const of = await countWaiting()
    try {
      await tellHowFar(of)
      while (await sendSome()) await tellHowFar(of)
    } finally {
      sending = undefined
    }
  })
  told()
}

/** @returns whether more is to be sent at once */
async function sendSome(): Promise<boolean> {
  const database = await kept()
  const device = await database.get('device', 'till')
  if (device === undefined) return false
  const waiting = await ready()
  if (waiting.length === 0) return false
  const orders: { sequence: number; payload: string; signature: string }[] = []
  for (const sale of waiting) {
    const { sequence, payload, signature } = await signNow(device, sale)
    orders.push({ sequence, payload, signature })
  }
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

/**
 * What can be sent now, the first of it. Goods of a sale that waits itself come back when that one was answered: it may have to
 * be sent under another number.
 */
async function ready(): Promise<QueuedSale[]> {
  const database = await kept()
  const first = await database.getAllFromIndex('queue', 'state', 'waiting', AT_ONCE)
  if (first.every(({ back }) => back === undefined)) return first
  const all = await database.getAllFromIndex('queue', 'state', 'waiting')
  const sales = new Set(all.flatMap(({ number, back }) => (back === undefined ? [number] : [])))
  return all.filter(({ back }) => back === undefined || !sales.has(back.order)).slice(0, AT_ONCE)
}

type Result = Answer<'/v1/tills/{tillId}/orders', 'post'>['results'][number]

function answeredSale(sale: QueuedSale, { state, note, problem, returned }: Result): QueuedSale {
  if (state === 'later') return sale
  const refused = problem === undefined ? null : { code: problem.code, title: problem.title }
  const answered = { ...sale, state, note, problem: refused, answeredAt: new Date().toISOString() }
  if (sale.back === undefined) return answered
  return { ...answered, state: state === 'accepted' ? 'decided' : state, back: { ...sale.back, returned } }
}

/** The device was restored from a copy, and gave a number or a place of its queue a second time. The server kept nothing of it. */
const isClash = ({ problem }: Result): boolean =>
  problem?.code === 'till.sequence-reused' || problem?.code === 'till.number-taken'

/** The same sale under a new number at the end of the queue, with what came back of it; what the receipt says is kept beside it. */
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
  const queue = keeping.objectStore('queue')
  await queue.delete(sale.sequence)
  await queue.add(anew)
  for (const other of sale.back === undefined ? await queue.index('state').getAll('waiting') : [])
    if (other.back?.order === sale.number) {
      const noted: object = JSON.parse(other.payload)
      const back = { ...other.back, order: number }
      await queue.put({ ...other, payload: JSON.stringify({ ...noted, returns: number }), signature: null, back })
    }
  await keeping.objectStore('device').put({ ...device, lastNumber, lastSequence: sequence }, 'till')
  await keeping.done
}

/**
 * Forgets what was accepted longer ago than a till's roll of receipts is looked at; what was refused, and what a return came to,
 * stays until a person has seen to it.
 */
const KEPT_MILLISECONDS = 14 * 86_400_000

export async function forgetOld(): Promise<void> {
  const database = await kept()
  const before = new Date(Date.now() - KEPT_MILLISECONDS).toISOString()
  for (const { sequence, answeredAt } of await database.getAllFromIndex('queue', 'state', 'accepted'))
    if (answeredAt !== null && answeredAt < before) await database.delete('queue', sequence)
}

/** A person has seen to what was refused, or to what a return came to. */
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

/** Goods that come back while the server is away: noted on the device, signed and sent like a sale, decided by the server then. */
import i18next from 'i18next'
import { Trouble } from '../../ui/server.ts'
import { soldAt } from './clock.ts'
import { kept, type NotedPiece, type NotedReturn, type QueuedSale } from './database.ts'
import { numberOf } from './device.ts'
import { signNow, told } from './queue.ts'
import { returnPayloadOf, type SoldLine } from './sealed.ts'

/** A line of a receipt that is known here. */
export type ReceiptLine = {
  readonly line: number
  readonly sku: string
  readonly name: string
  readonly quantity: number
  /** What can still come back, as far as this device knows. */ readonly left: number
  /** As it stands on the paper, for what is left. */ readonly restMinor: number
}

export type Noting = {
  readonly order: string
  readonly pieces: 'all' | readonly NotedPiece[]
  readonly reason: string
  readonly soldBy: string
  /** Names the wish of the cashier: pressed twice it is one return. */ readonly wish: string
  /** Of a receipt that is known here, what can come back at most. */ readonly lines: readonly ReceiptLine[] | null
}

/** Orders of which goods were taken back with the server, whose answer never came. */
export const unanswered = new Set<string>()

/** A sale of this device's queue, by its number or by what its receipt says. */
export async function soldHere(number: string): Promise<QueuedSale | null> {
  const sales = (await (await kept()).getAll('queue')).filter(({ back }) => back === undefined)
  return sales.find((sale) => sale.number === number) ?? sales.find(({ printed }) => printed === number) ?? null
}

/** Returns of an order that were noted here and not refused. */
export async function notedOf(order: string): Promise<QueuedSale[]> {
  return (await (await kept()).getAll('queue')).filter((each) => isOf(each, order))
}

const isOf = ({ back, state }: QueuedSale, order: string): boolean => back?.order === order && state !== 'refused'

const isGone = (noted: readonly QueuedSale[]): boolean => noted.some(({ back }) => back?.pieces === 'all')

export function linesOf(sale: QueuedSale): ReceiptLine[] {
  const { lines }: { lines: readonly SoldLine[] } = JSON.parse(sale.payload)
  return lines.map(({ sku, name, quantity, amountMinor }, index) => ({
    ...{ line: index + 1, sku, name, quantity, left: quantity, restMinor: amountMinor },
  }))
}

/** Whether nobody bought it, as far as the device knows. */
export const isGuests = ({ member }: QueuedSale): boolean => member === null

/** What is left of lines after what was noted here. */
export function leftAfter(lines: readonly ReceiptLine[], noted: readonly QueuedSale[]): ReceiptLine[] {
  const gone = isGone(noted)
  const pieces = noted.flatMap(({ back }) => (back === undefined || back.pieces === 'all' ? [] : back.pieces))
  return lines.map((each) => {
    const back = pieces.filter(({ line }) => line === each.line).reduce((sum, { quantity }) => sum + quantity, 0)
    const left = gone ? 0 : Math.max(0, each.left - back)
    return { ...each, left, restMinor: left === each.left ? each.restMinor : 0 }
  })
}

/** Why it cannot be noted: everything of it, or more than is left, was noted before. */
function isBeyond({ pieces, lines }: Noting, noted: readonly QueuedSale[]): boolean {
  if (isGone(noted)) return true
  if (lines === null || pieces === 'all') return false
  const left = new Map(leftAfter(lines, noted).map((each) => [each.line, each.left]))
  return pieces.some(({ line, quantity }) => line !== null && quantity > (left.get(line) ?? 0))
}

/**
 * Keeps it for good before anybody is told. Once more with the same wish it is the one that is there.
 * @throws Trouble when it was noted before
 */
export async function queueReturn(noting: Noting): Promise<QueuedSale> {
  const placedAt = await soldAt()
  const keeping = (await kept()).transaction(['device', 'queue'], 'readwrite')
  const [devices, queue] = [keeping.objectStore('device'), keeping.objectStore('queue')]
  const device = await devices.get('till')
  if (device === undefined) throw new Error('the device is no till')
  const noted = (await queue.getAll()).filter((each) => isOf(each, noting.order))
  const same = noted.find(({ back }) => back?.wish === noting.wish)
  if (same !== undefined) return same
  if (isBeyond(noting, noted))
    throw new Trouble({ title: i18next.t('till.returns.notedBefore'), status: 409, code: 'return.noted-before' })
  const [sequence, lastNumber] = [device.lastSequence + 1, device.lastNumber + 1]
  const number = numberOf(device, lastNumber)
  const { order, pieces, reason, soldBy, wish } = noting
  const back: NotedReturn = { order, pieces, reason, wish, returned: null }
  const payload = returnPayloadOf(device, sequence, { number, soldBy, placedAt, back })
  const entry: QueuedSale = {
    ...{ sequence, number, payload, placedAt, totalMinor: 0, pointsMinor: 0, currency: device.currency },
    ...{ signature: null, member: null, state: 'waiting', note: null, problem: null, answeredAt: null, back },
  }
  await queue.add(entry)
  await devices.put({ ...device, lastNumber, lastSequence: sequence }, 'till')
  await keeping.done
  await signNow(device, entry)
  told()
  return entry
}

/** Devices for tests: each has a key of its own, is registered, and signs what it sells. */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import type { testShop } from '../../tests/support/shop.ts'
import { instantText } from '../base/time.ts'
import type { Sealed, Till } from './till.ts'

export type Device = {
  readonly till: Till
  /** What it says of itself, signed; by a clock that is right unless the test says otherwise. */
  readonly report: (more?: object) => { payload: string; signature: string }
  readonly seal: (more?: Partial<Payload>, edit?: (text: string) => string) => Sealed
  /** Goods of an order that came back: everything, unless the test says otherwise. */
  readonly sealReturn: (returns: string, more?: Partial<ReturnPayload>) => Sealed
}
type ReturnPayload = {
  sequence: number
  number: string
  placedAt: string
  back: 'all' | { line: number; quantity: number }[] | { sku: string; quantity: number }[]
  reason: string
}
type Payload = {
  tillId: string
  sequence: number
  number: string
  soldBy: string
  placedAt: string
  currency: string
  member: null | { memberId: string } | { kind: string; value: string }
  lines: { sku: string; name: string; quantity: number; amountMinor: number }[]
  payments: { means: string; minor: number }[]
  totalMinor: number
  paid?: { wallet: string; points: number; minor: number; code?: string }
}

/** @returns makes a device. Its orders are of 100.00, paid in cash, unless the test says otherwise */
export function devicesOf(shop: Pick<Awaited<ReturnType<typeof testShop>>, 'tills' | 'clock'>) {
  return async function device(name = 'Counter', aloneMinor = 0): Promise<Device> {
    const pair = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { format: 'der', type: 'spki' },
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    })
    const key = createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs8' })
    const publicKey = pair.publicKey.toString('base64url')
    const till = await shop.tills.register(
      { name, store: 'west-lake', channel: 'pos', aloneMinor, publicKey },
      'Lin Lan',
    )
    let last = 0
    const signed = (payload: string) =>
      sign('sha256', Buffer.from(payload), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    return {
      till,
      report(more = {}) {
        const payload = JSON.stringify({
          ...{
            tillId: till.tillId,
            sentAt: instantText(shop.clock.now()),
            version: 'a1b2',
            currency: 'CNY',
            waiting: 0,
          },
          ...{ waitingMinor: 0, oldestAt: null, refused: 0, aloneMinor: 0, lastNumber: 0, lastSequence: 0, ...more },
        })
        return { payload, signature: signed(payload) }
      },
      seal(more = {}, edit = (text) => text) {
        last = more.sequence ?? last + 1
        const totalMinor = more.totalMinor ?? 10_000
        const order: Payload = {
          ...{ tillId: till.tillId, sequence: last, number: `T${till.place}-${String(last).padStart(6, '0')}` },
          ...{ soldBy: 'cashier', placedAt: instantText(shop.clock.now()), currency: 'CNY', member: null, totalMinor },
          lines: [{ sku: 'tea', name: 'Tea', quantity: 2, amountMinor: totalMinor }],
          payments: [{ means: 'cash', minor: totalMinor }],
          ...more,
        }
        const payload = JSON.stringify(order)
        return { sequence: last, payload: edit(payload), signature: signed(payload) }
      },
      sealReturn(returns, more = {}) {
        last = more.sequence ?? last + 1
        const payload = JSON.stringify({
          ...{ tillId: till.tillId, sequence: last, number: `T${till.place}-${String(last).padStart(6, '0')}` },
          ...{ soldBy: 'cashier', placedAt: instantText(shop.clock.now()), currency: 'CNY', returns },
          ...{ back: 'all', reason: 'Not wanted', ...more },
        })
        return { sequence: last, payload, signature: signed(payload) }
      },
    }
  }
}

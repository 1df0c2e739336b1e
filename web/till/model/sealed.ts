/** A sale, or a return, as it is signed: the server reads the very text, so it is built once and never again (src/tills/rules.ts). */

import type { Device, NotedReturn } from './database.ts'
import { base64url } from './device.ts'
import { type Buyer, isKnown } from './sale.ts'

export type Sold = {
  readonly number: string
  readonly soldBy: string
  readonly placedAt: string
  readonly buyer: Buyer | null
  /** Final amounts of whole lines. */
  readonly lines: readonly SoldLine[]
  readonly means: string
  readonly totalMinor: number
  /** Within the budget of the device; `code` is what the member's phone showed. */
  readonly paid: AlonePaid | null
}

export type SoldLine = {
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly amountMinor: number
}

export type AlonePaid = {
  readonly wallet: string
  readonly points: number
  readonly minor: number
  readonly code?: string
}

export function payloadOf(device: Pick<Device, 'tillId' | 'currency'>, sequence: number, sold: Sold): string {
  const { number, soldBy, placedAt, buyer, lines, means, totalMinor, paid } = sold
  const { tillId, currency } = device
  const member = isKnown(buyer) ? { memberId: buyer.memberId } : buyer
  const dueMinor = totalMinor - (paid?.minor ?? 0)
  return JSON.stringify({
    ...{ tillId, sequence, number, soldBy, placedAt, currency, member, lines, totalMinor },
    payments: dueMinor === 0 ? [] : [{ means, minor: dueMinor }],
    ...(paid === null ? {} : { paid }),
  })
}

type Noted = {
  readonly number: string
  readonly soldBy: string
  readonly placedAt: string
  readonly back: Pick<NotedReturn, 'order' | 'pieces' | 'reason'>
}

/** Goods that came back: lines of a receipt that is known here, or goods by their codes. */
export function returnPayloadOf(
  { tillId, currency }: Pick<Device, 'tillId' | 'currency'>,
  sequence: number,
  { number, soldBy, placedAt, back: { order, pieces, reason } }: Noted,
): string {
  const back =
    pieces === 'all'
      ? pieces
      : pieces.map(({ line, sku, quantity }) => (line === null ? { sku, quantity } : { line, quantity }))
  return JSON.stringify({ tillId, sequence, number, soldBy, placedAt, currency, returns: order, back, reason })
}

export async function signatureOf({ privateKey }: Pick<Device, 'privateKey'>, payload: string): Promise<string> {
  const bytes = new TextEncoder().encode(payload)
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes))
}

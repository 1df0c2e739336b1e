/** What a till signed: is it of this till, is it whole, and do its figures agree? Pure. */
import { createPublicKey, hash, verify } from 'node:crypto'
import { Type } from 'typebox'
import type { MemberId } from '../base/ids.ts'
import { LARGEST } from '../base/quantities.ts'
import type { Refusal } from '../base/refusals.ts'
import { shapeOf } from '../base/shapes.ts'
import { asInstant, type Instant, instantText, parseInstant } from '../base/time.ts'
import {
  amountsWrong,
  foreignNumber,
  keyInvalid,
  placedBefore,
  reportWrong,
  returnBeyond,
  signatureWrong,
  tillRevoked,
  unreadable,
} from './errors.ts'
import type { Report, Sealed, Till } from './till.ts'

const closed = { additionalProperties: false } as const
const Minor = Type.Integer({ minimum: 0, maximum: LARGEST })
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/** As `web/till/model/sealed.ts` writes it. */
const payloadSchema = Type.Object(
  {
    tillId: text(36),
    sequence: Type.Integer({ minimum: 1, maximum: LARGEST }),
    number: text(120),
    soldBy: text(64),
    placedAt: text(40),
    currency: text(3),
    member: Type.Union([
      Type.Null(),
      Type.Object({ memberId: Type.String({ pattern: '^[0-9a-f-]{36}$' }) }, closed),
      Type.Object({ kind: Type.Enum(['phone', 'card', 'number']), value: text(64) }, closed),
    ]),
    lines: Type.Array(
      Type.Object(
        {
          sku: text(120),
          name: text(300),
          quantity: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
          amountMinor: Minor,
        },
        closed,
      ),
      { minItems: 1, maxItems: 2_000 },
    ),
    payments: Type.Array(Type.Object({ means: text(40), minor: Minor }, closed), { maxItems: 10 }),
    totalMinor: Minor,
    /** Taken within the till's budget, so by a member who is named; `code` is what his phone showed. */
    paid: Type.Optional(
      Type.Object(
        {
          wallet: text(40),
          points: Type.Integer({ minimum: 1, maximum: LARGEST }),
          minor: Minor,
          code: Type.Optional(text(40)),
        },
        closed,
      ),
    ),
  },
  closed,
)
const payloads = shapeOf(payloadSchema)

const pieces = { quantity: Type.Integer({ minimum: 1, maximum: 10_000_000 }) } as const
const some = { minItems: 1, maxItems: 2_000 } as const

/** Goods that came back, as `web/till/model/sealed.ts` writes it: lines of a sale that the till knew, or goods that it scanned. */
const returnSchema = Type.Object(
  {
    tillId: text(36),
    sequence: Type.Integer({ minimum: 1, maximum: LARGEST }),
    number: text(120),
    soldBy: text(64),
    placedAt: text(40),
    currency: text(3),
    returns: text(120),
    back: Type.Union([
      Type.Literal('all'),
      Type.Array(Type.Object({ line: Type.Integer({ minimum: 1, maximum: 2_000 }), ...pieces }, closed), some),
      Type.Array(Type.Object({ sku: text(120), ...pieces }, closed), some),
    ]),
    reason: text(200),
  },
  closed,
)
const returnPayloads = shapeOf(returnSchema)

type Seal = {
  readonly at: Instant
  readonly digest: Buffer
  /** The clock of the device was ahead: `at` is when it came. */
  readonly ahead?: true
}
export type SignedSale = Type.Static<typeof payloadSchema> & Seal
export type SignedReturn = Type.Static<typeof returnSchema> & Seal
export type Signed = SignedSale | SignedReturn

export function isReturn(signed: Signed): signed is SignedReturn {
  return 'returns' in signed
}

/** As `web/till/model/reporting.ts` writes it. */
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
const reports = shapeOf(
  Type.Object(
    {
      tillId: text(36),
      sentAt: text(40),
      version: Type.Union([Type.Null(), text(40)]),
      currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      waiting: Count,
      waitingMinor: Minor,
      oldestAt: Type.Union([Type.Null(), text(40)]),
      refused: Count,
      aloneMinor: Minor,
      lastNumber: Count,
      lastSequence: Count,
    },
    closed,
  ),
)

/** A clock that is a little ahead of ours has not sold in the future, and one behind not before it was set up. */
export const SKEW_MILLISECONDS = 10 * 60_000
/** An order is believed to have waited for so long; what is older, a person looks at. */
export const WAITS_AT_MOST = 31 * 86_400_000

/** True for the public half of a key with which a till can sign. */
export function isTillKey(publicKey: Buffer): boolean {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

/** The key as bytes, or why it is none. */
export function tillKey(encoded: string): Buffer | Refusal {
  const publicKey = Buffer.from(encoded, 'base64url')
  return isTillKey(publicKey) ? publicKey : keyInvalid({})
}

export function digestOf(payload: string): Buffer {
  return hash('sha256', payload, 'buffer')
}

function isSignedBy(till: Till, { payload, signature }: Pick<Sealed, 'payload' | 'signature'>): boolean {
  const key = createPublicKey({ key: till.publicKey, format: 'der', type: 'spki' })
  const bytes = Buffer.from(signature, 'base64url')
  return verify('sha256', Buffer.from(payload, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}

/** Every number that the till makes begins so. */
export function beginning({ place }: Pick<Till, 'place'>): string {
  return `T${place}-`
}

/** Believes nothing before the signature is known to be the till's own; says nothing about the figures. */
export function opened(till: Till, sealed: Sealed): Signed | Refusal {
  const { sequence, payload } = sealed
  if (till.revokedAt !== null) return tillRevoked({})
  if (!isSignedBy(till, sealed)) return signatureWrong({ sequence })
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return unreadable({ sequence, problem: 'it is no JSON' })
  }
  if (!payloads.Check(value) && !returnPayloads.Check(value))
    return unreadable({ sequence, problem: 'a field is missing, of another kind or too long' })
  // Signed by this till, but for another place in the queue or for another registration of the device.
  if (value.sequence !== sequence || value.tillId !== till.tillId) return signatureWrong({ sequence })
  const at = parseInstant(value.placedAt)
  if (at === undefined) return unreadable({ sequence, problem: 'placedAt is no instant' })
  return { ...value, at, digest: digestOf(payload) }
}

/** What a till says of itself, and when it said so by its own clock. */
export function reported(
  till: Till,
  sealed: Pick<Sealed, 'payload' | 'signature'>,
): { readonly report: Report; readonly sentAt: Instant } | Refusal {
  if (!isSignedBy(till, sealed)) return reportWrong({})
  let value: unknown
  try {
    value = JSON.parse(sealed.payload)
  } catch {
    return reportWrong({})
  }
  if (!reports.Check(value) || value.tillId !== till.tillId) return reportWrong({})
  const { tillId: _tillId, sentAt: sent, oldestAt: oldest, ...figures } = value
  const sentAt = parseInstant(sent)
  const oldestAt = oldest === null ? null : parseInstant(oldest)
  if (sentAt === undefined || oldestAt === undefined) return reportWrong({})
  return { report: { ...figures, oldestAt }, sentAt }
}

/** Nothing was sold in the future: where the clock of the device is ahead, it was sold when it came, at the latest. */
export function inOurTime<Kind extends Signed>(order: Kind, now: Instant): Kind {
  return order.at > now + SKEW_MILLISECONDS ? { ...order, at: now, ahead: true } : order
}

/** Where a till stood at an instant. @param moves the earliest first */
export function storeAt(
  till: Pick<Till, 'store'>,
  moves: readonly { readonly until: Instant; readonly store: string | null }[],
  at: Instant,
): string | null {
  const move = moves.find(({ until }) => at < until)
  return move === undefined ? till.store : move.store
}

type Line = { readonly sku: string; readonly quantity: number; readonly netMinor: number }

/** Whether an order that is there under the number of a sale is that sale: its lines, its money and its buyer. */
export function isSameSale(
  sold: SignedSale,
  there: { readonly currency: string; readonly memberId: MemberId | null; readonly lines: readonly Line[] },
  memberId: MemberId | null,
): boolean {
  const lines = there.lines.every(({ sku, quantity, netMinor }, index) => {
    const line = sold.lines[index]
    return line?.sku === sku && line.quantity === quantity && line.amountMinor === netMinor
  })
  // A guest's receipt may have been claimed since; who was only typed may have been nobody's.
  const known = sold.member !== null && 'memberId' in sold.member
  const buyer = memberId === null || there.memberId === memberId || (there.memberId === null && !known)
  return lines && buyer && there.currency === sold.currency && there.lines.length === sold.lines.length
}

/** What is wrong with what the till did sign; undefined when nothing is. */
export function wrongWith(till: Till, order: Signed, now: Instant): Refusal | undefined {
  const begins = beginning(till)
  if (!order.number.startsWith(begins)) return foreignNumber({ number: order.number, begins })
  const wrong = isReturn(order) ? undefined : wrongAmounts(order)
  if (wrong !== undefined) return wrong
  const from = Math.max(till.registeredAt - SKEW_MILLISECONDS, now - WAITS_AT_MOST)
  if (order.at < from) return placedBefore({ placedAt: instantText(order.at), from: instantText(asInstant(from)) })
  return undefined
}

function wrongAmounts(order: SignedSale): Refusal | undefined {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const linesMinor = sum(order.lines.map(({ amountMinor }) => amountMinor))
  const paidMinor = sum(order.payments.map(({ minor }) => minor)) + (order.paid?.minor ?? 0)
  const { totalMinor } = order
  return linesMinor === totalMinor && paidMinor === totalMinor
    ? undefined
    : amountsWrong({ totalMinor, linesMinor, paidMinor })
}

type Left = {
  readonly line: number
  readonly sku: string
  readonly quantity: number
  readonly returnedQuantity: number
}
type Piece = { readonly line: number; readonly quantity: number }

/**
 * Which lines of the order came back. Goods that were scanned are taken from the lines that hold them, in the order of the receipt.
 * @returns by line; empty when nothing is left
 */
export function linesBack({ back, returns: number }: SignedReturn, lines: readonly Left[]): Piece[] | Refusal {
  const left = new Map(lines.map((line) => [line.line, line.quantity - line.returnedQuantity]))
  const taken = new Map<number, number>()
  const take = (line: number, quantity: number) => taken.set(line, (taken.get(line) ?? 0) + quantity)
  if (back === 'all') for (const [line, quantity] of left) take(line, quantity)
  else
    for (const piece of back) {
      if ('line' in piece) {
        take(piece.line, piece.quantity)
        continue
      }
      let wanted = piece.quantity
      for (const { line } of lines.filter(({ sku }) => sku === piece.sku)) {
        const most = Math.min(wanted, (left.get(line) ?? 0) - (taken.get(line) ?? 0))
        take(line, most)
        wanted -= most
      }
      if (wanted > 0)
        return returnBeyond({ number, sku: piece.sku, asked: piece.quantity, left: piece.quantity - wanted })
    }
  return [...taken]
    .flatMap(([line, quantity]) => (quantity > 0 ? [{ line, quantity }] : []))
    .toSorted((one, other) => one.line - other.line)
}

/** What this room knows of a till and of the orders that it queued. */
import type { Id, MemberId, OrderId } from '../base/ids.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'

export type TillId = Id<'till'>

export type Till = {
  readonly tillId: TillId
  /** Counts the company's tills; begins every number that the till makes. */
  readonly place: number
  readonly name: string
  readonly store: string | null
  readonly channel: string
  /** Worth of the points that it may take in a day while it is alone, in minor units. */
  readonly aloneMinor: number
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
  readonly registeredBy: string
  readonly registeredAt: Instant
  readonly revokedBy: string | null
  readonly revokedAt: Instant | null
}

/** An order or a return as the till sends it: the text that it signed, and the signature. */
export type Sealed = {
  readonly sequence: number
  /** JSON, kept to the letter because the signature is of these bytes. */
  readonly payload: string
  /** ECDSA over SHA-256, r and s of 32 bytes each, base64url. */
  readonly signature: string
}

/** Why an accepted order is not quite as the till thought. */
export type Note = 'member-unknown' | 'there-already' | 'points-not-taken' | 'clock-wrong'

/** How a till was when it was last there. */
export type Report = {
  /** Of the page that is kept on the device; null when none is. */
  readonly version: string | null
  readonly currency: string
  readonly waiting: number
  readonly waitingMinor: number
  /** Of the sales that wait, the first. */
  readonly oldestAt: Instant | null
  /** Refused, and nobody at the till has seen to it. */
  readonly refused: number
  /** Of its budget, used in the last 24 hours. */
  readonly aloneMinor: number
  /** Of the order numbers that it gave. */
  readonly lastNumber: number
  readonly lastSequence: number
}

/** What a return did, as the till is told: figures only. */
export type Returned = {
  /** In money. */ readonly refundMinor: number
  /** Points that the order had earned, by wallet. */ readonly takenBack: readonly PointsOf[]
  /** Points that had paid. */ readonly pointsBack: readonly PointsOf[]
  /** What the member owes afterwards. */ readonly owed: readonly PointsOf[]
  readonly tiers: readonly { readonly ladder: string; readonly before: string; readonly tier: string }[]
}
type PointsOf = { readonly wallet: string; readonly points: number }

export type Outcome =
  | {
      readonly state: 'accepted'
      /** For a return: of which goods came back. */
      readonly orderId: OrderId
      readonly memberId: MemberId | null
      readonly note: Note | null
      /** Null for a sale. */
      readonly returned: Returned | null
    }
  | { readonly state: 'refused'; readonly refusal: Refusal }

export type QueuedOrder = {
  readonly sequence: number
  readonly number: string
  readonly soldBy: string
  readonly currency: string
  /** The number of the order of which goods came back; null for a sale. */
  readonly returns: string | null
  /** What was sold; 0 for a return. */
  readonly totalMinor: number
  /** What points were to pay of it. */
  readonly pointsMinor: number
  readonly placedAt: Instant
}

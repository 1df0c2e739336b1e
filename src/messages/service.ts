/** Messages to one person: kept with what they follow from, sent at once, tried again when a gateway is away, forgotten soon. */
import type { MemberId } from '../base/ids.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { maskedEmail, maskedPhone } from '../members/masking.ts'
import type { Clock } from '../platform/clock.ts'
import { nobody } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import { type Keyring, seal, unseal } from '../platform/keyring.ts'
import type { Database, Tx } from '../platform/postgres/database.ts'
import { type Channel, type Gateways, UndeliveredError } from './gateways.ts'
import * as store from './store.ts'

export type Wish = {
  /** Null when the receiver is no member yet. */
  readonly memberId: MemberId | null
  readonly channel: Channel
  readonly purpose: string
  readonly receiver: string
  readonly subject: string
  readonly text: string
  /** It is worth nothing any more from then on. */
  readonly lapsesAt: Instant
}

/** A message as the outbox shows it. `text` only where no gateway is set: elsewhere it is between the sender and the receiver. */
export type OutboxLine = Omit<store.MessageRow, 'sealed' | 'keyVersion' | 'memberId'> & {
  readonly memberId: MemberId | null
  readonly receiver: string | null
  readonly text: string | null
}

type Kept = Pick<store.MessageRow, 'memberId' | 'messageId'>

export type MessagesService = {
  /** Keeps the message in the caller's transaction; `deliver` what it returns after the commit. */
  add(tx: Tx, wish: Wish): Promise<Kept>
  /** Sends it now, beside the caller, who is not kept waiting by a gateway. */
  deliver(kept: Kept): void
  /** Sends what is due, and forgets the contents of what is past. */
  sweep(): Promise<void>
  outbox(page: { before: string | null; limit: number }): Promise<OutboxLine[]>
  /** Resolves when nothing is being sent any more. */
  settled(): Promise<void>
}

export type MessagesParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
  readonly gateways: Gateways
  readonly onError: (error: unknown) => void
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A gateway that is away is asked again after so many minutes. */
const PAUSES_MINUTES = [1, 2, 5, 15, 60]
const SWEPT_AT_ONCE = 500

export function messagesService(parts: MessagesParts): MessagesService {
  const { db, clock, ids, onError } = parts
  const sending = new Set<Promise<void>>()

  async function add(tx: Tx, wish: Wish): Promise<Kept> {
    const [newest] = parts.keyring.live()
    const messageId = ids.next<'message'>()
    const madeAt = clock.now()
    const { receiver, subject, text, memberId, channel, purpose, lapsesAt } = wish
    await store.addMessage(tx, {
      ...{ memberId: memberId ?? nobody, messageId, channel, purpose, lapsesAt, madeAt, dueAt: madeAt },
      sealed: seal(newest.master, `message|${messageId}`, JSON.stringify([receiver, subject, text])),
      keyVersion: newest.version,
      ...{ state: 'waiting', attempts: 0, sentAt: null, gateway: null, problem: null },
    })
    return { memberId: memberId ?? nobody, messageId }
  }

  function deliver(kept: Kept): void {
    const done: Promise<void> = send(parts, kept)
      .catch(onError)
      .finally(() => sending.delete(done))
    sending.add(done)
  }

  return {
    add,
    deliver,
    async sweep() {
      const at = clock.now()
      await store.failLapsed(db, at)
      for (const kept of await store.dueMessages(db, at, SWEPT_AT_ONCE)) await send(parts, kept)
      await store.forgetContents(db, asInstant(Math.max(0, at - DAY)))
    },
    outbox: async (page) => (await store.messagesBefore(db, page)).map((one) => shown(parts, one)),
    settled: async () => void (await Promise.all(sending)),
  }
}

async function send(parts: MessagesParts, { memberId, messageId }: Kept): Promise<void> {
  const { db, clock } = parts
  const at = clock.now()
  // Whoever dies while sending leaves the message to the next sweep.
  const taken = await store.takeMessage(db, { memberId, messageId, at, nextAt: asInstant(at + MINUTE) })
  if (taken === undefined) return
  const gateway = parts.gateways[taken.channel]
  const letter = opened(parts.keyring, taken)
  if (letter === undefined) return
  const { channel, purpose } = taken
  const told = { gateway: gateway.name, sentAt: null }
  try {
    await gateway.send({ messageId, channel, purpose, ...letter })
    await store.noteDelivery(db, taken, { ...told, state: 'sent', sentAt: clock.now(), problem: null })
  } catch (error) {
    if (!(error instanceof UndeliveredError)) throw error
    const pause = PAUSES_MINUTES[taken.attempts - 1]
    const again = !error.final && pause !== undefined
    await store.noteDelivery(db, taken, { ...told, state: again ? 'waiting' : 'failed', problem: error.message })
  }
}

type Opened = { readonly receiver: string; readonly subject: string; readonly text: string }

/** Undefined when the contents are gone, or the key that sealed them. */
function opened(keyring: Keyring, one: store.MessageRow): Opened | undefined {
  const version = keyring.version(one.keyVersion)
  if (one.sealed === null || version === undefined) return undefined
  const read: unknown = JSON.parse(unseal(version.master, `message|${one.messageId}`, one.sealed).toString())
  if (!Array.isArray(read)) throw new Error('a sealed message is not what was sealed')
  const [receiver, subject, text] = read.map(String)
  return { receiver: receiver ?? '', subject: subject ?? '', text: text ?? '' }
}

function shown({ keyring }: MessagesParts, one: store.MessageRow): OutboxLine {
  const { sealed: _sealed, keyVersion: _version, memberId, ...line } = one
  const letter = opened(keyring, one)
  const masked = one.channel === 'sms' ? maskedPhone : maskedEmail
  return {
    ...line,
    memberId: memberId === nobody ? null : memberId,
    receiver: letter === undefined ? null : masked(letter.receiver),
    text: letter !== undefined && one.gateway === 'development' ? letter.text : null,
  }
}

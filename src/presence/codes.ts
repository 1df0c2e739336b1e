/** One-time codes to a phone or a mailbox. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { MemberId } from '../base/ids.ts'
import { type Locale, Refused, say } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { identityKey } from '../members/identities.ts'
import { maskedEmail, maskedPhone } from '../members/masking.ts'
import type { Identity } from '../members/member.ts'
import type { MessagesService } from '../messages/service.ts'
import type { Clock } from '../platform/clock.ts'
import { addressGroup } from '../platform/http/address.ts'
import type { Ids } from '../platform/ids.ts'
import { blindIndex, type Keyring } from '../platform/keyring.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import { codeTooSoon, codeWrong, noReceiver } from './errors.ts'
import { addressBudgets, CODE_DIGITS, CODE_MILLISECONDS, CODE_TRIES, receiverBudgets, waitSeconds } from './rules.ts'
import * as store from './store.ts'
import { subject, texts } from './words.ts'

export type SentCode = {
  /** Masked. */ readonly sentTo: string
  readonly lapsesAt: Instant
  /** Another one can be asked for after so many seconds. */ readonly againSeconds: number
  readonly fingerprint: Buffer
}

export type CodeWish = {
  readonly identity: Identity
  readonly purpose: store.Purpose
  readonly memberId: MemberId | null
  readonly locale: Locale
  /** The network address of who asks. */ readonly address: string
}

export type CodesParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
  readonly messages: MessagesService
}

/** The longest budget looks back so far. */
const DAY = 24 * 3_600_000
const KEPT = 2 * DAY

export type Codes = {
  /** @throws Refused codeTooSoon; noReceiver for an identity to which nothing can be sent */
  send(wish: CodeWish): Promise<SentCode>
  /** Uses the newest code for the purpose. @throws Refused codeWrong, whatever is wrong with it */
  check(given: { identity: Identity; purpose: store.Purpose; code: string }): Promise<void>
  /** As `check`, for what `send` answered. */
  checkAt(given: { fingerprint: Buffer; purpose: store.Purpose; code: string }): Promise<void>
  sweep(): Promise<void>
}

export function codesOf({ db, clock, ids, keyring, messages }: CodesParts): Codes {
  const prints = (identity: Identity) =>
    keyring.live().map((key) => blindIndex(key.index, 'one-time-code', identityKey(identity)))
  /** Under a key derived for it: a code has a million values, so a plain digest would tell it. */
  const digest = (codeId: string, code: string, index: Buffer) =>
    createHmac('sha256', index).update(`code\n${codeId}\n${code}`).digest()

  async function send({ identity, purpose, memberId, locale, address }: CodeWish): Promise<SentCode> {
    const { kind, value } = identity
    if (kind !== 'phone' && kind !== 'email') throw new Refused(noReceiver({ by: kind }))
    const [fingerprint] = prints(identity)
    const [newest] = keyring.live()
    if (fingerprint === undefined) throw new Error('the keyring is empty')
    const at = clock.now()
    const askedFrom = blindIndex(newest.index, 'address', addressGroup(address))
    const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
    const codeId = ids.next<'code'>()
    const lapsesAt = asInstant(at + CODE_MILLISECONDS)
    const facts = { code, minutes: CODE_MILLISECONDS / 60_000 }
    const kept = await transaction(db, async (tx) => {
      for (const digest of [askedFrom, fingerprint]) await store.lockDigest(tx, digest)
      const since = asInstant(Math.max(0, at - DAY))
      const seconds = Math.max(
        waitSeconds(await store.codesAskedFor(tx, fingerprint, since), receiverBudgets, at),
        waitSeconds(await store.codesAskedFrom(tx, askedFrom, since), addressBudgets, at),
      )
      if (seconds > 0) throw new Refused(codeTooSoon({ seconds }))
      const made = { codeId, purpose, askedFrom, madeAt: at, lapsesAt, digest: digest(codeId, code, newest.index) }
      await store.addCode(tx, { fingerprint, ...made })
      return messages.add(tx, {
        memberId,
        channel: kind === 'phone' ? 'sms' : 'email',
        purpose: `code-${purpose}`,
        receiver: value,
        subject: say(subject, facts, locale),
        text: say(texts[purpose], facts, locale),
        lapsesAt,
      })
    })
    messages.deliver(kept)
    const sentTo = kind === 'phone' ? maskedPhone(value) : maskedEmail(value)
    return { sentTo, lapsesAt, againSeconds: (receiverBudgets[0]?.milliseconds ?? 0) / 1000, fingerprint }
  }

  async function checkAny(fingerprints: readonly Buffer[], purpose: store.Purpose, code: string): Promise<void> {
    const at = clock.now()
    const tried = await store.tryCode(db, { fingerprints, purpose, at, atMost: CODE_TRIES })
    const right =
      tried !== undefined &&
      keyring.live().some((key) => timingSafeEqual(digest(tried.codeId, code.trim(), key.index), tried.digest))
    if (!(right && (await store.useCode(db, tried, at)))) throw new Refused(codeWrong({}))
  }

  return {
    send,
    check: ({ identity, purpose, code }) => checkAny(prints(identity), purpose, code),
    checkAt: ({ fingerprint, purpose, code }) => checkAny([fingerprint], purpose, code),
    sweep: () => store.removeOldCodes(db, asInstant(Math.max(0, clock.now() - KEPT))),
  }
}

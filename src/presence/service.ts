/** How a member shows that he is there: by the rotating code of his phone, or by a code that is sent to him. */
import { randomBytes, randomInt } from 'node:crypto'
import type { MemberId } from '../base/ids.ts'
import { type Locale, Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { Identity } from '../members/member.ts'
import type { MembersService } from '../members/service.ts'
import { type Codes, type CodesParts, codesOf, type SentCode } from './codes.ts'
import { cardUsed, cardWrong, noReceiver, presenceNeeded, presenceUnknown, presenceUsed } from './errors.ts'
import { CARD_MISSES, cardCodeOf, HANDLE_DIGITS, PRESENCE_MILLISECONDS, stepOf } from './rules.ts'
import * as store from './store.ts'

/** What a phone needs to show its code without the server: its handle, and the secret under which codes are computed. */
export type Card = { readonly handle: string; readonly secret: Buffer }

export type Presence = Pick<store.Presence, 'presenceId' | 'memberId' | 'means' | 'lapsesAt'> & {
  readonly confirmed: boolean
}

export type PresenceService = {
  readonly codes: Codes
  issueCard(memberId: MemberId): Promise<Card>
  /** The card as it was issued; undefined when it is closed or gone, and a new one must be issued. */
  card(handle: string): Promise<Card | undefined>
  removeCards(handles: readonly string[]): Promise<void>
  /** Reads a rotating code, once. @throws Refused cardWrong, cardUsed */
  read(code: string, shownTo: string): Promise<Presence>
  /** Sends a code to the member's phone or mailbox. @throws Refused noReceiver, codeTooSoon, memberUnknown */
  ask(wish: AskWish): Promise<{ presence: Presence; sent: SentCode }>
  /** @throws Refused presenceUnknown, codeWrong */
  confirm(presenceId: string, code: string): Promise<Presence>
  /**
   * Uses a presence for one thing, for example an order; the same thing again is the same use.
   * @throws Refused presenceNeeded without one, presenceUnknown, presenceUsed
   */
  use(given: { memberId: MemberId; presenceId: string | undefined; usedFor: string }): Promise<void>
  /** Whether a code that a till wrote down while it was alone was this member's at that time. Uses nothing up; a wrong one counts. */
  wasThere(given: { memberId: MemberId; code: string; at: Instant }): Promise<boolean>
  /** Forgets what is long past. */
  sweep(): Promise<void>
}

type AskWish = {
  readonly memberId: MemberId
  readonly by: 'phone' | 'email'
  readonly shownTo: string
  readonly locale: Locale
  readonly address: string
}

export type PresenceParts = CodesParts & { readonly members: MembersService }

const SECRET_BYTES = 32
const KEPT = 7 * 24 * 3_600_000
/** A handle is one of a thousand million: with a million phones, one draw in a thousand meets a taken one. */
const DRAWS = 20

export function presenceService(parts: PresenceParts): PresenceService {
  const { db, clock, ids, members } = parts
  const codes = codesOf(parts)

  async function issueCard(memberId: MemberId): Promise<Card> {
    const secret = randomBytes(SECRET_BYTES)
    const cardId = ids.next<'card'>()
    const sealed = await members.enclosures.seal({ memberId, about: `card|${cardId}`, text: secret.toString('base64') })
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const handle = String(randomInt(10 ** HANDLE_DIGITS)).padStart(HANDLE_DIGITS, '0')
      const card = { handle, memberId, cardId, sealed, lastStep: 0, misses: 0 }
      if (await store.addCard(db, card, clock.now())) return { handle, secret }
    }
    throw new Error('no free handle was found for a card')
  }

  async function secretOf(card: store.CardRow): Promise<Buffer | undefined> {
    const [text] = await members.enclosures.open([{ ...card, about: `card|${card.cardId}` }])
    return text === null || text === undefined ? undefined : Buffer.from(text, 'base64')
  }

  async function read(code: string, shownTo: string): Promise<Presence> {
    const given = cardCodeOf(code)
    const card = given === undefined ? undefined : await store.cardByHandle(db, given.handle)
    if (given === undefined || card === undefined) throw new Refused(cardWrong({}))
    if (!(await store.countMiss(db, card.handle, CARD_MISSES))) throw new Refused(cardWrong({}))
    const secret = await secretOf(card)
    const at = clock.now()
    const step = secret === undefined ? undefined : stepOf(given.digits, secret, at)
    if (step === undefined) throw new Refused(cardWrong({}))
    if (!(await store.passStep(db, card.handle, step))) throw new Refused(cardUsed({}))
    const presence = here({ memberId: card.memberId, means: 'card', shownTo, at, confirmedAt: at })
    await store.addPresence(db, presence)
    return shown(presence)
  }

  type Here = Pick<store.Presence, 'memberId' | 'means' | 'shownTo' | 'confirmedAt'> & {
    at: Instant
    fingerprint?: Buffer
  }

  function here({ at, fingerprint, ...given }: Here): store.Presence {
    const lapsesAt = asInstant(at + PRESENCE_MILLISECONDS)
    return {
      ...given,
      presenceId: ids.next<'presence'>(),
      fingerprint: fingerprint ?? null,
      madeAt: at,
      lapsesAt,
      usedFor: null,
    }
  }

  async function ask({
    memberId,
    by,
    shownTo,
    locale,
    address,
  }: AskWish): Promise<{ presence: Presence; sent: SentCode }> {
    const member = await members.get(memberId)
    const identity: Identity | undefined = member.identities.find((one) => one.kind === by)
    if (identity === undefined) throw new Refused(noReceiver({ by }))
    const sent = await codes.send({ identity, purpose: 'presence', memberId, locale, address })
    const { fingerprint } = sent
    const presence = here({ memberId, means: by, shownTo, at: clock.now(), confirmedAt: null, fingerprint })
    await store.addPresence(db, presence)
    return { presence: shown(presence), sent }
  }

  async function confirm(presenceId: string, code: string): Promise<Presence> {
    const asked = await store.presenceById(db, presenceId)
    const at = clock.now()
    if (asked === undefined || asked.lapsesAt <= at) throw new Refused(presenceUnknown({}))
    // Said twice because the answer was not heard: the code is used, and the presence stands.
    if (asked.confirmedAt !== null) return shown(asked)
    if (asked.fingerprint === null) throw new Refused(presenceUnknown({}))
    await codes.checkAt({ fingerprint: asked.fingerprint, purpose: 'presence', code })
    const lapsesAt = asInstant(at + PRESENCE_MILLISECONDS)
    await store.confirmPresence(db, asked, { at, lapsesAt })
    return shown({ ...asked, confirmedAt: at, lapsesAt })
  }

  return {
    codes,
    issueCard,
    async card(handle) {
      const card = await store.cardByHandle(db, handle)
      if (card === undefined || card.misses >= CARD_MISSES) return undefined
      const secret = await secretOf(card)
      return secret === undefined ? undefined : { handle, secret }
    },
    removeCards: (handles) => store.removeCards(db, handles),
    read,
    ask,
    confirm,
    async use({ memberId, presenceId, usedFor }) {
      if (presenceId === undefined) throw new Refused(presenceNeeded({}))
      const at = clock.now()
      if (await store.usePresence(db, { memberId, presenceId, usedFor, at })) return
      const found = await store.presenceById(db, presenceId)
      const usable = found?.memberId === memberId && found.confirmedAt !== null && found.lapsesAt > at
      throw new Refused(usable ? presenceUsed({}) : presenceUnknown({}))
    },
    async wasThere({ memberId, code, at }) {
      const given = cardCodeOf(code)
      const card = given === undefined ? undefined : await store.cardByHandle(db, given.handle)
      if (given === undefined || card === undefined || card.misses >= CARD_MISSES) return false
      const secret = await secretOf(card)
      if (secret !== undefined && stepOf(given.digits, secret, at) !== undefined) return card.memberId === memberId
      await store.countMiss(db, card.handle, CARD_MISSES)
      return false
    },
    async sweep() {
      await codes.sweep()
      await store.removeOldPresences(db, asInstant(Math.max(0, clock.now() - KEPT)))
    },
  }
}

function shown({ presenceId, memberId, means, lapsesAt, confirmedAt }: store.Presence): Presence {
  return { presenceId, memberId, means, lapsesAt, confirmed: confirmedAt !== null }
}

/** Registering tills, moving them, believing them no more or again, and what they say of themselves. */
import { record } from '../audit/record.ts'
import { difference } from '../audit/row.ts'
import { isRefusal, Refused } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { announce } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../platform/postgres/database.ts'
import { keyTaken, nameInvalid, tillRevoked, tillUnknown } from './errors.ts'
import { tillFact } from './facts.ts'
import { reported, tillKey } from './rules.ts'
import * as store from './store.ts'
import type { Till, TillId } from './till.ts'

export type ManagingParts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

export type Registration = {
  readonly name: string
  readonly store: string | null
  readonly channel: string
  /** Worth of the points that it may take in a day while it is alone, in minor units. */
  readonly aloneMinor: number
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string
}

/** What is absent stays as it is. */
export type TillChange = {
  readonly name?: string
  readonly store?: string | null
  readonly aloneMinor?: number
}

/** How far the queue and the numbers of a till went, whatever the device remembers. */
export type Reached = { readonly lastNumber: number; readonly lastSequence: number; readonly now: Instant }

const NAME_AT_MOST = 100
const CODE_AT_MOST = 60
/** How often two that are registered at once may want the same place. */
const TRIES = 5

const fits = (text: string, most: number) => cleanText(text, most) === text && text !== ''

/** @throws Refused tillUnknown */
export async function present(on: Database | Tx, tillId: TillId): Promise<Till> {
  const till = await store.tillById(on, tillId)
  if (till === undefined) throw new Refused(tillUnknown({}))
  return till
}

/** @throws Refused keyInvalid, keyTaken, nameInvalid */
export async function register({ db, clock, ids }: ManagingParts, asked: Registration, by: string): Promise<Till> {
  const publicKey = tillKey(asked.publicKey)
  if (isRefusal(publicKey)) throw new Refused(publicKey)
  if (!fits(asked.name, NAME_AT_MOST) || ![asked.channel, asked.store ?? '-'].every((code) => fits(code, CODE_AT_MOST)))
    throw new Refused(nameInvalid({}))
  const till = {
    ...{ tillId: ids.next<'till'>(), name: asked.name, store: asked.store, channel: asked.channel, publicKey },
    aloneMinor: asked.aloneMinor,
    ...{ registeredBy: by, registeredAt: clock.now() },
  }
  const { tillId, channel, registeredAt: at } = till
  for (let attempt = 1; ; attempt += 1) {
    try {
      const place = await transaction(db, async (tx) => {
        const taken = await store.addTill(tx, till)
        const data = { tillId, place: taken, channel, store: till.store }
        await announce(tx, [tillFact({ kind: 'till.registered', data }, { at, ids, by })])
        await record(tx, { on: { kind: 'tills', id: tillId }, after: { ...standing(till), channel } }, { at, ids })
        return taken
      })
      return { ...till, place, revokedBy: null, revokedAt: null }
    } catch (error) {
      if (isUniqueViolation(error, 'tills_public_key_key')) throw new Refused(keyTaken({}))
      if (!isUniqueViolation(error, 'tills_place_key') || attempt === TRIES) throw error
    }
  }
}

const standing = ({ name, store: at, aloneMinor }: Pick<Till, 'name' | 'store' | 'aloneMinor'>) => ({
  ...{ name, store: at, aloneMinor },
})

/** @throws Refused tillUnknown, nameInvalid */
export async function change(parts: ManagingParts, tillId: TillId, to: TillChange, by: string): Promise<Till> {
  const { db, clock, ids } = parts
  const at = clock.now()
  return transaction(db, async (tx) => {
    const before = await present(tx, tillId)
    const after = { ...before, ...to }
    if (!fits(after.name, NAME_AT_MOST) || !fits(after.store ?? '-', CODE_AT_MOST)) throw new Refused(nameInvalid({}))
    const told = difference(standing(before), standing(after))
    await record(tx, told && { on: { kind: 'tills', id: tillId }, ...told }, { at, ids })
    if (told === undefined) return before
    await store.changeTill(tx, after)
    if (after.store !== before.store) await store.addMove(tx, tillId, { until: at, store: before.store })
    const data = { tillId, store: after.store, aloneMinor: after.aloneMinor }
    await announce(tx, [tillFact({ kind: 'till.changed', data }, { at, ids, by })])
    return after
  })
}

/** Once more changes nothing. @throws Refused tillUnknown */
export async function believe(
  { db, clock, ids }: ManagingParts,
  { tillId, isBelieved, by }: { tillId: TillId; isBelieved: boolean; by: string },
): Promise<void> {
  const at = clock.now()
  const kind = isBelieved ? 'till.readmitted' : 'till.revoked'
  await transaction(db, async (tx) => {
    await present(tx, tillId)
    const changed = isBelieved ? await store.readmitTill(tx, tillId) : await store.revokeTill(tx, tillId, { by, at })
    const told = { before: { revoked: isBelieved }, after: { revoked: !isBelieved } }
    await record(tx, changed ? { on: { kind: 'tills', id: tillId }, ...told } : undefined, { at, ids })
    if (changed) await announce(tx, [tillFact({ kind, data: { tillId } }, { at, ids, by })])
  })
}

/**
 * Keeps what a till says of itself.
 * @returns how far it went: a device that was restored from a copy goes on there, and gives no number twice
 * @throws Refused tillUnknown, tillRevoked, reportWrong
 */
export async function report(
  { db, clock }: ManagingParts,
  till: Till,
  sealed: { payload: string; signature: string },
): Promise<Reached> {
  if (till.revokedAt !== null) throw new Refused(tillRevoked({}))
  const said = reported(till, sealed)
  if (isRefusal(said)) throw new Refused(said)
  const now = clock.now()
  const kept = await store.keepReport(db, till.tillId, {
    ...said.report,
    at: now,
    behindMilliseconds: now - said.sentAt,
  })
  return { ...kept, now }
}

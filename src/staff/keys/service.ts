/** API keys: made, listed, revoked. A key is shown once and kept as a digest. */
import { record } from '../../audit/record.ts'
import { isId } from '../../base/ids.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import { asInstant, type Instant, instantText } from '../../base/time.ts'
import { announce } from '../../platform/facts.ts'
import { isRight } from '../../platform/http/rights.ts'
import { isUniqueViolation, transaction } from '../../platform/postgres/database.ts'
import { keyEnded, keyExpiryInvalid, keyNameTaken, keyRightsInvalid, keyUnknown } from '../errors.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import {
  checkedName,
  checkedRights,
  KEY_NAME_AT_MOST,
  KEY_RANDOM_CHARACTERS,
  keyAround,
  withinOwnRights,
} from '../rules.ts'
import { beyondStores, storesToGive } from '../scope.ts'
import { digestOf, randomCharacters } from '../secrets.ts'
import { type Actor, type ApiKey, idOfActor, type KeyId, rightsOfActor, type StaffId } from '../staff.ts'
import { addKey, keysBefore, keysMadeBy, lockKey, namesById, personBehind, renew, revoke } from './store.ts'

export type NewKey = {
  readonly name: string
  readonly rights: readonly string[]
  /** Null for all; those of the maker when absent. */
  readonly stores?: readonly string[] | null | undefined
  /** Null: until it is revoked. */
  readonly expiresAt: Instant | null
}

export type KeyService = {
  /**
   * The key itself is in the answer and nowhere else.
   * @throws Refused beyondOwnRights when the maker lacks one of the rights, beyondOwnStores; keyNameTaken, keyRightsInvalid,
   * keyExpiryInvalid, storesUnknown
   */
  createKey(by: Actor, asked: NewKey): Promise<ApiKey & { readonly key: string }>
  /** Who made a key, himself or by other keys; null when the command line did. */
  personBehind(keyId: KeyId): Promise<string | null>
  /** Every id by which a staff member acts: his own, and those of keys that he made, himself or by other keys. */
  handsOf(staffId: StaffId): Promise<ReadonlySet<string>>
  /** Of staff and keys, those that are known. */
  names(ids: readonly string[]): Promise<{ id: string; name: string }[]>
  /** Newest first. @param limit 1 … 200 */
  keys(page: { before: KeyId | null; limit: number }): Promise<ApiKey[]>
  /**
   * A new secret for the same key, in the answer and nowhere else. The old one opens for `overlapHours` more, so that whatever
   * uses it can change over; a third is dead at once.
   * @throws Refused keyUnknown, keyEnded, beyondOwnRights, beyondOwnStores
   */
  rotateKey(by: Actor, keyId: KeyId, asked: { overlapHours: number }): Promise<ApiKey & { readonly key: string }>
  /**
   * Dead at once in this process, within seconds in others; once more changes nothing.
   * @throws Refused keyUnknown, beyondOwnStores
   */
  revokeKey(by: Actor, keyId: KeyId): Promise<void>
}

const HOUR_MILLISECONDS = 3_600_000
/** Long enough to change over a chain of tills without haste. */
export const OVERLAP_HOURS_AT_MOST = 30 * 24

export function keyService({ db, clock, ids, forget }: StaffParts): KeyService {
  return {
    async createKey(by, asked) {
      const at = clock.now()
      const name = accepted(checkedName(asked.name, KEY_NAME_AT_MOST))
      const rights = accepted(
        withinOwnRights(rightsOfActor(by), accepted(checkedRights(asked.rights, keyRightsInvalid))),
      )
      if (asked.expiresAt !== null && asked.expiresAt <= at) throw new Refused(keyExpiryInvalid({}))
      const { key, prefix } = keyAround(randomCharacters(KEY_RANDOM_CHARACTERS))
      const given: Omit<ApiKey, 'stores'> = {
        keyId: ids.next<'key'>(),
        name,
        prefix,
        rights,
        madeBy: idOfActor(by),
        madeAt: at,
        expiresAt: asked.expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        previousUntil: null,
      }
      const expiresAt = given.expiresAt === null ? null : instantText(given.expiresAt)
      try {
        return await transaction(db, async (tx) => {
          const stores = await storesToGive(tx, by, asked.stores)
          const made: ApiKey = { ...given, stores }
          await addKey(tx, made, digestOf(key))
          const data = { keyId: made.keyId, rights, stores, expiresAt }
          await announce(tx, [staffFact({ kind: 'key.created', data }, { at, ids, by })])
          const after = { name, rights, stores, expiresAt }
          await record(tx, { on: { kind: 'key', id: made.keyId }, after }, { at, ids })
          return { ...made, key }
        })
      } catch (error) {
        if (isUniqueViolation(error, 'api_keys_name')) throw new Refused(keyNameTaken({ name }))
        throw error
      }
    },
    handsOf: async (staffId) => new Set<string>([staffId, ...(await keysMadeBy(db, staffId))]),
    names: (asked) => namesById(db, asked.filter(isId)),
    personBehind: (keyId) => personBehind(db, keyId),
    keys: ({ before, limit }) => keysBefore(db, before, limit),
    async rotateKey(by, keyId, { overlapHours }) {
      const { key, prefix } = keyAround(randomCharacters(KEY_RANDOM_CHARACTERS))
      const renewed = await transaction(db, async (tx) => {
        const at = clock.now()
        const known = await lockKey(tx, keyId)
        if (known === undefined) throw new Refused(keyUnknown({}))
        if (known.revokedAt !== null || (known.expiresAt ?? Infinity) <= at) throw new Refused(keyEnded({}))
        // Whoever has the new secret may do what the key may.
        accepted(withinOwnRights(rightsOfActor(by), known.rights.filter(isRight)))
        const why = beyondStores(by, known.stores)
        if (why !== undefined) throw new Refused(why)
        const previousUntil = overlapHours === 0 ? null : asInstant(at + overlapHours * HOUR_MILLISECONDS)
        await renew(tx, keyId, { hash: digestOf(key), prefix, previousUntil })
        const until = previousUntil === null ? null : instantText(previousUntil)
        const data = { keyId, previousUntil: until }
        await announce(tx, [staffFact({ kind: 'key.rotated', data }, { at, ids, by })])
        await record(tx, { on: { kind: 'key', id: keyId }, after: { previousUntil: until } }, { at, ids })
        return { ...known, prefix, previousUntil, key }
      })
      forget()
      return renewed
    },
    async revokeKey(by, keyId) {
      await transaction(db, async (tx) => {
        const known = await lockKey(tx, keyId)
        if (known === undefined) throw new Refused(keyUnknown({}))
        const why = beyondStores(by, known.stores)
        if (why !== undefined) throw new Refused(why)
        const at = clock.now()
        if (!(await revoke(tx, keyId, at))) return record(tx, undefined, { at, ids })
        await announce(tx, [staffFact({ kind: 'key.revoked', data: { keyId } }, { at, ids, by })])
        const { name, rights, stores } = known
        await record(tx, { on: { kind: 'key', id: keyId }, before: { name, rights, stores } }, { at, ids })
      })
      forget()
    },
  }
}

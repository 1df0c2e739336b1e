/**
 * Texts of a member that other rooms keep, such as what he writes to a friend or the secret of his card: sealed under his own data
 * key, so that forgetting him makes them unreadable wherever they are kept.
 */
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { seal, unseal } from '../platform/keyring.ts'
import { erased, memberUnknown } from './errors.ts'
import type { Room } from './room.ts'
import { keysOf } from './store.ts'

export type Enclosure = {
  readonly memberId: MemberId
  /** What it belongs to; it opens only with the same id. */
  readonly about: string
  readonly sealed: Buffer
}

export type EnclosuresService = {
  /** @throws Refused memberUnknown, erased */
  seal(text: { memberId: MemberId; about: string; text: string }): Promise<Buffer>
  /** In order; null where the member is forgotten. */
  open(enclosed: readonly Enclosure[]): Promise<(string | null)[]>
}

export function enclosuresService({ db, sealing }: Pick<Room, 'db' | 'sealing'>): EnclosuresService {
  const context = (memberId: MemberId, about: string) => `${memberId}|note|${about}`
  return {
    async seal({ memberId, about, text }) {
      const [member] = await keysOf(db, [memberId])
      if (member === undefined) throw new Refused(memberUnknown({}))
      if (member.key === null) throw new Refused(erased({}))
      return seal(sealing.unwrap(memberId, member.key), context(memberId, about), text)
    },
    async open(enclosed) {
      if (enclosed.length === 0) return []
      const found = await keysOf(db, [...new Set(enclosed.map(({ memberId }) => memberId))])
      const keys = new Map(found.map(({ memberId, key }) => [memberId, key]))
      return enclosed.map(({ memberId, about, sealed }) => {
        const key = keys.get(memberId) ?? null
        return key === null ? null : unseal(sealing.unwrap(memberId, key), context(memberId, about), sealed).toString()
      })
    },
  }
}

/** Identities as claims: who is known by what, and what a new one writes. */
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Tx } from '../platform/postgres/database.ts'
import { identityKey } from './identities.ts'
import type { Identity } from './member.ts'
import type { Room } from './room.ts'
import { type Claim, claimsOf, type IdentityRow } from './store.ts'

/** Who is known by which of the identities, by `identityKey`. */
export async function ownersOf(
  room: Room,
  on: Tx | Room['db'],
  identities: readonly Identity[],
): Promise<Map<string, MemberId>> {
  const byFingerprint = new Map<string, string>()
  const fingerprints: Buffer[] = []
  for (const identity of identities)
    for (const { fingerprint } of room.sealing.fingerprints(identity)) {
      byFingerprint.set(fingerprint.toString('base64'), identityKey(identity))
      fingerprints.push(fingerprint)
    }
  const owners = new Map<string, MemberId>()
  for (const found of await claimsOf(on, fingerprints)) {
    const key = byFingerprint.get(found.fingerprint.toString('base64'))
    if (key !== undefined) owners.set(key, found.memberId)
  }
  return owners
}

export function newIdentity(
  room: Room,
  of: { memberId: MemberId; key: Buffer; identity: Identity; place: number; at: Instant },
): IdentityRow {
  const identityId = room.ids.next<'identity'>()
  return {
    memberId: of.memberId,
    identityId,
    kind: of.identity.kind,
    source: of.identity.source,
    sealed: room.sealing.sealIdentity(of.memberId, of.key, identityId, of.identity.value),
    place: of.place,
    indexVersion: room.sealing.indexVersion(),
    addedAt: of.at,
  }
}

export function claimsFor(room: Room, memberId: MemberId, identity: Identity): Claim[] {
  return room.sealing.fingerprints(identity).map((one) => ({ ...one, memberId }))
}

export function nextPlace(identities: readonly IdentityRow[]): number {
  return 1 + Math.max(0, ...identities.map((one) => one.place))
}

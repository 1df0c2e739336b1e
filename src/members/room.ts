/** What the use cases of this room share. */
import { randomInt } from 'node:crypto'
import type { MemberId } from '../base/ids.ts'
import { Refused, type Words } from '../base/refusals.ts'
import type { TimeZone } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { AlsoSealed, Keyring } from '../platform/keyring.ts'
import type { Database, Tx } from '../platform/postgres/database.ts'
import type { Definition } from '../programme/definition.ts'
import type { Definitions } from './attributes.ts'
import { memberUnknown } from './errors.ts'
import { isSource } from './identities.ts'
import type { GivenIdentity, Member, MemberIdentity, MembersSettings } from './member.ts'
import { memberNumber } from './number.ts'
import { type DataKey, type Sealing, sealing } from './sealing.ts'
import { definitions, type IdentityRow, insertSources, lockMember, type MemberRow } from './store.ts'

export type Parts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
  /** China when absent. */
  readonly settings?: MembersSettings
  /** Whether everyone starts on this tier; no tier is when absent. */
  readonly isLowestTier?: (tier: string) => boolean
  /** The programme in force, of which conditions on members speak; without it there are none. */
  readonly inForce?: () => InForce
  /** Names of the segments that insights know; none when absent. */
  readonly segmentNames?: () => Promise<ReadonlyMap<string, Words>>
  /** Draws member numbers; at random when absent. */
  readonly numbers?: () => string
  /** What others keep sealed under the same keys; nothing when absent. */
  readonly alsoSealed?: readonly AlsoSealed[]
}

export type InForce = { readonly definition: Pick<Definition, 'ladders' | 'wallets'>; readonly timeZone: TimeZone }

export type Room = Required<Parts> & {
  readonly sealing: Sealing
  /** Sources that are known to be remembered, as `kind source`. */
  readonly sources: Set<string>
}

export function room(parts: Parts): Room {
  return {
    ...parts,
    settings: parts.settings ?? { region: 'CN' },
    isLowestTier: parts.isLowestTier ?? (() => false),
    inForce: parts.inForce ?? withoutProgramme,
    segmentNames: parts.segmentNames ?? (async () => new Map()),
    numbers: parts.numbers ?? (() => memberNumber((below) => randomInt(below))),
    alsoSealed: parts.alsoSealed ?? [],
    sealing: sealing(parts.keyring),
    sources: new Set(),
  }
}

function withoutProgramme(): never {
  throw new Error('conditions on members speak of a programme')
}

/** @throws Refused memberUnknown */
export async function locked(tx: Tx, memberId: MemberId): Promise<MemberRow> {
  const member = await lockMember(tx, memberId)
  if (member === undefined) throw new Refused(memberUnknown({}))
  return member
}

/** Undefined when the member is erased. */
export function keyOf(sealed: Sealing, member: MemberRow): DataKey | undefined {
  const { masterVersion, wrapped } = member
  return masterVersion === null || wrapped === null
    ? undefined
    : sealed.unwrap(member.memberId, { masterVersion, wrapped })
}

export async function definitionsByCode(on: Database | Tx): Promise<Definitions> {
  return new Map((await definitions(on)).map((one) => [one.code, one]))
}

export function openIdentities(
  sealed: Sealing,
  key: DataKey | undefined,
  listed: readonly IdentityRow[],
): MemberIdentity[] {
  if (key === undefined) return []
  return listed.map((one) => ({
    identityId: one.identityId,
    kind: one.kind,
    source: one.source,
    value: sealed.openIdentity(one.memberId, key, one.identityId, one.sealed),
    addedAt: one.addedAt,
  }))
}

/** A member in clear, from his row and his identities in their places. */
export function opened(sealed: Sealing, row: MemberRow, listed: readonly IdentityRow[]): Member {
  const key = keyOf(sealed, row)
  const identities = openIdentities(sealed, key, listed)
  const first = (kind: string) => identities.find((one) => one.kind === kind)?.value ?? null
  return {
    memberId: row.memberId,
    number: row.number,
    status: row.status,
    statusReason: row.statusReason,
    statusAt: row.statusAt,
    revision: row.revision,
    joinedAt: row.joinedAt,
    channel: row.channel,
    store: row.store,
    locale: row.locale,
    timeZone: row.timeZone,
    tags: row.tags,
    attributes: row.attributes,
    recordedAt: row.recordedAt,
    changedAt: row.changedAt,
    mergedInto: row.mergedInto,
    ...sealed.openPersonal(row.memberId, key, row),
    phone: first('phone'),
    email: first('email'),
    identities,
    erased: key === undefined,
  }
}

/** More sources than this are ids that somebody took for sources; such ids are still found with their source. */
const SOURCES_KEPT = 100

/** Notes the sources that were not seen before; a statement of its own, because it does no harm when the rest is refused. */
export async function rememberSources(of: Room, given: readonly GivenIdentity[]): Promise<void> {
  const unseen = new Map<string, { kind: GivenIdentity['kind']; source: string }>()
  for (const { kind, source } of given) {
    if (source === undefined || !isSource(source) || of.sources.has(`${kind} ${source}`)) continue
    if (of.sources.size + unseen.size < SOURCES_KEPT) unseen.set(`${kind} ${source}`, { kind, source })
  }
  if (unseen.size === 0) return
  await insertSources(of.db, [...unseen.values()])
  for (const seen of unseen.keys()) of.sources.add(seen)
}

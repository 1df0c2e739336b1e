/**
 * Changing the keys while the server runs. `keyring.add()` makes a new version; from then on everything is written under it and
 * looked for under both. `rotateKeys` brings over what is there, in small transactions, and can be stopped and started again at
 * any point. The old claims stay until all is done, so that no identity is free in between. docs/decisions/0011-key-rotation.md.
 */
import type { MemberId } from '../../base/ids.ts'
import { KEYS_SETTLE_MILLISECONDS, KeysUnusable, versionsClosed } from '../../platform/keyring.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import { claimsFor } from '../claims.ts'
import type { Room } from '../room.ts'
import { openIdentities } from '../room.ts'
import { claim, identitiesOf } from '../store.ts'
import {
  deleteStaleClaims,
  identitiesOtherThan,
  type KeyRow,
  keysOtherThan,
  markIdentities,
  membersOtherThan,
  type OpenableIdentity,
  retokenMembers,
  rewrapKeys,
  sampleKeys,
  type TokenRow,
} from './store.ts'

export type Rotation = {
  readonly rewrapped: number
  readonly identities: number
  readonly members: number
  /** True when nothing needs the old versions any more. */
  readonly done: boolean
}

export type RotationOptions = {
  /** Rows per transaction; 500 when absent. */
  readonly batch?: number
  /** Transactions after which to stop although more is left; no bound when absent. */
  readonly batches?: number
}

/** Brings everything under the newest version. Call it again until it says `done`; then `retireKeys`. */
export async function rotateKeys(
  room: Room,
  { batch = 500, batches = Number.POSITIVE_INFINITY }: RotationOptions = {},
): Promise<Rotation> {
  const work = { left: batches, batch }
  for (const other of room.alsoSealed) await other.reseal()
  const rewrapped = await inBatches(work, (after: KeyRow | null) => rewrapBatch(room, after, batch))
  const identities = await inBatches(work, (after: OpenableIdentity | null) => identityBatch(room, after, batch))
  const members = await inBatches(work, (after: TokenRow | null) => memberBatch(room, after, batch))
  const done = rewrapped.whole && identities.whole && members.whole && (await nothingLeft(room))
  return { rewrapped: rewrapped.rows, identities: identities.rows, members: members.rows, done }
}

/**
 * Forgets the old versions and the claims made under them. Refused while something still needs them.
 * With keys from the environment, take the old version out there first: then only the claims are left to delete.
 * @throws KeysUnusable when rotation is not done
 */
export async function retireKeys(room: Room): Promise<{ claims: number }> {
  const [newest, ...older] = room.keyring.live()
  if (room.clock.now() - newest.madeAt < KEYS_SETTLE_MILLISECONDS)
    throw new KeysUnusable('Other processes may not know the new key yet. Try again in five seconds.')
  if (!(await nothingLeft(room)))
    throw new KeysUnusable('Something is still sealed under an old key. Let the rotation finish first.')
  if (room.keyring.from === 'file' && older.length > 0) room.keyring.retireOld()
  const live = room.keyring.live().map((one) => one.version)
  return { claims: await deleteStaleClaims(room.db, live) }
}

/**
 * Looks whether the keyring opens what the database holds. Call it at the start: a new key file beside an old database must be
 * noticed before anything is written. @throws KeysUnusable
 */
export async function checkKeys(room: Room): Promise<void> {
  const samples = await sampleKeys(room.db)
  const open = ({ memberId, ...key }: (typeof samples)[number]) => void room.sealing.unwrap(memberId, key)
  const closed = versionsClosed(samples.map((one) => ({ keyVersion: one.masterVersion, open: () => open(one) })))
  const others = await Promise.all(room.alsoSealed.map((other) => other.closed()))
  const [version] = [...closed, ...others.flat()]
  if (version !== undefined)
    throw new KeysUnusable(
      `The keys do not open what this database holds (version ${version}). Put back the key file that belongs to it.`,
    )
}

async function nothingLeft(room: Room): Promise<boolean> {
  const version = room.sealing.indexVersion()
  const [others, keys, identities, members] = await Promise.all([
    Promise.all(room.alsoSealed.map((other) => other.left())),
    keysOtherThan(room.db, version, null, 1),
    identitiesOtherThan(room.db, version, null, 1),
    membersOtherThan(room.db, version, null, 1),
  ])
  return !others.includes(true) && keys.length + identities.length + members.length === 0
}

type Batch<Row> = { readonly changed: number; readonly last: Row | undefined }

/** Works from the first row to the last; `whole` is false when the bound on transactions came first. */
async function inBatches<Row>(
  work: { left: number },
  next: (after: Row | null) => Promise<Batch<Row>>,
): Promise<{ rows: number; whole: boolean }> {
  let rows = 0
  let after: Row | null = null
  for (; work.left > 0; work.left -= 1) {
    const done: Batch<Row> = await next(after)
    if (done.last === undefined) return { rows, whole: true }
    rows += done.changed
    after = done.last
  }
  return { rows, whole: false }
}

async function rewrapBatch(room: Room, after: KeyRow | null, batch: number): Promise<Batch<KeyRow>> {
  const found = await keysOtherThan(room.db, room.sealing.indexVersion(), after?.memberId ?? null, batch)
  const keys = found.map((one) => {
    const key = room.sealing.unwrap(one.memberId, one)
    return { memberId: one.memberId, ...room.sealing.wrap(one.memberId, key) }
  })
  const changed = keys.length === 0 ? 0 : await transaction(room.db, (tx) => rewrapKeys(tx, keys))
  return { changed, last: found.at(-1) }
}

async function identityBatch(
  room: Room,
  after: OpenableIdentity | null,
  batch: number,
): Promise<Batch<OpenableIdentity>> {
  const version = room.sealing.indexVersion()
  const found = await identitiesOtherThan(room.db, version, after, batch)
  if (found.length === 0) return { changed: 0, last: undefined }
  const changed = await transaction(room.db, (tx) => claimAgain(room, tx, found, version))
  return { changed, last: found.at(-1) }
}

async function claimAgain(room: Room, tx: Tx, found: readonly OpenableIdentity[], version: number): Promise<number> {
  const marked = await markIdentities(tx, found, version)
  const claims = found
    .filter((one) => marked.has(one.identityId))
    .flatMap((one) => {
      const [identity] = openIdentities(room.sealing, room.sealing.unwrap(one.memberId, one), [one])
      return identity === undefined ? [] : claimsFor(room, one.memberId, identity)
    })
  await claim(tx, claims)
  return marked.size
}

async function memberBatch(room: Room, after: TokenRow | null, batch: number): Promise<Batch<TokenRow>> {
  const version = room.sealing.indexVersion()
  const found = await membersOtherThan(room.db, version, after?.memberId ?? null, batch)
  if (found.length === 0) return { changed: 0, last: undefined }
  const changed = await transaction(room.db, async (tx) => {
    const tokens = await freshTokens(room, tx, found)
    const numbers = found.flatMap(({ memberId, mergedInto, number }) =>
      claimsFor(room, mergedInto ?? memberId, { kind: 'number', source: '', value: number }),
    )
    await claim(tx, numbers)
    return retokenMembers(tx, tokens, version)
  })
  return { changed, last: found.at(-1) }
}

async function freshTokens(
  room: Room,
  tx: Tx,
  found: readonly TokenRow[],
): Promise<{ memberId: MemberId; revision: number; tokens: number[] }[]> {
  const identities = Map.groupBy(
    await identitiesOf(
      tx,
      found.map((one) => one.memberId),
    ),
    (one) => one.memberId,
  )
  return found.map((row) => {
    const { memberId, revision, masterVersion, wrapped } = row
    // Who was merged is found as the one who stands for him.
    if (masterVersion === null || wrapped === null || row.mergedInto !== null) return { memberId, revision, tokens: [] }
    const key = room.sealing.unwrap(memberId, { masterVersion, wrapped })
    const rest = { birthday: null, gender: null, address: null }
    const { name, givenName, familyName } = room.sealing.openPersonal(memberId, key, { ...row, ...rest })
    const phones = openIdentities(room.sealing, key, identities.get(memberId) ?? []).filter(
      (one) => one.kind === 'phone',
    )
    const tokens = room.sealing.tokens({ names: [name, givenName, familyName], phones: phones.map((one) => one.value) })
    return { memberId, revision, tokens }
  })
}

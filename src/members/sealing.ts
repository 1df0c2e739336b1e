/** How a member's fields are sealed, found and forgotten (docs/decisions/0010-personal-fields.md). */
import type { Id, MemberId } from '../base/ids.ts'
import { blindIndex, type Keyring, type KeyVersion, randomFromStock, seal, unseal } from '../platform/keyring.ts'
import { identityKey } from './identities.ts'
import { type Address, type Gender, genders, type Identity, type Personal } from './member.ts'
import { gramsOfName, gramsOfQuestion, phoneTail } from './search.ts'

export type DataKey = Buffer
export type WrappedKey = { readonly masterVersion: number; readonly wrapped: Buffer }
export type SealedPersonal = { readonly [field in keyof Personal]: Buffer | null }
export type Fingerprint = { readonly fingerprint: Buffer; readonly indexVersion: number }

const nothing: Personal = { name: null, givenName: null, familyName: null, birthday: null, gender: null, address: null }

/** Grams of names repeat; their keyed hashes are kept. Beyond this many the memory starts anew. */
const GRAMS_KEPT = 50_000

export type Sealing = ReturnType<typeof sealing>

export function sealing(keyring: Keyring) {
  return {
    /** The version of the index key that writes. */
    indexVersion: (): number => keyring.live()[0].version,
    ...dataKeys(keyring),
    ...fields,
    fingerprints: fingerprintsUnder(keyring),
    ...searchTokens(keyring),
    /** Keyed, so that a request kept as a digest cannot be guessed from its few digits. */
    digest: (text: string): Buffer => blindIndex(keyring.live()[0].index, 'request', text),
  }
}

function dataKeys(keyring: Keyring) {
  return {
    newKey: (): DataKey => randomFromStock(32),
    wrap(memberId: MemberId, key: DataKey): WrappedKey {
      const [newest] = keyring.live()
      return { masterVersion: newest.version, wrapped: seal(newest.master, `${memberId}|key`, key) }
    },
    /** @throws Error when the keyring lacks the version: the operator must put the old key file back */
    unwrap(memberId: MemberId, { masterVersion, wrapped }: WrappedKey): DataKey {
      const version = keyring.version(masterVersion)
      if (version === undefined) throw new Error(`the keyring has no master key of version ${masterVersion}`)
      return unseal(version.master, `${memberId}|key`, wrapped)
    },
  }
}

/** Each value is bound to its member and its field: moved elsewhere it does not open. */
const fields = {
  sealPersonal(memberId: MemberId, key: DataKey, personal: Personal): SealedPersonal {
    const sealed = (field: keyof Personal, text: string | null) =>
      text === null ? null : seal(key, `${memberId}|${field}`, text)
    return {
      name: sealed('name', personal.name),
      givenName: sealed('givenName', personal.givenName),
      familyName: sealed('familyName', personal.familyName),
      birthday: sealed('birthday', personal.birthday),
      gender: sealed('gender', personal.gender),
      address: sealed('address', personal.address === null ? null : JSON.stringify(personal.address)),
    }
  },
  openPersonal(memberId: MemberId, key: DataKey | undefined, row: SealedPersonal): Personal {
    if (key === undefined) return nothing
    const open = (field: keyof Personal) => {
      const bytes = row[field]
      return bytes === null ? null : unseal(key, `${memberId}|${field}`, bytes).toString('utf8')
    }
    const address = open('address')
    return {
      name: open('name'),
      givenName: open('givenName'),
      familyName: open('familyName'),
      birthday: open('birthday'),
      gender: genderOf(open('gender')),
      address: address === null ? null : readAddress(address),
    }
  },

  sealIdentity: (memberId: MemberId, key: DataKey, identityId: Id<'identity'>, value: string): Buffer =>
    seal(key, `${memberId}|identity|${identityId}`, value),
  openIdentity: (memberId: MemberId, key: DataKey, identityId: Id<'identity'>, sealed: Buffer): string =>
    unseal(key, `${memberId}|identity|${identityId}`, sealed).toString('utf8'),
}

/** One per live index key, newest first: all of them are claimed and looked for while keys rotate. */
function fingerprintsUnder(keyring: Keyring): (identity: Identity) => readonly Fingerprint[] {
  // The same identity is looked for and then claimed; its fingerprints are made once for as long as the object is in use.
  const prints = new WeakMap<Identity, { live: readonly KeyVersion[]; made: readonly Fingerprint[] }>()
  return (identity) => {
    const live = keyring.live()
    const known = prints.get(identity)
    if (known?.live === live) return known.made
    const made = live.map((key) => ({
      fingerprint: blindIndex(key.index, 'identity', identityKey(identity)),
      indexVersion: key.version,
    }))
    prints.set(identity, { live, made })
    return made
  }
}

function searchTokens(keyring: Keyring) {
  const grams = new Map<string, number>()
  const token = (key: KeyVersion, gram: string): number => {
    const name = `${key.version}\n${gram}`
    const known = grams.get(name)
    if (known !== undefined) return known
    if (grams.size >= GRAMS_KEPT) grams.clear()
    const made = blindIndex(key.index, 'token', gram).readInt32BE(0)
    grams.set(name, made)
    return made
  }
  return {
    /** What a member is found by: his names, and the last four digits of his phones. Each token once, ascending. */
    tokens({ names, phones }: { names: readonly (string | null)[]; phones: readonly string[] }): number[] {
      const [key] = keyring.live()
      const tokens = new Set<number>()
      for (const name of names)
        if (name !== null) for (const gram of gramsOfName(name)) tokens.add(token(key, `name|${gram}`))
      for (const phone of phones) tokens.add(token(key, `tail|${phoneTail(phone)}`))
      return [...tokens].sort((a, b) => a - b)
    },
    /** For each live index key the tokens that a member must all have. */
    tokensOfQuestion: (question: string): number[][] =>
      keyring.live().map((key) => [...gramsOfQuestion(question)].map((gram) => token(key, `name|${gram}`))),
    tokensOfTail: (digits: string): number[][] => keyring.live().map((key) => [token(key, `tail|${digits}`)]),
  }
}

function genderOf(text: string | null): Gender | null {
  return genders.find((gender) => gender === text) ?? null
}

/** What `sealPersonal` wrote; anything else is a bug. */
function readAddress(text: string): Address {
  const read: unknown = JSON.parse(text)
  if (typeof read !== 'object' || read === null) throw new Error('a sealed address is not an object')
  return Object.fromEntries(Object.entries(read).map(([field, value]) => [field, String(value)]))
}

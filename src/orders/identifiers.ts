/**
 * What an order is known by beside its member: a device, an address, a card. Limits of offers count by it. What was given is
 * never kept: only a keyed hash, which nobody can turn back who has the database alone.
 */
import { blindIndex } from '../platform/keyring.ts'

/** As they were given, by name. */
export type GivenIdentifiers = Readonly<Record<string, string>>
/** Hashed, by name. */
export type Identifiers = ReadonlyMap<string, string>

export const IDENTIFIERS_AT_MOST = 10
export const IDENTIFIER_LENGTH = 300
export const IDENTIFIER_NAME = '^[a-z][a-z0-9-]{0,39}$'
const isName = new RegExp(IDENTIFIER_NAME, 'u')
/** Of base64url: 132 bits, so that no two are taken for one. */
const KEPT_CHARACTERS = 22

export const noIdentifiers: Identifiers = new Map()

/** Case, width and blanks make no difference: addresses are typed in every way. */
function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

export function mistakeInIdentifiers(given: GivenIdentifiers): { where: string; problem: string } | undefined {
  const all = Object.entries(given)
  if (all.length > IDENTIFIERS_AT_MOST) return { where: 'identifiers', problem: `at most ${IDENTIFIERS_AT_MOST}` }
  if (!all.every(([name]) => isName.test(name)))
    return { where: 'identifiers', problem: 'a name has lower-case letters, digits and hyphens' }
  const wrong = all.find(
    ([, text]) => typeof text !== 'string' || text.length > IDENTIFIER_LENGTH || normal(text) === '',
  )
  return wrong === undefined
    ? undefined
    : { where: `identifiers.${wrong[0]}`, problem: `it needs 1 to ${IDENTIFIER_LENGTH} characters` }
}

export function hashedIdentifiers(given: GivenIdentifiers, key: Buffer): Identifiers {
  return new Map(
    Object.entries(given).map(([name, text]) => {
      const digest = blindIndex(key, `order identifier ${name}`, normal(text))
      return [name, digest.toString('base64url').slice(0, KEPT_CHARACTERS)]
    }),
  )
}

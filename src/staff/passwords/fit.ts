/** Whether a password may be set: long enough, and not one that others would try. */
import { readFile } from 'node:fs/promises'
import { accepted, Refused } from '../../base/refusals.ts'
import { passwordCommon, passwordExpected } from '../errors.ts'
import { checkedPassword } from '../rules.ts'
import { isIn } from './filter.ts'
import { isCommon, isExpected } from './rules.ts'

/** Made by scripts/passwords.ts. Read when a password is set and dropped afterwards: that is rare, and memory is not. */
const list = new URL('./common.bin', import.meta.url)

/** What everybody here would think of. */
const house = ['regulars', '常客', '会员', 'membership', 'loyalty', 'password', '密码']

/**
 * @param person whose password it becomes
 * @returns the password as it was given @throws Refused passwordTooShort, passwordTooLong, passwordCommon, passwordExpected
 */
export async function fitPassword(password: string, person: { name: string; email: string }): Promise<string> {
  const given = accepted(checkedPassword(password))
  if (isExpected(given, { words: [...house, person.name, ...person.email.split(/[@.]/), person.email] }))
    throw new Refused(passwordExpected({}))
  const filter = await readFile(list)
  if (isCommon(given, (text) => isIn(filter, text))) throw new Refused(passwordCommon({}))
  return given
}

/** Whom of the staff the identity provider means. Nobody gets in who was not invited or added here. */
import type { SsoConfig } from '../../platform/config.ts'
import { announce } from '../../platform/facts.ts'
import { transaction } from '../../platform/postgres/database.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import { normalEmail } from '../rules.ts'
import type { StaffId } from '../staff.ts'
import { lockStaff, removeInvitation } from '../store.ts'
import { toldOf } from '../told.ts'
import type { Identity } from './provider.ts'
import { addLink, linkOf, staffByEmail, staffByLink } from './store.ts'

/**
 * Why nobody is signed in. `unknown`: there is no such person, or he left. `unverified`: the provider does not say that the address is
 * his. `taken`: another account of the provider belongs to the person with this address.
 */
export type NotMatched = 'unknown' | 'unverified' | 'taken'

export type Matched = { readonly staffId: StaffId } | { readonly not: NotMatched }

export type SsoService = {
  /** The person whose account of the provider it is; the first time, the one whose verified address it is. */
  match(identity: Identity): Promise<Matched>
}

export function ssoService({ db, clock, ids }: StaffParts, { issuer }: SsoConfig): SsoService {
  return {
    async match({ subject, email, emailVerified }) {
      const account = { issuer, subject }
      const linked = await staffByLink(db, account)
      if (linked !== undefined) return { staffId: linked }
      if (email === undefined || !emailVerified) return { not: 'unverified' }
      return transaction(db, async (tx): Promise<Matched> => {
        const at = clock.now()
        const staffId = await staffByEmail(tx, normalEmail(email))
        const member = staffId === undefined ? undefined : await lockStaff(tx, staffId)
        if (staffId === undefined || member === undefined || member.status === 'deactivated') return { not: 'unknown' }
        const other = await linkOf(tx, staffId)
        // The address may have been given to somebody else at the provider. Another provider is another matter: the company moved.
        if (other !== undefined && other.issuer === issuer && other.subject !== subject) return { not: 'taken' }
        await addLink(tx, { credentialId: ids.next(), staffId, at, ...account })
        await removeInvitation(tx, staffId)
        await announce(tx, [staffFact({ kind: 'staff.linked', data: { staffId } }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, fields: ['identityProvider'] })
        return { staffId }
      })
    },
  }
}

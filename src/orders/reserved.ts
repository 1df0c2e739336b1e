/** What an open order reserved, as a dry run of it sees it. */
import type { Account } from '../accounts/account.ts'
import type { MemberId } from '../base/ids.ts'
import { type Docs, orderIn, orderKey } from './docs.ts'
import { over, usesKept } from './priced.ts'
import { unreserved } from './rules.ts'

type Seen = { readonly account: Account; readonly docs: Docs }

/** A dry run of an order that is open finds what it reserved free, as confirming it will. */
export async function withoutReservation(
  load: (memberId: MemberId, keys: readonly string[]) => Promise<Docs>,
  seen: Seen,
  number: string,
): Promise<Seen> {
  const { memberId } = seen.account
  const order = orderIn(await load(memberId, [orderKey(number)]), number, memberId)
  if (order === undefined || 'elsewhere' in order || order.reserved === null) return seen
  const docs = over(await load(memberId, usesKept(order.reserved.offers)), seen.docs)
  const freed = unreserved(seen.account, docs, order)
  return freed === undefined ? seen : { account: freed.account, docs: over(docs, freed.docs) }
}

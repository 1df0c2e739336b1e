/** A guest shows his receipt later and is a member now: the order becomes his, once and within its time. Pure; the desk calls it. */
import type { Account } from '../accounts/account.ts'
import type { Decided } from '../accounts/desk.ts'
import { announcing, unchanged } from '../accounts/movements.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Definition } from '../programme/definition.ts'
import { answerOf, type OrderAnswer, storedEffects } from './answer.ts'
import { type DeskDoc, type Docs, guestIn, guestKey, orderIn, orderKey } from './docs.ts'
import { claimNotGuest, claimTooLate, orderUnknown } from './errors.ts'
import { type Confirmation, confirm } from './rules.ts'

const DAY = 86_400_000
/** Unless the programme says otherwise: as long as most shops take goods back. */
const CLAIM_DAYS = 30

/** How long a guest's receipt can be claimed. */
export function claimDaysOf({ claimDays = CLAIM_DAYS }: Pick<Definition, 'claimDays'>): number {
  return claimDays
}

export type Claim = Omit<Confirmation, 'draft' | 'orderId' | 'paid'> & {
  readonly number: string
  readonly days: number
}

/**
 * The order earns as if the member had bought it now; its price stays what was paid. What the guest used of offers stays used.
 */
export function claim(account: Account, docs: Docs, given: Claim): Decided<OrderAnswer, DeskDoc> | Refusal {
  const { number, days, work } = given
  const known = orderIn(docs, number, account.memberId)
  if (known === undefined) return orderUnknown({ number })
  if (!('elsewhere' in known))
    return { change: unchanged(account), answer: answerOf(known, storedEffects(known.answer)) }
  const doc = guestIn(docs, number)
  if (doc === undefined || doc.claimed) return claimNotGuest({ number })
  const { guest } = doc
  if (work.at - guest.placedAt > days * DAY) return claimTooLate({ number, days })
  const { orderId, lines, decision } = guest
  const bare = new Map([...docs].filter(([key]) => key !== orderKey(number)))
  const decided = confirm(account, bare, {
    ...given,
    orderId,
    work: { ...work, orderId },
    draft: { ...guest, lines },
    paid: { lines, offers: decision?.offers ?? [] },
  })
  if ('refusal' in decided) return decided
  const change = announcing(decided.change, 'order.claimed', work.at, { orderId, number })
  return {
    ...decided,
    change,
    docs: new Map([...(decided.docs ?? []), [guestKey(number), { ...doc, claimed: true }]]),
  }
}

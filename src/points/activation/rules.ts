/** Making pending lots available before their time, or because the event that they wait for has come. Pure. */
import type { Account, Lot } from '../../accounts/account.ts'
import { wasCancelled } from '../../accounts/account.ts'
import { announcing, unchanged } from '../../accounts/movements.ts'
import { settle } from '../../accounts/settle.ts'
import type { LotId, OrderId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { Definition } from '../../programme/definition.ts'
import { reviewOf } from '../../tiers/rules.ts'
import type { Given, Told } from '../asking.ts'
import { eventUnknown, lotCancelled, lotUnknown } from './errors.ts'

/** Which pending lots: all of an order, the named ones, or all that wait for an event. */
export type Which =
  | { readonly by: 'order'; readonly orderId: OrderId }
  | { readonly by: 'lots'; readonly lots: readonly LotId[] }
  | { readonly by: 'event'; readonly event: string }

export type Activated = { readonly lotId: LotId; readonly wallet: string; readonly amount: number }

/** Idempotent: what is available already is left as it is. By lots, the account must have been loaded whole. */
export function activate(
  account: Account,
  which: Which,
  given: Given,
): Told<{ activated: readonly Activated[] }> | Refusal {
  const { work, programme } = given
  const start = settle(unchanged(account), work, reviewOf(programme))
  const chosen = choose(start.account, which, programme.definition)
  if ('refusal' in chosen) return chosen
  const pending = new Set(chosen.filter((lot) => isPending(lot, work.at)).map((lot) => lot.lotId))
  let change = start
  const activated: Activated[] = []
  const lots = start.account.lots.map((lot) => {
    if (!pending.has(lot.lotId)) return lot
    const { lotId, wallet, remaining: amount } = lot
    activated.push({ lotId, wallet, amount })
    return { ...lot, availableAt: work.at, awaits: null, released: true }
  })
  if (activated.length === 0) return { change, extra: { activated } }
  change = { ...change, account: { ...change.account, lots } }
  for (const each of activated) change = announcing(change, 'points.released', work.at, { ...each, early: true })
  return { change, extra: { activated } }
}

function isPending(lot: Lot, at: Instant): boolean {
  return lot.remaining > 0 && (lot.awaits !== null || lot.availableAt > at)
}

function choose(account: Account, which: Which, definition: Definition): readonly Lot[] | Refusal {
  switch (which.by) {
    case 'order':
      return account.lots.filter((lot) => lot.orderId === which.orderId)
    case 'event': {
      const waiting = account.lots.filter((lot) => lot.awaits === which.event && !lot.released)
      return waiting.length > 0 || eventsOf(definition).has(which.event)
        ? waiting
        : eventUnknown({ event: which.event })
    }
    case 'lots': {
      const known = new Map(account.lots.map((lot) => [lot.lotId, lot]))
      const chosen: Lot[] = []
      for (const lotId of which.lots) {
        const lot = known.get(lotId)
        if (lot === undefined) return lotUnknown({ lotId })
        if (wasCancelled(lot)) return lotCancelled({ lotId, event: lot.awaits ?? '' })
        chosen.push(lot)
      }
      return chosen
    }
  }
}

/** The events that any terms of the programme wait for. */
function eventsOf({ wallets, earningRules, ladders }: Definition): ReadonlySet<string> {
  const terms = [
    ...wallets,
    ...earningRules,
    ...ladders.flatMap((ladder) => ladder.tiers.flatMap((tier) => tier.terms ?? [])),
  ]
  return new Set(terms.flatMap(({ pending }) => (pending?.kind === 'event' ? [pending.event] : [])))
}

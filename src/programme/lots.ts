/** What becomes of points that members have when a version changes when the points of a wallet expire. Pure. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../base/refusals.ts'
import type { Definition, WalletDefinition } from './definition.ts'
import { same } from './diff.ts'
import { expiryFollowsActivity, noExpiryChanged } from './errors.ts'

export const LotsPolicySchema = Type.Union([Type.Literal('keep'), Type.Literal('move'), Type.Literal('better')], {
  description:
    'What members have of a wallet whose expiry changes: keeps its terms, moves to the new ones, or moves where it lives longer by them',
})
export type LotsPolicy = Static<typeof LotsPolicySchema>

/** Wallets of both definitions whose points expire otherwise, as they are afterwards. */
export function walletsWithOtherExpiry(before: Definition, after: Definition): WalletDefinition[] {
  return after.wallets.filter((wallet) => {
    const old = before.wallets.find(({ code }) => code === wallet.code)
    return old !== undefined && !same(old.expiry, wallet.expiry)
  })
}

/** Whether members' points can be moved from one version's terms to the other's. */
export function mistakeInLots(
  policy: LotsPolicy,
  { before, after }: { before: Definition; after: Definition },
): Refusal | undefined {
  if (policy === 'keep') return undefined
  const changed = walletsWithOtherExpiry(before, after)
  if (changed.length === 0) return noExpiryChanged({ lots: policy })
  const following = changed.find(({ code, expiry }) => {
    const old = before.wallets.find((wallet) => wallet.code === code)
    return expiry.kind === 'inactivity' || old?.expiry.kind === 'inactivity'
  })
  return following === undefined ? undefined : expiryFollowsActivity({ wallet: following.code })
}

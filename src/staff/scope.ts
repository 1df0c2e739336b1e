/** For which stores a staff member or a key acts: chosen by whoever acts for at least those. */
import type { Refusal } from '../base/refusals.ts'
import { Refused } from '../base/refusals.ts'
import { storesMissing } from '../catalogue/service.ts'
import { covers, storesOf } from '../platform/http/stores.ts'
import type { Tx } from '../platform/postgres/database.ts'
import { beyondOwnStores, ownerEverywhere, storesInvalid, storesUnknown } from './errors.ts'
import { type Actor, storesOfActor } from './staff.ts'

/** More than any chain has shops in a person's care. */
export const STORES_AT_MOST = 500

/**
 * The stores that are given, each once, in order; null for all.
 * @param asked undefined for those of whoever gives
 * @throws Refused storesInvalid, beyondOwnStores, storesUnknown
 */
export async function storesToGive(
  tx: Tx,
  by: Actor,
  asked: readonly string[] | null | undefined,
): Promise<string[] | null> {
  const own = storesOfActor(by)
  if (asked === undefined) return own === 'all' ? null : [...own].sort()
  const codes = asked === null ? null : [...new Set(asked)].sort()
  if (codes !== null && (codes.length === 0 || codes.length > STORES_AT_MOST))
    throw new Refused(storesInvalid({ atMost: STORES_AT_MOST }))
  if (!covers(own, storesOf(codes))) throw new Refused(beyondOwnStores({}))
  const missing = codes === null ? [] : await storesMissing(tx, codes)
  if (missing.length > 0) throw new Refused(storesUnknown({ unknown: missing }))
  return codes
}

/** Why somebody may not change what acts for these stores; undefined when they may. */
export function beyondStores(by: Actor, stores: readonly string[] | null): Refusal | undefined {
  return covers(storesOfActor(by), storesOf(stores)) ? undefined : beyondOwnStores({})
}

/** An owner answers for everything, so nothing may be closed to the last one. */
export function fitForRole(role: string, stores: readonly string[] | null): Refusal | undefined {
  return role === 'owner' && stores !== null ? ownerEverywhere({}) : undefined
}

/** Coupons that members take by themselves: of batches that the company offers in the portal, so many each, as long as some are left. */
import { isId, type MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { membershipsIn, recordsOf } from '../../members/service.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Once, once } from '../../platform/idempotency.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../../platform/postgres/database.ts'
import type { ProgrammeService } from '../../programme/service.ts'
import { type BatchRow, batch, type CouponRow } from '../batches.ts'
import type { Random } from '../codes.ts'
import * as errors from '../errors.ts'
import { open, type Tiers } from './rules.ts'
import * as store from './store.ts'

const none: store.Takes = { takes: 0, lastPlace: 0 }

/** A batch that a member can take from now, and how often he did. */
export type Takeable = BatchRow & { readonly taken: number; readonly takesPerMember: number }
/** Who takes, with where he stands. */
export type Taker = { readonly memberId: MemberId; readonly tiers: Tiers }

export type TakingService = {
  /** Offers a batch in the portal, or no longer. @throws Refused batchUnknown, couponInvalid when it need not be claimed */
  offer(batchId: string, takesPerMember: number | null): Promise<BatchRow>
  /** What the member can take now, newest first. */
  takeable(taker: Taker): Promise<Takeable[]>
  /**
   * One more coupon becomes his; with the same key it is the same one again. @returns its code
   * @throws Refused batchUnknown, notForTaking, takenEnough, noneLeft
   */
  take(taker: Taker, batchId: string, key?: Omit<Once, 'at'>): Promise<{ readonly code: string }>
}

type Parts = {
  readonly db: Database
  readonly clock: Clock
  readonly programme: ProgrammeService
  readonly random: Random
  readonly claimIn: (tx: Tx, code: string, memberId: MemberId) => Promise<CouponRow>
}

/** Many who come at once find different coupons among these. */
const CHOSEN_AMONG = 50
/** Each time all that were seen were being taken by others. */
const TRIES = 20

export function takingService(parts: Parts): TakingService {
  const { db, clock, programme } = parts
  const around = (tiers: Tiers) => ({ programme: programme.at(clock.now()), tiers, at: clock.now() })
  return {
    async offer(batchId, takesPerMember) {
      return transaction(db, async (tx) => {
        const found = isId(batchId) ? await batch(tx, batchId) : undefined
        if (found === undefined) throw new Refused(errors.batchUnknown({}))
        if (takesPerMember !== null && !found.mustClaim)
          throw new Refused(
            errors.couponInvalid({ where: 'takesPerMember', problem: 'these coupons need not be claimed' }),
          )
        await store.writeOffering(tx, batchId, takesPerMember)
        return { ...found, takesPerMember }
      })
    },
    async takeable({ memberId, tiers }) {
      if ((await membershipsIn(db, [memberId])).get(memberId)?.status !== 'active') return []
      const offered = (await store.offeredBatches(db)).filter((one) => open(one, around(tiers)))
      if (offered.length === 0) return []
      const ids = offered.map(({ batchId }) => batchId)
      const [left, takes] = await Promise.all([
        store.withSomeLeft(db, ids),
        store.takesOf(db, memberId, await recordsOf(db, memberId)),
      ])
      return offered
        .map((one) => ({ ...one, takesPerMember: one.takesPerMember ?? 0, taken: takes.get(one.batchId)?.takes ?? 0 }))
        .filter(({ batchId, taken, takesPerMember }) => left.has(batchId) && taken < takesPerMember)
    },
    async take(taker, batchId, key) {
      // Two clicks at once want the same place; who comes second looks again, and finds what the first has left him.
      for (;;) {
        try {
          return await transaction(db, (tx) => {
            const work = () => takeIn(parts, tx, taker, batchId)
            return key === undefined ? work() : takenOnce(tx, { ...key, at: clock.now() }, work)
          })
        } catch (error) {
          if (!isUniqueViolation(error, 'coupon_takes_pkey')) throw error
        }
      }
    },
  }
}

async function takenOnce(tx: Tx, key: Once, work: () => Promise<{ code: string }>): Promise<{ code: string }> {
  const { answer } = await once(tx, key, async () => ({ status: 201, answer: await work() }))
  return answer
}

async function takeIn(parts: Parts, tx: Tx, { memberId, tiers }: Taker, batchId: string): Promise<{ code: string }> {
  const { clock, programme } = parts
  const at = clock.now()
  const found = isId(batchId) ? await store.lockOffered(tx, batchId) : undefined
  if (found === undefined || found.takesPerMember === null) throw new Refused(errors.batchUnknown({}))
  const membership = (await membershipsIn(tx, [memberId])).get(memberId)
  if (membership?.status !== 'active' || !open(found, { programme: programme.at(at), tiers, at }))
    throw new Refused(errors.notForTaking({}))
  const { takes, lastPlace } = (await store.takesOf(tx, memberId, await recordsOf(tx, memberId))).get(batchId) ?? none
  if (takes >= found.takesPerMember) throw new Refused(errors.takenEnough({ most: found.takesPerMember }))
  const code = await oneLeft(parts, tx, batchId)
  await store.addTake(tx, { memberId, batchId, place: lastPlace + 1, code, at })
  await parts.claimIn(tx, code, memberId)
  return { code }
}

/** @throws Refused noneLeft */
async function oneLeft({ random }: Parts, tx: Tx, batchId: string): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const left = await store.someLeft(tx, batchId, CHOSEN_AMONG)
    if (left.length === 0) break
    const [drawn = 0] = random(1)
    const code = left[drawn % left.length]
    if (code !== undefined && (await store.lockLeft(tx, code))) return code
  }
  throw new Refused(errors.noneLeft({}))
}

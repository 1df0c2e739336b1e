/** Looking at coupons: batches as one list, one batch with what became of its codes, its codes a page at a time. */
import { isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { asInstant, type Instant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type BatchRow, batch, type CouponRow } from '../batches.ts'
import { type CouponCounts, countsAt } from '../counts.ts'
import { batchUnknown, cursorInvalid } from '../errors.ts'
import * as store from './store.ts'

export type CouponListsService = {
  /** Newest first; `making` are those that are being written now. @throws Refused cursorInvalid */
  batches(asked: {
    readonly q?: string | undefined
    readonly offer?: string | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  }): Promise<{ items: readonly BatchRow[]; making: readonly store.Making[]; nextCursor: string | null }>
  /** @throws Refused batchUnknown */
  batch(batchId: string): Promise<{ batch: BatchRow; counts: CouponCounts }>
  /** In the order of the codes. @throws Refused batchUnknown */
  codes(asked: {
    readonly batchId: string
    readonly cursor?: string | undefined
    readonly limit: number
  }): Promise<{ items: readonly CouponRow[]; nextCursor: string | null }>
}

/** A chunk of codes is written in a second; what was not heard of for so long ended with its process. */
const HEARD_OF_MILLISECONDS = 60_000

export function couponListsService({ db, clock }: { db: Database; clock: Clock }): CouponListsService {
  async function existing(batchId: string): Promise<BatchRow> {
    const found = isId(batchId) ? await batch(db, batchId) : undefined
    if (found === undefined) throw new Refused(batchUnknown({}))
    return found
  }

  return {
    async batches({ q, offer, cursor, limit }) {
      const text = q?.trim() ?? ''
      const [found, making] = await Promise.all([
        store.batchesNewest(db, {
          text: text === '' ? null : text,
          offer: offer ?? null,
          after: cursor === undefined ? null : placeOf(cursor),
          limit: limit + 1,
        }),
        store.inMaking(db, asInstant(clock.now() - HEARD_OF_MILLISECONDS)),
      ])
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const nextCursor = found.length > limit && last !== undefined ? `${last.createdAt}.${last.batchId}` : null
      return { items, making, nextCursor }
    },
    async batch(batchId) {
      const found = await existing(batchId)
      return { batch: found, counts: await countsAt(db, batchId, clock.now()) }
    },
    async codes({ batchId, cursor, limit }) {
      await existing(batchId)
      const found = await store.codesPage(db, { batchId, after: cursor ?? '', limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.code ?? null) : null }
    },
  }
}

/** 9999-12-31, the end of what an instant may be. */
const LAST_INSTANT = 253_402_300_799_999

function placeOf(cursor: string): store.Place {
  const [, createdAt = '', batchId] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (!isId(batchId) || Number(createdAt) > LAST_INSTANT) throw new Refused(cursorInvalid({}))
  return { createdAt: asInstant(Number(createdAt)), batchId }
}

/** Tells how far a batch is, beside the transaction that writes it. */
export function telling({ db, clock }: { db: Database; clock: Clock }, row: Omit<store.Making, 'made'>) {
  return {
    tell: (made: number): Promise<void> => store.tellMaking(db, { ...row, made }, clock.now()),
    forget: (): Promise<void> =>
      store.forgetMaking(db, row.batchId, asInstant(clock.now() - HEARD_OF_MILLISECONDS) satisfies Instant),
  }
}

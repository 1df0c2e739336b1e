/** The audit trail: sealed into one chain, listed, exported. Rows are written by the rooms (record.ts) and at the door (door.ts). */
import { asId, isId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import type { Deed } from './deed.ts'
import { cursorInvalid } from './errors.ts'
import { type Change, chained, rowOf } from './row.ts'
import {
  endOf,
  insertRows,
  type ListedRow,
  type Narrowing,
  type Place,
  placeOf,
  rowsBefore,
  tookSealing,
  unsealed,
  writeSeals,
} from './store.ts'

export type { ListedRow } from './store.ts'

export type AuditQuery = {
  /** Told in `[from, to)`. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  /** Id of a staff member or of a key. */
  readonly actor?: string | undefined
  readonly operation?: string | undefined
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly memberId?: MemberId | undefined
}

export type AuditService = {
  /** Gives rows that are committed their places in the chain. @returns how many; 0 also while another process is at it */
  seal(): Promise<number>
  /** The same in a moment, once for all who ask until then. */
  sealSoon(): void
  /** Resolves when nothing that was asked for soon is under way. */
  settled(): Promise<void>
  /** Rows by themselves, for what is not changed in one of our own transactions. */
  tell(deeds: readonly { readonly deed: Deed; readonly change: Change }[]): Promise<void>
  /** Newest first. @param limit 1 … 200 @throws Refused cursorInvalid */
  list(
    query: AuditQuery,
    page: { cursor: string | undefined; limit: number },
  ): Promise<{ items: ListedRow[]; nextCursor: string | null }>
  /** All of it, newest first, page by page. */
  pages(query: AuditQuery): AsyncGenerator<readonly ListedRow[]>
}

export type AuditParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly onError?: (error: unknown) => void
}

const SEALED_AT_ONCE = 1_000
const EXPORTED_AT_ONCE = 1_000
/** Long enough for a burst to be sealed together, short enough that nobody waits for it. */
const SOON_MILLISECONDS = 50

export function auditService({ db, clock, ids, onError = () => {} }: AuditParts): AuditService {
  let soon: Promise<void> | undefined
  let sealing: Promise<unknown> = Promise.resolve()

  async function sealSome(): Promise<number> {
    return transaction(db, async (tx) => {
      if (!(await tookSealing(tx))) return 0
      const waiting = await unsealed(tx, SEALED_AT_ONCE)
      let end = await endOf(tx)
      const seals = waiting.map((row) => {
        const sequence = end.sequence + 1
        end = { sequence, hash: chained(row, sequence, end.hash) }
        return { ...end, auditId: row.auditId }
      })
      await writeSeals(tx, seals)
      return seals.length
    })
  }

  async function seal(): Promise<number> {
    let sealed = 0
    for (;;) {
      const some = await sealSome()
      sealed += some
      if (some < SEALED_AT_ONCE) return sealed
    }
  }

  return {
    seal,
    sealSoon() {
      soon ??= new Promise<void>((resolve) => setTimeout(resolve, SOON_MILLISECONDS))
        .then(() => {
          soon = undefined
          sealing = sealing.then(seal).catch(onError)
          return sealing
        })
        .then(() => undefined)
    },
    async settled() {
      await soon
      await sealing
    },
    async tell(deeds) {
      const at = clock.now()
      const rows = deeds.map(({ deed, change }) => rowOf(deed, change, { auditId: ids.next<'audit'>(), at }))
      await transaction(db, (tx) => insertRows(tx, rows))
    },
    async list(query, { cursor, limit }) {
      const before = cursor === undefined ? null : isId(cursor) ? await placeOf(db, asId<'audit'>(cursor)) : undefined
      if (before === undefined) throw new Refused(cursorInvalid({}))
      const found = await rowsBefore(db, narrowed(query), before, limit + 1)
      const items = found.slice(0, limit)
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.auditId ?? null) : null }
    },
    async *pages(query) {
      let before: Place | null | undefined = null
      while (before !== undefined) {
        const page: ListedRow[] = await rowsBefore(db, narrowed(query), before, EXPORTED_AT_ONCE)
        yield page
        const last = page.length < EXPORTED_AT_ONCE ? undefined : page.at(-1)
        before = last && (await placeOf(db, last.auditId))
      }
    },
  }
}

function narrowed({ from, to, actor, operation, kind, subject, memberId }: AuditQuery): Narrowing {
  return {
    from: from ?? null,
    to: to ?? null,
    actorId: actor ?? null,
    operation: operation ?? null,
    subjectKind: kind ?? null,
    subjectId: subject ?? null,
    memberId: memberId ?? null,
  }
}

/** Runs an import from where it stands to its end: reading, members, orders, closing. Each step commits with its progress. */

import type pg from 'pg'
import type { AccountsService } from '../accounts/service.ts'
import type { ImportId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import type { MembersService } from '../members/service.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { applyBatch, nextBatch } from './applying.ts'
import { importCancelled, importUnknown, mappingNeeded } from './errors.ts'
import { analyse, countOrders, gatherOrders, keepRemainders, rejectContradictions } from './gathering.ts'
import type { Mapping } from './mapping.ts'
import type { Survey } from './reading.ts'
import { writeRejected } from './rejected.ts'
import { openRows } from './rows.ts'
import { stager, writeStaged } from './staging.ts'
import * as store from './store.ts'
import { type Summary, summaryOf } from './summary.ts'
import { understanding } from './understanding.ts'

export type RunParts = {
  readonly db: Database
  /** COPY and session locks go through it (platform/postgres/oneclient.ts). */
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly members: Pick<MembersService, 'enrolMany' | 'counts'>
  readonly orders: Pick<OrdersService, 'put' | 'giveBack' | 'keepGuests' | 'purchasesOf' | 'returnsOf'>
  readonly accounts: Pick<AccountsService, 'totals' | 'tierCounts'>
  readonly programme: Pick<ProgrammeService, 'at'>
}

/** How far a run is: of `total` when it is known; `share` of the phase, 0 … 1. */
export type Progress = {
  readonly phase: store.Phase
  readonly done: number
  readonly total: number | null
  readonly share: number
}

export type Run = {
  readonly importId: ImportId
  readonly file: Survey
  /** Where the rejected lines go. */ readonly rejected: string
  readonly onProgress?: (progress: Progress) => void
  /** True to stop at the next step; the import stays as it is and goes on when it is run again. */
  readonly stopping?: () => boolean
}

type Step = RunParts & Run & { readonly mapping: Mapping; readonly clocked: () => number }

/** A run that was told to stop; the import is as it was, further on. */
export class Interrupted extends Error {}

/** Clocks of tills run ahead by minutes. */
const AHEAD_AT_MOST = 5 * 60_000
/** Committed together: few enough that an interruption costs little. */
const ROWS_AT_ONCE = 5_000
const CUSTOMERS_AT_ONCE = 1_000

/** @throws Refused what the file or its mapping are refused for, importCancelled; Interrupted */
export async function run(parts: RunParts, given: Run): Promise<Summary> {
  const found = await existing(parts.db, given.importId)
  if (found.summary !== null) return found.summary
  if (found.mapping === null) throw new Refused(mappingNeeded({}))
  const step: Step = { ...parts, ...given, mapping: found.mapping, clocked: stopwatch() }
  if (found.phase === 'reading') await read(step, found)
  if ((await existing(parts.db, given.importId)).phase === 'members') await enrol(step)
  const now = await existing(parts.db, given.importId)
  if (now.phase === 'orders') await apply(step, now)
  return close(step)
}

async function existing(db: Database, importId: ImportId): Promise<store.ImportRow> {
  const found = await store.importById(db, importId)
  if (found === undefined) throw new Refused(importUnknown({}))
  return found
}

/** Milliseconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const passed = Math.round(now - last)
    last = now
    return passed
  }
}

/** Keeps how far the run is; ends it when it was cancelled. */
async function advance(step: Step, on: Database | Tx, to: Omit<Progress, 'share'>): Promise<void> {
  if (!(await store.advance(on, step.importId, { ...to, milliseconds: step.clocked() })))
    throw new Refused(importCancelled({}))
}

function breathe(step: Step): void {
  if (step.stopping?.() === true) throw new Interrupted('the import was interrupted')
}

async function read(step: Step, found: store.ImportRow): Promise<void> {
  const { file, mapping, importId, onProgress } = step
  let bytes = 0
  const { heading, batches } = await openRows(file, mapping.file, {
    onBytes: (read) => {
      bytes = read
    },
  })
  const latest = asInstant(step.clock.now() + AHEAD_AT_MOST)
  const staging = stager(importId, accepted(understanding(mapping, heading, latest)), secretOf(found))
  let skip = found.done
  let done = found.done
  const client = await step.pool.connect()
  let writing: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    await writing
    breathe(step)
    const staged = staging.take()
    done += staged.rows
    const to = { phase: 'reading', done, total: null } as const
    onProgress?.({ ...to, share: Math.min(1, bytes / file.bytes) })
    // The next lines are read while these are written.
    writing = writeStaged(client, importId, staged, (tx) => advance(step, tx, to))
    writing.catch(() => {})
  }
  try {
    for await (const rows of batches) {
      staging.add(rows.slice(skip))
      skip = Math.max(0, skip - rows.length)
      if (staging.rows() >= ROWS_AT_ONCE) await write()
    }
    if (staging.rows() > 0) await write()
    await writing
  } finally {
    await writing.catch(() => {})
    client.release()
  }
  await analyse(step.db)
  await advance(step, step.db, { phase: 'members', done: 0, total: await store.countUnknown(step.db, importId) })
}

function secretOf({ secret }: store.ImportRow): Buffer {
  if (secret === null) throw new Error('an import that is not done has lost its secret')
  return secret
}

/** Every customer of the file becomes a member, who joined with the first order. */
async function enrol(step: Step): Promise<void> {
  const { db, importId, mapping, members, onProgress } = step
  const start = await existing(db, importId)
  let done = start.done
  for (;;) {
    breathe(step)
    const customers = await store.unknownCustomers(db, importId, CUSTOMERS_AT_ONCE)
    if (customers.length === 0) break
    const channel = mapping.defaults?.channel
    const outcomes = await members.enrolMany(
      customers.map(({ identities, joinedAt }) => ({
        identities: [...identities],
        joinedAt,
        ...(channel === undefined ? {} : { channel }),
      })),
      { by: { kind: 'import', id: importId } },
    )
    done += customers.length
    const to = { phase: 'members', done, total: start.total } as const
    await transaction(db, async (tx) => {
      const known = customers.map(({ customer }, index) => ({ customer, ...knownAs(outcomes[index]) }))
      await store.knowCustomers(tx, importId, known)
      await advance(step, tx, to)
    })
    onProgress?.({ ...to, share: start.total === null || start.total === 0 ? 1 : done / start.total })
  }
  await transaction(db, async (tx) => {
    await rejectContradictions(tx, importId)
    await gatherOrders(tx, importId, mapping)
    await keepRemainders(tx, importId)
    await advance(step, tx, { phase: 'orders', done: 0, total: await countOrders(tx, importId) })
  })
  await analyse(db)
}

type EnrolOutcome = Awaited<ReturnType<MembersService['enrolMany']>>[number]

function knownAs(outcome: EnrolOutcome | undefined): Pick<store.KnownCustomer, 'memberId' | 'problem'> {
  if (outcome === undefined) throw new Error('a customer was left without an outcome')
  if (outcome.outcome === 'refused') return { memberId: null, problem: store.problemOf(outcome.refusal) }
  return { memberId: outcome.memberId, problem: null }
}

async function apply(step: Step, found: store.ImportRow): Promise<void> {
  const { db, importId, onProgress } = step
  const total = found.total ?? 0
  let position = found.done
  let next = nextBatch(db, importId, position)
  for (;;) {
    breathe(step)
    const batch = await next
    const last = batch.at(-1)
    if (last === undefined) break
    position = last.position
    const to = { phase: 'orders', done: position, total } as const
    // The next batch is loaded while this one is applied.
    next = nextBatch(db, importId, position)
    next.catch(() => {})
    await applyBatch(step, importId, batch, (tx) => advance(step, tx, to))
    onProgress?.({ ...to, share: total === 0 ? 1 : position / total })
  }
  await advance(step, db, { phase: 'closing', done: 0, total: null })
}

async function close(step: Step): Promise<Summary> {
  const { db, importId, file, mapping, rejected, accounts, members, programme, clock, onProgress } = step
  onProgress?.({ phase: 'closing', done: 0, total: null, share: 0 })
  await writeRejected({ db, importId, file, mapping, target: rejected, locale: 'en' })
  const { definition } = programme.at(clock.now())
  const { milliseconds: before } = await existing(db, importId)
  const reading = await summaryOf(db, importId, { accounts, members, definition })
  const milliseconds = before + step.clocked()
  const summary: Summary = { ...reading, seconds: Math.round(milliseconds / 100) / 10 }
  await transaction(db, (tx) => store.finish(tx, importId, { summary, at: clock.now(), milliseconds }))
  onProgress?.({ phase: 'done', done: summary.lines.total, total: summary.lines.total, share: 1 })
  return summary
}

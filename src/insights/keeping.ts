/**
 * The insights process: keeps the copy, makes the reports that are asked for and runs the models. It is a process of its own; when
 * it dies, nothing that sells notices, and it goes on where it was.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { asInstant } from '../base/time.ts'
import type { MainLadder } from '../members/copied.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, row } from '../platform/postgres/database.ts'
import { lowestTier } from '../tiers/rules.ts'
import { writeBought } from './bought/writing.ts'
import type { Copy } from './copy/service.ts'
import { markOf } from './copy/tables.ts'
import type { Contributor } from './figures/contributor.ts'
import { writeFigures } from './figures/writing.ts'
import { askForStanding, forgetOld, type MakingParts, makeNext } from './reports/making.ts'
import type { Report } from './reports/report.ts'
import { dueAt } from './runs/calendar.ts'
import * as store from './runs/store.ts'
import { settingsService } from './settings/service.ts'
import type { Rooms, Workshop } from './workshop.ts'

export type KeepingParts = {
  readonly db: Database
  /** Connections for what is read all at once. */ readonly copying: pg.Pool
  readonly clock: Clock
  readonly ids: Ids
  readonly rooms: Rooms
  /** The file of the copy. */ readonly path: string
  readonly reports: readonly Report[]
  readonly contributors: readonly Contributor[]
  readonly onError: (error: unknown) => void
  /** Beyond which DuckDB works on disk. */ readonly megabytes?: number
  readonly threads?: number
}

export type Keeping = {
  /** Reads new facts, makes what is asked for, runs what is due. @returns whether there was anything to do */
  turn(): Promise<boolean>
  /** Turns until told to stop; the turn at work is finished first. */
  until(stop: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** While nobody asks for anything. */
const IDLE_MILLISECONDS = 250
/** How often new facts are read, and the calendar. */
const LOOK_MILLISECONDS = 5_000
const HEARD_MILLISECONDS = 2_000
const RUNS_KEPT_MILLISECONDS = 60 * 24 * 60 * 60_000

/** @throws when the copy cannot be opened or made */
export async function openKeeping(parts: KeepingParts): Promise<Keeping> {
  // The server knows the routes of this room, but loads nothing of DuckDB.
  const { openCopy } = await import('./copy/service.ts')
  const { db, path, megabytes, threads } = parts
  const origin = { db, copying: parts.copying, mainLadder: () => mainLadder(parts) }
  const copy = await openCopy({
    ...{ path, origin },
    ...(megabytes === undefined ? {} : { megabytes }),
    ...(threads === undefined ? {} : { threads }),
  })
  return keeping(parts, copy)
}

/** The first of the programme's ladders; people begin on its lowest tier. */
function mainLadder({ clock, rooms }: Pick<KeepingParts, 'clock' | 'rooms'>): MainLadder | null {
  const [first] = rooms.programme.at(clock.now()).ladders
  return first === undefined ? null : { ladder: first.code, lowest: lowestTier(first).code }
}

function keeping(parts: KeepingParts, copy: Copy): Keeping {
  const { db, clock, reports, onError } = parts
  const settings = settingsService(parts)
  const heard = hearing(parts, copy)
  const mainCurrency = mainCurrencies()
  const making: MakingParts = { db, clock, reports, onError, workshop }
  let lookedAt = 0

  async function workshop(): Promise<Workshop> {
    const now = clock.now()
    return {
      ...{ copy: copy.db, db, rooms: parts.rooms, now, zone: parts.rooms.programme.at(now).timeZone },
      ...{ currency: await mainCurrency(copy.db), setting: async (one) => (await settings.read(one)).value },
    }
  }

  /** Whether it is time again to see what happened since; also after a clock that was put back. */
  function dueToLook(): boolean {
    const now = clock.now()
    if (now - lookedAt < LOOK_MILLISECONDS && now >= lookedAt) return false
    lookedAt = now
    return true
  }

  async function readFacts(): Promise<boolean> {
    if ((await copy.lag()) < 0) await copy.rebuild(heard.progress)
    return (await copy.refresh(heard.progress)) > 0
  }

  async function run(one: store.Run): Promise<void> {
    const steps: store.Step[] = []
    const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      await heard.now(name)
      const result = await work()
      steps.push({ step: name, milliseconds: Math.round(performance.now() - started) })
      await store.noteSteps(db, one.runId, steps)
      return result
    }
    await store.beginRun(db, one.runId, clock.now())
    try {
      await step('copy', () => (one.kind === 'rebuild' ? copy.rebuild(heard.progress) : copy.refresh(heard.progress)))
      const { position } = await markOf(copy.db)
      for (const contributor of parts.contributors) {
        await step(contributor.name, async () => contributor.make(await workshop()))
        // Whoever waits for a report waits for one step, not for all of them.
        while (await makeNext(making));
      }
      const changed = await step('writing', async () =>
        writeFigures({ ...parts, copy: copy.db, at: clock.now(), progress: heard.progress }),
      )
      const { catalogue } = parts.rooms
      await step('bought', () =>
        writeBought({ ...{ db, catalogue }, copy: copy.db, at: clock.now(), progress: heard.progress }),
      )
      await store.endRun(db, one.runId, { at: clock.now(), changed, position, problem: null })
      await askForStanding(making)
      await forgetOld(making)
      await store.forgetRuns(db, asInstant(clock.now() - RUNS_KEPT_MILLISECONDS))
    } catch (error) {
      onError(error)
      await store.endRun(db, one.runId, { at: clock.now(), changed: null, position: null, problem: 'failed' })
    } finally {
      await heard.now(null)
    }
  }

  async function turn(): Promise<boolean> {
    await heard.soon()
    if (await makeNext(making)) return true
    const look = dueToLook()
    const read = look && (await readFacts())
    const [asked] = await store.openRuns(db)
    if (asked === undefined && look && (await dueAt(db, clock.now(), (await markOf(copy.db)).position))) {
      await store.askForRun(db, {
        ...{ runId: parts.ids.next<'run'>(), kind: 'refresh', askedBy: null, askedAt: clock.now() },
      })
      return true
    }
    if (asked !== undefined) await run(asked)
    return read || asked !== undefined
  }

  return {
    turn,
    async until(stop) {
      while (!stop.aborted) {
        const busy = await turn().catch((error: unknown) => {
          onError(error)
          return false
        })
        if (!busy) await sleep(IDLE_MILLISECONDS, undefined, { signal: stop }).catch(() => undefined)
      }
    },
    close: copy.close,
  }
}

/** The currency of most orders, counted when the copy has read on: every model and every report wants to know it. */
function mainCurrencies(): (on: Database) => Promise<string | undefined> {
  let known: { readonly position: number; readonly currency: string | undefined } | undefined
  return async (on) => {
    const { position } = await markOf(on)
    if (known?.position !== position) {
      const most = sql<{ currency: string }>`
        select currency from orders group by currency order by count(*) desc, currency limit 1`
      known = { position, currency: (await row(on, most))?.currency }
    }
    return known.currency
  }
}

/** What the process says of itself, not more often than somebody could read it. */
function hearing({ db, clock }: KeepingParts, copy: Copy) {
  let [doing, done, total]: [string | null, number | null, number | null] = [null, null, null]
  let saidAt = Number.NEGATIVE_INFINITY
  async function say(): Promise<void> {
    saidAt = performance.now()
    const { position } = await markOf(copy.db)
    const behind = Math.max(0, await copy.lag())
    await store.putProcessState(db, {
      heardAt: clock.now(),
      position,
      behind,
      doing,
      done,
      total,
    })
  }
  const soon = async () => {
    if (performance.now() - saidAt >= HEARD_MILLISECONDS) await say()
  }
  return {
    soon,
    now: (step: string | null) => {
      ;[doing, done, total] = [step, null, null]
      return say()
    },
    progress: (now: number, of: number) => {
      ;[done, total] = [now, of]
      // Said beside the work; what fails is said with the next step.
      if (performance.now() - saidAt >= HEARD_MILLISECONDS) void say().catch(() => undefined)
    },
  }
}

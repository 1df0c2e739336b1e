/** The programme's versions: kept, compiled once, and found by the instant they decide. */
import { record } from '../audit/record.ts'
import { accepted, type Refusal, Refused } from '../base/refusals.ts'
import { type Instant, instantText, type TimeZone } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { announce, nobody } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import { type Agreement, type Approval, approvalsNeeded } from './agreement.ts'
import type { Definition } from './definition.ts'
import { effectiveInPast, versionUnknown } from './errors.ts'
import { measuresOrders } from './ladders.ts'
import { refusedByChecks } from './lint.ts'
import { type LotsPolicy, mistakeInLots } from './lots.ts'
import { approvalMissing } from './proposals/errors.ts'
import { compileProgramme, type Programme } from './rules.ts'
import { standardProgramme } from './standard.ts'
import { addVersion, lockVersions, type StoredVersion, versionsAfter } from './store.ts'

export type ProgrammeService = {
  /** The version that decides `at`; the first one for anything earlier. Synchronous: versions are kept compiled. */
  at(at: Instant): Programme
  /** An old version, to re-decide what it decided. @throws Refused versionUnknown */
  version(version: number): Programme
  /** Whether a ladder of any version counts orders. */
  countsOrders(): boolean
  /** The version in force before that one is; the first has none before it. @throws Refused versionUnknown */
  before(version: number): Programme | undefined
  /** All versions, newest first. */
  versions(): readonly StoredVersion[]
  /** Reads versions that other processes published; version 1 is the standard programme. */
  refresh(): Promise<void>
  /** Checks without publishing. @throws Refused invalidProgramme */
  check(definition: Definition): void
  /** How many others have to approve what is published at this instant. */
  approvalsNeeded(at: Instant): number
  /** @throws Refused invalidProgramme, effectiveInPast, noExpiryChanged, expiryFollowsActivity, approvalMissing */
  publish(publication: Publication): Promise<StoredVersion>
  /**
   * As `publish`, for what depends on the newest version: it stays the newest until `prepare` and what it gives are done with, in
   * one transaction.
   */
  publishAfter(prepare: (tx: Tx, newest: StoredVersion) => Promise<Prepared>): Promise<StoredVersion>
  /**
   * All that `publishAfter` refuses, except for want of approval, without publishing. Nothing is published until the transaction ends.
   * @returns the number that the version would have
   */
  rehearse(tx: Tx, prepare: (newest: StoredVersion) => Promise<Prepared>): Promise<number>
}

export type Publication = {
  readonly definition: Definition
  /** Null: now. */
  readonly effectiveAt: Instant | null
  readonly note: string
  readonly by: string
  /** What becomes of points whose expiry it changes; they keep their terms when absent. */
  readonly lots?: LotsPolicy
  /** Nobody else agreed when absent. */
  readonly agreed?: Agreement
}

/** `published` is written in the same transaction. */
export type Prepared = Publication & { readonly published?: (version: number) => Promise<void> }

export type ProgrammeParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly timeZone: TimeZone
}

export function programmeService({ db, clock, ids, timeZone }: ProgrammeParts): ProgrammeService {
  let stored: StoredVersion[] = []
  let compiled: Programme[] = []
  /** When other ladders took effect. */
  let turns: Instant[] = []

  function at(instant: Instant): Programme {
    for (let index = compiled.length - 1; index > 0; index -= 1) {
      const candidate = compiled[index]
      if (candidate !== undefined && candidate.effectiveAt <= instant) return candidate
    }
    return first(compiled)
  }

  function changes(from: Instant, to: Instant): Instant[] {
    return turns.filter((turn) => turn >= from && turn <= to)
  }

  async function refresh(): Promise<void> {
    const found = await versionsAfter(db, stored.at(-1)?.version ?? 0)
    for (const version of found) {
      if (version.version !== stored.length + 1) continue
      const alone = accepted(compileProgramme(version.version, version.effectiveAt, version.definition))
      const before = compiled.at(-1)
      if (before !== undefined && !sameLadders(before, alone)) turns = [...turns, alone.effectiveAt]
      compiled = [...compiled, { ...alone, versions: { at, changes } }]
      stored = [...stored, version]
    }
    if (stored.length === 0) {
      await transaction(db, (tx) => publishFirst(tx))
      await refresh()
    }
  }

  async function publishFirst(tx: Tx): Promise<void> {
    if ((await lockVersions(tx)) > 0) return
    const now = clock.now()
    await addVersion(tx, {
      version: 1,
      effectiveAt: 0 as Instant,
      publishedAt: now,
      publishedBy: 'regulars',
      note: 'standard programme',
      lots: 'keep',
      approval: 'none',
      definition: standardProgramme(timeZone),
    })
  }

  return {
    refresh,
    at,
    countsOrders: () => compiled.some(({ ladders }) => ladders.some(measuresOrders)),
    version(version) {
      const found = compiled[version - 1]
      if (found === undefined) throw new Refused(versionUnknown({ version }))
      return found
    },
    before(version) {
      const found = compiled[version - 1]
      if (found === undefined) throw new Refused(versionUnknown({ version }))
      return compiled.findLast((each) => each.version < version && each.effectiveAt <= found.effectiveAt)
    },
    versions: () => [...stored].reverse(),
    check(definition) {
      accepted(compiled1(definition))
      accepted(refusedByChecks(definition, clock.now()))
    },
    approvalsNeeded: (at) => approvalsNeeded(stored, at),
    publish: (publication) => publishAfter(async () => publication),
    publishAfter,
    async rehearse(tx, prepare) {
      const newest = await newestLocked(tx)
      return (await checkedNext(tx, newest, await prepare(newest))).version
    },
  }

  /** The version that would be next. @throws Refused whatever is wrong with it */
  async function checkedNext(tx: Tx, newest: StoredVersion, publication: Publication): Promise<StoredVersion> {
    const { definition, effectiveAt, note, by, lots = 'keep', agreed = 0 } = publication
    accepted(compiled1(definition))
    const now = clock.now()
    const from = effectiveAt ?? now
    accepted(refusedByChecks(definition, from))
    if (lots !== 'keep')
      accepted(mistakeInLots(lots, { before: inForce(await versionsAfter(tx, 0), from), after: definition }))
    if (from < now) throw new Refused(effectiveInPast({ effectiveAt: instantText(from) }))
    const approval = approvalBy(agreed)
    const [version, publishedAt] = [newest.version + 1, now]
    return { version, effectiveAt: from, publishedAt, publishedBy: by, note, lots, approval, definition }
  }

  async function publishAfter(prepare: (tx: Tx, newest: StoredVersion) => Promise<Prepared>): Promise<StoredVersion> {
    const version = await transaction(db, async (tx) => {
      const newest = await newestLocked(tx)
      const prepared = await prepare(tx, newest)
      const next = await checkedNext(tx, newest, prepared)
      const { effectiveAt: at, publishedAt: recordedAt } = next
      const needed = approvalsNeeded(await versionsAfter(tx, 0), recordedAt)
      const { agreed = 0 } = prepared
      if (agreed !== 'waived' && agreed < needed) throw new Refused(approvalMissing({ needed, given: agreed }))
      await addVersion(tx, next)
      await prepared.published?.(next.version)
      const data = {
        ...{ version: next.version, effectiveAt: instantText(at) },
        ...{ approval: next.approval, by: next.publishedBy },
      }
      await announce(tx, [{ factId: ids.next(), memberId: nobody, kind: 'programme.published', at, recordedAt, data }])
      const on = { kind: 'programme', id: String(next.version) }
      const after = { version: next.version, effectiveAt: instantText(at) }
      await record(tx, { on, before: { version: newest.version }, after }, { at: recordedAt, ids })
      return next
    })
    await refresh()
    return version
  }
}

function approvalBy(agreed: Agreement): Approval {
  if (agreed === 'waived') return 'waived'
  return agreed > 0 ? 'given' : 'none'
}

/** Of all versions, oldest first, the definition that decides `at`. */
function inForce(versions: readonly StoredVersion[], at: Instant): Definition {
  const found = versions.findLast(({ effectiveAt }) => effectiveAt <= at) ?? versions[0]
  if (found === undefined) throw new Error('there is no version')
  return found.definition
}

async function newestLocked(tx: Tx): Promise<StoredVersion> {
  const number = await lockVersions(tx)
  const [newest] = await versionsAfter(tx, number - 1)
  if (newest === undefined) throw new Error('the programme was not read yet')
  return newest
}

function sameLadders(a: Programme, b: Programme): boolean {
  return a.timeZone === b.timeZone && JSON.stringify(a.ladders) === JSON.stringify(b.ladders)
}

function compiled1(definition: Definition): Programme | Refusal {
  return compileProgramme(1, 0 as Instant, definition)
}

function first(programmes: readonly Programme[]): Programme {
  const [programme] = programmes
  if (programme === undefined) throw new Error('the programme was not read yet')
  return programme
}

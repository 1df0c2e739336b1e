/**
 * The desk: the one place where balances change. Commands queue in lanes by member; what arrived while a lane's last batch
 * was committing is its next batch. One batch is one transaction: lock the lane, load the accounts, let the pure core decide
 * command after command, write everything, commit, then answer. See README.md for the laws it keeps.
 */
import type { MemberId, OrderId } from '../base/ids.ts'
import { isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { announce, type Fact } from '../platform/facts.ts'
import { failpoint } from '../platform/failpoints.ts'
import { keyReused, replayed } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import {
  type Database,
  type OpenDatabase,
  openDatabase,
  shortTransaction,
  type Tx,
} from '../platform/postgres/database.ts'
import type { Account, Change, Entry } from './account.ts'
import { busy, memberUnknown, outcomeUnknown } from './errors.ts'
import { connectionLost, worthAnotherTry } from './faults.ts'
import { type KnownAnswer, knownAnswers, loadAccounts, lockLane, type Reads, writeAnswers } from './store.ts'
import { type Changed, writeAccounts } from './write.ts'

/** Documents of a room to the right that are read and written with the accounts: loaded by key, written when changed. */
export type Annex<Doc> = {
  load(tx: Tx, wants: readonly { memberId: MemberId; key: string }[]): Promise<Map<string, Doc>>
  write(tx: Tx, changes: readonly { key: string; before: Doc | undefined; after: Doc }[]): Promise<void>
}

export type Decided<Answer, Doc> = {
  readonly change: Change
  readonly answer: Answer
  /** The documents that changed, by key. */
  readonly docs?: ReadonlyMap<string, Doc>
}

/**
 * A row of a room to the right that one command reads and writes with the account: a transfer, a request that waits. Two
 * commands of one batch do not see each other's rows: `write` must fail when the row is no longer as it was loaded.
 */
export type Attached = {
  /** Each time that the command is tried, before `decide`. */
  load(tx: Tx): Promise<void>
  /** When `decide` has accepted. It asks all its statements at once: the commit travels with them. */
  write(tx: Tx): Promise<void>
}

/**
 * One wish to change one member's account.
 * `decide` is pure and synchronous; it may run again when a batch is repeated, and sees what earlier commands of the batch did.
 */
export type Command<Answer, DocIn = unknown, DocOut = never> = {
  readonly memberId: MemberId
  /** The instant that is decided for; earlier than the account's frontier loads the whole past. */
  readonly at: Instant
  /** One effect per key; absent when the documents make the command idempotent by nature. */
  readonly key?: { readonly key: string; readonly fingerprint: Buffer }
  /**
   * True when running the command twice has the effect of running it once even without a key, because its documents keep what
   * was answered: with a key, only the key and the fingerprint are kept beside them.
   */
  readonly repeatable: boolean
  readonly docs?: readonly string[]
  readonly orderIds?: readonly OrderId[]
  /** Wants closed lots and all entries too. */
  readonly whole?: boolean
  readonly attached?: Attached
  decide(account: Account, docs: ReadonlyMap<string, DocIn>): Decided<Answer, DocOut> | Refusal
}

export type Desk<Doc> = {
  /** The answer after commit. @throws Refused with the command's own refusal, busy or outcomeUnknown */
  submit<Answer>(command: Command<Answer, Doc, Doc>): Promise<Answer>
  /** Resolves when everything submitted so far is answered. */
  drain(): Promise<void>
  /** Commands that wait or are being written now. */
  waiting(): number
}

/** For rooms whose commands use no documents. */
export type PlainDesk = Pick<Desk<never>, 'drain' | 'waiting'> & {
  submit<Answer>(command: Command<Answer>): Promise<Answer>
}

export type DeskParts<Doc> = Reads & {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly annex: Annex<Doc>
  /** Hears of each committed batch: how many commands, how long. */
  readonly observe?: (batch: { commands: number; milliseconds: number }) => void
  /** Hears of bugs: errors that are not refusals. */
  readonly onError?: (error: unknown) => void
}

/** All processes must agree on it: a lane is locked across processes. Few lanes make large batches: while one commits, the other decides. */
const LANES = 2
/** Bounds a transaction's length, and with it the wait of a command that arrives just after it began. */
const BATCH_AT_MOST = 128
/** Some seconds of work: beyond it, callers are better told to come back. */
const WAITING_AT_MOST = 20_000
const TRIES = 6

type Pending<Doc> = {
  readonly command: Command<unknown, Doc, Doc>
  readonly succeed: (answer: unknown) => void
  readonly fail: (error: unknown) => void
}

/** The connections that a desk works on: one for each lane. */
export function deskDatabase(url: string, onError?: (error: Error) => void): OpenDatabase {
  return openDatabase(url, { connections: LANES, name: 'regulars-desk', transactions: 'short' }, onError)
}

export function laneOf(memberId: MemberId): number {
  return Number.parseInt(memberId.slice(-4), 16) % LANES
}

export function createDesk<Doc>(parts: DeskParts<Doc>): Desk<Doc> {
  const lanes = Array.from({ length: LANES }, (_, lane) => ({ lane, queue: [] as Pending<Doc>[], working: false }))
  let waiting = 0
  let idle: (() => void)[] = []

  async function work(lane: (typeof lanes)[number]): Promise<void> {
    if (lane.working) return
    lane.working = true
    await Promise.resolve()
    while (lane.queue.length > 0) {
      const batch = lane.queue.splice(0, BATCH_AT_MOST)
      await runBatch(parts, lane.lane, batch)
      waiting -= batch.length
    }
    lane.working = false
    if (waiting === 0) {
      for (const resolve of idle) resolve()
      idle = []
    }
  }

  return {
    waiting: () => waiting,
    drain: () => (waiting === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    submit<Answer>(command: Command<Answer, Doc, Doc>): Promise<Answer> {
      const lane = lanes[laneOf(command.memberId)]
      if (lane === undefined || waiting >= WAITING_AT_MOST) return Promise.reject(new Refused(busy({})))
      return new Promise<Answer>((resolve, reject) => {
        waiting += 1
        lane.queue.push({ command, succeed: (answer) => resolve(replayed<Answer>(answer)), fail: reject })
        void work(lane)
      })
    },
  }
}

type Outcome = { readonly answer: unknown } | { readonly error: unknown }

/** Runs a batch to the end: every command is answered, whatever happens. */
async function runBatch<Doc>(parts: DeskParts<Doc>, lane: number, batch: readonly Pending<Doc>[]): Promise<void> {
  const started = performance.now()
  try {
    const outcomes = await inTransaction(parts, lane, batch)
    batch.forEach((pending, index) => {
      settlePending(parts, pending, outcomes[index])
    })
    parts.observe?.({ commands: batch.length, milliseconds: performance.now() - started })
  } catch (error) {
    // One poisonous command must harm nobody: everyone is tried alone.
    for (const pending of batch) await runAlone(parts, lane, pending, error)
  }
}

function settlePending<Doc>(parts: DeskParts<Doc>, pending: Pending<Doc>, outcome: Outcome | undefined): void {
  if (outcome !== undefined && 'answer' in outcome) {
    pending.succeed(outcome.answer)
    return
  }
  const error = outcome?.error ?? new Error('a command was left without an outcome')
  if (!(error instanceof Refused)) parts.onError?.(error)
  pending.fail(error)
}

async function runAlone<Doc>(
  parts: DeskParts<Doc>,
  lane: number,
  pending: Pending<Doc>,
  first: unknown,
): Promise<void> {
  let error = first
  const safe = pending.command.repeatable || pending.command.key !== undefined
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (connectionLost(error) && !safe) break
    if (attempt > 0 && !worthAnotherTry(error)) break
    if (attempt > 0 || connectionLost(error)) await pause(25 * 2 ** attempt)
    try {
      const [outcome] = await inTransaction(parts, lane, [pending])
      settlePending(parts, pending, outcome)
      return
    } catch (next) {
      error = next
    }
  }
  parts.onError?.(error)
  pending.fail(connectionLost(error) ? new Refused(outcomeUnknown({})) : error)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function inTransaction<Doc>(
  parts: DeskParts<Doc>,
  lane: number,
  batch: readonly Pending<Doc>[],
): Promise<Outcome[]> {
  failpoint('desk.before-load')
  const locked = async (tx: Tx) => (await Promise.all([lockLane(tx, lane), load(parts, tx, batch)]))[1]
  const outcomes = await shortTransaction(parts.db, locked, (loaded) => {
    failpoint('desk.after-load')
    const state = batchState(loaded)
    const result = batch.map(({ command }) => state.run(command))
    failpoint('desk.before-write')
    return { result, write: (tx) => write(parts, tx, state) }
  })
  failpoint('desk.after-commit')
  return outcomes
}

type Loaded<Doc> = {
  readonly accounts: Map<MemberId, Account>
  readonly docs: Map<string, Doc>
  readonly answers: Map<string, KnownAnswer>
}

/** The lane's lock is sent first on the same connection, so that all of this is read after it is held. */
async function load<Doc>(parts: DeskParts<Doc>, tx: Tx, batch: readonly Pending<Doc>[]): Promise<Loaded<Doc>> {
  const commands = batch.map(({ command }) => command)
  const wants = commands.map(({ memberId, at, orderIds, whole = false }) => ({
    memberId,
    at,
    orderIds: orderIds ?? [],
    whole,
  }))
  const docWants = commands.flatMap(({ memberId, docs }) => (docs ?? []).map((key) => ({ memberId, key })))
  const keys = commands.flatMap(({ key }) => (key === undefined ? [] : [key.key]))
  const [accounts, docs, answers] = await Promise.all([
    loadAccounts(tx, wants, parts),
    docWants.length === 0 ? new Map<string, Doc>() : parts.annex.load(tx, docWants),
    keys.length === 0 ? [] : knownAnswers(tx, keys),
    ...commands.map(({ attached }) => attached?.load(tx)),
  ])
  return { accounts, docs, answers: new Map(answers.map((answer) => [answer.key, answer])) }
}

/** What the commands of one batch have decided so far; later ones see the results of earlier ones. */
type BatchState<Doc> = {
  run(command: Command<unknown, Doc, Doc>): Outcome
  accounts(): Changed[]
  docs(): { key: string; before: Doc | undefined; after: Doc }[]
  readonly facts: readonly { memberId: MemberId; fact: Change['facts'][number] }[]
  readonly answers: readonly KnownAnswer[]
  readonly attached: readonly Attached[]
}

function batchState<Doc>(loaded: Loaded<Doc>): BatchState<Doc> {
  const accounts = new Map(loaded.accounts)
  const docs = new Map(loaded.docs)
  const answers = new Map(loaded.answers)
  const entries = new Map<MemberId, Entry[]>()
  const facts: { memberId: MemberId; fact: Change['facts'][number] }[] = []
  const fresh: KnownAnswer[] = []
  const attached: Attached[] = []

  function keep(command: Command<unknown, Doc, Doc>, account: Account, decided: Decided<unknown, Doc>): void {
    const { memberId } = command
    const { change } = decided
    if (change.account !== account) {
      // A late command sees the past so far, including what this batch has added to it.
      const past = change.entries.length === 0 ? change.account.past : [...change.account.past, ...change.entries]
      accounts.set(memberId, { ...change.account, past })
    }
    if (change.entries.length > 0) entries.set(memberId, [...(entries.get(memberId) ?? []), ...change.entries])
    for (const fact of change.facts) facts.push({ memberId, fact })
    for (const [key, doc] of decided.docs ?? []) docs.set(key, doc)
    if (command.attached !== undefined) attached.push(command.attached)
    if (command.key !== undefined && !answers.has(command.key.key)) {
      const answer = { ...command.key, answer: command.repeatable ? {} : decided.answer }
      fresh.push(answer)
      answers.set(answer.key, answer)
    }
  }

  return {
    facts,
    answers: fresh,
    attached,
    run(command) {
      const known = command.key === undefined ? undefined : answers.get(command.key.key)
      if (known !== undefined && command.key !== undefined) {
        if (!known.fingerprint.equals(command.key.fingerprint)) {
          return { error: new Refused(keyReused({ key: command.key.key })) }
        }
        if (!command.repeatable) return { answer: known.answer }
      }
      const account = accounts.get(command.memberId)
      if (account === undefined) return { error: new Refused(memberUnknown({})) }
      try {
        const decided = command.decide(account, docs)
        if (isRefusal(decided)) return { error: new Refused(decided) }
        keep(command, account, decided)
        return { answer: decided.answer }
      } catch (error) {
        return { error }
      }
    },
    accounts() {
      const changed: Changed[] = []
      for (const [memberId, after] of accounts) {
        const before = loaded.accounts.get(memberId)
        if (before !== undefined && before !== after)
          changed.push({ before, after, entries: entries.get(memberId) ?? [] })
      }
      return changed
    },
    docs() {
      return [...docs]
        .map(([key, after]) => ({ key, before: loaded.docs.get(key), after }))
        .filter(({ before, after }) => before !== after)
    },
  }
}

async function write<Doc>(parts: DeskParts<Doc>, tx: Tx, state: BatchState<Doc>): Promise<void> {
  const now = parts.clock.now()
  const accounts = state.accounts()
  const docs = state.docs()
  const facts: Fact[] = state.facts.map(({ memberId, fact }) => ({
    ...fact,
    memberId,
    factId: parts.ids.next(),
    recordedAt: now,
  }))
  await Promise.all([
    accounts.length > 0 && writeAccounts(tx, accounts),
    docs.length > 0 && parts.annex.write(tx, docs),
    announce(tx, facts),
    ...state.attached.map((each) => each.write(tx)),
    state.answers.length > 0 && writeAnswers(tx, state.answers, now),
  ])
}

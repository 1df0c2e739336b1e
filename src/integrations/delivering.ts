/**
 * Getting facts out of the house. What is to be sent lies in rows that say when they are due; whoever tries one takes it for a
 * minute, so that a process that dies leaves it to the next. Each endpoint is served beside the others and waits for none.
 */
import type { Buffer } from 'node:buffer'
import { asInstant, type Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { announce, factsAfter, newestPosition, nobody } from '../platform/facts.ts'
import type { Outcome, Outgoing } from '../platform/http/outgoing.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, transaction } from '../platform/postgres/database.ts'
import type { Secrets } from '../platform/secrets.ts'
import * as deliveries from './deliverystore.ts'
import { webhookFact } from './facts.ts'
import { FAILING_AT_MOST_MILLISECONDS, messageOf, problemOf, signedHeaders, TEST_KIND, verdict } from './rules.ts'
import * as store from './store.ts'

export type DeliveringParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly secrets: Secrets
  readonly outgoing: Outgoing
  /** 0 ≤ x < 1. */
  readonly chance: () => number
  /** Hears of what went wrong in the background; the next round tries again. */
  readonly onError: (error: unknown) => void
}

export type Delivering = {
  /** Serves every endpoint that has something to send, beside the caller. */
  wake(): Promise<void>
  /** Sends one now, whatever became of it before. Undefined when it is not there. */
  sendAgain(place: Pick<deliveries.Delivery, 'endpointId' | 'messageId'>): Promise<'done' | undefined>
  /** Resolves when nothing is being sent any more. */
  settled(): Promise<void>
  /** Looks for news every so often until it is stopped. */
  start(): { stop(): Promise<void> }
}

/** A receiver has ten seconds; more than its share of connections nobody gets. */
const ANSWER_MILLISECONDS = 10_000
const AT_ONCE = 4
/** How long a delivery that is being tried is nobody else's. */
const TAKEN_MILLISECONDS = 60_000
const FACTS_AT_ONCE = 1_000
/** As many wait for one endpoint; the facts behind them are read when there is room. */
const WAITING_AT_MOST = 1_000
const LOOK_MILLISECONDS = 1_000
const SUCCESS_NOTED_EVERY = 10_000

export function delivering(parts: DeliveringParts): Delivering {
  const { db, clock, onError } = parts
  const busy = new Map<store.EndpointId, Promise<void>>()
  let stopped = false

  function serve(endpointId: store.EndpointId): void {
    if (busy.has(endpointId)) return
    const served = serveEndpoint(parts, endpointId, () => stopped)
      .catch(onError)
      .finally(() => busy.delete(endpointId))
    busy.set(endpointId, served)
  }

  async function wake(): Promise<void> {
    const on = (await store.endpoints(db)).filter(({ enabled }) => enabled)
    if (on.length === 0) return
    const [newest, due] = await Promise.all([newestPosition(db), deliveries.endpointsDue(db, clock.now())])
    for (const { endpointId, position } of on) if (position !== newest || due.includes(endpointId)) serve(endpointId)
  }

  return {
    wake,
    async sendAgain(place) {
      const endpoint = await store.endpointById(db, place.endpointId)
      const taken = await deliveries.takeAgain(db, place, asInstant(clock.now() + TAKEN_MILLISECONDS))
      if (endpoint === undefined || taken === undefined) return undefined
      await attempt(parts, endpoint, taken)
      return 'done'
    },
    settled: async () => void (await Promise.all(busy.values())),
    start() {
      let looking: Promise<void> = Promise.resolve()
      let next: NodeJS.Timeout | undefined
      const look = (): void => {
        looking = wake()
          .catch(onError)
          .then(() => {
            if (!stopped) next = setTimeout(look, LOOK_MILLISECONDS)
          })
      }
      look()
      return {
        stop: async () => {
          stopped = true
          await looking
          clearTimeout(next)
          await Promise.all(busy.values())
        },
      }
    },
  }
}

/** Gathers and sends until nothing is due. */
async function serveEndpoint(
  parts: DeliveringParts,
  endpointId: store.EndpointId,
  stopped: () => boolean,
): Promise<void> {
  const { db, clock } = parts
  for (;;) {
    const gathered = await gather(parts, endpointId)
    const endpoint = await store.endpointById(db, endpointId)
    if (endpoint === undefined || !endpoint.enabled || stopped()) return
    const at = clock.now()
    // Somebody who is down is asked by one message at a time, not by all that wait for him.
    const limit = endpoint.failingSince === null ? AT_ONCE : 1
    const taken = await deliveries.takeDue(db, endpointId, { at, until: asInstant(at + TAKEN_MILLISECONDS), limit })
    if (taken.length === 0 && gathered === 0) return
    await Promise.all(taken.map((delivery) => attempt(parts, endpoint, delivery)))
  }
}

/** Makes deliveries of the next facts. The position moves in the same transaction. @returns how many facts were read */
function gather({ db, clock }: DeliveringParts, endpointId: store.EndpointId): Promise<number> {
  return transaction(db, async (tx) => {
    const endpoint = await store.takeEndpoint(tx, endpointId)
    if (endpoint === undefined) return 0
    const room = WAITING_AT_MOST - (await deliveries.countWaiting(tx, endpointId))
    if (room <= 0) return 0
    const facts = await factsAfter(tx, endpoint.position, Math.min(room, FACTS_AT_ONCE))
    const last = facts.at(-1)
    if (last === undefined) return 0
    const wanted = facts.filter(({ kind }) => endpoint.kinds === null || endpoint.kinds.includes(kind))
    const each = wanted.map((fact) => ({
      ...{ messageId: fact.factId, kind: fact.kind, body: messageOf(fact) },
      memberId: fact.memberId === nobody ? null : fact.memberId,
    }))
    await deliveries.addDeliveries(tx, endpointId, { at: clock.now(), each })
    await store.moveTo(tx, endpointId, last.position)
    return facts.length
  })
}

async function attempt(
  parts: DeliveringParts,
  endpoint: store.Endpoint,
  delivery: deliveries.DeliveryWithBody,
): Promise<void> {
  const { db, clock, outgoing, chance } = parts
  const at = clock.now()
  const { messageId, body, tries, attempts: number, kind } = delivery
  const headers = signedHeaders({ messageId, body, at }, await secretsOf(parts, endpoint, at))
  const outcome = await outgoing.post({ url: endpoint.url, headers, body, withinMilliseconds: ANSWER_MILLISECONDS })
  const after = clock.now()
  const decided = verdict(outcome, { tries, once: kind === TEST_KIND, at: after, chance: chance() })
  const dueAt = decided.state === 'waiting' ? decided.dueAt : null
  await transaction(db, async (tx) => {
    await deliveries.noteAttempt(tx, delivery, {
      state: decided.state,
      dueAt,
      attempt: { number, at, ...shownOf(outcome) },
    })
    await noteHealth(parts, { tx, endpoint, outcome, at: after })
  })
}

async function secretsOf({ secrets }: DeliveringParts, endpoint: store.Endpoint, at: Instant): Promise<Buffer[]> {
  const { secretId, previousSecretId, previousUntil } = endpoint
  const overlapping = previousSecretId !== null && previousUntil !== null && previousUntil > at
  const named = [secretId, ...(overlapping ? [previousSecretId] : [])]
  return Promise.all(named.map((each) => secrets.of(secretName(each))))
}

/** Under which it lies in the secrets of the installation. */
export function secretName(secretId: store.SecretId): string {
  return `webhook-${secretId.replaceAll('-', '')}`
}

function shownOf(outcome: Outcome): Omit<deliveries.Attempt, 'number' | 'at'> {
  const { milliseconds } = outcome
  const problem = problemOf(outcome) ?? null
  if ('unsent' in outcome) return { milliseconds, status: null, problem, answer: null }
  return { milliseconds, status: outcome.status, problem, answer: outcome.answer === '' ? null : outcome.answer }
}

type Health = {
  readonly tx: Parameters<typeof store.turnOff>[0]
  readonly endpoint: store.Endpoint
  readonly outcome: Outcome
  readonly at: Instant
}

/** Whoever is gone, or has failed for days, is not called any more; a fact says so. */
async function noteHealth({ ids }: DeliveringParts, { tx, endpoint, outcome, at }: Health): Promise<void> {
  const { endpointId } = endpoint
  const problem = problemOf(outcome)
  if (problem === undefined) {
    await store.noteSuccess(tx, endpointId, { at, unlessAfter: asInstant(at - SUCCESS_NOTED_EVERY) })
    return
  }
  const since = await store.noteFailure(tx, endpointId, at)
  const why = problem === 'gone' ? 'gone' : at - since >= FAILING_AT_MOST_MILLISECONDS ? 'failing' : undefined
  if (why === undefined || !(await store.turnOff(tx, endpointId, { why, at }))) return
  await announce(tx, [webhookFact({ kind: 'webhook.turned-off', data: { endpointId, why } }, { at, ids })])
}

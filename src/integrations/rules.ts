/** What a webhook says, how it is signed, and when it is tried again. Pure. */
import { createHmac } from 'node:crypto'
import type { Refusal } from '../base/refusals.ts'
import { asInstant, type Instant, instantText } from '../base/time.ts'
import { type Fact, nobody } from '../platform/facts.ts'
import type { Outcome, Unsent } from '../platform/http/outgoing.ts'
import { webhookDescriptionInvalid, webhookKindsUnknown, webhookUrlInvalid } from './errors.ts'
import { isKind } from './kinds.ts'

const SECOND = 1_000
const DAY = 24 * 60 * 60 * SECOND

/** How long a new secret and the one before it sign side by side. */
export const OVERLAP_MILLISECONDS = DAY
/** After five days without a single success nobody is expected to come back by himself. */
export const FAILING_AT_MOST_MILLISECONDS = 5 * DAY
/** What was delivered, or given up, is kept for so long. */
export const KEPT_MILLISECONDS = 30 * DAY
export const ENDPOINTS_AT_MOST = 20
const URL_AT_MOST = 2_000
const DESCRIPTION_AT_MOST = 200
const BODY_BYTES_AT_MOST = 16_000
/** Of a receiver's own wish to be left alone. */
const RETRY_AFTER_AT_MOST = DAY

/** Between attempts: a restart is over in seconds, a weekend in three days. 5 s, 1, 5 and 30 min, 2, 5, 10, 14, 20 and 24 h. */
const PAUSES_SECONDS = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** Pauses differ by a fifth each way, so that what failed together does not come back together. */
const JITTER = 0.2

/** @returns the address as it is called, or why it is none */
export function checkedUrl(text: string): string | Refusal {
  if (text.length > URL_AT_MOST || !URL.canParse(text)) return webhookUrlInvalid({})
  const { protocol, username, password, hash, hostname, href } = new URL(text)
  const web = protocol === 'https:' || protocol === 'http:'
  if (!web || username !== '' || password !== '' || hash !== '' || hostname === '' || href.length > URL_AT_MOST)
    return webhookUrlInvalid({})
  return href
}

export function checkedDescription(text: string): string | Refusal {
  const said = text.trim()
  return said === '' || said.length > DESCRIPTION_AT_MOST ? webhookDescriptionInvalid({}) : said
}

/** @param kinds null for all */
export function checkedKinds(kinds: readonly string[] | null): readonly string[] | null | Refusal {
  if (kinds === null) return null
  const unknown = kinds.filter((kind) => !isKind(kind))
  if (unknown.length > 0 || kinds.length === 0) return webhookKindsUnknown({ kinds: unknown })
  return [...new Set(kinds)].sort()
}

/** What people wrote into a fact with their own words may speak of anybody: it stays in the house. */
const wordsOfPeople = ['reason', 'note', 'reference']

/** The bytes that are sent for a fact: ids, codes, figures. What is too large for a message is left out and said to be. */
export function messageOf(fact: Pick<Fact, 'factId' | 'memberId' | 'kind' | 'at' | 'recordedAt' | 'data'>): string {
  const details = Object.fromEntries(Object.entries(fact.data).filter(([name]) => !wordsOfPeople.includes(name)))
  const memberId = fact.memberId === nobody ? null : fact.memberId
  const known = { factId: fact.factId, memberId, recordedAt: instantText(fact.recordedAt) }
  const envelope = (data: object): string => JSON.stringify({ type: fact.kind, timestamp: instantText(fact.at), data })
  const whole = envelope({ ...known, details })
  return Buffer.byteLength(whole) <= BODY_BYTES_AT_MOST ? whole : envelope({ ...known, details: {}, shortened: true })
}

export const TEST_KIND = 'webhook.test'

export function testMessage(endpointId: string, at: Instant): string {
  return JSON.stringify({ type: TEST_KIND, timestamp: instantText(at), data: { endpointId } })
}

/** As receivers keep it (Standard Webhooks). */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`
}

/** Standard Webhooks: HMAC-SHA-256 over id, seconds and body; one signature for each secret that is in use. */
export function signedHeaders(
  { messageId, body, at }: { messageId: string; body: string; at: Instant },
  secrets: readonly Buffer[],
): Record<string, string> {
  const seconds = String(Math.floor(at / SECOND))
  const signatures = secrets.map((secret) => {
    return `v1,${createHmac('sha256', secret).update(`${messageId}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'user-agent': 'Regulars-Webhooks/1',
    'webhook-id': messageId,
    'webhook-timestamp': seconds,
    'webhook-signature': signatures.join(' '),
  }
}

/** Why an attempt was no success. `redirect`, `gone` and `status` are answers; the rest never became one. */
export type Problem = Unsent | 'redirect' | 'gone' | 'status'

export type Verdict =
  | { readonly state: 'sent' }
  | { readonly state: 'waiting'; readonly problem: Problem; readonly dueAt: Instant }
  | { readonly state: 'failed'; readonly problem: Problem }

/**
 * What an attempt leads to: 2xx is taken, anything else is tried again until the pauses are over; 410 never is.
 * @param tries attempts so far, this one included; @param chance 0 ≤ x < 1
 */
export function verdict(
  outcome: Outcome,
  { tries, once, at, chance }: { tries: number; once: boolean; at: Instant; chance: number },
): Verdict {
  const problem = problemOf(outcome)
  if (problem === undefined) return { state: 'sent' }
  const pause = PAUSES_SECONDS[tries - 1]
  if (problem === 'gone' || once || pause === undefined) return { state: 'failed', problem }
  const jittered = Math.round(pause * SECOND * (1 + JITTER * (2 * chance - 1)))
  return { state: 'waiting', problem, dueAt: asInstant(at + Math.max(jittered, askedPause(outcome, at))) }
}

export function problemOf(outcome: Outcome): Problem | undefined {
  if ('unsent' in outcome) return outcome.unsent
  const { status } = outcome
  if (status >= 200 && status < 300) return undefined
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'status'
}

/** How long the receiver wants to be left alone, in milliseconds; seconds or a date, of 429 and 503 only. */
function askedPause(outcome: Outcome, at: Instant): number {
  if ('unsent' in outcome || outcome.retryAfter === null || (outcome.status !== 429 && outcome.status !== 503)) return 0
  const said = outcome.retryAfter.trim()
  const pause = /^\d{1,9}$/.test(said) ? Number(said) * SECOND : Date.parse(said) - at
  return Number.isNaN(pause) ? 0 : Math.min(Math.max(pause, 0), RETRY_AFTER_AT_MOST)
}

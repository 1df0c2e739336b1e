/**
 * One key, one effect, the same answer again. The record commits with the effect, so a crash leaves both or neither.
 * Commands on balances go through the desk (accounts/desk.ts), which keeps the same table; other writes use `once`.
 */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { canonical } from '../base/canonical.ts'
import { Refused, refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { row, stamp, type Tx } from './postgres/database.ts'

export const keyReused = refusal<{ key: string }>('idempotency.key-reused', 422, {
  en: 'The idempotency key {key} was used before with another request.',
  'zh-CN': '幂等键 {key} 已用于另一个请求。',
})
export const inFlight = refusal<{ key: string }>('idempotency.in-flight', 409, {
  en: 'A request with the idempotency key {key} is being worked on.',
  'zh-CN': '使用幂等键 {key} 的请求正在处理中。',
})

/** SHA-256 of the request as JSON with sorted keys: the order of fields does not matter, every value does. */
export function fingerprint(request: unknown): Buffer {
  return hash('sha256', canonical(request), 'buffer')
}

export type Answer<T> = { readonly status: number; readonly answer: T }
export type Once = { readonly key: string; readonly fingerprint: Buffer; readonly at: Instant }

/**
 * Runs `work` unless the key has an answer already, and keeps its answer under the key in the same transaction.
 * @throws Refused keyReused when the key came with another request; inFlight while another transaction holds it
 */
export async function once<T>(
  tx: Tx,
  claim: Once,
  work: () => Promise<Answer<T>>,
): Promise<Answer<T> & { replayed: boolean }> {
  const lock = await row(
    tx,
    sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${claim.key}, 1)) as held`,
  )
  if (lock?.held !== true) throw new Refused(inFlight({ key: claim.key }))
  const known = await row(
    tx,
    sql<{ fingerprint: Buffer; status: number; answer: T }>`
      select fingerprint, status, answer from idempotency where key = ${claim.key}`,
  )
  if (known !== undefined) {
    if (!known.fingerprint.equals(claim.fingerprint)) throw new Refused(keyReused({ key: claim.key }))
    return { status: known.status, answer: known.answer, replayed: true }
  }
  const done = await work()
  await sql`
    insert into idempotency (key, fingerprint, status, answer, recorded_at)
    values (${claim.key}, ${claim.fingerprint}, ${done.status}, ${JSON.stringify(done.answer)}::jsonb, ${stamp(claim.at)})`.execute(
    tx,
  )
  return { ...done, replayed: false }
}

/** An answer that was kept earlier, as the type that its operation gives. The key's fingerprint vouches for it. */
export function replayed<A>(stored: unknown): A {
  return stored as A
}

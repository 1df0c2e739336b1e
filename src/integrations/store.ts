/** The SQL of webhooks: endpoints, deliveries, attempts. */
import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { texts } from '../platform/postgres/arrays.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export type EndpointId = Id<'endpoint'>
export type SecretId = Id<'secret'>
export type OffWhy = 'by-hand' | 'gone' | 'failing'

export type Endpoint = {
  readonly endpointId: EndpointId
  readonly url: string
  readonly description: string
  /** Null: every kind. */ readonly kinds: readonly string[] | null
  readonly enabled: boolean
  readonly offWhy: OffWhy | null
  readonly offSince: Instant | null
  readonly position: number
  readonly secretId: SecretId
  readonly previousSecretId: SecretId | null
  readonly previousUntil: Instant | null
  readonly madeAt: Instant
  readonly lastSuccessAt: Instant | null
  readonly failingSince: Instant | null
}

const columns = sql.raw(`
  endpoint_id as "endpointId", url, description, kinds, enabled, off_why as "offWhy", off_since as "offSince", position,
  secret_id as "secretId", previous_secret_id as "previousSecretId", previous_until as "previousUntil",
  made_at as "madeAt", last_success_at as "lastSuccessAt", failing_since as "failingSince"`)

/** In the order in which they were made. */
export function endpoints(on: Database | Tx): Promise<Endpoint[]> {
  return rows(on, sql<Endpoint>`select ${columns} from webhook_endpoints order by endpoint_id`)
}

export function endpointById(on: Database | Tx, endpointId: EndpointId): Promise<Endpoint | undefined> {
  return row(on, sql<Endpoint>`select ${columns} from webhook_endpoints where endpoint_id = ${endpointId}::uuid`)
}

/** Keeps the row as it is until the transaction ends. */
export function lockEndpoint(tx: Tx, endpointId: EndpointId): Promise<Endpoint | undefined> {
  return row(
    tx,
    sql<Endpoint>`select ${columns} from webhook_endpoints where endpoint_id = ${endpointId}::uuid for update`,
  )
}

/** For whoever gathers facts for it; undefined when it is off, or somebody else is at it. */
export function takeEndpoint(tx: Tx, endpointId: EndpointId): Promise<Endpoint | undefined> {
  return row(
    tx,
    sql<Endpoint>`
      select ${columns} from webhook_endpoints where endpoint_id = ${endpointId}::uuid and enabled for update skip locked`,
  )
}

/** One after another, so that two cannot both be the last that is allowed. */
export async function countEndpoints(tx: Tx): Promise<number> {
  await sql`lock table webhook_endpoints in share row exclusive mode`.execute(tx)
  const found = await row(tx, sql<{ count: number }>`select count(*) as count from webhook_endpoints`)
  return found?.count ?? 0
}

export async function addEndpoint(tx: Tx, one: Endpoint): Promise<void> {
  await sql`
    insert into webhook_endpoints (endpoint_id, url, description, kinds, enabled, position, secret_id, made_at)
    values (${one.endpointId}::uuid, ${one.url}, ${one.description}, ${one.kinds === null ? null : texts(one.kinds)}::text[],
      ${one.enabled}::boolean, ${one.position}::bigint, ${one.secretId}::uuid, ${stamp(one.madeAt)}::timestamptz)`.execute(
    tx,
  )
}

export async function changeEndpoint(
  tx: Tx,
  { endpointId, url, description, kinds }: Pick<Endpoint, 'endpointId' | 'url' | 'description' | 'kinds'>,
): Promise<void> {
  await sql`
    update webhook_endpoints set url = ${url}, description = ${description}, kinds = ${kinds === null ? null : texts(kinds)}::text[]
    where endpoint_id = ${endpointId}::uuid`.execute(tx)
}

export async function removeEndpoint(tx: Tx, endpointId: EndpointId): Promise<void> {
  await sql`delete from webhook_endpoints where endpoint_id = ${endpointId}::uuid`.execute(tx)
}

export async function renewSecret(
  tx: Tx,
  endpointId: EndpointId,
  { secretId, previousUntil }: { secretId: SecretId; previousUntil: Instant },
): Promise<void> {
  await sql`
    update webhook_endpoints set previous_secret_id = secret_id, previous_until = ${stamp(previousUntil)}::timestamptz,
      secret_id = ${secretId}::uuid
    where endpoint_id = ${endpointId}::uuid`.execute(tx)
}

/** @returns whether it was on before */
export async function turnOff(
  tx: Tx,
  endpointId: EndpointId,
  { why, at }: { why: OffWhy; at: Instant },
): Promise<boolean> {
  const off = sql`
    update webhook_endpoints set enabled = false, off_why = ${why}, off_since = ${stamp(at)}::timestamptz
    where endpoint_id = ${endpointId}::uuid and enabled`
  return (await changed(tx, off)) === 1
}

/** A new beginning: what failed before counts no more. @param position null: where it stopped */
export async function turnOn(tx: Tx, endpointId: EndpointId, position: number | null): Promise<void> {
  await sql`
    update webhook_endpoints set enabled = true, off_why = null, off_since = null, failing_since = null,
      position = coalesce(${position}::bigint, position)
    where endpoint_id = ${endpointId}::uuid`.execute(tx)
}

export async function moveTo(tx: Tx, endpointId: EndpointId, position: number): Promise<void> {
  await sql`update webhook_endpoints set position = ${position}::bigint where endpoint_id = ${endpointId}::uuid`.execute(
    tx,
  )
}

/** A success is noted at most every so often: of many in a second one is enough to know. */
export async function noteSuccess(
  on: Database | Tx,
  endpointId: EndpointId,
  { at, unlessAfter }: { at: Instant; unlessAfter: Instant },
): Promise<void> {
  await sql`
    update webhook_endpoints set last_success_at = ${stamp(at)}::timestamptz, failing_since = null
    where endpoint_id = ${endpointId}::uuid
      and (failing_since is not null or last_success_at is null or last_success_at < ${stamp(unlessAfter)}::timestamptz)`.execute(
    on,
  )
}

/** @returns since when nothing succeeded */
export async function noteFailure(tx: Tx, endpointId: EndpointId, at: Instant): Promise<Instant> {
  const found = await row(
    tx,
    sql<{ since: Instant }>`
      update webhook_endpoints set failing_since = coalesce(failing_since, ${stamp(at)}::timestamptz)
      where endpoint_id = ${endpointId}::uuid returning failing_since as since`,
  )
  return found?.since ?? at
}

export type Counts = { readonly endpointId: EndpointId; readonly waiting: number; readonly failed: number }

/** What waits and what was given up, of each endpoint, as far as it is kept. */
export function counts(on: Database): Promise<Counts[]> {
  return rows(
    on,
    sql<Counts>`
      select endpoint_id as "endpointId", count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'failed') as failed
      from webhook_deliveries where state <> 'sent' group by endpoint_id`,
  )
}

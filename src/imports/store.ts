/** The imports' SQL. Lines come in by COPY (staging.ts); what is decided about them goes out here. */
import { sql } from 'kysely'
import type { ImportId, MemberId } from '../base/ids.ts'
import type { Currency } from '../base/money.ts'
import type { Facts, Refusal, Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import type { Mapping } from './mapping.ts'
import type { Part } from './matching.ts'
import type { Summary } from './summary.ts'
import type { GivenCustomer } from './understanding.ts'

export type ImportState = 'waiting' | 'running' | 'cancelled' | 'failed' | 'done'
export type Phase = 'reading' | 'members' | 'orders' | 'closing' | 'done'
/** A refusal as it is kept: with its words, so that it can be said whichever room it came from. */
export type Problem = { readonly code: string; readonly facts: Facts; readonly words: Words }

export function problemOf({ refusal, facts, words }: Refusal): Problem {
  return { code: refusal, facts, words }
}

export type ImportRow = {
  readonly importId: ImportId
  readonly name: string
  readonly fileHash: Buffer
  /** Null until somebody says how to understand the file. */
  readonly mapping: Mapping | null
  readonly state: ImportState
  readonly phase: Phase
  readonly done: number
  readonly total: number | null
  readonly problem: Problem | null
  readonly secret: Buffer | null
  readonly milliseconds: number
  readonly summary: Summary | null
  readonly startedBy: string
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
}

const importColumns = sql.raw(`
  import_id as "importId", name, file_hash as "fileHash", mapping, state, phase, done, total, problem, secret, milliseconds, summary,
  started_by as "startedBy", created_at as "createdAt", finished_at as "finishedAt"`)

export type NewImport = Pick<ImportRow, 'importId' | 'name' | 'fileHash' | 'startedBy' | 'createdAt'> & {
  readonly secret: Buffer
}

export async function addImport(tx: Tx, given: NewImport): Promise<void> {
  await sql`
    insert into imports (
      import_id, name, file_hash, mapping, state, phase, done, total, problem, secret, milliseconds, summary, started_by, created_at,
      finished_at
    ) values (
      ${given.importId}::uuid, ${given.name}, ${given.fileHash}, null, 'waiting', 'reading', 0, null, null, ${given.secret}, 0, null,
      ${given.startedBy}, ${stamp(given.createdAt)}::timestamptz, null
    )`.execute(tx)
}

/** The import that a file and a mapping already are. */
export async function importOf(on: Database | Tx, fingerprint: Buffer): Promise<ImportId | undefined> {
  const found = await row(
    on,
    sql<{ importId: ImportId }>`select import_id as "importId" from import_files where fingerprint = ${fingerprint}`,
  )
  return found?.importId
}

/** Makes the import the one of its file and this mapping. @returns false when another one is */
export async function claimFile(
  tx: Tx,
  { importId, fingerprint, mapping }: { importId: ImportId; fingerprint: Buffer; mapping: Mapping },
): Promise<boolean> {
  const claimed = await changed(
    tx,
    sql`
      insert into import_files (fingerprint, import_id) values (${fingerprint}, ${importId}::uuid)
      on conflict (fingerprint) do nothing`,
  )
  if (claimed === 0) return false
  await sql`update imports set mapping = ${JSON.stringify(mapping)}::jsonb where import_id = ${importId}::uuid`.execute(
    tx,
  )
  return true
}

/** Forgets an import that never started. */
export async function removeWaiting(tx: Tx, importId: ImportId): Promise<void> {
  await sql`delete from imports where import_id = ${importId}::uuid and mapping is null`.execute(tx)
}

export function importById(on: Database | Tx, importId: ImportId): Promise<ImportRow | undefined> {
  return row(on, sql<ImportRow>`select ${importColumns} from imports where import_id = ${importId}::uuid`)
}

/** Newest first. */
export function newestImports(
  on: Database | Tx,
  { before, limit }: { before: ImportId | null; limit: number },
): Promise<ImportRow[]> {
  return rows(
    on,
    sql<ImportRow>`
      select ${importColumns} from imports
      where ${before}::uuid is null or import_id < ${before}::uuid
      order by import_id desc
      limit ${limit}::int`,
  )
}

export function interruptedImports(on: Database | Tx): Promise<{ importId: ImportId }[]> {
  return rows(
    on,
    sql<{ importId: ImportId }>`select import_id as "importId" from imports where state = 'running' order by import_id`,
  )
}

/** False when the import is finished. */
export async function setState(
  on: Database | Tx,
  importId: ImportId,
  { state, problem }: { state: Exclude<ImportState, 'done'>; problem: Problem | null },
): Promise<boolean> {
  const count = await changed(
    on,
    sql`
      update imports set state = ${state}, problem = ${problem === null ? null : JSON.stringify(problem)}::jsonb
      where import_id = ${importId}::uuid and state <> 'done'`,
  )
  return count > 0
}

/** How far the work is; adds the time since the last call. False when somebody cancelled it meanwhile. */
export async function advance(
  on: Database | Tx,
  importId: ImportId,
  to: { phase: Phase; done: number; total: number | null; milliseconds: number },
): Promise<boolean> {
  const count = await changed(
    on,
    sql`
      update imports
      set phase = ${to.phase}, done = ${to.done}::bigint, total = ${to.total}::bigint, milliseconds = milliseconds + ${to.milliseconds}::bigint
      where import_id = ${importId}::uuid and state = 'running'`,
  )
  return count > 0
}

export async function finish(
  tx: Tx,
  importId: ImportId,
  { summary, at, milliseconds }: { summary: Summary; at: Instant; milliseconds: number },
): Promise<void> {
  await sql`
    update imports
    set state = 'done', phase = 'done', problem = null, secret = null, summary = ${JSON.stringify(summary)}::jsonb,
      milliseconds = ${milliseconds}::bigint, finished_at = ${stamp(at)}::timestamptz
    where import_id = ${importId}::uuid`.execute(tx)
}

export type CustomerRow = {
  customer: string
  identities: readonly GivenCustomer[]
  at: Instant
  orderAt: Instant | null
}

export async function keepCustomers(tx: Tx, importId: ImportId, customers: readonly CustomerRow[]): Promise<void> {
  const sorted = [...customers].sort((a, b) => (a.customer < b.customer ? -1 : 1))
  await sql`
    insert into import_customers (import_id, customer, identities, first_at, first_order_at)
    select ${importId}::uuid, given.customer, given.identities, given.first_at, given.first_order_at
    from unnest(
      ${sorted.map((each) => each.customer)}::text[], ${sorted.map((each) => JSON.stringify(each.identities))}::jsonb[],
      ${sorted.map((each) => stamp(each.at))}::timestamptz[], ${sorted.map((each) => stamp(each.orderAt))}::timestamptz[]
    ) as given (customer, identities, first_at, first_order_at)
    on conflict (import_id, customer) do update set
      first_at = least(import_customers.first_at, excluded.first_at),
      first_order_at = least(import_customers.first_order_at, excluded.first_order_at)
    where import_customers.first_at > excluded.first_at
      or import_customers.first_order_at is distinct from least(import_customers.first_order_at, excluded.first_order_at)`.execute(
    tx,
  )
}

export type UnknownCustomer = { customer: string; identities: readonly GivenCustomer[]; joinedAt: Instant }

export function unknownCustomers(on: Database | Tx, importId: ImportId, limit: number): Promise<UnknownCustomer[]> {
  return rows(
    on,
    sql<UnknownCustomer>`
      select customer, identities, coalesce(first_order_at, first_at) as "joinedAt" from import_customers
      where import_id = ${importId}::uuid and identities is not null
      order by customer
      limit ${limit}::int`,
  )
}

export async function countUnknown(on: Database | Tx, importId: ImportId): Promise<number> {
  const found = await row(
    on,
    sql<{ customers: number }>`
      select count(*) as customers from import_customers where import_id = ${importId}::uuid and identities is not null`,
  )
  return found?.customers ?? 0
}

export type KnownCustomer = { customer: string; memberId: MemberId | null; problem: Problem | null }

/** From here on the customer is known by the member's id, and the identities are not kept. */
export async function knowCustomers(tx: Tx, importId: ImportId, known: readonly KnownCustomer[]): Promise<void> {
  await sql`
    update import_customers set identities = null, member_id = known.member_id, problem = known.problem
    from unnest(
      ${known.map((each) => each.customer)}::text[], ${known.map((each) => each.memberId)}::uuid[],
      ${known.map((each) => (each.problem === null ? null : JSON.stringify(each.problem)))}::jsonb[]
    ) as known (customer, member_id, problem)
    where import_customers.import_id = ${importId}::uuid and import_customers.customer = known.customer`.execute(tx)
}

export type RejectionRow = { line: number; reason: string; facts: Facts; words: Words; amountMinor: number }

export function rejectionOf(line: number, { code, facts, words }: Problem, amountMinor: number): RejectionRow {
  return { line, reason: code, facts, words, amountMinor }
}

export async function keepRejections(tx: Tx, importId: ImportId, rejections: readonly RejectionRow[]): Promise<void> {
  await sql`
    insert into import_rejections (import_id, line_no, reason, facts, words, amount_minor)
    select ${importId}::uuid, given.line_no, given.reason, given.facts, given.words, given.amount_minor
    from unnest(
      ${rejections.map((each) => each.line)}::int[], ${rejections.map((each) => each.reason)}::text[],
      ${rejections.map((each) => JSON.stringify(each.facts))}::jsonb[], ${rejections.map((each) => JSON.stringify(each.words))}::jsonb[],
      ${rejections.map((each) => each.amountMinor)}::bigint[]
    ) as given (line_no, reason, facts, words, amount_minor)
    on conflict (import_id, line_no) do nothing`.execute(tx)
}

/** By line, after a line. */
export function rejectionsAfter(
  on: Database | Tx,
  importId: ImportId,
  { after, limit }: { after: number; limit: number },
): Promise<RejectionRow[]> {
  return rows(
    on,
    sql<RejectionRow>`
      select line_no as line, reason, facts, words, amount_minor as "amountMinor" from import_rejections
      where import_id = ${importId}::uuid and line_no > ${after}::int
      order by line_no
      limit ${limit}::int`,
  )
}

export type OrderHead = {
  position: number
  number: string
  side: 'sale' | 'return'
  placedAt: Instant
  customer: string | null
  memberId: MemberId | null
  /** Why the customer could not become a member. */
  problem: Problem | null
  lines: number
}

export function ordersAfter(
  on: Database | Tx,
  importId: ImportId,
  { after, limit }: { after: number; limit: number },
): Promise<OrderHead[]> {
  return rows(
    on,
    sql<OrderHead>`
      select o.position, o.number, o.side, o.placed_at as "placedAt", o.customer, o.lines,
        c.member_id as "memberId", c.problem
      from import_orders o
      left join import_customers c on c.import_id = o.import_id and c.customer = o.customer
      where o.import_id = ${importId}::uuid and o.position > ${after}::int
      order by o.position
      limit ${limit}::int`,
  )
}

export type LineRow = {
  line: number
  number: string
  kind: 'goods' | 'fee' | 'return'
  sku: string
  name: string | null
  quantity: number
  amountMinor: number
  discountMinor: number
  at: Instant
  currency: Currency
  channel: string
  store: string | null
}

/** The lines of these numbers that are sold or given back, in the order of the file. */
export function linesOf(on: Database | Tx, importId: ImportId, numbers: readonly string[]): Promise<LineRow[]> {
  return rows(
    on,
    sql<LineRow>`
      select line_no as line, number, kind, sku, name, quantity, amount_minor as "amountMinor", discount_minor as "discountMinor", at,
        currency, channel, store
      from import_lines
      where import_id = ${importId}::uuid and number = any(${numbers}::text[]) and kind <> 'adjustment'
      order by line_no`,
  )
}

export type MatchRow = Part & { readonly lineNo: number }

export async function keepMatches(tx: Tx, importId: ImportId, matches: readonly MatchRow[]): Promise<void> {
  await sql`
    insert into import_matches (import_id, line_no, number, line, quantity)
    select ${importId}::uuid, given.line_no, given.number, given.line, given.quantity
    from unnest(
      ${matches.map((each) => each.lineNo)}::int[], ${matches.map((each) => each.number)}::text[],
      ${matches.map((each) => each.line)}::int[], ${matches.map((each) => each.quantity)}::bigint[]
    ) as given (line_no, number, line, quantity)`.execute(tx)
}

export function matchesOf(on: Database | Tx, importId: ImportId, lines: readonly number[]): Promise<MatchRow[]> {
  return rows(
    on,
    sql<MatchRow>`
      select line_no as "lineNo", number, line, quantity from import_matches
      where import_id = ${importId}::uuid and line_no = any(${lines}::int[])
      order by line_no, number, line`,
  )
}

export async function dropMatches(tx: Tx, importId: ImportId, matches: readonly MatchRow[]): Promise<void> {
  await sql`
    delete from import_matches
    using unnest(
      ${matches.map((each) => each.lineNo)}::int[], ${matches.map((each) => each.number)}::text[], ${matches.map((each) => each.line)}::int[]
    ) as gone (line_no, number, line)
    where import_matches.import_id = ${importId}::uuid and import_matches.line_no = gone.line_no
      and import_matches.number = gone.number and import_matches.line = gone.line`.execute(tx)
}

export type UnmatchedRow = { line: number; memberId: MemberId | null; quantity: number; reason: string }

/** Returned lines, or what of them found no purchase, of known members. */
export async function keepUnmatched(tx: Tx, importId: ImportId, unmatched: readonly UnmatchedRow[]): Promise<void> {
  await sql`
    insert into import_remainders (
      import_id, line_no, class, reason, member_id, number, sku, name, quantity, amount_minor, currency, at
    )
    select l.import_id, l.line_no, 'return', given.reason, given.member_id, l.number, l.sku, l.name, given.quantity, l.amount_minor,
      l.currency, l.at
    from unnest(
      ${unmatched.map((each) => each.line)}::int[], ${unmatched.map((each) => each.memberId)}::uuid[],
      ${unmatched.map((each) => each.quantity)}::bigint[], ${unmatched.map((each) => each.reason)}::text[]
    ) as given (line_no, member_id, quantity, reason)
    join import_lines l on l.import_id = ${importId}::uuid and l.line_no = given.line_no
    on conflict (import_id, line_no) do nothing`.execute(tx)
}

/** Reading a file into `import_lines`: by COPY, batch by batch, each with its customers, its rejections and its progress. */
import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { canonical } from '../base/canonical.ts'
import type { ImportId } from '../base/ids.ts'
import { instantText } from '../base/time.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { databaseOn } from '../platform/postgres/oneclient.ts'
import { type CustomerRow, keepCustomers, keepRejections, problemOf, type RejectionRow, rejectionOf } from './store.ts'
import { isUnderstood, type Row, type Understand, type UnderstoodLine } from './understanding.ts'

const copyLines = `copy import_lines (
  import_id, line_no, number, kind, reason, customer, sku, name, quantity, amount_minor, discount_minor, at, currency, channel, store
) from stdin`

/** What is written together: lines as the text that COPY takes, with their customers and the lines that were not understood. */
export type Staged = {
  readonly copy: readonly Buffer[]
  readonly customers: readonly CustomerRow[]
  readonly rejections: readonly RejectionRow[]
  /** Rows that this stands for. */ readonly rows: number
}

export type Stager = {
  add(rows: readonly Row[]): void
  /** Rows added since the last `take`. */ readonly rows: () => number
  take(): Staged
}

/** Digests kept; more customers are digested again. */
const REMEMBERED = 50_000

/**
 * Turns rows into what is written. Rows become text at once, so that half a million of them leave little behind. Customers are
 * named by a keyed digest of their identities, so that lines and orders hold no personal data.
 */
export function stager(importId: ImportId, understand: Understand, secret: Buffer): Stager {
  const digests = new Map<string, string>()
  const digestOf = (customer: UnderstoodLine['customer']): string => {
    const key = customer.map(({ kind, source, value }) => `${kind}\n${source ?? ''}\n${value}`).join('\n\n')
    const known = digests.get(key)
    if (known !== undefined) return known
    if (digests.size >= REMEMBERED) digests.clear()
    const digest = createHmac('sha256', secret).update(canonical(customer)).digest('base64url').slice(0, 22)
    digests.set(key, digest)
    return digest
  }
  let copy: Buffer[] = []
  let rejections: RejectionRow[] = []
  let customers = new Map<string, CustomerRow>()
  let count = 0
  return {
    rows: () => count,
    add(rows) {
      let text = ''
      for (const row of rows) {
        const line = understand(row)
        if (!isUnderstood(line)) {
          rejections.push(rejectionOf(line.line, problemOf(line.refusal), line.amountMinor))
          continue
        }
        const customer = line.customer.length === 0 ? null : digestOf(line.customer)
        if (customer !== null) customers.set(customer, seen(customers.get(customer), customer, line))
        text += copyRow(importId, line, customer)
      }
      if (text !== '') copy.push(Buffer.from(text))
      count += rows.length
    },
    take() {
      const staged: Staged = { copy, customers: [...customers.values()], rejections, rows: count }
      copy = []
      rejections = []
      customers = new Map()
      count = 0
      return staged
    },
  }
}

function seen(before: CustomerRow | undefined, customer: string, line: UnderstoodLine): CustomerRow {
  const ordered = line.kind === 'goods' || line.kind === 'fee' ? line.at : null
  if (before === undefined) return { customer, identities: line.customer, at: line.at, orderAt: ordered }
  if (line.at < before.at) before = { ...before, at: line.at }
  if (ordered !== null && (before.orderAt === null || ordered < before.orderAt))
    before = { ...before, orderAt: ordered }
  return before
}

/** Writes a batch and whatever `alongside` adds in one transaction of the client. */
export async function writeStaged(
  client: pg.PoolClient,
  importId: ImportId,
  staged: Staged,
  alongside: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transaction(databaseOn(client), async (tx) => {
    if (staged.copy.length > 0) await copyAll(client, staged.copy)
    if (staged.customers.length > 0) await keepCustomers(tx, importId, staged.customers)
    if (staged.rejections.length > 0) await keepRejections(tx, importId, staged.rejections)
    await alongside(tx)
  })
}

function copyAll(client: pg.PoolClient, chunks: readonly Buffer[]): Promise<void> {
  return pipeline(Readable.from(chunks), client.query(from(copyLines)))
}

function copyRow(importId: ImportId, line: UnderstoodLine, customer: string | null): string {
  const name = line.name === null ? none : cell(line.name)
  const store = line.store === null ? none : cell(line.store)
  const what = `${importId}\t${line.line}\t${cell(line.number)}\t${line.kind}\t${line.reason ?? none}\t${customer ?? none}\t${cell(line.sku)}`
  const much = `${name}\t${line.quantity}\t${line.amountMinor}\t${line.discountMinor}`
  return `${what}\t${much}\t${instantText(line.at)}\t${line.currency}\t${cell(line.channel)}\t${store}\n`
}

const none = '\\N'

/** Texts have no tabs or line breaks (understanding.ts refuses controls), so only the backslash has a meaning of its own. */
function cell(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text
}

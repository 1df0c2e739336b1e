/** Reading a file into `import_lines`: by COPY, batch by batch, each with its customers, its rejections and its progress. */
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { canonical } from '../base/canonical.ts'
import type { ImportId } from '../base/ids.ts'
import { instantText } from '../base/time.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { databaseOn } from '../platform/postgres/oneclient.ts'
import { type CustomerRow, keepCustomers, keepRejections, problemOf, rejectionOf } from './store.ts'
import { isUnderstood, type NotUnderstood, type Row, type Understand, type UnderstoodLine } from './understanding.ts'

const copyLines = `copy import_lines (
  import_id, line_no, number, kind, reason, customer, sku, name, quantity, amount_minor, discount_minor, at, currency, channel, store
) from stdin`

/** Understood and not understood lines of one batch, with the customers that they name. */
export type Staged = {
  readonly lines: readonly { line: UnderstoodLine; customer: string | null }[]
  readonly customers: readonly CustomerRow[]
  readonly rejections: readonly NotUnderstood[]
}

/** Digests kept between batches; more customers are digested again. */
const REMEMBERED = 50_000

/** Names customers by a keyed digest of their identities, so that lines and orders hold no personal data. */
export function stager(understand: Understand, secret: Buffer): (rows: readonly Row[]) => Staged {
  const digests = new Map<string, string>()
  const digestOf = (text: string): string => {
    const known = digests.get(text)
    if (known !== undefined) return known
    if (digests.size >= REMEMBERED) digests.clear()
    const digest = createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22)
    digests.set(text, digest)
    return digest
  }
  return (rows) => {
    const lines: Staged['lines'][number][] = []
    const rejections: NotUnderstood[] = []
    const customers = new Map<string, CustomerRow>()
    for (const row of rows) {
      const line = understand(row)
      if (!isUnderstood(line)) {
        rejections.push(line)
        continue
      }
      const customer = line.customer.length === 0 ? null : digestOf(canonical(line.customer))
      lines.push({ line, customer })
      if (customer !== null) customers.set(customer, seen(customers.get(customer), customer, line))
    }
    return { lines, customers: [...customers.values()], rejections }
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
    if (staged.lines.length > 0) await copy(client, copyText(importId, staged.lines))
    if (staged.customers.length > 0) await keepCustomers(tx, importId, staged.customers)
    const rejections = staged.rejections.map(({ line, refusal, amountMinor }) =>
      rejectionOf(line, problemOf(refusal), amountMinor),
    )
    if (rejections.length > 0) await keepRejections(tx, importId, rejections)
    await alongside(tx)
  })
}

function copy(client: pg.PoolClient, text: string): Promise<void> {
  const stream = client.query(from(copyLines))
  return new Promise((resolve, reject) => {
    stream.on('error', reject)
    stream.on('finish', resolve)
    stream.end(text)
  })
}

function copyText(importId: ImportId, lines: Staged['lines']): string {
  let text = ''
  for (const { line, customer } of lines) {
    text += `${importId}\t${line.line}\t${cell(line.number)}\t${line.kind}\t${line.reason ?? none}\t${customer ?? none}\t${cell(line.sku)}\t${
      line.name === null ? none : cell(line.name)
    }\t${line.quantity}\t${line.amountMinor}\t${line.discountMinor}\t${instantText(line.at)}\t${line.currency}\t${cell(line.channel)}\t${
      line.store === null ? none : cell(line.store)
    }\n`
  }
  return text
}

const none = '\\N'

/** Texts have no tabs or line breaks (understanding.ts refuses controls), so only the backslash has a meaning of its own. */
function cell(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text
}

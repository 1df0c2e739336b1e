/** Whether the chain of the audit trail is whole: nothing in it was changed, removed or put between. */
import { sql } from 'kysely'
import { type Check, EXAMPLES_AT_MOST } from '../platform/postgres/checks.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import { chained } from './row.ts'
import { type End, endOf, sealedAfter } from './store.ts'

const READ_AT_ONCE = 5_000

/** Reads on past a broken row, so that one change is one violation. */
export async function verifyAudit(tx: Tx): Promise<Check> {
  const broken: string[] = []
  let looked = 0
  let last: End = { sequence: 0, hash: Buffer.alloc(32) }
  for (;;) {
    const page = await sealedAfter(tx, last.sequence, READ_AT_ONCE)
    for (const row of page) {
      looked += 1
      const missing = row.sequence - last.sequence - 1
      if (missing > 0) broken.push(`${missing} rows before row ${row.sequence} of the audit trail are missing`)
      else if (!chained(row, row.sequence, last.hash).equals(row.hash))
        broken.push(`row ${row.sequence} of the audit trail (${row.auditId}) is not as it was written`)
      last = { sequence: row.sequence, hash: row.hash }
    }
    if (page.length < READ_AT_ONCE) break
  }
  const end = await endOf(tx)
  if (end.sequence !== last.sequence || (last.sequence > 0 && !end.hash.equals(last.hash)))
    broken.push(`the audit trail ends at row ${last.sequence}, and ${end.sequence} rows were written`)
  return {
    law: 'L14',
    says: 'the audit trail is whole: each row is sealed over the one before',
    rows: looked,
    violations: broken.length,
    examples: broken.slice(0, EXAMPLES_AT_MOST),
  }
}

/** In a snapshot of its own, beside a running server. */
export function verifyAlone(db: Database): Promise<Check> {
  return transaction(db, async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    return verifyAudit(tx)
  })
}

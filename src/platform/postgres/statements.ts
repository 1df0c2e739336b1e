/** Names of prepared statements: the same text has the same name on every connection. */
import { createHash } from 'node:crypto'

/** Statement texts are few: each room's store holds a fixed set. The bound keeps a mistake from filling the server's memory. */
const PREPARED_STATEMENTS_AT_MOST = 500
const statementNames = new Map<string, string>()

/** Undefined when there are too many texts: such a statement is sent unprepared. */
export function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined) return known
  if (statementNames.size >= PREPARED_STATEMENTS_AT_MOST) return undefined
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  statementNames.set(text, name)
  return name
}
